package duckdb

import (
	"context"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// machine is a scan over the rows of one part. states[k] is the sequence that has come as far as step k; nil for none.
type machine struct {
	states []*sequence
}

// sequence is what the steps of a sequence matched last: rows[i] are the values of step i's State, nil before it matched.
type sequence struct {
	rows    [][]symbol.Value
	match   int64
	pending *scanOut // of a step with output=last: what is put out when the step is over
}

// scanOut is a row that is put out.
type scanOut struct {
	row      int
	declared []symbol.Value
	match    int64
}

// scanner runs scan.
type scanner struct {
	task    *plan.Sequences
	in      rowsIn
	eval    *evaluator
	matches int64
	out     []scanOut
	plain   int // columns of a row that a step remembers
}

// sequences runs scan over all rows. Each row is held against the steps from the last to the first: it takes a sequence
// from the step before to this one, or goes on in this one, or begins a sequence.
func (s *resultSet) sequences(ctx context.Context, t *plan.Sequences, st *plan.Stage, in rowsIn) (rowsIn, error) {
	sc := &scanner{task: t, in: in, eval: &evaluator{ctx: ctx, set: s, plan: s.plan, cols: map[plan.ColID]symbol.Value{}}}
	if len(t.Steps) > 0 {
		sc.plain = len(t.Steps[0].State) - len(t.Declared)
	}
	parts := map[string]*machine{}
	var order []*machine
	for i := range in.n {
		if i%1024 == 0 && ctx.Err() != nil {
			return rowsIn{}, ctx.Err()
		}
		key := ""
		for _, v := range in.cols[len(t.Row):] {
			key += v.Strings[i] + "\x00"
		}
		m := parts[key]
		if m == nil {
			m = &machine{states: make([]*sequence, len(t.Steps))}
			parts[key] = m
			order = append(order, m)
		}
		sc.row(m, i)
		if sc.eval.err != nil {
			return rowsIn{}, sc.eval.err
		}
	}
	for _, m := range order {
		for k := len(m.states) - 1; k >= 0; k-- {
			sc.flush(m.states[k])
		}
	}
	return sc.result(st), nil
}

func (sc *scanner) row(m *machine, i int) {
	for c, col := range sc.task.Row {
		sc.eval.cols[col.ID] = valueAt(&sc.in.cols[c], i)
	}
	for k := len(sc.task.Steps) - 1; k >= 0; k-- {
		step := &sc.task.Steps[k]
		// From the step before; optional steps may be passed over.
		advanced := false
		for from := k - 1; from >= 0 && !advanced; from-- {
			if prev := m.states[from]; prev != nil && sc.holds(prev, step) {
				sc.flush(m.states[k])
				sc.flush(prev)
				m.states[k], m.states[from] = prev, nil
				sc.take(prev, k, i)
				advanced = true
			}
			if !sc.task.Steps[from].Optional {
				break
			}
		}
		if advanced {
			continue
		}
		if here := m.states[k]; here != nil {
			if sc.holds(here, step) {
				sc.take(here, k, i)
				continue
			}
		}
		if !sc.first(k) || m.states[k] != nil {
			continue
		}
		fresh := &sequence{rows: make([][]symbol.Value, len(sc.task.Steps))}
		if sc.holds(fresh, step) {
			fresh.match = sc.matches
			sc.matches++
			m.states[k] = fresh
			sc.take(fresh, k, i)
		}
	}
}

// first reports whether a sequence may begin at step k: all before it are optional.
func (sc *scanner) first(k int) bool {
	for _, s := range sc.task.Steps[:k] {
		if !s.Optional {
			return false
		}
	}
	return true
}

// holds reports whether the row meets a step's condition, seen from a sequence.
func (sc *scanner) holds(s *sequence, step *plan.SequenceStep) bool {
	sc.see(s)
	for d, c := range sc.task.Declared {
		sc.eval.cols[c.ID] = sc.standard(d)
	}
	return sc.eval.truth(step.Cond)
}

// standard is a declared column's default.
func (sc *scanner) standard(d int) symbol.Value { return sc.task.Default[d].(*plan.Const).Value }

// see makes the values of a sequence those that expressions refer to.
func (sc *scanner) see(s *sequence) {
	for k, step := range sc.task.Steps {
		for c, col := range step.State {
			switch row := s.rows[k]; {
			case row != nil:
				sc.eval.cols[col.ID] = row[c]
			case c >= sc.plain:
				sc.eval.cols[col.ID] = sc.standard(c - sc.plain)
			default:
				sc.eval.cols[col.ID] = symbol.Value{Type: col.Type, Null: col.Type != symbol.String}
			}
		}
	}
}

// take lets the row match step k of a sequence.
func (sc *scanner) take(s *sequence, k, i int) {
	t := sc.task
	step := &t.Steps[k]
	sc.see(s)
	declared := make([]symbol.Value, len(t.Declared))
	for d, c := range t.Declared {
		declared[d] = sc.standard(d)
		sc.eval.cols[c.ID] = declared[d]
	}
	for _, a := range step.Assign {
		declared[a.Declared] = sc.eval.eval(a.X)
	}
	row := make([]symbol.Value, 0, len(step.State))
	for c := range sc.plain {
		row = append(row, valueAt(&sc.in.cols[c], i))
	}
	s.rows[k] = append(row, declared...)
	out := scanOut{i, declared, s.match}
	switch step.Output {
	case "none":
	case "last":
		s.pending = &out
	default:
		sc.out = append(sc.out, out)
	}
}

// flush puts out the last row of a step that is over.
func (sc *scanner) flush(s *sequence) {
	if s != nil && s.pending != nil {
		sc.out = append(sc.out, *s.pending)
		s.pending = nil
	}
}

func (sc *scanner) result(st *plan.Stage) rowsIn {
	out := rowsIn{n: len(sc.out), cols: make([]result.Vector, len(st.Columns))}
	for c := range out.cols {
		out.cols[c].Type = st.Columns[c].Type
	}
	width := len(sc.task.Row)
	for n, o := range sc.out {
		for c := range width {
			appendValue(&out.cols[c], valueAt(&sc.in.cols[c], o.row), n)
		}
		for d, v := range o.declared {
			appendValue(&out.cols[width+d], v, n)
		}
		if sc.task.MatchID {
			appendValue(&out.cols[width+len(o.declared)], symbol.Value{Type: symbol.Long, Int: o.match}, n)
		}
	}
	return out
}
