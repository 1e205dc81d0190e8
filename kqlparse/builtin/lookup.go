package builtin

import "sync"

// all lists every table of rows. A new file of rows adds its table here.
var all = [][]Function{
	countAggregates,
	numberAggregates,
	collectAggregates,
	sketchAggregates,
	mathFunctions,
	binaryFunctions,
	unitFunctions,
	convertFunctions,
	conditionalFunctions,
	binFunctions,
	datetimeFunctions,
	environmentFunctions,
	tabularFunctions,
	windowFunctions,
	seriesFunctions,
	sketchFunctions,
	plugins,
	arithmeticSigns,
	comparisonSigns,
	stringFunctions,
	regexFunctions,
	dynamicFunctions,
	parseFunctions,
	encodingFunctions,
	ipFunctions,
	geoFunctions,
	graphFunctions,
	textSigns,
}

var index = sync.OnceValue(func() map[Kind]map[string]*Function {
	m := map[Kind]map[string]*Function{}
	for _, rows := range all {
		for i := range rows {
			f := &rows[i]
			if m[f.Kind] == nil {
				m[f.Kind] = map[string]*Function{}
			}
			for _, names := range [][]string{{f.Name}, f.Aliases, f.Obsolete} {
				for _, n := range names {
					m[f.Kind][n] = f
				}
			}
		}
	}
	return m
})

// Named returns the row of that kind and name (aliases and obsolete names included), or nil.
func Named(kind Kind, name string) *Function { return index()[kind][name] }

// All calls yield for every row, in the order of the tables.
func All(yield func(*Function) bool) {
	for _, rows := range all {
		for i := range rows {
			if !yield(&rows[i]) {
				return
			}
		}
	}
}

func (f *Function) SymbolName() string { return f.Name }
