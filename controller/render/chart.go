package render

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/huntbook/huntbook/controller/result"
	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Limits of what a chart draws; what is left out is said in its Note.
const (
	maxPoints = 5000
	maxSeries = 60
	maxSlices = 40
)

// kinds says how each kind of chart that can be drawn finds its columns. Source: the render operator's page.
var kinds = map[string]struct {
	x     func(c result.Column) bool // of the column that may be x; nil: the first column
	sort  bool                       // points in the order of x
	stack string                     // without a kind property
	as    string                     // drawn as; empty: as itself
}{
	"timechart":        {x: isTime, sort: true},
	"anomalychart":     {x: isTime, sort: true, as: "timechart"},
	"linechart":        {x: isContinuous, sort: true},
	"areachart":        {x: isContinuous, sort: true},
	"stackedareachart": {x: isContinuous, sort: true, stack: "stacked"},
	"scatterchart":     {x: isContinuous},
	"columnchart":      {},
	"barchart":         {},
	"piechart":         {x: isCategory},
	"card":             {},
}

func isTime(c result.Column) bool       { return c.Type == symbol.Datetime }
func isContinuous(c result.Column) bool { return c.Type == symbol.Datetime || isNumber(c) }
func isCategory(c result.Column) bool   { return !isNumber(c) && c.Type != symbol.Dynamic }
func isNumber(c result.Column) bool {
	switch c.Type {
	case symbol.Int, symbol.Long, symbol.Real, symbol.Decimal, symbol.Timespan:
		return true
	}
	return false
}

// BuildChart reads a result and makes the chart that was asked for. When it can't be drawn, the chart is nil and why says
// the reason; the result is then shown as a table.
func BuildChart(ctx context.Context, want *result.Chart, r result.Reader) (chart *Chart, why string, err error) {
	kind := strings.ToLower(want.Kind)
	k, known := kinds[kind]
	switch {
	case kind == "table" || kind == "":
		return nil, "", nil
	case !known:
		return nil, fmt.Sprintf("%s is not drawn here; the rows are shown as a table", Visible(clip(want.Kind, 40))), nil
	}
	b := builder{cols: r.Columns(), c: &Chart{Kind: kind, X: -1, Y: []int{}, By: []int{}, Series: []Series{}, Stack: "none", Legend: true}, series: map[string]int{}}
	if k.as != "" {
		b.c.Kind = k.as
	}
	if k.stack != "" {
		b.c.Stack = k.stack
	}
	b.props(want.Props)
	if kind == "card" {
		return b.card(ctx, r)
	}
	first, err := r.Next(ctx)
	for err == nil && first.Len == 0 {
		first, err = r.Next(ctx)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, "", err
	}
	if why := b.axes(kind, k.x, first); why != "" {
		return nil, why, nil
	}
	if err == nil {
		if err := b.read(ctx, first, r); err != nil {
			return nil, "", err
		}
	}
	b.finish(k.sort)
	return b.c, "", nil
}

// builder collects the points of a chart.
type builder struct {
	cols   []result.Column
	c      *Chart
	series map[string]int
	want   struct{ x, y, by string }
	// arrays: each row holds whole series, as make-series yields them.
	arrays     bool
	accumulate bool
	points     int
	missing    int64 // points that are left out
	lost       map[string]bool
}

func (b *builder) props(props map[string]string) {
	for key, v := range props {
		switch strings.ToLower(key) {
		case "title":
			b.c.Title = v
		case "xtitle":
			b.c.XTitle = v
		case "ytitle":
			b.c.YTitle = v
		case "xcolumn":
			b.want.x = v
		case "ycolumns":
			b.want.y = v
		case "series":
			b.want.by = v
		case "legend":
			b.c.Legend = !strings.EqualFold(v, "hidden")
		case "xaxis":
			b.c.XLog = strings.EqualFold(v, "log")
		case "yaxis":
			b.c.YLog = strings.EqualFold(v, "log")
		case "ymin":
			b.c.YMin = float(v)
		case "ymax":
			b.c.YMax = float(v)
		case "accumulate":
			b.accumulate = strings.EqualFold(v, "true")
		case "kind":
			switch strings.ToLower(v) {
			case "stacked":
				b.c.Stack = "stacked"
			case "stacked100":
				b.c.Stack = "percent"
			case "unstacked":
				b.c.Stack = "none"
			}
		}
	}
}

