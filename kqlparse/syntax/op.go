package syntax

// Head is what every operator begins with: its word, and the properties (kind=inner, hint.remote=left) behind it.
type Head struct {
	node
	Keyword Token
	Props   []*Property
	Rest    []Token // what could not be read, up to the next pipe
}

func (h *Head) op()              {}
func (h *Head) head() *Head      { return h }
func (h *Head) OpKeyword() Token { return h.Keyword }

// OpHead returns the operator's word and properties.
func (h *Head) OpHead() *Head { return h }

// Prop returns the property of that name (compared without case), or nil.
func (h *Head) Prop(name string) *Property {
	for _, p := range h.Props {
		if p.Name != nil && equalFold(p.Name.Value, name) {
			return p
		}
	}
	return nil
}

func (h *Head) visitHead(f func(Part)) {
	h.Keyword.visit(f)
	visitAll(f, h.Props)
}

func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if a[i]|0x20 != b[i]|0x20 {
			return false
		}
	}
	return true
}

// operators are the words that may stand behind a pipe, and the functions that parse what they begin.
var operators map[string]func(*parser) Op

func init() {
	operators = map[string]func(*parser) Op{
		"as": (*parser).as, "assert-schema": (*parser).assertSchema, "consume": (*parser).consume, "count": (*parser).count,
		"distinct": (*parser).distinct, "evaluate": (*parser).evaluate, "execute_and_cache": (*parser).executeAndCache,
		"__executeAndCache": (*parser).executeAndCache, "extend": (*parser).extend, "facet": (*parser).facet,
		"filter": (*parser).where, "find": (*parser).find, "fork": (*parser).fork, "getschema": (*parser).getSchema,
		"graph-mark-components": (*parser).graphMarkComponents, "graph-match": (*parser).graphMatch,
		"graph-shortest-paths": (*parser).graphShortestPaths, "graph-to-table": (*parser).graphToTable,
		"graph-where-edges": (*parser).graphWhere, "graph-where-nodes": (*parser).graphWhere, "invoke": (*parser).invoke,
		"join": (*parser).join, "limit": (*parser).take, "lookup": (*parser).lookup, "macro-expand": (*parser).macroExpand,
		"make-graph": (*parser).makeGraph, "make-series": (*parser).makeSeries, "mv-apply": (*parser).mvApply,
		"mvapply": (*parser).mvApply, "mv-expand": (*parser).mvExpand, "mvexpand": (*parser).mvExpand, "order": (*parser).sort,
		"parse": (*parser).parseOp, "parse-kv": (*parser).parseKv, "parse-where": (*parser).parseOp,
		"partition": (*parser).partition, "partition-by": (*parser).partitionBy, "__partitionby": (*parser).partitionBy,
		"print": (*parser).print, "project": (*parser).project, "project-away": (*parser).projectAway,
		"__projectAway": (*parser).projectAway, "project-by-names": (*parser).projectByNames,
		"project-keep": (*parser).projectKeep, "project-rename": (*parser).projectRename,
		"project-reorder": (*parser).projectReorder, "range": (*parser).rangeOp, "reduce": (*parser).reduce,
		"render": (*parser).render, "sample": (*parser).sample, "sample-distinct": (*parser).sampleDistinct,
		"scan": (*parser).scan, "search": (*parser).search, "serialize": (*parser).serialize, "sort": (*parser).sort,
		"summarize": (*parser).summarize, "take": (*parser).take, "top": (*parser).top, "top-hitters": (*parser).topHitters,
		"top-nested": (*parser).topNested, "union": (*parser).union, "where": (*parser).where,
	}
}

// BadOp is a word that is no operator, and what follows it up to the next pipe.
type BadOp struct {
	Head
	Skipped []Token
}

// OpList is a pipe without a source, in the parentheses of mv-apply, partition, fork and facet. Its first operator has
// no pipe before it.
type OpList struct {
	node
	Lets []*StatementItem // let statements before it, where a place allows them
	Ops  []*PipedOp
}

func (x *BadOp) Visit(f func(Part)) {
	x.visitHead(f)
	visitTokens(f, x.Skipped)
	visitTokens(f, x.Rest)
}

func (x *OpList) Visit(f func(Part)) {
	visitAll(f, x.Lets)
	visitAll(f, x.Ops)
}
