package render

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/huntbook/huntbook/controller/notebook"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

//go:embed assets
var assets embed.FS

// Report is what a report says beside the notebook.
type Report struct {
	Title     string   // for a notebook that does not begin with one
	File      string   // the notebook's
	Made      string   // when, for people
	By        string   // the program and its version
	Parameter []string // "name = value", of the run
	// MaxRows is how many rows of each table are shown; 0: all that the outputs hold.
	MaxRows int
}

// Write writes a notebook with its outputs as one HTML file, which loads nothing: the script that draws the charts is in
// it, allowed by its hash, and nothing else may run. Notes are Markdown without raw HTML; everything else is text.
func (o Report) Write(w io.Writer, n *notebook.Notebook) error {
	p := page{o: o}
	for i := range n.Cells {
		p.cell(&n.Cells[i])
	}
	style, err := asset("report.css")
	if err != nil {
		return err
	}
	script := ""
	if p.charts > 0 {
		if script, err = asset("chart.js"); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	b.WriteString("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	fmt.Fprintf(&b, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src %s; style-src %s; img-src data:; base-uri 'none'; form-action 'none'\">\n", hash(script), hash(style))
	b.WriteString("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width\">\n")
	fmt.Fprintf(&b, "<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n", escape(o.Title), style)
	b.WriteString("<header>")
	if !titled(n) {
		fmt.Fprintf(&b, "<h1>%s</h1>", escape(o.Title))
	}
	fmt.Fprintf(&b, "\n<p>%s · %s · %s</p>\n", escape(o.File), escape(o.Made), escape(o.By))
	if len(o.Parameter) > 0 {
		fmt.Fprintf(&b, "<p>Parameters: %s</p>\n", escape(strings.Join(o.Parameter, ", ")))
	}
	b.WriteString("</header>\n<main>\n")
	b.Write(p.out.Bytes())
	b.WriteString("</main>\n")
	if script != "" {
		fmt.Fprintf(&b, "<script>%s</script>\n", script)
	}
	b.WriteString("</body>\n</html>\n")
	_, err = w.Write(b.Bytes())
	return err
}

// titled reports whether a notebook begins with a heading of its own.
func titled(n *notebook.Notebook) bool {
	return len(n.Cells) > 0 && n.Cells[0].Kind == "markdown" && strings.HasPrefix(strings.TrimSpace(n.Cells[0].Source), "# ")
}

// asset returns an embedded file as it stands inside of its element: with the line ends that HTML parsing leaves, and
// without the words that would end the element.
func asset(name string) (string, error) {
	text, err := assets.ReadFile("assets/" + name)
	if err != nil {
		return "", err
	}
	s := strings.ReplaceAll(string(text), "\r\n", "\n")
	s = strings.NewReplacer("</script", `<\/script`, "</SCRIPT", `<\/SCRIPT`, "<!--", `<\!--`).Replace(s)
	return s, nil
}

func hash(text string) string {
	if text == "" {
		return "'none'"
	}
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// page collects the cells' HTML.
type page struct {
	o      Report
	out    bytes.Buffer
	charts int
}

var markdown = goldmark.New(goldmark.WithExtensions(extension.Linkify, extension.Strikethrough, extension.TaskList,
	extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))))

func (p *page) cell(c *notebook.Cell) {
	switch c.Kind {
	case "markdown":
		p.out.WriteString("<section class=\"notes\">\n")
		if err := markdown.Convert([]byte(strings.Map(printable, c.Source)), &p.out); err != nil {
			fmt.Fprintf(&p.out, "<pre>%s</pre>", escape(c.Source))
		}
		p.out.WriteString("</section>\n")
	case "code":
		p.out.WriteString("<section class=\"cell\">\n")
		if strings.TrimSpace(c.Source) != "" {
			fmt.Fprintf(&p.out, "<pre><code>%s</code></pre>\n", escape(c.Source))
		}
		for _, o := range c.Outputs {
			p.output(o)
		}
		p.out.WriteString("</section>\n")
	}
}

