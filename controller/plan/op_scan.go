package plan

import (
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// Sequences is scan: a machine whose steps each row, in order, may advance. Its one input reads, of each row, Row, then
// the Parts keys by whose values rows are divided. It yields Row's columns, Declared, and with MatchID the number of the sequence.
//
// Expressions refer to Row's columns and to Declared (the row's own so far) by number, and to what a step matched last by
// the numbers of its State.
type Sequences struct {
	Row      []Column
	Parts    int
	Declared []Column
	Default  []Scalar // of Declared
	MatchID  bool
	Steps    []SequenceStep
}

// SequenceStep is a step of scan.
type SequenceStep struct {
	Cond     Scalar
	Assign   []Assigned
	Output   string // all, last, none
	Optional bool
	State    []Column // Row's and then Declared's values of the row that matched last
}

// Assigned is a declared column, by position, and what it becomes.
type Assigned struct {
	Declared int
	X        Scalar
}

func (*Sequences) task() {}

// scan plans scan. What of its expressions depends on the row alone is computed before.
func (e *env) scanRows(op *syntax.ScanOp, in *stream) *stream {
	info, ok := e.info.Ops[op].(*bind.ScanInfo)
	if !ok {
		e.unsupported(op, "scan", "")
	}
	rel := in.rel
	if len(op.OrderItems) > 0 {
		rel = &Sort{In: rel, By: e.sortKeys(op.OrderItems, in)}
	}
	rel = &Serialize{In: rel}
	t := &Sequences{MatchID: info.MatchID != nil, Parts: len(op.PartItems)}
	st := &Stage{Task: t, Ordered: true, Span: op.Span()}
	var read []Scalar
	now := &stream{cols: map[*symbol.Column]ColID{}}
	for _, c := range in.rows {
		id := e.columnOf(in, c, op)
		now.cols[c] = id
		t.Row = append(t.Row, Column{ID: id, Name: c.Name, Type: c.Type})
		read = append(read, &Col{ID: id, T: c.Type})
	}
	vars := map[string]int{}
	for i, c := range info.Vars {
		col := e.b.column(c)
		now.cols[c] = col.ID
		vars[c.Name] = i
		t.Declared = append(t.Declared, col)
		t.Default = append(t.Default, Null(c.Type))
	}
	if op.Vars != nil {
		for _, p := range op.Vars.Params {
			if p == nil || p.Name == nil || p.Default == nil {
				continue
			}
			if i, ok := vars[p.Name.Value]; ok {
				k, ok := cast(e.scalar(p.Default, &scope{}), info.Vars[i].Type).(*Const)
				if !ok {
					e.unsupported(p, "a default that is computed", "")
				}
				t.Default[i] = k
			}
		}
	}
	at := &scope{s: now, named: map[string]*stream{}}
	all := append(append([]*symbol.Column{}, in.rows...), info.Vars...)
	for _, s := range op.Steps {
		if s == nil || s.Name == nil {
			continue
		}
		state := &stream{cols: map[*symbol.Column]ColID{}}
		step := SequenceStep{Output: "all", Optional: s.Optional.Present()}
		for _, c := range all {
			col := e.b.column(c)
			state.cols[c] = col.ID
			step.State = append(step.State, col)
		}
		if s.Output != nil {
			step.Output = strings.ToLower(e.propText(s.Output))
		}
		at.named[s.Name.Value] = state
		t.Steps = append(t.Steps, step)
	}
	before := &hoisting{e: e, own: map[ColID]bool{}}
	for _, c := range t.Row {
		before.own[c.ID] = true
	}
	n := 0
	for _, s := range op.Steps {
		if s == nil || s.Name == nil {
			continue
		}
		step := &t.Steps[n]
		n++
		step.Cond = before.lift(e.scalar(s.Cond, at))
		for _, it := range s.Assign {
			named, ok := it.X.(*syntax.NamedExpr)
			if !ok || named.Name == nil {
				e.unsupported(op, "this assignment", "")
			}
			i, ok := vars[named.Name.Value]
			if !ok {
				e.invalid(named, named.Name.Value+" is no column that this scan declares")
			}
			step.Assign = append(step.Assign, Assigned{i, before.lift(cast(e.scalar(named.X, at), info.Vars[i].Type))})
		}
	}
	if len(before.cols) > 0 {
		rel = &Compute{In: rel, Cols: before.cols}
		for _, c := range before.cols {
			t.Row = append(t.Row, c.Column)
			read = append(read, ref(c.Column))
		}
	}
	for _, it := range op.PartItems {
		read = append(read, cast(e.scalar(it.X, &scope{s: in}), symbol.String))
	}
	st.In = []StageInput{{Rel: rel, Read: read}}
	out := &stream{rel: st, cols: map[*symbol.Column]ColID{}, rows: e.rowsOut(op).Columns}
	for _, c := range append(append([]Column{}, t.Row...), t.Declared...) {
		col := c
		e.b.next++
		col.ID = e.b.next
		st.Columns = append(st.Columns, col)
	}
	for i, c := range in.rows {
		out.cols[c] = st.Columns[i].ID
	}
	for i, c := range info.Vars {
		out.cols[c] = st.Columns[len(t.Row)+i].ID
	}
	if info.MatchID != nil {
		col := e.b.column(info.MatchID)
		st.Columns = append(st.Columns, col)
		out.cols[info.MatchID] = col.ID
	}
	return out
}

// hoisting takes out of expressions what depends on columns of the input alone, so that the engine computes it for all
// rows at once.
type hoisting struct {
	e    *env
	own  map[ColID]bool
	cols []Computed
}

// lift returns x with those parts replaced by columns.
func (h *hoisting) lift(x Scalar) Scalar {
	own, free := true, false
	Walk(x, func(x Scalar) {
		switch x := x.(type) {
		case *Col:
			free = true
			own = own && h.own[x.ID]
		case *Lookup, *InRel, *HasRel:
			free = true
		case *Call:
			own = own && x.Fn.Kind != builtin.Window
		}
	})
	switch x := x.(type) {
	case *Col, *Const:
		return x
	case *Call:
		if own && (free || len(x.Args) == 0) {
			break
		}
		c := *x
		c.Args = make([]Scalar, len(x.Args))
		for i, a := range x.Args {
			c.Args[i] = h.lift(a)
		}
		return &c
	case *Cast:
		if own && free {
			break
		}
		return &Cast{X: h.lift(x.X), T: x.T}
	case *Path:
		if own && free {
			break
		}
		c := *x
		c.X = h.lift(x.X)
		c.Steps = append([]Step{}, x.Steps...)
		for i, s := range c.Steps {
			if s.Index != nil {
				c.Steps[i].Index = h.lift(s.Index)
			}
		}
		return &c
	}
	if !own {
		h.e.unsupported(nil, "this expression of a step", "")
	}
	col := h.e.b.column(&symbol.Column{Name: "x", Type: x.Type()})
	h.cols = append(h.cols, Computed{col, x})
	return ref(col)
}
