package workspace

import (
	"slices"

	"github.com/huntbook/huntbook/controller/dataflow"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// place is where a document stands: everything beside its text that its meaning depends on.
type place struct {
	connection string
	catalog    bind.Catalog
	scope      *Scope
	named      string             // the name of the last tabular result; empty: none
	rows       *symbol.Rows       // columns of that result as it was run, where binding leaves them open
	remarks    []dataflow.Warning // about this cell
	cell       bool
}

// analyze returns the document's meaning at a place, from memory when the place is the one it was analysed at last.
func (d *Document) analyze(p place) *Analysis {
	d.mu.Lock()
	defer d.mu.Unlock()
	if m := d.memo; m != nil && m.Catalog == p.catalog && m.Scope == p.scope && m.fits(p) {
		return m
	}
	a := &Analysis{Doc: d, Catalog: p.catalog, Connection: p.connection, Scope: p.scope}
	spans := []syntax.Span{{Start: 0, End: len(d.Text())}}
	if !p.cell {
		spans = syntax.Blocks(d.Text())
	}
	var own []*symbol.Variable
	for _, s := range spans {
		b := Block{Span: s, Tree: syntax.Parse(d.Text()[s.Start:s.End])}
		b.Info = bind.Query(b.Tree, p.catalog, bind.Options{Outer: p.scope.Variables()})
		a.Blocks = append(a.Blocks, b)
		if p.cell {
			own = append(own, b.Info.Globals...)
		}
	}
	for _, v := range own {
		v.Cell = d.URI
	}
	if p.named != "" {
		own = append(own, result(d, p, a))
	}
	a.Below = p.scope.with(own)
	for _, w := range p.remarks {
		severity := bind.Warning
		if w.Code == "" {
			severity = bind.Information
		}
		a.Remarks = append(a.Remarks, bind.Diagnostic{Span: w.Span, Kind: "lint", Code: w.Code, Severity: severity, Message: w.Message})
	}
	d.memo = a
	return a
}

// fits reports whether an analysis at the same catalog and scope is also right for the rest of the place.
func (a *Analysis) fits(p place) bool {
	if a.Connection != p.connection || len(a.Remarks) != len(p.remarks) {
		return false
	}
	for i, w := range p.remarks {
		if a.Remarks[i].Span != w.Span || a.Remarks[i].Message != w.Message {
			return false
		}
	}
	own := []*symbol.Variable(nil)
	if a.Below != a.Scope {
		own = a.Below.own
	}
	i := slices.IndexFunc(own, func(v *symbol.Variable) bool { return v.Kind == symbol.AsTable })
	if p.named == "" || i < 0 {
		return p.named == "" && i < 0
	}
	return own[i].Name == p.named && (p.rows == nil || own[i].Rows == p.rows || !own[i].Rows.Open)
}

// result is the table that `//% as NAME` makes of the last tabular statement.
func result(d *Document, p place, a *Analysis) *symbol.Variable {
	v := &symbol.Variable{Name: p.named, Kind: symbol.AsTable, Rows: &symbol.Rows{Open: true}, Cell: d.URI}
	for _, b := range a.Blocks {
		for _, s := range b.Info.Statements {
			if s.Rows != nil {
				v.Rows = s.Rows
			}
		}
	}
	if v.Rows.Open && p.rows != nil {
		v.Rows = p.rows
	}
	return v
}
