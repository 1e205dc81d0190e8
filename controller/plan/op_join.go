package plan

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

var joinKinds = map[string]JoinKind{
	"inner": Inner, "innerunique": Inner, "leftouter": LeftOuter, "rightouter": RightOuter, "fullouter": FullOuter,
	"leftsemi": LeftSemi, "leftanti": LeftAnti, "rightsemi": RightSemi, "rightanti": RightAnti,
}

// join plans join and lookup. In self-joins both sides have the same symbols: their numbers tell them apart.
func (e *env) join(op syntax.Op, in *stream, rightX syntax.Expr) *stream {
	info, ok := e.info.Ops[op].(*bind.JoinInfo)
	if !ok {
		e.unsupported(op, "this join", "")
	}
	kind, ok := joinKinds[info.Kind]
	if !ok {
		e.unsupported(op, "join kind="+info.Kind, "")
	}
	right := e.table(rightX)
	j := &Join{Left: in.rel, Right: right.rel, Kind: kind, DedupLeft: info.Kind == "innerunique"}
	for _, k := range info.Keys {
		key := JoinKey{}
		if k.LeftCol != nil && k.RightCol != nil {
			key.Left = &Col{ID: e.columnOf(in, k.LeftCol, k.Left), T: k.LeftCol.Type, Span: k.Left.Span()}
			key.Right = &Col{ID: e.columnOf(right, k.RightCol, k.Right), T: k.RightCol.Type, Span: k.Right.Span()}
		} else {
			at := &scope{s: in, right: right}
			key.Left, key.Right = e.scalar(k.Left, at), e.scalar(k.Right, at)
		}
		j.Keys = append(j.Keys, key)
	}
	if len(j.Keys) == 0 {
		if j.Kind != Inner {
			e.unsupported(op, "a join without keys", "")
		}
		j.Kind, j.DedupLeft = Cross, false
	}
	rows := e.rowsOut(op)
	out := &stream{rel: j, cols: map[*symbol.Column]ColID{}, rows: rows.Columns}
	for _, c := range info.Columns {
		side := in
		if c.Right {
			side = right
		}
		out.cols[c.Column] = e.columnOf(side, c.From, op)
	}
	return out
}
