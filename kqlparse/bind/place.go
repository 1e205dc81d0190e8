package bind

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// placeCall is the value of a call that names a place, or an entity of one by a string; ok is false for other calls. The
// arguments are bound first; at is the place before the dot, nil when there is none.
func (b *binder) placeCall(at *place, e *syntax.CallExpr) (v value, ok bool) {
	var rule func(*place, *syntax.CallExpr) value
	switch e.Name.Value {
	case "cluster":
		rule = b.callCluster
	case "database":
		rule = b.callDatabase
	case "workspace", "app", "adx", "arg":
		rule = b.callElsewhere
	case "table":
		rule = b.callTable
	case "external_table":
		rule = b.callExternal
	case "materialized_view":
		rule = b.callView
	case "stored_query_result":
		rule = b.callStoredResult
	case "graph":
		rule = b.callGraph
	case "entity_group":
		rule = b.callGroup
	default:
		return value{}, false
	}
	b.args(e, scalarCalls)
	return rule(at, e), true
}

// namesPlace reports whether a function of that name names a place or an entity of one.
func namesPlace(name string) bool {
	switch name {
	case "cluster", "database", "table", "external_table", "materialized_view", "stored_query_result", "graph":
		return true
	}
	return false
}

// firstString is the text of the first argument when it is known.
func (b *binder) firstString(e *syntax.CallExpr) (string, bool) {
	if len(e.Args) == 0 || e.Args[0].X == nil {
		return "", false
	}
	c := b.info.Consts[e.Args[0].X]
	if c == nil || c.Type != symbol.String {
		return "", false
	}
	return c.Str, true
}

// firstSpan is the place of the first argument.
func firstSpan(e *syntax.CallExpr) syntax.Span {
	if len(e.Args) > 0 && e.Args[0].X != nil {
		return e.Args[0].X.Span()
	}
	return e.Name.Span()
}

func (b *binder) callCluster(_ *place, e *syntax.CallExpr) value {
	name, ok := b.firstString(e)
	p := &place{cluster: name}
	if ok {
		b.run.lookups++
		if db, known := b.cat.Lookup(name, ""); db == nil && !known && !strings.Contains(name, "*") {
			b.report(codeUnknownCluster, firstSpan(e), name)
		}
	}
	return value{kind: placeValue, at: p}
}

func (b *binder) callElsewhere(_ *place, _ *syntax.CallExpr) value {
	return value{kind: placeValue, at: &place{isDB: true}}
}

func (b *binder) callDatabase(at *place, e *syntax.CallExpr) value {
	name, ok := b.firstString(e)
	v := value{kind: placeValue, at: &place{isDB: true}}
	b.run.lookups++
	cluster := ""
	if at != nil {
		cluster = at.cluster
	}
	switch {
	case len(e.Args) == 0 && at == nil:
		v.at.db = b.db
	case !ok:
	case strings.Contains(name, "*"):
		db, known := b.cat.Lookup(cluster, name)
		if db == nil && !known && b.opts.Strict && at != nil {
			known = true // a pattern fits no database of a cluster of which nothing is known
		}
		if db == nil && known && (!matches(name, b.db.Name) || at != nil) && (at == nil || cluster != "") {
			b.report(codeUnknownDatabase, firstSpan(e), name)
			v.at.lost = firstSpan(e)
		}
	case at == nil && b.aliases[name] != nil:
		v.at = b.aliases[name]
	case at == nil && (name == "" || strings.EqualFold(name, b.db.Name) || name == b.db.Pretty):
		v.at.db = b.db
	case at != nil && at.cluster == "":
	default:
		db, known := b.cat.Lookup(cluster, name)
		v.at.db = db
		if db == nil && known {
			b.report(codeUnknownDatabase, firstSpan(e), name)
			v.at.lost = firstSpan(e)
		}
	}
	return v
}

// databaseAt is the database that a table is looked up in, nil when nothing is known of it.
func (b *binder) databaseAt(at *place) *symbol.Database {
	if at == nil {
		return b.db
	}
	return at.db
}

func (b *binder) callTable(at *place, e *syntax.CallExpr) value {
	name, ok := b.firstString(e)
	db := b.databaseAt(at)
	if !ok || db == nil {
		return tabular(openRows())
	}
	if at == nil {
		if v := b.find(name); v != nil && v.Rows != nil {
			return value{kind: tableValue, rows: v.Rows, sym: v}
		}
	}
	if strings.Contains(name, "*") {
		return b.allTables(db, name)
	}
	if t := b.tableOf(db, name); t != nil {
		return b.tableValue(t)
	}
	if !db.Loading {
		if b.fuzzy {
			b.report(codeFuzzyUnknown, firstSpan(e), name)
		} else {
			b.report(codeUnknownTable, firstSpan(e), name)
		}
	}
	return tabular(openRows())
}

// callKind finds a table of one kind by the string that names it.
func (b *binder) callKind(at *place, e *syntax.CallExpr, kind symbol.TableKind, code string) value {
	name, ok := b.firstString(e)
	db := b.databaseAt(at)
	if !ok || db == nil {
		return tabular(openRows())
	}
	if t := db.Tables[name]; t != nil && t.Kind == kind {
		return b.tableValue(t)
	}
	if !db.Loading && !b.fuzzy {
		b.report(code, firstSpan(e), name)
	}
	return tabular(openRows())
}

func (b *binder) callExternal(at *place, e *syntax.CallExpr) value {
	return b.callKind(at, e, symbol.ExternalTable, codeUnknownExternal)
}

func (b *binder) callView(at *place, e *syntax.CallExpr) value {
	return b.callKind(at, e, symbol.MaterializedView, codeUnknownView)
}

// callStoredResult: schemas don't list stored query results, so that none is known.
func (b *binder) callStoredResult(at *place, e *syntax.CallExpr) value {
	name, ok := b.firstString(e)
	if db := b.databaseAt(at); ok && db != nil && !db.Loading && !b.fuzzy {
		b.report(codeUnknownStored, firstSpan(e), name)
		return tabular(b.lostRows(firstSpan(e)))
	}
	return tabular(openRows())
}

// callGraph: schemas don't list graph models either.
func (b *binder) callGraph(at *place, e *syntax.CallExpr) value {
	name, ok := b.firstString(e)
	if db := b.databaseAt(at); ok && db != nil && !db.Loading {
		b.report(codeUnknownGraph, e.Name.Span(), name)
		rows := b.lostRows(e.Name.Span())
		return value{kind: graphValue, net: &graph{nodes: rows, edges: rows}}
	}
	return value{kind: graphValue, net: &graph{nodes: openRows(), edges: openRows()}}
}

func (b *binder) callGroup(_ *place, _ *syntax.CallExpr) value { return unknown }
