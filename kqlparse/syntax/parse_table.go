package syntax

var dataTableProps = []property{prop("hint.materialized", "true", "false")}

// dataTable: datatable (name: type, ...) [ value, ... [,] ]
func (p *parser) dataTable() Expr {
	from := p.pos
	e := &DataTableExpr{Keyword: p.next()}
	e.Props = p.props(dataTableProps)
	e.Schema = p.schema()
	e.Open = p.need('[', "[")
	if e.Open.Present() {
		e.Values = p.values()
	}
	e.Close = p.closing(e.Open, ']', "]")
	p.done(&e.node, from)
	return e
}

// values parses literals separated by commas; a comma may stand behind the last.
func (p *parser) values() (items []*ExprItem) {
	for p.more() {
		from := p.pos
		it := &ExprItem{X: p.signed()}
		it.Comma = p.opt(',')
		p.done(&it.node, from)
		items = append(items, it)
		if !it.Comma.Present() {
			if p.atEnd() || !p.startsItem() {
				break
			}
			p.errNext("KS005", "expected: ,")
		}
	}
	return items
}

// externalData: externaldata (name: type, ...) [ uri, ... ] [with ( name = value, ... )]
func (p *parser) externalData() Expr {
	from := p.pos
	e := &ExternalDataExpr{Keyword: p.next()}
	e.Props = p.props(nil)
	e.Schema = p.schema()
	e.Open = p.need('[', "[")
	if e.Open.Present() {
		e.URIs = p.values()
	}
	e.Close = p.closing(e.Open, ']', "]")
	if e.With = p.optWord("with"); e.With.Present() {
		e.WithL = p.need('(', "(")
		if e.WithL.Present() {
			e.Options = p.options(externalDataOptions)
		}
		e.WithR = p.closing(e.WithL, ')', ")")
	}
	p.done(&e.node, from)
	return e
}

var externalDataOptions = []property{
	prop("format", "csv", "tsv", "json", "multijson", "parquet", "avro", "orc", "txt", "raw", "psv", "scsv", "sohsv", "tsve", "w3clogfile"),
	prop("ignoreFirstRecord", "true", "false"), prop("ingestionMapping"), prop("ingestionMappingReference"), prop("ingestionMappingType"),
}

// inlineExternalTable keeps its clauses as tokens.
func (p *parser) inlineExternalTable() Expr {
	from := p.pos
	e := &InlineExternalTableExpr{Keyword: p.next()}
	if p.sign() == '(' {
		e.Schema = p.schema()
	}
	first := p.pos
	p.skipOver()
	e.Clauses = p.toks[first:p.pos:p.pos]
	p.done(&e.node, from)
	return e
}

// entityGroup: entity_group [ path, ... ]
func (p *parser) entityGroup() Expr {
	from := p.pos
	e := &EntityGroupExpr{Keyword: p.next(), Open: p.next()}
	e.Items = p.listOf((*parser).optExpr, TableSlot)
	e.Close = p.need(']', "]")
	p.done(&e.node, from)
	return e
}

// typeofExpr: typeof ( type | name: type, ... | *, name: type )
func (p *parser) typeofExpr() Expr { return p.typeof() }

func (p *parser) typeof() *TypeofExpr {
	from := p.pos
	e := &TypeofExpr{Keyword: p.needWord("typeof")}
	e.Open = p.need('(', "(")
	if e.Open.Present() {
		e.Items = p.list((*parser).typeofItem)
	}
	e.Close = p.closing(e.Open, ')', ")")
	p.done(&e.node, from)
	return e
}

func (p *parser) typeofItem() Expr {
	from := p.pos
	if p.sign() == '*' {
		return p.star()
	}
	if p.signAt(1) == ':' || p.sign() == '[' {
		if n := p.optNewName(); n != nil {
			return p.typedName(from, n)
		}
	}
	e := &TypeRef{Type: p.typeName()}
	p.done(&e.node, from)
	return e
}

// typedName: name : type
func (p *parser) typedName(from int, n *Name) Expr {
	e := &TypedNameExpr{Name: n, Colon: p.next()}
	e.Type = p.typeName()
	p.done(&e.node, from)
	return e
}

// dynamic: dynamic ( json )
func (p *parser) dynamic() Expr {
	from := p.pos
	e := &DynamicLiteral{Keyword: p.next(), Open: p.next()}
	e.Value = p.json()
	e.Close = p.need(')', ")")
	p.done(&e.node, from)
	return e
}

// json: literal | string | null | [ json, ... ] | { "key": json, ... }
func (p *parser) json() Expr {
	from := p.pos
	if !p.enter() {
		return p.tooDeep()
	}
	defer p.leave()
	switch p.sign() {
	case sString:
		return p.stringLiteral()
	case '-', '+':
		if p.signAt(1) == sLit {
			return p.signed()
		}
	case sLit:
		e := &Literal{Tok: p.next()}
		p.done(&e.node, from)
		return e
	case sReserve:
		if p.word() == "dynamic" && p.signAt(1) == '(' {
			return p.dynamic()
		}
	case sWord:
		if p.word() == "null" {
			e := &NullLiteral{Tok: p.next()}
			p.done(&e.node, from)
			return e
		}
	case '[':
		e := &JSONArray{Open: p.next()}
		for p.sign() != ']' && p.sign() != sEOF {
			at := p.pos
			it := &ExprItem{X: p.json()}
			it.Comma = p.opt(',')
			p.done(&it.node, at)
			e.Items = append(e.Items, it)
			if !it.Comma.Present() {
				break
			}
		}
		e.Close = p.need(']', "]")
		p.done(&e.node, from)
		return e
	case '{':
		return p.jsonObject()
	}
	p.errPrev("KS006", "missing json value")
	b := &BadExpr{At: p.prevEnd()}
	p.done(&b.node, p.pos)
	return b
}

func (p *parser) jsonObject() Expr {
	from := p.pos
	e := &JSONObject{Open: p.next()}
	for p.sign() == sString {
		at := p.pos
		pr := &JSONPair{}
		pr.Key = p.stringLiteral()
		if pr.Colon = p.need(':', ":"); pr.Colon.Present() {
			pr.Value = p.json()
		} else {
			pr.Value = p.missingExpr()
		}
		pr.Comma = p.opt(',')
		p.done(&pr.node, at)
		e.Pairs = append(e.Pairs, pr)
		if !pr.Comma.Present() {
			break
		}
	}
	e.Close = p.need('}', "}")
	p.done(&e.node, from)
	return e
}
