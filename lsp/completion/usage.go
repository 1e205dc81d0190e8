package completion

import "strings"

// usage lists names by how many of some 5,800 public hunting queries use them, most used first. It orders what is offered
// where nothing better is known.
var usage = map[string]map[string]int{
	"operator":  ranks(`where extend summarize project join sort union distinct mv-expand project-reorder order externaldata project-away top parse project-rename render datatable mv-apply invoke evaluate lookup mvexpand as make-series take search serialize limit print parse-where count range find scan partition top-nested filter getschema reduce`),
	"type":      ranks(`string long datetime dynamic int bool real timespan guid decimal`),
	"join":      ranks(`inner default leftouter leftanti innerunique rightanti leftsemi rightsemi fullouter anti rightouter rightantisemi`),
	"render":    ranks(`columnchart timechart piechart barchart areachart linechart scatterchart`),
	"sign":      ranks(`and == or > =~ has has_any in >= contains != < between in~ endswith <= matches_regex !in startswith + has_all - !contains !has !startswith !in~ !~ !endswith hasprefix hassuffix !between has_cs contains_cs !hassuffix !hasprefix endswith_cs startswith_cs`),
	"aggregate": ranks(`count make_set arg_max min max dcount make_list makeset take_any arg_min sum countif make_bag make_set_if any avg dcountif makelist take_anyif count_distinct percentiles stdev make_list_if sumif argmin maxif binary_all_or minif argmax make_bag_if anyif binary_all_and percentile percentilesw`),
	"scalar":    ranks(`ago tostring isnotempty parse_json not split bin iff extract strcat todynamic tolower case now isempty toscalar array_length todatetime _GetWatchlist iif toint coalesce pack_array ingestion_time materialize column_ifexists extract_all ipv4_is_private pack datetime_diff geo_info_from_ip_address strcat_array startofday substring FileProfile replace bag_pack parse_xml strlen array_sort_asc toupper todouble replace_string parse_url replace_regex tolong bag_keys trim range parse_ipv4 series_decompose_anomalies set_has_element _Im_*_/_ASIM_parser array_concat toreal table ipv4_is_in_any_range pack_all array_slice isnotnull round extractjson tobool trim_end abs base64_decode_tostring prev totimespan arg set_difference trim_start indexof dynamic_to_json columnifexists ipv4_is_in_range parse_command_line row_number isnull parsejson todecimal countof dayofweek parse_ipv6 string_size toguid translate format_datetime replace_strings set_union startofweek hourofday parse_user_agent startofmonth arraylength bag_remove_keys floor max_of url_decode bin_at datetime_part next ipv4_is_match toboolean array_index_of pack_dictionary regex_quote set_intersect tohex bag_pack_columns base64_decodestring endofday format_ipv4_mask parse_path bag_merge base64_decode_toarray binary_and datetime_add series_fit_2lines series_fit_line bag_has_key binary_shift_left endofyear ipv6_is_in_any_range make_datetime make_string min_of parse_ipv6_mask parse_urlquery row_cumsum row_window_session startofyear array_sum base64_encode_tostring endofmonth format_bytes getyear has_any_ipv4 log2 new_guid parse_csv pow unixtime_seconds_todatetime workspace SeenBy array_iff array_split base64_encodestring binary_xor datepart extractall format_timespan geo_distance_2points getmonth gettype has_any_ipv4_prefix hash_md5 hash_sha256 jaccard_index notempty parse_version series_decompose series_periods_detect unicode_codepoints_from_string unixtime_milliseconds_todatetime AssignedIPAddresses array_reverse array_sort_desc array_strcat binary_or cos cot datetime_local_to_utc datetime_utc_to_local estimate_data_size exp format_ipv4 has_any_index has_ipv4 hash indexof_regex ipv4_netmask_suffix ipv6_is_in_range ipv6_is_match isascii log make_timespan rand reverse row_rank series_decompose_forecast series_fir series_iir series_outliers series_stats sin strrep tan url_encode zlib_decompress_from_base64_string`),
	"plugin":    ranks(`bag_unpack pivot ipv4_lookup activity_counts_metrics basket sequence_detect autocluster rolling_percentile`),
}

func ranks(words string) map[string]int {
	m := map[string]int{}
	for i, w := range strings.Fields(words) {
		m[strings.ReplaceAll(w, "matches_regex", "matches regex")] = i
	}
	return m
}

// rankOf returns a name's place among those of its kind; unknown names come last.
func rankOf(kind, name string) int {
	if r, ok := usage[kind][name]; ok {
		return r
	}
	return 900
}
