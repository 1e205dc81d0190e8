package builtin

import "github.com/huntbook/huntbook/kqlparse/symbol"

// Option is an option of the set statement and of requests.
type Option struct {
	Name string
	Doc  string
	Type symbol.Type // Unknown when it takes values of several types
}

// OptionNamed returns the option of that name, or nil.
func OptionNamed(name string) *Option {
	for i := range Options {
		if Options[i].Name == name {
			return &Options[i]
		}
	}
	return nil
}

// Options are the options that the set statement knows, in alphabetical order.
// Source: the request properties page and the official service's list of options.
var Options = []Option{
	{"best_effort", "Whether the query goes on without data sources that fail.", symbol.Bool},
	{"deferpartialqueryfailures", "Whether partial failures are reported beside the rows instead of failing the query.", symbol.Bool},
	{"materialized_view_shuffle", "Which materialized views are shuffled, and by which keys.", symbol.Dynamic},
	{"max_memory_consumption_per_query_per_node", "The most bytes of memory that the query may use on a node.", symbol.Long},
	{"maxmemoryconsumptionperiterator", "The most bytes of memory that an operator of the query may use.", symbol.Long},
	{"maxoutputcolumns", "The most columns that the result may have.", symbol.Long},
	{"norequesttimeout", "Whether the query may run for the longest time that the cluster allows.", symbol.Bool},
	{"notruncation", "Whether all rows are returned, however many.", symbol.Bool},
	{"push_selection_through_aggregation", "Whether filters may run before aggregates.", symbol.Bool},
	{"query_bin_auto_at", "Where the bins of bin_auto() begin.", symbol.Unknown},
	{"query_bin_auto_size", "The size of the bins of bin_auto().", symbol.Unknown},
	{"query_cursor_after_default", "The cursor that cursor_after() takes when it is given none.", symbol.String},
	{"query_cursor_before_or_at_default", "The cursor that cursor_before_or_at() takes when it is given none.", symbol.String},
	{"query_cursor_current", "The value of cursor_current().", symbol.String},
	{"query_cursor_disabled", "Whether cursor functions are refused.", symbol.Bool},
	{"query_cursor_scoped_tables", "The tables that the default cursors apply to.", symbol.Dynamic},
	{"query_datascope", "Which data is read: all, default or hotcache.", symbol.String},
	{"query_datetimescope_column", "The column that the query's time range applies to.", symbol.String},
	{"query_datetimescope_from", "Where the query's time range begins.", symbol.Datetime},
	{"query_datetimescope_to", "Where the query's time range ends.", symbol.Datetime},
	{"query_distribution_nodes_span", "Over how many nodes parts of the query are spread at each level.", symbol.Int},
	{"query_fanout_nodes_percent", "The share of nodes that take part, in percent.", symbol.Int},
	{"query_fanout_threads_percent", "The share of threads on each node that take part, in percent.", symbol.Int},
	{"query_force_row_level_security", "Whether row level security applies even where it is turned off.", symbol.Bool},
	{"query_language", "The language that the text is read in: kql, sql or csl.", symbol.String},
	{"query_log_query_parameters", "Whether the values of query parameters are logged.", symbol.Bool},
	{"query_max_entities_in_union", "The most tables that a union may expand to.", symbol.Long},
	{"query_now", "The value of now() and the base of ago().", symbol.Datetime},
	{"query_python_debug", "Whether the python plugin keeps what is needed to debug it.", symbol.Unknown},
	{"query_results_apply_getschema", "Whether the columns are returned instead of the rows.", symbol.Bool},
	{"query_results_cache_force_refresh", "Whether the cached result is computed anew.", symbol.Bool},
	{"query_results_cache_max_age", "How old a cached result may be to be returned instead of running the query.", symbol.Timespan},
	{"query_results_cache_per_shard", "Whether results are cached for each shard.", symbol.Bool},
	{"query_results_progressive_row_count", "How many rows a progressive update holds.", symbol.Unknown},
	{"query_results_progressive_update_period", "How often progressive updates are sent.", symbol.Unknown},
	{"query_take_max_records", "The most rows that are returned; no error is raised when there are more.", symbol.Long},
	{"query_weakconsistency_session_id", "The session whose queries see the same state of the data.", symbol.String},
	{"request_app_name", "The name of the application, for the cluster's logs.", symbol.String},
	{"request_block_row_level_security", "Whether tables with row level security are refused.", symbol.Bool},
	{"request_callout_disabled", "Whether calls to other systems are refused.", symbol.Bool},
	{"request_cross_cluster_token", "A token for queries over several clusters.", symbol.String},
	{"request_description", "A text about the request, for the cluster's logs.", symbol.String},
	{"request_external_data_disabled", "Whether reading external data is refused.", symbol.Bool},
	{"request_external_table_disabled", "Whether reading external tables is refused.", symbol.Bool},
	{"request_impersonation_disabled", "Whether acting on behalf of the user is refused.", symbol.Bool},
	{"request_readonly", "Whether the request may change nothing.", symbol.Bool},
	{"request_readonly_hardline", "Whether the request may change nothing, enforced strictly.", symbol.Bool},
	{"request_remote_entities_disabled", "Whether other databases and clusters are refused.", symbol.Bool},
	{"request_sandboxed_execution_disabled", "Whether plugins that run scripts are refused.", symbol.Bool},
	{"request_user", "The name of the user, for the cluster's logs.", symbol.String},
	{"results_error_reporting_placement", "Where errors are reported: in_data, end_of_table or end_of_dataset.", symbol.String},
	{"results_progressive_enabled", "Whether results are sent progressively.", symbol.Unknown},
	{"results_v2_fragment_primary_tables", "Whether tables are sent in fragments.", symbol.Bool},
	{"results_v2_newlines_between_frames", "Whether each frame of the reply is on a line of its own.", symbol.Bool},
	{"servertimeout", "How long the query may run.", symbol.Timespan},
	{"truncationmaxrecords", "From how many rows on the result is cut off.", symbol.Long},
	{"truncationmaxsize", "From how many bytes on the result is cut off.", symbol.Long},
	{"validate_permissions", "Whether only the permissions are checked and the query is not run.", symbol.Bool},
}
