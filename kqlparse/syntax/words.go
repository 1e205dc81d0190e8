package syntax

import "strings"

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// reserved are the words that are no names where a name is referred to, unless bracketed: ['kind'].
// Source: which keywords the official service takes for names.
var reserved = wordSet(`__crossCluster __crossDB __id __isFuzzy __noWithSource __packedColumn __sourceColumnIndex
	3Dchart accumulate and anomalychart areachart as asc bagexpansion barchart between bin_legacy by cachingpolicy callout
	cancel card columnchart contains containscs contains_cs __contextual_datatable cycles dataexport datascope datatable
	decodeblocks desc earliest encodingpolicy endswith endswith_cs __executeAndCache expandoutput extent_tags_retention
	externaldata external_data find first flags harddelete hardretention has has_any has_all has_cs hasprefix hasprefix_cs
	hassuffix hassuffix_cs hotcache in invoke isfuzzy force_remote journal ladderchart last latest like likecs linechart
	materialize mdm missing nooptimization notcontains notcontainscs notlike notlikecs startswith startswith_cs of or others
	pathformat piechart pivotchart print project __projectAway queries query_results relaxed restricted_view_access
	row_level_security rowstore rowstore_references rowstore_sealinfo rowstorepolicy rowstores sample scatterchart seal seals
	search set shards simple softdelete softretention sql stackedareachart statistics storedqueryresultcontainers tablepurge
	timechart timeline timepivot title to toscalar totable treemap union unrestrictedviewers verbose viewers views where
	with_itemindex with_match_id with_step_name writeaheadlog
	boolean int8 char uint8 byte int16 uint16 int int32 uint uint32 long int64 ulong uint64 float real decimal double string
	time timespan date datetime uniqueid dynamic matches`)

// declarable are the reserved words that may be names where a name is declared: in `title = x` and as parameters.
var declarable = wordSet(`accumulate as by contains consume count datatable distinct earliest extend externaldata find
	filter has in invoke latest limit materialize mdm of parse plotly print sample scan search serialize set sort sql
	summarize take title to top toscalar totable verbose viewers where kind withsource with_source dataformat
	inline_external_table datetime_pattern matches string time date datetime timespan dynamic int long real decimal double
	float boolean flags cycles missing queries shards views first last others simple timeline card`)

// callable are the reserved words that name functions: they may stand before a parenthesis.
var callable = wordSet(`materialize toscalar totable has_any_index has_any has_all contains has search print like first last`)

// members are the reserved words that may stand behind a dot.
var members = wordSet(`string int long real date datetime time timespan dynamic`)

// negated are the words that a ! may stand before.
var negated = wordSet(`between contains contains_cs endswith endswith_cs has has_cs hasprefix hasprefix_cs hassuffix
	hassuffix_cs in startswith startswith_cs`)

// hints are the properties that are written hint.x, one token each.
var hints = wordSet(`concurrency distribution materialized num_partitions pass_filters pass_filters_column progressive_top
	remote shufflekey spread strategy`)

// hyphens are the keywords with hyphens, by their first part.
var hyphens = map[string][]string{
	"assert":       {"-schema"},
	"commands":     {"-and-queries"},
	"granny":       {"-asc", "-desc"},
	"graph":        {"-match", "-shortest-paths", "-to-table", "-mark-components", "-where-nodes", "-where-edges"},
	"macro":        {"-expand"},
	"make":         {"-series", "-graph"},
	"materialized": {"-view-combine", "-views"},
	"mv":           {"-expand", "-apply"},
	"parse":        {"-where", "-kv"},
	"partition":    {"-by"},
	"partitioned":  {"-by"},
	"project":      {"-away", "-by-names", "-keep", "-rename", "-reorder", "-smart"},
	"sample":       {"-distinct"},
	"set":          {"-or-append", "-or-replace"},
	"top":          {"-nested", "-hitters"},
}

const (
	tick   = 1
	second = 10_000_000 * tick
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
)

// timeUnits are the suffixes of timespan literals, in ticks of 100 ns; nano units are negative: so many make a tick.
var timeUnits = func() map[string]int64 {
	m := map[string]int64{}
	for unit, words := range map[int64]string{
		day: "d day days", hour: "h hr hrs hour hours", minute: "m min minute minutes", second: "s sec second seconds",
		second / 1000:    "ms milli millis millisec millisecond milliseconds",
		second / 1000000: "micro micros microsec microsecond microseconds",
		-100:             "nano nanos nanosec nanosecond nanoseconds",
		tick:             "tick ticks",
	} {
		for _, w := range strings.Fields(words) {
			m[w] = unit
		}
	}
	return m
}()

// infix are the word operators that stand between two scalar expressions.
var infix = wordSet(`has has_cs hasprefix hasprefix_cs hassuffix hassuffix_cs contains contains_cs containscs startswith
	startswith_cs endswith endswith_cs like likecs notlike notlikecs notcontains notcontainscs
	!has !has_cs !hasprefix !hasprefix_cs !hassuffix !hassuffix_cs !contains !contains_cs !startswith !startswith_cs
	!endswith !endswith_cs`)
