package syntax

// FindOp is `find [withsource=c] [datascope=..] [in (tables)] [where] predicate [project[-smart] cols | project-away ...]`.
type FindOp struct {
	Head
	In        Token
	Open      Token
	Tables    []*ExprItem
	Close     Token
	Where     Token
	Pred      Expr
	Project   Token // project, project-smart, project-away; absent
	Items     []*ExprItem
	Away      Token // `project-away` behind a project
	AwayItems []*ExprItem
}

var findProps = []property{prop("withsource"), prop("datascope", "hotcache", "all"), prop("hint.remote", hintRemote...)}

func (p *parser) find() Op {
	o := &FindOp{}
	p.start(o, findProps)
	if p.is("in") && p.signAt(1) == '(' {
		o.In, o.Open = p.next(), p.next()
		o.Tables = p.listOf((*parser).tableItem, TableSlot)
		o.Close = p.need(')', ")")
		o.Props = append(o.Props, p.props(findProps)...)
	}
	o.Where = p.optWord("where")
	if !p.isAny("project", "project-smart", "project-away") {
		o.Pred = p.exprFor(PredicateSlot)
	}
	if p.isAny("project", "project-smart", "project-away") {
		smart := p.word() == "project-smart"
		o.Project = p.next()
		if !smart {
			o.Items = p.listOf((*parser).findColumn, ColumnSlot)
		}
	}
	if p.is("project-away") && o.Project.Present() {
		o.Away = p.next()
		o.AwayItems = p.listOf((*parser).columnItem, ColumnSlot)
	}
	return o
}

// findColumn: column [: type] | pack(*) | *
func (p *parser) findColumn() Expr {
	from := p.pos
	if p.signAt(1) == ':' {
		if n := p.optNewName(); n != nil {
			return p.typedName(from, n)
		}
	}
	return p.columnItem()
}

func (x *FindOp) Visit(f func(Part)) {
	x.visitHead(f)
	x.In.visit(f)
	x.Open.visit(f)
	visitAll(f, x.Tables)
	x.Close.visit(f)
	x.Where.visit(f)
	visitTo(f, x.Pred)
	x.Project.visit(f)
	visitAll(f, x.Items)
	x.Away.visit(f)
	visitAll(f, x.AwayItems)
	visitTokens(f, x.Rest)
}