func (p *page) output(o notebook.Output) {
	kind, _ := o["output_type"].(string)
	switch kind {
	case "error":
		name, _ := o["ename"].(string)
		message, _ := o["evalue"].(string)
		fmt.Fprintf(&p.out, "<div class=\"error\">%s: %s</div>\n", escape(name), escape(message))
		return
	case "stream":
		text, _ := o["text"].(string)
		fmt.Fprintf(&p.out, "<pre>%s</pre>\n", escape(text))
		return
	}
	data := o.Data()
	if r := ResultOf(data); r != nil {
		p.result(r)
		return
	}
	if png, ok := data["image/png"].(string); ok {
		if raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(png), "")); err == nil {
			fmt.Fprintf(&p.out, "<p><img alt=\"\" src=\"data:image/png;base64,%s\"></p>\n", base64.StdEncoding.EncodeToString(raw))
			return
		}
	}
	// Markup of others is not shown; their text is.
	if text, ok := data["text/plain"].(string); ok {
		fmt.Fprintf(&p.out, "<pre>%s</pre>\n", escape(text))
	}
}

// ResultOf returns the result in a MIME bundle, whether it is a *Result or what was read from a file; nil when there is
// none.
func ResultOf(bundle map[string]any) *Result {
	switch v := bundle[MIME].(type) {
	case nil:
		return nil
	case *Result:
		return v
	default:
		text, err := json.Marshal(v)
		r := &Result{}
		if err != nil || json.Unmarshal(text, r) != nil {
			return nil
		}
		return r
	}
}

func (p *page) result(r *Result) {
	if r.Name != "" {
		fmt.Fprintf(&p.out, "<p><strong>%s</strong></p>\n", escape(r.Name))
	}
	if r.Chart != nil && len(r.Chart.Series) > 0 {
		data, err := json.Marshal(r.Chart) // it writes <, > and & as escapes
		if err == nil {
			p.charts++
			fmt.Fprintf(&p.out, "<div class=\"chart\" data-huntbook-chart=\"chart-%d\"></div>\n<script type=\"application/json\" id=\"chart-%d\">%s</script>\n", p.charts, p.charts, data)
		}
		if r.Chart.Note != "" {
			fmt.Fprintf(&p.out, "<p class=\"note\">%s</p>\n", escape(r.Chart.Note))
		}
	}
	p.table(r)
	for _, n := range r.Notes {
		fmt.Fprintf(&p.out, "<p class=\"note\">%s</p>\n", escape(n.Text))
	}
	fmt.Fprintf(&p.out, "<p class=\"source\">%s</p>\n", escape(provenance(r)))
}

// A text of a cell that is longer than longText bytes scrolls in itself, so that the row stays readable; maxReportText is
// where a report cuts it.
const (
	longText      = 600
	maxReportText = 4000
)

func (p *page) table(r *Result) {
	rows := r.Rows
	if p.o.MaxRows > 0 && len(rows) > p.o.MaxRows {
		rows = rows[:p.o.MaxRows]
	}
	p.out.WriteString("<div class=\"table\"><table>\n<thead><tr>")
	for _, c := range r.Columns {
		fmt.Fprintf(&p.out, "<th>%s <small>%s</small></th>", escape(c.Name), escape(c.Type))
	}
	p.out.WriteString("</tr></thead>\n<tbody>\n")
	for _, row := range rows {
		p.out.WriteString("<tr>")
		for i, v := range row {
			switch {
			case v == nil:
				p.out.WriteString("<td class=\"null\">null</td>")
			case i < len(r.Columns) && numeric(r.Columns[i].Type):
				fmt.Fprintf(&p.out, "<td class=\"n\">%s</td>", escape(CellText(v)))
			default:
				text := show(r, i, v)
				if len(text) > longText {
					fmt.Fprintf(&p.out, "<td><div class=\"long\">%s</div></td>", escape(clip(text, maxReportText)))
				} else {
					fmt.Fprintf(&p.out, "<td>%s</td>", escape(text))
				}
			}
		}
		p.out.WriteString("</tr>\n")
	}
	fmt.Fprintf(&p.out, "</tbody>\n</table></div>\n<p class=\"more\">%s</p>\n", escape(summary(r, len(rows))))
}

// provenance says in one line where a result comes from.
func provenance(r *Result) string {
	s := &r.Source
	parts := []string{s.Connection}
	if s.Database != "" {
		parts[0] += "/" + s.Database
	}
	if s.From != "" || s.To != "" {
		parts = append(parts, Datetime(s.From)+" to "+Datetime(s.To)+" (end excluded)")
	}
	parts = append(parts, count(s.Rows, "row")+" in "+fmt.Sprint(s.Millis)+" ms", "ran "+s.At, "query "+s.Query)
	return strings.Join(parts, " · ")
}