func float(text string) *float64 {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f != f || f-f != 0 {
		return nil
	}
	return &f
}

// axes decides which columns are x, y and series. first is the first rows, which tell the axis among columns of arrays;
// nil when there are none.
func (b *builder) axes(kind string, fits func(result.Column) bool, first *result.Batch) (why string) {
	switch {
	case len(b.cols) == 0:
		return "a chart needs columns; there are none"
	case b.want.x != "":
		if b.c.X = b.column(b.want.x); b.c.X < 0 {
			return fmt.Sprintf("there is no column %q for the x axis", b.want.x)
		}
	case fits == nil:
		b.c.X = 0
	default:
		b.c.X = slices.IndexFunc(b.cols, fits)
	}
	if b.c.X < 0 && kind != "piechart" {
		b.c.X = arrayAxis(b.cols, first)
	}
	if b.c.X < 0 {
		if kind == "timechart" || kind == "anomalychart" {
			return kind + " needs a column of type datetime; the rows are shown as a table"
		}
		b.c.X = 0
	}
	b.arrays = b.cols[b.c.X].Type == symbol.Dynamic
	by := b.names(b.want.by)
	if b.want.y != "" {
		b.c.Y = b.names(b.want.y)
	} else {
		for i, c := range b.cols {
			if i != b.c.X && !slices.Contains(by, i) && (isNumber(c) && !b.arrays || c.Type == symbol.Dynamic && b.arrays) {
				b.c.Y = append(b.c.Y, i)
			}
		}
	}
	if len(b.c.Y) == 0 {
		return kind + " needs a column of numbers; the rows are shown as a table"
	}
	if kind == "piechart" {
		b.c.Y = b.c.Y[:1]
	} else if b.want.by == "" {
		for i, c := range b.cols {
			if i != b.c.X && !slices.Contains(b.c.Y, i) && c.Type != symbol.Dynamic && !isNumber(c) && c.Type != symbol.Datetime {
				by = append(by, i)
			}
		}
	}
	b.c.By = append(b.c.By, by...)
	switch c := b.cols[b.c.X]; {
	case kind == "piechart" || kind == "columnchart" && !isTime(c) || kind == "barchart" && !isTime(c):
		b.c.XType = "category"
	case isTime(c):
		b.c.XType = "time"
	case isNumber(c):
		b.c.XType = "number"
	default:
		b.c.XType = "category" // of arrays it is settled by the first value
	}
	if b.c.XTitle == "" {
		b.c.XTitle = b.cols[b.c.X].Name
	}
	if b.c.YTitle == "" && len(b.c.Y) == 1 {
		b.c.YTitle = b.cols[b.c.Y[0]].Name
	}
	return ""
}

func (b *builder) column(name string) int {
	name = strings.TrimSpace(name)
	return slices.IndexFunc(b.cols, func(c result.Column) bool { return c.Name == name })
}

func (b *builder) names(list string) (cols []int) {
	for name := range strings.SplitSeq(list, ",") {
		if i := b.column(name); i >= 0 && i != b.c.X {
			cols = append(cols, i)
		}
	}
	return cols
}

