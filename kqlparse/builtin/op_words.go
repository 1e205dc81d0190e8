package builtin

// Word is a constant of the language with its meaning.
type Word struct {
	Name   string
	Doc    string
	Hidden bool // accepted, but not offered
}

func namesOf(words []Word) (names []string) {
	for _, w := range words {
		names = append(names, w.Name)
	}
	return names
}

// JoinKinds are the values of join's kind property.
var JoinKinds = []Word{
	{Name: "innerunique", Doc: "Matching rows; of left rows with the same key, only one takes part. The default."},
	{Name: "inner", Doc: "Every pair of matching rows."},
	{Name: "leftouter", Doc: "Every pair of matching rows, and left rows without a match."},
	{Name: "rightouter", Doc: "Every pair of matching rows, and right rows without a match."},
	{Name: "fullouter", Doc: "Every pair of matching rows, and the rows of both sides without a match."},
	{Name: "leftsemi", Doc: "Left rows that have a match; columns of the left side only."},
	{Name: "rightsemi", Doc: "Right rows that have a match; columns of the right side only."},
	{Name: "leftanti", Doc: "Left rows without a match; columns of the left side only."},
	{Name: "rightanti", Doc: "Right rows without a match; columns of the right side only."},
	{Name: "anti", Doc: "Another name of leftanti."},
	{Name: "leftantisemi", Doc: "Another name of leftanti."},
	{Name: "rightantisemi", Doc: "Another name of rightanti."},
}

// ChartKinds are what render can draw.
var ChartKinds = []Word{
	{Name: "table", Doc: "A table; what is shown without render."},
	{Name: "timechart", Doc: "Lines over a time axis: the first datetime column is x, numbers are lines, a string column splits them."},
	{Name: "columnchart", Doc: "Upright bars: the first column is x, numbers are bars."},
	{Name: "barchart", Doc: "Bars that lie on their side: the first column names them, numbers are their length."},
	{Name: "piechart", Doc: "A pie: the first column names the slices, a number is their size."},
	{Name: "linechart", Doc: "Lines: the first column is x, numbers are lines."},
	{Name: "areachart", Doc: "Lines with the area below them filled."},
	{Name: "stackedareachart", Doc: "Areas on top of each other."},
	{Name: "scatterchart", Doc: "Points: the first column is x, numbers are y."},
	{Name: "anomalychart", Doc: "A time chart with anomalies marked, from columns that series_decompose_anomalies() made."},
	{Name: "card", Doc: "The values of the first row, written large."},
	{Name: "ladderchart", Doc: "Bars from start to end: the last two columns are x."},
	{Name: "treemap", Doc: "Nested rectangles whose size is a number."},
	{Name: "pivotchart", Doc: "A pivot table and chart for the user to arrange."},
	{Name: "timepivot", Doc: "Events on time lines for the user to drill into."},
	{Name: "plotly", Doc: "A chart that the first cell describes in Plotly's JSON."},
	{Name: "graph", Doc: "Nodes and edges of a graph."},
	{Name: "sankey", Doc: "Flows between nodes: source, target and weight.", Hidden: true},
	{Name: "timeline", Doc: "Events along a time line.", Hidden: true},
	{Name: "list", Doc: "The rows as a list.", Hidden: true},
	{Name: "3Dchart", Doc: "A chart of three dimensions.", Hidden: true},
}

// ChartProperties are what render takes in its with clause.
var ChartProperties = []OperatorParam{
	{Name: "title", Doc: "The title of the chart."},
	{Name: "kind", Doc: "How bars and areas are put together: side by side, on top of each other, as shares of 100; map draws on a map.", Values: []string{"default", "unstacked", "stacked", "stacked100", "map"}},
	{Name: "xcolumn", Doc: "The column of the x axis."},
	{Name: "ycolumns", Doc: "The columns of values, separated by commas."},
	{Name: "series", Doc: "The columns whose values split the rows into series, separated by commas."},
	{Name: "anomalycolumns", Doc: "The columns of an anomaly chart that mark anomalies."},
	{Name: "xtitle", Doc: "The title of the x axis."},
	{Name: "ytitle", Doc: "The title of the y axis."},
	{Name: "xaxis", Doc: "How the x axis is scaled.", Values: []string{"linear", "log"}},
	{Name: "yaxis", Doc: "How the y axis is scaled.", Values: []string{"linear", "log"}},
	{Name: "xmin", Doc: "Where the x axis begins."},
	{Name: "xmax", Doc: "Where the x axis ends."},
	{Name: "ymin", Doc: "Where the y axis begins."},
	{Name: "ymax", Doc: "Where the y axis ends."},
	{Name: "legend", Doc: "Whether the legend is shown.", Values: []string{"visible", "hidden"}},
	{Name: "ysplit", Doc: "How several value columns are laid out: in one chart, with an axis each, or in a panel each.", Values: []string{"none", "axes", "panels"}},
	{Name: "accumulate", Doc: "Whether each value adds to those before it.", Values: []string{"true", "false"}},
}

// TypeDocs say what the scalar types hold; the names are those of package symbol.
var TypeDocs = []Word{
	{Name: "bool", Doc: "True or false, or null."},
	{Name: "int", Doc: "A whole number of 32 bits. Arithmetic with ints yields longs."},
	{Name: "long", Doc: "A whole number of 64 bits; results that do not fit wrap around."},
	{Name: "real", Doc: "A floating point number of 64 bits, which may be infinite or not a number (NaN)."},
	{Name: "decimal", Doc: "An exact decimal number of up to 34 digits; slower than real."},
	{Name: "string", Doc: "Unicode text. It is never null: the empty string takes that place."},
	{Name: "datetime", Doc: "A point in time in UTC, in steps of 100 nanoseconds, from year 1 to the end of year 9999."},
	{Name: "timespan", Doc: "A length of time in steps of 100 nanoseconds: 2d, 1.5h, 30m, 10s, 100ms."},
	{Name: "guid", Doc: "A globally unique identifier of 128 bits."},
	{Name: "dynamic", Doc: "A value whose type is known only when the query runs: an array, a property bag, or a value of another type. A path into it that does not exist is null."},
}
