package syntax

// RenderOp is `render kind [with (prop=value, ...)]; old form: render kind prop=value ...`.
type RenderOp struct {
	Head
	Kind    *Name
	With    Token
	Open    Token
	Options []*Property
	Close   Token
}

var renderOptions = []property{
	prop("kind", "default", "unstacked", "stacked", "stacked100", "map"), prop("title"), prop("xcolumn"), prop("ycolumns"),
	prop("series"), prop("anomalycolumns"), prop("xtitle"), prop("ytitle"), prop("xaxis", "linear", "log"), prop("yaxis", "linear", "log"),
	prop("legend", "visible", "hidden"), prop("ysplit", "none", "axes", "panels"), prop("accumulate", "true", "false"),
	prop("ymin"), prop("ymax"), prop("xmin"), prop("xmax"),
}

// renderColumns are the options whose value is a list of columns.
var renderColumns = []string{"ycolumns", "series", "anomalycolumns", "xcolumn"}

func (p *parser) render() Op {
	o := &RenderOp{}
	p.start(o, nil)
	p.slot(RenderSlot)
	if s := p.sign(); s == sWord || s == sReserve {
		o.Kind = p.wordName()
	} else {
		o.Kind = p.missingName()
	}
	if o.With = p.optWord("with"); o.With.Present() {
		o.Open = p.need('(', "(")
		if o.Open.Present() {
			o.Options = p.options(renderOptions, renderColumns...)
		}
		o.Close = p.closing(o.Open, ')', ")")
	} else {
		o.Options = p.options(renderOptions, renderColumns...)
	}
	return o
}

func (x *RenderOp) Visit(f func(Part)) {
	x.visitHead(f)
	if x.Kind != nil {
		f(Part{Node: x.Kind})
	}
	x.With.visit(f)
	x.Open.visit(f)
	visitAll(f, x.Options)
	x.Close.visit(f)
	visitTokens(f, x.Rest)
}