func (b *builder) read(ctx context.Context, batch *result.Batch, r result.Reader) error {
	for {
		for i := range batch.Len {
			if b.arrays {
				b.addArrays(batch, i)
			} else {
				b.addRow(batch, i)
			}
		}
		var err error
		if batch, err = r.Next(ctx); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func (b *builder) addRow(batch *result.Batch, i int) {
	xv := &batch.Cols[b.c.X]
	x := b.xValue(xv, i)
	if x == nil {
		return
	}
	for _, y := range b.c.Y {
		b.add(b.seriesName(batch, i, y), x, number(&batch.Cols[y], i))
	}
}

func (b *builder) xValue(v *result.Vector, i int) any {
	switch {
	case b.c.XType == "category":
		if v.IsNull(i) {
			return "(empty)"
		}
		if s := string(result.AppendText(nil, v, i)); s != "" {
			return clip(s, 200)
		}
		return "(empty)"
	case v.IsNull(i):
		return nil
	case v.Type == symbol.Datetime:
		return unixMillis(v.Ints[i])
	}
	return number(v, i)
}

// unixMillis turns ticks since year 1 into milliseconds since 1970.
func unixMillis(ticks int64) float64 {
	const epoch = 621355968000000000
	return float64(ticks-epoch) / 10_000
}

// number is a value as a number; nil where there is none. A timespan is in seconds.
func number(v *result.Vector, i int) any {
	if v.IsNull(i) {
		return nil
	}
	var f float64
	switch v.Type {
	case symbol.Int, symbol.Long:
		f = float64(v.Ints[i])
	case symbol.Timespan:
		f = float64(v.Ints[i]) / result.TicksPerSecond
	case symbol.Real:
		f = v.Reals[i]
	case symbol.Decimal:
		f, _ = strconv.ParseFloat(v.Strings[i], 64)
	default:
		return nil
	}
	if f-f != 0 {
		return nil // not a number, or infinite
	}
	return f
}

// seriesName names the series of a row's value: by the columns that split series, and the value's column when there are
// several.
func (b *builder) seriesName(batch *result.Batch, i, y int) string {
	if len(b.c.By) == 0 {
		return b.cols[y].Name
	}
	parts := make([]string, len(b.c.By))
	for n, c := range b.c.By {
		parts[n] = string(result.AppendText(nil, &batch.Cols[c], i))
		if parts[n] == "" {
			parts[n] = "(empty)"
		}
	}
	name := clip(strings.Join(parts, ", "), 200)
	if len(b.c.Y) > 1 {
		name += ": " + b.cols[y].Name
	}
	return name
}

func (b *builder) add(name string, x, y any) {
	at, ok := b.series[name]
	if !ok {
		if len(b.c.Series) == maxSeries {
			if b.lost == nil {
				b.lost = map[string]bool{}
			}
			if len(b.lost) < 100_000 {
				b.lost[name] = true
			}
			b.missing++
			return
		}
		at = len(b.c.Series)
		b.series[name] = at
		b.c.Series = append(b.c.Series, Series{Name: name, Points: [][2]any{}})
	}
	if b.points == maxPoints {
		b.missing++
		return
	}
	b.points++
	b.c.Series[at].Points = append(b.c.Series[at].Points, [2]any{x, y})
}

func (b *builder) finish(sort bool) {
	c := b.c
	for i := range c.Series {
		points := c.Series[i].Points
		if sort && c.XType != "category" {
			slices.SortStableFunc(points, func(p, q [2]any) int { return cmp.Compare(p[0].(float64), q[0].(float64)) })
		}
		if b.accumulate {
			sum := 0.0
			for j := range points {
				if f, ok := points[j][1].(float64); ok {
					sum += f
				}
				points[j][1] = sum
			}
		}
	}
	if c.Kind == "piechart" && len(c.Series) > 0 {
		b.slices(&c.Series[0])
	}
	if b.missing == 0 {
		return
	}
	c.Cut = true
	c.Note = fmt.Sprintf("%d points are drawn, %d are left out", b.points, b.missing)
	if len(b.lost) > 0 {
		c.Note += fmt.Sprintf(" (%d further series)", len(b.lost))
	}
}

// slices puts the smallest slices of a pie together.
func (b *builder) slices(s *Series) {
	value := func(p [2]any) float64 { f, _ := p[1].(float64); return f }
	slices.SortStableFunc(s.Points, func(p, q [2]any) int { return cmp.Compare(value(q), value(p)) })
	if len(s.Points) <= maxSlices {
		return
	}
	rest := 0.0
	for _, p := range s.Points[maxSlices-1:] {
		rest += value(p)
	}
	s.Points = append(s.Points[:maxSlices-1], [2]any{"(others)", rest})
}

// card shows the numbers of the first row.
func (b *builder) card(ctx context.Context, r result.Reader) (*Chart, string, error) {
	batch, err := r.Next(ctx)
	for err == nil && batch.Len == 0 {
		batch, err = r.Next(ctx)
	}
	if errors.Is(err, io.EOF) {
		return nil, "card needs a row; there is none", nil
	}
	if err != nil {
		return nil, "", err
	}
	b.c.XType = "category"
	points := [][2]any{}
	for i, c := range b.cols {
		y := number(&batch.Cols[i], 0)
		if y == nil {
			y = clip(string(result.AppendText(nil, &batch.Cols[i], 0)), 200)
		}
		b.c.Y = append(b.c.Y, i)
		points = append(points, [2]any{c.Name, y})
	}
	b.c.Series = append(b.c.Series, Series{Points: points})
	return b.c, "", nil
}
