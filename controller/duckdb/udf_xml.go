package duckdb

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
)

// maxXML is the longest text that parse_xml reads. Source: its documentation.
const maxXML = 1 << 20

// element is an XML element on its way to a dynamic.
type element struct {
	name     string
	pairs    []dynjson.Pair // attributes as @name, then children
	repeated map[string][]string
	text     strings.Builder
}

// parseXML makes a bag with one key, the name of the root element. What is not well-formed gives null.
func parseXML(s string) opt[string] {
	if len(s) > maxXML {
		return none[string]()
	}
	d := xml.NewDecoder(strings.NewReader(s))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var open []*element
	var root string
	for {
		// Raw tokens keep the prefixes of names as they are written.
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return maybe(root, root != "" && len(open) == 0)
		}
		if err != nil {
			return none[string]()
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if len(open) == 0 && root != "" || len(open) > 500 {
				return none[string]()
			}
			e := &element{name: rawName(t.Name)}
			for _, a := range t.Attr {
				e.pairs = dynjson.Set(e.pairs, "@"+rawName(a.Name), dynjson.Quote(a.Value))
			}
			open = append(open, e)
		case xml.EndElement:
			n := len(open) - 1
			if n < 0 || open[n].name != rawName(t.Name) {
				return none[string]()
			}
			e := open[n]
			open = open[:n]
			if n == 0 {
				root = dynjson.BagOf([]dynjson.Pair{{Key: e.name, Value: e.value()}})
			} else {
				open[n-1].add(e.name, e.value())
			}
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].text.Write(t)
			} else if strings.TrimSpace(string(t)) != "" {
				return none[string]()
			}
		}
	}
}

func rawName(n xml.Name) string {
	if n.Space != "" {
		return n.Space + ":" + n.Local
	}
	return n.Local
}

// add gives the element a child. Children of one name become an array.
func (e *element) add(name, value string) {
	if _, known := dynjson.Get(e.pairs, name); !known {
		e.pairs = append(e.pairs, dynjson.Pair{Key: name, Value: value})
		return
	}
	if e.repeated == nil {
		e.repeated = map[string][]string{}
	}
	if len(e.repeated[name]) == 0 {
		first, _ := dynjson.Get(e.pairs, name)
		e.repeated[name] = []string{first}
	}
	e.repeated[name] = append(e.repeated[name], value)
}

// value is the element as a dynamic: null when empty, its text when it has only text, else a bag.
func (e *element) value() string {
	text := strings.TrimSpace(e.text.String())
	for name, values := range e.repeated {
		e.pairs = dynjson.Set(e.pairs, name, dynjson.ArrayOf(values))
	}
	switch {
	case len(e.pairs) == 0 && text == "":
		return "null"
	case len(e.pairs) == 0:
		return dynjson.Quote(text)
	case text != "":
		at := 0
		for at < len(e.pairs) && strings.HasPrefix(e.pairs[at].Key, "@") {
			at++
		}
		pairs := append([]dynjson.Pair{}, e.pairs[:at]...)
		pairs = append(pairs, dynjson.Pair{Key: "#text", Value: dynjson.Quote(text)})
		e.pairs = append(pairs, e.pairs[at:]...)
	}
	return dynjson.BagOf(e.pairs)
}
