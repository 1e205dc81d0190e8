package builtin

import (
	"strings"
	"sync"

	"github.com/huntbook/huntbook/kqlparse/symbol"
)

// Command is a management command: what stands behind the dot.
//
// Form is its grammar in our own notation. Words stand for themselves; <table>, <string>, <query> ... for a name or
// value; [x] may be left out; (a|b) is a choice when its bars stand without spaces; a parenthesis with spaces stands for
// itself; `with` in brackets is a list of properties; `...` and all behind it may be anything.
// Commands that no row knows are legal: there are more of them, and new ones come.
type Command struct {
	Form    string
	Doc     string
	Columns string // of the result: name:type, separated by spaces; empty where that is not known
}

// Name is the command's words up to its first placeholder, for people to look it up by.
func (c *Command) Name() string {
	var words []string
	for _, w := range strings.Fields(c.Form) {
		if strings.ContainsAny(w, "[<(|.=") {
			break
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

// Rows are the columns of the command's result: open where they are not known.
func (c *Command) Rows() *symbol.Rows {
	rows := &symbol.Rows{Open: c.Columns == ""}
	for _, f := range strings.Fields(c.Columns) {
		name, typ, _ := strings.Cut(f, ":")
		t, _ := symbol.TypeNamed(typ)
		rows.Columns = append(rows.Columns, &symbol.Column{Name: name, Type: t})
	}
	return rows
}

// Page is the command's reference page as Markdown.
func (c *Command) Page() string {
	text := "```kusto\n." + c.Form + "\n```\n" + c.Doc + "\n"
	if c.Columns != "" {
		text += "\nColumns: `" + strings.ReplaceAll(strings.ReplaceAll(c.Columns, ":", ": "), " ", ", ") + "`\n"
		text = strings.ReplaceAll(text, ":, ", ": ")
	}
	return text
}

// Commands calls yield for every management command, in the order of the table.
func Commands(yield func(*Command) bool) {
	for i := range commandRows {
		if !yield(&commandRows[i]) {
			return
		}
	}
}

// CommandsNamed returns the commands whose name begins with the words, the dot left out or not; the one of exactly that
// name alone when there is one.
func CommandsNamed(words string) (found []*Command) {
	words = strings.Join(strings.Fields(strings.TrimPrefix(strings.ToLower(words), ".")), " ")
	for c := range Commands {
		if name := c.Name(); name == words && c.Form == words {
			return []*Command{c}
		} else if words != "" && (name == words || strings.HasPrefix(name, words+" ")) {
			found = append(found, c)
		}
	}
	return found
}

// CommandFor returns the row that a command's text fits, the dot left out, or nil. Of several it is the one that needs
// the fewest placeholders: `show tables details` before `show tables <x>`.
func CommandFor(text string) *Command {
	words := commandWords(text)
	var best *Command
	least := len(words) + 1
	for i, form := range commandForms() {
		m := commandMatch{words: words, least: -1}
		m.walk(form, 0, 0)
		if m.least >= 0 && m.least < least {
			best, least = &commandRows[i], m.least
		}
	}
	return best
}

// CommandNext is something that may follow the words of a command.
type CommandNext struct {
	Word string   // a word that stands for itself, or <kind>
	Row  *Command // the first row that takes it there
}

// NextInCommand returns what may follow a command's text, the dot left out, in the order of the table.
func NextInCommand(text string) (next []CommandNext) {
	words, seen := commandWords(text), map[string]bool{}
	for i, form := range commandForms() {
		m := commandMatch{words: words, least: -1, next: func(w string) {
			if !seen[w] {
				seen[w] = true
				next = append(next, CommandNext{Word: w, Row: &commandRows[i]})
			}
		}}
		m.walk(form, 0, 0)
	}
	return next
}

// commandPart is a word of a form. Of an optional one, parts are what is in brackets.
type commandPart struct {
	words    []string // a choice of words; <kind>; "..."
	optional []commandPart
}

var commandForms = sync.OnceValue(func() [][]commandPart {
	forms := make([][]commandPart, len(commandRows))
	for i := range commandRows {
		forms[i], _ = parseForm(strings.Fields(spaceBrackets.Replace(commandRows[i].Form)))
	}
	return forms
})

var spaceBrackets = strings.NewReplacer("[", " [ ", "]", " ] ", ", ...", " ,...")

func parseForm(fields []string) (parts []commandPart, rest []string) {
	for len(fields) > 0 {
		f := fields[0]
		fields = fields[1:]
		switch {
		case f == "]":
			return parts, fields
		case f == "[":
			var inner []commandPart
			inner, fields = parseForm(fields)
			parts = append(parts, commandPart{optional: inner})
		case len(f) > 2 && f[0] == '(' && f[len(f)-1] == ')':
			parts = append(parts, commandPart{words: strings.Split(f[1:len(f)-1], "|")})
		case len(f) > 1 && f[len(f)-1] == ',':
			parts = append(parts, commandPart{words: []string{f[:len(f)-1]}}, commandPart{words: []string{","}})
		default:
			parts = append(parts, commandPart{words: []string{f}})
		}
	}
	return parts, nil
}

// commandMatch walks a form over the words of a command.
type commandMatch struct {
	words []string
	least int          // the fewest placeholders with which the words fit; -1: they do not
	next  func(string) // told what may follow the words
	steps int
}

// walk matches the parts with the words from i on.
func (m *commandMatch) walk(parts []commandPart, i, held int) {
	if m.steps++; m.steps > 2000 {
		return
	}
	if len(parts) == 0 {
		if i == len(m.words) && (m.least < 0 || held < m.least) {
			m.least = held
		}
		return
	}
	part, rest := parts[0], parts[1:]
	if part.optional != nil {
		m.walk(append(part.optional[:len(part.optional):len(part.optional)], rest...), i, held)
		m.walk(rest, i, held)
		return
	}
	for _, w := range part.words {
		switch {
		case w == "..." || w == "<schema>" || w == ",...": // anything may stand here
			if len(rest) == 0 {
				m.walk(rest, len(m.words), held+1)
				continue
			}
			for j := i; j <= len(m.words); j++ {
				m.walk(rest, j, held+1)
			}
		case i == len(m.words):
			if m.next != nil {
				m.next(w)
			}
		case w == "<query>":
			m.walk(rest, len(m.words), held+1)
		case w[0] == '<' && w != "<|":
			if !strings.ContainsAny(m.words[i][:1], "(),=<|;") {
				m.walk(rest, i+1, held+1)
			}
		case strings.EqualFold(w, m.words[i]):
			if w == "with" {
				if end, ok := properties(m.words, i+1); ok {
					m.walk(rest, end, held)
				}
				continue
			}
			m.walk(rest, i+1, held)
		}
	}
}

// properties is the index behind the properties that begin at i: a parenthesis and what is in it. It is not ok when the
// parenthesis is open still.
func properties(words []string, i int) (end int, ok bool) {
	if i >= len(words) || words[i] != "(" {
		return i, true
	}
	for i < len(words) && words[i] != ")" {
		i++
	}
	return i + 1, i < len(words)
}

// commandWords cuts a command's text into words: names with the hyphens and dots in them, texts and bracketed names
// whole, and signs. A comment is left out.
func commandWords(text string) (words []string) {
	for i := 0; i < len(text); {
		c, start := text[i], i
		switch {
		case strings.HasPrefix(text[i:], "//"):
			for i < len(text) && text[i] != '\n' {
				i++
			}
			continue
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
			continue
		case c == '"' || c == '\'':
			if n := strings.IndexByte(text[i+1:], c); n >= 0 {
				i += n + 2
			} else {
				i = len(text)
			}
		case c == '[':
			if n := strings.IndexByte(text[i:], ']'); n >= 0 {
				i += n + 1
			} else {
				i = len(text)
			}
		case strings.HasPrefix(text[i:], "<|"):
			i += 2
		case inCommandWord(c):
			for i < len(text) && inCommandWord(text[i]) {
				i++
			}
		default:
			i++
		}
		words = append(words, text[start:i])
	}
	return words
}

func inCommandWord(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.' || c == '*' || c >= 0x80
}
