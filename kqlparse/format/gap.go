package format

import "github.com/huntbook/huntbook/kqlparse/syntax"

// gap says what stands before a token on the same line.
type gap uint8

const (
	space    gap = iota
	glued        // nothing
	verbatim     // what stands there in the text
)

// gapsOf decides for each token what stands before it, when no line break does.
func gapsOf(t *syntax.Tree) []gap {
	g := &gapper{t: t, gaps: make([]gap, len(t.Tokens))}
	for i, k := range t.Tokens {
		switch t.TokenText(k) {
		case ",", ";", ")", "]":
			g.gaps[i] = glued
		case "(", "[":
			g.after(i)
		case ".":
			if k.Kind == syntax.Punct {
				g.gaps[i] = glued
				g.after(i)
			}
		}
	}
	syntax.Walk(t.Root, g.node)
	g.gaps[0] = glued
	for i := 1; i < len(g.gaps); i++ {
		if g.gaps[i] == glued && g.fuses(t.Tokens[i-1], t.Tokens[i]) {
			g.gaps[i] = space
		}
	}
	return g.gaps
}

// fuses reports whether two tokens would be read as others if nothing stood between them: a number and a point, two
// words, two signs.
func (g *gapper) fuses(a, b syntax.Token) bool {
	if a.End == b.Start {
		return false // they stand like that in the text
	}
	return syntax.Fuses(g.t.TokenText(a), g.t.TokenText(b))
}

type gapper struct {
	t    *syntax.Tree
	gaps []gap
}

func (g *gapper) after(i int) {
	if i+1 < len(g.gaps) {
		g.gaps[i+1] = glued
	}
}

// before glues a token to what stands before it.
func (g *gapper) before(k syntax.Token) {
	if k.Present() {
		g.gaps[g.t.TokenAt(int(k.Start))] = glued
	}
}

// tight glues what follows a token to it.
func (g *gapper) tight(k syntax.Token) {
	if k.Present() {
		g.after(g.t.TokenAt(int(k.Start)))
	}
}

func (g *gapper) both(k syntax.Token) {
	g.before(k)
	g.tight(k)
}

// inside sets the gap before all tokens of a span but the first.
func (g *gapper) inside(s syntax.Span, to gap) {
	for i := g.t.TokenAt(s.Start) + 1; i < len(g.gaps) && int(g.t.Tokens[i].Start) < s.End; i++ {
		g.gaps[i] = to
	}
}

func (g *gapper) node(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.CommandStmt:
		s := n.Span()
		if len(n.Words) > 0 {
			s.End = int(n.Words[len(n.Words)-1].End)
			g.inside(syntax.Span{Start: s.Start, End: s.End}, verbatim)
		}
	case *syntax.Name:
		if t := g.t.TokenText(n.Open); n.Open.Present() && t == "{" {
			g.inside(n.Span(), glued)
		}
		for _, k := range n.Rest {
			g.before(k)
		}
	case *syntax.CallExpr:
		if len(n.Kind) == 0 {
			g.before(n.Open)
		} else {
			g.both(n.Kind[1])
		}
	case *syntax.TypeofExpr:
		g.before(n.Open)
	case *syntax.DynamicLiteral:
		g.before(n.Open)
	case *syntax.DataTableExpr:
		if len(n.Props) == 0 {
			g.before(n.Schema.Open)
		}
	case *syntax.ExternalDataExpr:
		if len(n.Props) == 0 {
			g.before(n.Schema.Open)
		}
	case *syntax.DeclareParamsStmt:
		g.before(n.Params.Open)
	case *syntax.UnaryExpr:
		g.tight(n.Op)
	case *syntax.Literal:
		g.tight(n.Sign)
	case *syntax.IndexExpr:
		g.before(n.Open)
	case *syntax.AtExpr:
		g.tight(n.At)
	case *syntax.BinaryExpr:
		if g.t.TokenText(n.Op) == ":" {
			g.both(n.Op)
		}
	case *syntax.Property:
		g.both(n.Eq)
	case *syntax.TypedNameExpr:
		g.before(n.Colon)
	case *syntax.ColumnDecl:
		g.before(n.Colon)
	case *syntax.ParamDecl:
		g.before(n.Colon)
	case *syntax.ScanStepDecl:
		g.before(n.Colon)
	case *syntax.JSONPair:
		g.before(n.Colon)
	case *syntax.JSONObject:
		g.tight(n.Open)
		g.before(n.Close)
	case *syntax.WildcardExpr:
		g.inside(n.Span(), glued)
		return false
	case *syntax.GraphPattern:
		s := n.Span()
		if n.Comma.Present() {
			s.End = int(n.Comma.Start)
		}
		g.inside(s, glued)
		return false
	case *syntax.DeclarePatternStmt:
		g.before(n.PathOpen)
	case *syntax.MakeGraphOp:
		for _, k := range n.Arrow[min(1, len(n.Arrow)):] {
			g.before(k)
		}
	case *syntax.InlineExternalTableExpr:
		g.inside(n.Span(), verbatim)
	}
	return true
}
