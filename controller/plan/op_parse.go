package plan

import (
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

func (e *env) parse(op *syntax.ParseOp, in *stream) *stream {
	info, ok := e.info.Ops[op].(*bind.ParseInfo)
	if !ok {
		e.unsupported(op, "parse", "")
	}
	p := &Parse{In: in.rel, X: e.scalar(op.X, &scope{s: in}), Kind: e.prop(&op.Head, "kind"), Flags: e.prop(&op.Head, "flags"), Span: op.Span()}
	p.OnlyMatches = sameWord(e.text(op.Keyword), "parse-where")
	if p.Kind == "" {
		p.Kind = "simple"
	}
	out, cols := e.adding(in, info.Columns, e.rowsOut(op))
	p.Columns = cols
	n := 0
	for _, part := range op.Pattern {
		switch x := part.(type) {
		case *syntax.StringLiteral:
			p.Pattern = append(p.Pattern, ParsePart{Text: x.Value})
		case *syntax.StarExpr:
			p.Pattern = append(p.Pattern, ParsePart{Star: true})
		case *syntax.NameExpr, *syntax.TypedNameExpr:
			if n >= len(cols) {
				e.unsupported(part, "this pattern", "")
			}
			p.Pattern = append(p.Pattern, ParsePart{Column: &cols[n]})
			n++
		default:
			e.unsupported(part, "this part of a pattern", "")
		}
	}
	out.rel = p
	return out
}

// adding is a stream with further columns.
func (e *env) adding(in *stream, more []*symbol.Column, rows *symbol.Rows) (*stream, []Column) {
	out := &stream{cols: map[*symbol.Column]ColID{}, rows: rows.Columns}
	for c, id := range in.cols {
		out.cols[c] = id
	}
	var cols []Column
	for _, c := range more {
		col := e.b.column(c)
		cols = append(cols, col)
		out.cols[c] = col.ID
	}
	return out, cols
}

func (e *env) parseKv(op *syntax.ParseKvOp, in *stream) *stream {
	info, ok := e.info.Ops[op].(*bind.ParseInfo)
	if !ok {
		e.unsupported(op, "parse-kv", "")
	}
	p := &ParseKv{In: in.rel, X: e.scalar(op.X, &scope{s: in}), PairDelimiter: " ", KvDelimiter: "="}
	for _, o := range op.Options {
		if o == nil || o.Name == nil || o.Value == nil {
			continue
		}
		v := e.propText(o)
		switch o.Name.Value {
		case "pair_delimiter":
			p.PairDelimiter = v
		case "kv_delimiter":
			p.KvDelimiter = v
		case "escape":
			p.Escape = v
		case "quote":
			p.Quotes = nil
			if v != "" {
				p.Quotes = []string{v}
			}
		case "quotes":
			p.Quotes = append(p.Quotes, v)
		case "greedy":
			p.Greedy = sameWord(v, "true")
		case "regex":
			p.Regex = v
		default:
			e.unsupported(o.Value, "parse-kv with "+o.Name.Value, "")
		}
	}
	out, cols := e.adding(in, info.Columns, e.rowsOut(op))
	p.Columns = cols
	out.rel = p
	return out
}
