package notebook

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Reading and writing gives the golden file, and once more the same.
func TestGolden(t *testing.T) {
	ins, _ := filepath.Glob("testdata/*.in.ipynb")
	if len(ins) < 5 {
		t.Fatal("golden files are missing")
	}
	for _, in := range ins {
		t.Run(filepath.Base(in), func(t *testing.T) {
			text, err := os.ReadFile(in)
			if err != nil {
				t.Fatal(err)
			}
			got := rewrite(t, text)
			out := strings.Replace(in, ".in.", ".out.", 1)
			if *update {
				if err := os.WriteFile(out, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
			if again := rewrite(t, want); !bytes.Equal(again, want) {
				t.Errorf("written again:\n%s\nwant:\n%s", again, want)
			}
		})
	}
}

func rewrite(t *testing.T, text []byte) []byte {
	t.Helper()
	n, err := Read(text)
	if err != nil {
		t.Fatal(err)
	}
	out, err := Write(n)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Texts that are no notebook are refused with the place.
func TestErrors(t *testing.T) {
	text, err := os.ReadFile("testdata/errors.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct{ Text, Error string }
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if _, err := Read([]byte(c.Text)); err == nil || err.Error() != c.Error {
			t.Errorf("%s: error %v, want %s", c.Text, err, c.Error)
		}
	}
	for text, want := range map[string]string{
		"{\"cells\": [\n<<<<<<< HEAD\n": "line 2, column 1: not JSON: invalid character '<' looking for beginning of value",
		"{\"cells\": [":                 "line 1, column 12: not JSON: the text ends early",
		"{\"cells\": []}\n{}":           "not JSON: more text behind the notebook",
		"{\"cells\": \"\xff\"}":         "not UTF-8 text",
	} {
		if _, err := Read([]byte(text)); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%q: error %v, want %s", text, err, want)
		}
	}
}

func TestOwnTypes(t *testing.T) {
	n := &Notebook{Cells: []Cell{{Kind: "code", Source: "T", Count: 3, Outputs: []Output{
		Display(map[string]any{"application/vnd.x+json": struct {
			B int    `json:"b"`
			A string `json:"a"`
		}{1, "x\x7f"}, "text/plain": "a\nb"}),
		Failure("KS204", "no such table", []string{"one", "two"}),
	}}}}
	out, err := Write(n)
	if err != nil {
		t.Fatal(err)
	}
	back, err := Read(out)
	if err != nil {
		t.Fatal(err)
	}
	data := back.Cells[0].Outputs[0].Data()
	if data["text/plain"] != "a\nb" || data["application/vnd.x+json"].(map[string]any)["a"] != "x\x7f" {
		t.Errorf("data: %v", data)
	}
	if back.Cells[0].Count != 3 || back.Cells[0].Outputs[1]["evalue"] != "no such table" {
		t.Errorf("cell: %+v", back.Cells[0])
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.ipynb")
	for _, name := range files {
		text, _ := os.ReadFile(name)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		n, err := Read(text)
		if err != nil {
			return
		}
		once, err := Write(n)
		if err != nil {
			t.Fatal(err)
		}
		if twice := rewrite(t, once); !bytes.Equal(once, twice) {
			t.Errorf("not stable:\n%s\n%s", once, twice)
		}
	})
}
