package plan

import (
	"errors"
	"slices"
	"strings"

	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/builtin"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// NeedsColumns says that the columns of an operator depend on data and were not known when the text was bound. Bind it
// again with these in bind.Options.Discovered, and plan again.
type NeedsColumns struct {
	Op   *syntax.EvaluateOp
	Rows *symbol.Rows
}

func (*NeedsColumns) Error() string { return "the columns depend on data" }

// errOpen ends the planning of a statement whose columns nobody can tell without data.
var errOpen = errors.New("the columns depend on data")

// evaluate plans the plugins that the engine can express.
func (e *env) evaluate(op *syntax.EvaluateOp, in *stream) *stream {
	c := e.info.Calls[op.Call]
	if c != nil && c.Builtin != nil {
		if own := plugins[c.Builtin.Name]; own != nil {
			return own(e, op, c, in)
		}
		e.unsupported(op.Call, "evaluate "+op.Call.Name.Value, c.Builtin.Local.Remote)
	}
	e.unsupported(op.Call, "evaluate "+op.Call.Name.Value, "")
	return nil
}

// plugins are those that a plan can express.
var plugins map[string]func(*env, *syntax.EvaluateOp, *bind.Call, *stream) *stream

func init() {
	plugins = map[string]func(*env, *syntax.EvaluateOp, *bind.Call, *stream) *stream{
		"bag_unpack": bagUnpack, "pivot": pivot, "ipv4_lookup": ipLookup, "ipv6_lookup": ipLookup, "narrow": narrow,
		"geo_polygon_lookup": geoLookup, "geo_line_lookup": geoLookup,
	}
}

// open asks what the columns are that data brings forth, when binding did not know.
func (e *env) open(op *syntax.EvaluateOp, rows *symbol.Rows, ask func(Discover) (*symbol.Rows, error)) {
	if !rows.Open {
		return
	}
	if e.b.options.Discover == nil {
		panic(stop{errOpen})
	}
	found, err := ask(e.b.options.Discover)
	if err != nil {
		panic(stop{err})
	}
	panic(stop{&NeedsColumns{op, found}})
}

// textArg is an argument that must be a constant text.
func (e *env) textArg(c *bind.Call, i int) string {
	if i >= len(c.Args) || c.Args[i] == nil {
		return ""
	}
	k, ok := e.scalar(c.Args[i], &scope{}).(*Const)
	if !ok {
		e.unsupported(c.Args[i], "an argument that is computed here", "")
	}
	return k.Value.Str
}

// bagUnpack makes a column of each key of a bag: bag_unpack(column, prefix, conflict, ignored).
func bagUnpack(e *env, op *syntax.EvaluateOp, c *bind.Call, in *stream) *stream {
	if len(c.Args) == 0 {
		e.unsupported(op.Call, "this bag_unpack", "")
	}
	bag, ok := e.scalar(c.Args[0], &scope{s: in}).(*Col)
	if !ok {
		e.unsupported(c.Args[0], "bag_unpack of an expression", "")
	}
	prefix := e.textArg(c, 1)
	rows := e.rowsOut(op)
	if len(c.Args) > 3 {
		e.unsupported(c.Args[3], "bag_unpack with ignored properties", "")
	}
	conflict := "error"
	if len(c.Args) > 2 {
		conflict = e.textArg(c, 2)
	}
	e.open(op, rows, func(d Discover) (*symbol.Rows, error) {
		keys, err := d.Keys(e.b.plan, in.rel, Column{ID: bag.ID, Type: symbol.Dynamic})
		if err != nil {
			return nil, err
		}
		slices.SortFunc(keys, func(a, b Column) int { return strings.Compare(a.Name, b.Name) })
		found := &symbol.Rows{}
		have := map[string]int{}
		for _, col := range in.rows {
			if in.cols[col] != bag.ID {
				have[col.Name] = len(found.Columns)
				found.Columns = append(found.Columns, col)
			}
		}
		for _, k := range keys {
			col := &symbol.Column{Name: prefix + k.Name, Type: k.Type}
			if i, clash := have[col.Name]; clash {
				switch conflict {
				case "replace_source":
					found.Columns[i] = col
				case "keep_source":
				default:
					return nil, &Invalid{Span: op.Call.Span(), Message: "bag_unpack would give a second column named " + col.Name + "; name a prefix, or how to solve the conflict"}
				}
				continue
			}
			found.Columns = append(found.Columns, col)
		}
		return found, nil
	})
	comp := &Compute{In: in.rel}
	out := &stream{rel: comp, cols: map[*symbol.Column]ColID{}, rows: rows.Columns}
	for _, c := range rows.Columns {
		if id, ok := in.cols[c]; ok {
			out.cols[c] = id
			continue
		}
		if old := columnNamed(in, c.Name); old != nil && in.cols[old] != bag.ID && old.Type == c.Type && conflict != "replace_source" {
			out.cols[c] = in.cols[old]
			continue
		}
		col := e.b.column(c)
		path := &Path{X: bag, Steps: []Step{{Name: strings.TrimPrefix(c.Name, prefix)}}, Span: op.Call.Span()}
		comp.Cols = append(comp.Cols, Computed{col, cast(path, c.Type)})
		out.cols[c] = col.ID
	}
	return out
}

func columnNamed(s *stream, name string) *symbol.Column {
	for _, c := range s.rows {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// pivot makes a column of each value of a column: pivot(column, aggregate, group columns...). The rows are first grouped
// by group columns and value, then each value's aggregate is put into its column.
func pivot(e *env, op *syntax.EvaluateOp, c *bind.Call, in *stream) *stream {
	if len(c.Args) == 0 {
		e.unsupported(op.Call, "this pivot", "")
	}
	at := &scope{s: in}
	pivotCol, ok := e.scalar(c.Args[0], at).(*Col)
	if !ok {
		e.unsupported(c.Args[0], "pivot by an expression", "")
	}
	agg := &Aggregate{In: in.rel}
	used := map[ColID]bool{pivotCol.ID: true}
	var value Scalar = &Call{Fn: builtin.Named(builtin.Aggregate, "count"), T: symbol.Long, Span: op.Call.Span()}
	if len(c.Args) > 1 && c.Args[1] != nil {
		value = e.scalar(c.Args[1], &scope{s: in, agg: func(x *syntax.CallExpr, call *bind.Call) Scalar {
			e.runsHere(x, call.Builtin)
			a := e.args(x, call, at)
			a.T = call.Type
			return a
		}})
		Walk(value, func(x Scalar) {
			if col, ok := x.(*Col); ok {
				used[col.ID] = true
			}
		})
	}
	var groups []*symbol.Column
	if len(c.Args) > 2 {
		for _, a := range c.Args[2:] {
			col, ok := e.scalar(a, at).(*Col)
			if !ok {
				e.unsupported(a, "pivot with an expression to group by", "")
			}
			for _, r := range in.rows {
				if in.cols[r] == col.ID {
					groups = append(groups, r)
					break
				}
			}
		}
	} else {
		for _, r := range in.rows {
			if !used[in.cols[r]] {
				groups = append(groups, r)
			}
		}
	}
	rows := e.rowsOut(op)
	e.open(op, rows, func(d Discover) (*symbol.Rows, error) {
		values, err := d.Values(e.b.plan, in.rel, Column{ID: pivotCol.ID, Type: pivotCol.T})
		if err != nil {
			return nil, err
		}
		found := &symbol.Rows{Columns: slices.Clone(groups)}
		for _, v := range values {
			found.Columns = append(found.Columns, &symbol.Column{Name: v.Str, Type: value.Type()})
		}
		return found, nil
	})
	key := Column{}
	var keys []Computed
	for _, g := range groups {
		keys = append(keys, Computed{e.b.column(g), &Col{ID: in.cols[g], T: g.Type}})
	}
	key = e.b.column(&symbol.Column{Name: "key", Type: symbol.String})
	val := e.b.column(&symbol.Column{Name: "value", Type: value.Type()})
	agg.Keys = append(slices.Clone(keys), Computed{key, cast(pivotCol, symbol.String)})
	agg.Aggs = []Agg{{Column: val, X: value}}
	second := &Aggregate{In: agg}
	out := &stream{rel: second, cols: map[*symbol.Column]ColID{}, rows: rows.Columns}
	for i, g := range groups {
		col := e.b.column(g)
		second.Keys = append(second.Keys, Computed{col, ref(keys[i].Column)})
		out.cols[g] = col.ID
	}
	comp := &Compute{In: second}
	for i, r := range rows.Columns {
		if i < len(groups) {
			if _, ok := out.cols[r]; !ok {
				out.cols[r] = second.Keys[i].ID
			}
			continue
		}
		test := &Call{Fn: Sign("=="), Args: []Scalar{ref(key), Text(r.Name)}, T: symbol.Bool}
		x := e.b.column(r)
		x.Type = value.Type()
		second.Aggs = append(second.Aggs, Agg{Column: x, X: &Call{Fn: builtin.Named(builtin.Aggregate, "take_anyif"), Args: []Scalar{ref(val), test}, T: value.Type(), Span: op.Call.Span()}})
		out.cols[r] = x.ID
		if zero := pivotZero(value); zero != nil {
			filled := e.b.column(r)
			filled.Type = value.Type()
			comp.Cols = append(comp.Cols, Computed{filled, &Call{Fn: builtin.Named(builtin.Scalar, "coalesce"), Args: []Scalar{ref(x), zero}, T: value.Type()}})
			out.cols[r] = filled.ID
		}
	}
	if len(comp.Cols) > 0 {
		out.rel = comp
	}
	return out
}

// pivotZero is what stands where a value has no rows: 0 for counts and sums, else null.
func pivotZero(value Scalar) Scalar {
	call, ok := value.(*Call)
	if !ok {
		return nil
	}
	switch call.Fn.Name {
	case "count", "countif", "dcount", "dcountif", "sum", "sumif", "count_distinct", "count_distinctif":
		if t := value.Type(); symbol.Numbers.Has(t) {
			return cast(Long(0), t)
		}
	}
	return nil
}

// ipLookup joins each address with the ranges that hold it: ipv4_lookup(table, address, range, extra keys...,
// return_unmatched).
func ipLookup(e *env, op *syntax.EvaluateOp, c *bind.Call, in *stream) *stream {
	if len(c.Args) < 3 {
		e.unsupported(op.Call, "this lookup", "")
	}
	right := e.table(c.Args[0])
	at := &scope{s: in}
	address := e.scalar(c.Args[1], at)
	network := e.scalar(c.Args[2], &scope{s: right})
	name := strings.TrimSuffix(c.Builtin.Name, "_lookup") + "_is_in_range"
	j := &Join{Left: in.rel, Right: right.rel, Kind: Inner}
	j.On = &Call{Fn: builtin.Named(builtin.Scalar, name), Args: []Scalar{cast(address, symbol.String), cast(network, symbol.String)}, T: symbol.Bool, Span: op.Call.Span()}
	keys := map[*symbol.Column]bool{}
	for _, a := range c.Args[3:] {
		if k := e.info.Consts[a]; k != nil && k.Type == symbol.Bool {
			if k.Int != 0 {
				j.Kind = LeftOuter
			}
			continue
		}
		n, ok := unparen(a).(*syntax.NameExpr)
		if !ok {
			e.unsupported(a, "this key of a lookup", "")
		}
		l, r := columnNamed(in, n.Name.Value), columnNamed(right, n.Name.Value)
		if l == nil || r == nil {
			e.unsupported(a, "this key of a lookup", "")
		}
		keys[r] = true
		j.Keys = append(j.Keys, JoinKey{&Col{ID: in.cols[l], T: l.Type}, &Col{ID: right.cols[r], T: r.Type}})
	}
	return e.lookedUp(op, j, in, right)
}

// narrow makes a row of each cell: its row's number, its column's name, its text.
func narrow(e *env, op *syntax.EvaluateOp, c *bind.Call, in *stream) *stream {
	rows := e.rowsOut(op)
	if len(rows.Columns) != 3 {
		e.unsupported(op.Call, "evaluate narrow", "")
	}
	number := e.b.column(&symbol.Column{Name: "row", Type: symbol.Long})
	w := &Window{In: &Serialize{In: in.rel}, Cols: []Computed{{number, &Call{Fn: builtin.Named(builtin.Window, "row_number"), Args: []Scalar{Long(0)}, T: symbol.Long, Span: op.Call.Span()}}}}
	all := in.with(w)
	rowColumn := &symbol.Column{Name: "row", Type: symbol.Long}
	shared := &stream{rel: w, cols: map[*symbol.Column]ColID{rowColumn: number.ID}, rows: append([]*symbol.Column{rowColumn}, all.rows...)}
	for k, id := range in.cols {
		shared.cols[k] = id
	}
	sh := e.b.share(shared, true)
	u := &Union{}
	out := &stream{cols: map[*symbol.Column]ColID{}, rows: rows.Columns}
	for _, r := range rows.Columns {
		col := e.b.column(r)
		u.Columns = append(u.Columns, col)
		out.cols[r] = col.ID
	}
	for _, r := range in.rows {
		s := e.b.ref(sh)
		u.Legs = append(u.Legs, UnionLeg{Rel: s.rel, From: []Scalar{
			&Col{ID: s.cols[rowColumn], T: symbol.Long}, Text(r.Name), cast(&Col{ID: s.cols[r], T: r.Type}, symbol.String),
		}})
	}
	out.rel = &Sort{In: u, By: []SortKey{{X: ref(u.Columns[0]), NullsFirst: true}}}
	return out
}
