package duckdb

import (
	"slices"
	"sync"

	"github.com/huntbook/huntbook/controller/plan"
)

// macro is a SQL expression with a name: CREATE MACRO name(params) AS sql. Its operands are pasted, so one that is
// costly and used twice belongs into a Go function. Macros may use macros and Go functions of any family.
type macro struct {
	name   string
	params string // "x, y"
	sql    string
}

// emitter writes the SQL of a call that no template can say.
type emitter func(e *Emission) (string, error)

// Emission is what an emitter sees: the call, with the SQL of its operands.
type Emission struct {
	Call  *plan.Call
	SQL   []string // of the operands; datetimes as ticks, each one in parentheses where it needs them
	Order string   // in aggregates: the inside of an ORDER BY, or empty
}

// Const returns operand i's value when it is a constant, else nil.
func (e *Emission) Const(i int) *plan.Const {
	if i < len(e.Call.Args) {
		if c, ok := e.Call.Args[i].(*plan.Const); ok {
			return c
		}
	}
	return nil
}

// A family of functions keeps its macros, Go functions and emitters in a file udf_<family>.go and adds them to these
// tables. The order of macros does not matter.
var (
	macroFamilies = [][]macro{coreMacros, mathMacros, convertMacros, datetimeMacros, aggregateMacros, stringMacros}
	goFamilies    = [][]*goFunction{coreFunctions, mathFunctions, convertFunctions, datetimeFunctions, aggregateFunctions, seriesFunctions, unitFunctions,
		stringFunctions, regexFunctions, dynamicFunctions, arrayFunctions, bagFunctions, shapeFunctions, encodingFunctions, ipFunctions, geoFunctions, agentFunctions,
		shapesOnGlobe, cellsOnGlobe, seriesModelFunctions, seriesTransforms, sketchFunctions}
	emitterFamilies = []map[string]emitter{coreEmitters, aggregateEmitters, stringEmitters, regexEmitters, dynamicEmitters, encodingEmitters, ipEmitters, geoEmitters, sketchEmitters, datetimeEmitters}
)

var allFunctions = sync.OnceValue(func() []*goFunction { return slices.Concat(goFamilies...) })

var allMacros = sync.OnceValue(func() []macro { return slices.Concat(macroFamilies...) })

var allEmitters = sync.OnceValue(func() map[string]emitter {
	m := map[string]emitter{}
	for _, family := range emitterFamilies {
		for name, e := range family {
			m[name] = e
		}
	}
	return m
})
