package notebook

import (
	"hash/fnv"
	"maps"
	"math"
	"strconv"
	"strings"
)

// Notebook is a notebook file's content.
type Notebook struct {
	Cells    []Cell
	Metadata map[string]any
	Minor    int            // nbformat_minor as read
	Extra    map[string]any // fields of the top level that the format does not name
}

// Cell is one cell. Kind is code, markdown or raw.
type Cell struct {
	ID       string
	Kind     string
	Language string
	Source   string
	Metadata map[string]any
	Count    int      // execution_count; 0: none
	Outputs  []Output // of a code cell
	Extra    map[string]any
}

// Output is an output as nbformat has it, with the texts of rule R7 joined to strings.
type Output map[string]any

// Display makes an output of a MIME bundle.
func Display(bundle map[string]any) Output {
	return Output{"output_type": "display_data", "data": bundle, "metadata": map[string]any{}}
}

// Failure makes an output that says why a cell failed.
func Failure(name, message string, lines []string) Output {
	trace := make([]any, len(lines))
	for i, l := range lines {
		trace[i] = l
	}
	return Output{"output_type": "error", "ename": name, "evalue": message, "traceback": trace}
}

// Data returns the MIME bundle of an output, or nil.
func (o Output) Data() map[string]any {
	m, _ := o["data"].(map[string]any)
	return m
}

// Huntbook returns a string setting of the notebook's `huntbook` metadata (connection, timespan), or "".
func (n *Notebook) Huntbook(key string) string {
	m, _ := n.Metadata["huntbook"].(map[string]any)
	s, _ := m[key].(string)
	return s
}

const (
	kusto    = "kusto"
	maxMinor = 1 << 20
)

func validID(id string) bool {
	if len(id) == 0 || len(id) > 64 {
		return false
	}
	for i := range len(id) {
		c := id[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
			return false
		}
	}
	return true
}

// renewIDs follows rule R8.
func renewIDs(cells []Cell) {
	taken := map[string]bool{}
	for i := range cells {
		if id := cells[i].ID; !validID(id) || taken[id] {
			cells[i].ID = ""
		} else {
			taken[id] = true
		}
	}
	for i := range cells {
		if cells[i].ID != "" {
			continue
		}
		h := fnv.New32a()
		h.Write([]byte(cells[i].Source))
		n := h.Sum32()
		id := hex8(n)
		for taken[id] {
			n++
			id = hex8(n)
		}
		taken[id] = true
		cells[i].ID = id
	}
}

func hex8(n uint32) string {
	s := strconv.FormatUint(uint64(n), 16)
	return strings.Repeat("0", 8-len(s)) + s
}

// lines cuts a text after each "\n".
func lines(text string) []any {
	out := []any{}
	for text != "" {
		i := strings.IndexByte(text, '\n') + 1
		if i == 0 {
			i = len(text)
		}
		out = append(out, text[:i])
		text = text[i:]
	}
	return out
}

// cut reports whether nbformat cuts the values of a MIME type into lines.
func cut(mime string) bool {
	return strings.HasPrefix(mime, "text/") || mime == "application/javascript" || mime == "image/svg+xml"
}

// withFields returns v, or a new object when it is none, with fields set in a copy.
func withFields(v any, fields map[string]any) map[string]any {
	old, _ := v.(map[string]any)
	m := make(map[string]any, len(old)+len(fields))
	maps.Copy(m, old)
	maps.Copy(m, fields)
	return m
}

// integer returns v as a whole number in 0..limit, or 0.
func integer(v any, limit int) int {
	f, ok := v.(float64)
	if !ok || f != math.Trunc(f) || f < 0 || f > float64(limit) {
		return 0
	}
	return int(f)
}
