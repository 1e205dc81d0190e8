package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// runCheck runs `huntbook check` with a schema of one table and returns its output and exit status.
func runCheck(t *testing.T, input string, args ...string) (string, int) {
	t.Helper()
	dir := t.TempDir()
	schemaFile := filepath.Join(dir, "lab.json")
	text := `{"Databases":{"lab":{"Name":"lab","Tables":{"Logins":{"Name":"Logins","OrderedColumns":[
		{"Name":"Time","CslType":"datetime"},{"Name":"User","CslType":"string"},{"Name":"Count","CslType":"long"}]}},"Functions":{}}}}`
	if err := os.WriteFile(schemaFile, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c := newCheckCommand()
	var out bytes.Buffer
	c.SetOut(&out)
	c.SetErr(&out)
	c.SetIn(strings.NewReader(input))
	c.SilenceErrors, c.SilenceUsage = true, true
	c.SetArgs(append([]string{"--schema", schemaFile}, args...))
	err := c.Execute()
	var usage usageError
	switch {
	case err == nil:
		return out.String(), exitFine
	case errors.As(err, &usage):
		return out.String() + err.Error(), exitUsage
	}
	return out.String(), exitFindings
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCheckLines(t *testing.T) {
	in := `{"id":"a","query":"Logins | where Usr == 'é' | project User, Count"}
{"id":2,"query":"print '😀', Nope"}
{"id":"c","query":"let x = 1;"}
`
	out, status := runCheck(t, in, "--jsonl")
	if status != exitFindings {
		t.Errorf("status %d", status)
	}
	var answers []jsonlAnswer
	dec := json.NewDecoder(strings.NewReader(out))
	for dec.More() {
		var a jsonlAnswer
		if err := dec.Decode(&a); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, a)
	}
	if len(answers) != 3 {
		t.Fatalf("%d lines: %s", len(answers), out)
	}
	first := answers[0]
	if string(first.ID) != `"a"` || len(first.Diagnostics) != 1 || len(first.Columns) != 2 || first.Columns[1] != (jsonlColumn{"Count", "long"}) {
		t.Errorf("%+v", first)
	}
	if d := first.Diagnostics[0]; d.Code != "KS142" || d.Kind != "semantic" || d.Severity != "error" || d.Start != 15 || d.End != 18 {
		t.Errorf("%+v", d)
	}
	if d := answers[1].Diagnostics[0]; d.Start != 12 || d.End != 16 {
		t.Errorf("offsets count UTF-16 units: %+v", d)
	}
	if !strings.Contains(out, `"columns":null`) || !strings.Contains(out, `"diagnostics":[]`) {
		t.Errorf("empty parts: %s", out)
	}
}

func TestCheckFiles(t *testing.T) {
	file := write(t, "q.kql", "Logins\n| where User == 'a'\n\nLogins | where Usr == 'b'\n")
	out, status := runCheck(t, "", file)
	if want := file + ":4:16: error KS142: "; status != exitFindings || !strings.HasPrefix(out, want) || strings.Count(out, "\n") != 1 {
		t.Errorf("status %d\n%s\nwant %s", status, out, want)
	}
	fine := write(t, "q.csl", "Logins | summarize sum(Count) by User")
	if out, status := runCheck(t, "", fine); status != exitFine || out != "" {
		t.Errorf("status %d %s", status, out)
	}
	out, _ = runCheck(t, "", "--format", "json", file)
	var found []findingJSON
	if err := json.Unmarshal([]byte(out), &found); err != nil || len(found) != 1 || found[0].Line != 4 || found[0].EndColumn != 19 {
		t.Errorf("%v %s", err, out)
	}
	out, _ = runCheck(t, "", "--format", "sarif", file)
	var log struct {
		Version string
		Runs    []struct {
			Results []struct{ RuleID, Level string }
		}
	}
	if err := json.Unmarshal([]byte(out), &log); err != nil || log.Version != "2.1.0" || len(log.Runs) != 1 || log.Runs[0].Results[0].Level != "error" {
		t.Errorf("%v %s", err, out)
	}
}

func TestCheckNotebook(t *testing.T) {
	book := write(t, "n.kqlnb", `{"cells":[
{"cell_type":"code","id":"a","metadata":{},"outputs":[],"execution_count":null,"source":["//% as busy\n","let least = 3;\n","Logins | where Count > least | project User"]},
{"cell_type":"markdown","id":"b","metadata":{},"source":["text"]},
{"cell_type":"code","id":"c","metadata":{},"outputs":[],"execution_count":null,"source":["busy | where User == 'x' and least > 1"]},
{"cell_type":"code","id":"d","metadata":{},"outputs":[],"execution_count":null,"source":["busy | where Count == 1"]}
],"metadata":{},"nbformat":4,"nbformat_minor":5}`)
	out, status := runCheck(t, "", book)
	if status != exitFindings || strings.Count(out, "\n") != 1 || !strings.Contains(out, "n.kqlnb:cell 4:1:14: error KS142") {
		t.Errorf("status %d\n%s", status, out)
	}
}

func TestCheckUsage(t *testing.T) {
	for _, args := range [][]string{{}, {"--jsonl", "x.kql"}, {"no-such-file.kql"}, {"--format", "xml", "x.kql"}} {
		if out, status := runCheck(t, "", args...); status != exitUsage {
			t.Errorf("%v: status %d %s", args, status, out)
		}
	}
	if _, status := runCheck(t, "not json\n", "--jsonl"); status != exitUsage {
		t.Errorf("a line that is not JSON: status %d", status)
	}
}

func TestCheckLocal(t *testing.T) {
	file := write(t, "q.kql", "Logins | evaluate autocluster()")
	if out, status := runCheck(t, "", "--local", file); status != exitFindings || !strings.Contains(out, "HB001") {
		t.Errorf("status %d %s", status, out)
	}
	if out, status := runCheck(t, "", file); status != exitFine {
		t.Errorf("without --local: status %d %s", status, out)
	}
}

func TestCheckEmbedded(t *testing.T) {
	rule := write(t, "rule.yaml", "name: x\nquery: |\n  Logins\n  | where Usr == 'a'\nseverity: low\n")
	if out, status := runCheck(t, "", rule); status != exitFindings || !strings.HasPrefix(out, rule+":4:11: error KS142") {
		t.Errorf("status %d %s", status, out)
	}
	page := write(t, "page.md", "# Title\n\n```kql\nLogins | where User == 'a'\n```\n\n```kql\nLogins | where Usr == 'a'\n```\n")
	if out, status := runCheck(t, "", page); status != exitFindings || !strings.HasPrefix(out, page+":8:16: error KS142") {
		t.Errorf("status %d %s", status, out)
	}
	other := write(t, "page.txt", "Logins")
	if out, status := runCheck(t, "", other); status != exitUsage || !strings.Contains(out, "page.txt") {
		t.Errorf("status %d %s", status, out)
	}
}

func TestCheckAdvice(t *testing.T) {
	file := write(t, "q.kql", "Logins | summarize makeset(User)")
	if out, status := runCheck(t, "", file); status != exitFine || !strings.Contains(out, "warning KS507") {
		t.Errorf("advice is no error: status %d %s", status, out)
	}
}

// TestCheckSettings: huntbook.json of a folder above sets severities; a comment silences; hints are told when asked for.
func TestCheckSettings(t *testing.T) {
	file := write(t, "q.kql", "Logins | summarize makeset(User)\n\nLogins | take 3 | where User == 'a' // huntbook:ignore HB160\n")
	if out, status := runCheck(t, "", file); status != exitFine || strings.Contains(out, "HB160") {
		t.Errorf("silenced: status %d %s", status, out)
	}
	for severity, want := range map[string]int{"error": exitFindings, "hint": exitFine, "off": exitFine} {
		config := `{"lint": {"KS507": "` + severity + `"}}`
		if err := os.WriteFile(filepath.Join(filepath.Dir(file), "huntbook.json"), []byte(config), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, status := runCheck(t, "", file); status != want || strings.Contains(out, "KS507") != (severity == "error") {
			t.Errorf("%s: status %d %s", severity, status, out)
		}
		if out, status := runCheck(t, "", "--hints", file); status != want || strings.Contains(out, "KS507") != (severity != "off") {
			t.Errorf("%s with hints: status %d %s", severity, status, out)
		}
	}
}

// TestCheckRule: the limits of scheduled rules are those of rule files only.
func TestCheckRule(t *testing.T) {
	const query = "query: |\n  search 'bob'\n"
	if out, _ := runCheck(t, "", write(t, "rule.yaml", "kind: Scheduled\n"+query)); !strings.Contains(out, "warning HB163") || strings.Contains(out, "HB151") {
		t.Errorf("a rule: %s", out)
	}
	if out, _ := runCheck(t, "", write(t, "hunt.yaml", "name: x\n"+query)); !strings.Contains(out, "warning HB151") || strings.Contains(out, "HB163") {
		t.Errorf("a hunting query: %s", out)
	}
}
