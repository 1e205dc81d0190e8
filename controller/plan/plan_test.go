package plan_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/huntbook/huntbook/controller/plan"
	"github.com/huntbook/huntbook/kqlparse/bind"
	"github.com/huntbook/huntbook/kqlparse/symbol"
	"github.com/huntbook/huntbook/kqlparse/syntax"
)

// catalog has one table, Logs.
type catalog struct{ db *symbol.Database }

func newCatalog() catalog {
	t := &symbol.Table{Name: "Logs"}
	for _, c := range []struct {
		name string
		t    symbol.Type
	}{{"TimeGenerated", symbol.Datetime}, {"Host", symbol.String}, {"Id", symbol.Long}, {"Detail", symbol.Dynamic}} {
		t.Rows.Columns = append(t.Rows.Columns, &symbol.Column{Name: c.name, Type: c.t, Table: t})
	}
	return catalog{&symbol.Database{Name: "db", Tables: map[string]*symbol.Table{"Logs": t}, Functions: map[string]*symbol.Function{}}}
}

func (c catalog) Database() *symbol.Database                  { return c.db }
func (c catalog) Lookup(_, _ string) (*symbol.Database, bool) { return nil, true }

// planOf plans a text that binds without errors.
func planOf(t testing.TB, text string) (*plan.Plan, error) {
	t.Helper()
	info := bind.Query(syntax.Parse(text), newCatalog(), bind.Options{})
	for _, d := range info.Diagnostics {
		if d.Severity == bind.Error {
			t.Fatalf("%s: %s: %s", text, d.Code, d.Message)
		}
	}
	return plan.Of(info, plan.Options{})
}

// The columns of a result have the names and types that binding gave them, and each is computed by one node.
func TestResultColumns(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"Logs | project Id, Host", "Id:long Host:string"},
		{"Logs | summarize count(), max(Id) by Host", "Host:string count_:long max_Id:long"},
		{"Logs | join kind=inner Logs on Id | project-away Detail, Detail1, TimeGenerated*", "Host:string Id:long Host1:string Id1:long"},
		{"Logs | mv-expand Detail to typeof(long) | project Detail", "Detail:long"},
		{"union withsource=src Logs, (Logs | project Extra = Id) | project src, Extra", "src:string Extra:long"},
		{"Logs | summarize arg_max(TimeGenerated, *) by Host", "Host:string TimeGenerated:datetime Id:long Detail:dynamic"},
		{"range x from 1 to 3 step 1", "x:long"},
	} {
		p, err := planOf(t, test.text)
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		var got []string
		seen := map[plan.ColID]bool{}
		for _, c := range p.Results[0].Columns {
			got = append(got, c.Name+":"+c.Type.String())
			if c.ID == 0 || seen[c.ID] {
				t.Errorf("%s: column %s has number %d", test.text, c.Name, c.ID)
			}
			seen[c.ID] = true
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s: got %s, want %s", test.text, s, test.want)
		}
	}
}

// A condition on left columns goes below an innerunique join; the rest stays above.
func TestConditionsBelowInnerUnique(t *testing.T) {
	p, err := planOf(t, "Logs | join (Logs | project Id, Other = Host) on Id | where Host == 'a' and Other == 'b'")
	if err != nil {
		t.Fatal(err)
	}
	above, ok := p.Results[0].Rel.(*plan.Filter)
	if !ok {
		t.Fatalf("the result is a %T", p.Results[0].Rel)
	}
	j, ok := above.In.(*plan.Join)
	if !ok || !j.DedupLeft {
		t.Fatalf("below the filter is a %T", above.In)
	}
	if _, ok := j.Left.(*plan.Filter); !ok {
		t.Errorf("the left side is a %T", j.Left)
	}
}

// A let that is used twice is planned once.
func TestLetIsShared(t *testing.T) {
	p, err := planOf(t, "let T = Logs | where Id > 1; T | union T | count")
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Shared) != 1 || p.Shared[0].Materialize {
		t.Errorf("shared relations: %+v", p.Shared)
	}
	if p, err = planOf(t, "let T = materialize(Logs | where Id > 1); T | union T | count"); err != nil || !p.Shared[0].Materialize {
		t.Errorf("materialize: %+v, %v", p, err)
	}
}

// What cannot be planned is refused with the place where it stands.
func TestUnsupported(t *testing.T) {
	for _, test := range []struct{ text, at string }{
		{"Logs | evaluate autocluster()", "autocluster()"},
		{"externaldata(a:string)['x.avro'] with (format='avro') | count", "'avro'"},
		{"Logs | extend x = geo_info_from_ip_address(Host)", "geo_info_from_ip_address(Host)"},
	} {
		_, err := planOf(t, test.text)
		var u *plan.Unsupported
		if !errors.As(err, &u) {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		if got := test.text[u.Span.Start:u.Span.End]; got != test.at {
			t.Errorf("%s: refused at %q", test.text, got)
		}
	}
}

// Without data, a statement whose columns depend on data is no error: nobody can tell.
func TestOpenColumnsWithoutData(t *testing.T) {
	if _, err := planOf(t, "Logs | evaluate bag_unpack(Detail) | where Unpacked == 1"); err != nil {
		t.Error(err)
	}
}

// Planning never panics, whatever the text is.
func FuzzPlan(f *testing.F) {
	for _, seed := range []string{
		"Logs | where Host has 'x' | summarize dcount(Id) by bin(TimeGenerated, 1h)",
		"let f = (t:(Id:long), n:long) { t | where Id > n }; f(Logs, 1) | join kind=leftouter Logs on Id",
		"Logs | mv-apply d = Detail on (top 1 by tolong(d) | project d) | evaluate pivot(Host)",
		"Logs | parse Host with * 'a' b:long * | make-series n = count() on TimeGenerated step 1h",
		"union withsource=s Logs, (print x = 1) | fork (count) (take 1)",
		"Logs | summarize arg_max(TimeGenerated, *), take_any(Host) by Id | top-nested 2 of Id by count()",
		"search 'x' | partition by Host (top 1 by Id) | as T | union T",
		"Logs | sort by Id | extend p = prev(Id), c = row_cumsum(Id, p > 1)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		info := bind.Query(syntax.Parse(text), newCatalog(), bind.Options{})
		for _, d := range info.Diagnostics {
			if d.Severity == bind.Error {
				return
			}
		}
		if len(info.Tree.Errors) > 0 {
			return
		}
		_, _ = plan.Of(info, plan.Options{})
	})
}
