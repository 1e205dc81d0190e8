package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
)

// jsonNode is a JSON value with its place in the text, so that a message can point.
type jsonNode struct {
	start, end int
	value      any // string, bool, json.Number, nil, []*jsonNode or []jsonMember
}

type jsonMember struct {
	key        string
	start, end int // of the key
	node       *jsonNode
}

// maxConfigDepth bounds nesting, so that a hostile file can't exhaust the stack.
const maxConfigDepth = 32

type nodeReader struct {
	text []byte
	dec  *json.Decoder
}

var errTooDeep = errors.New("nested too deeply")

// readNodes parses JSON. On an error, at is the byte where it was found.
func readNodes(text []byte) (n *jsonNode, at int, err error) {
	r := &nodeReader{text: text, dec: json.NewDecoder(bytes.NewReader(text))}
	r.dec.UseNumber()
	n, err = r.node(0)
	if err == nil {
		start := r.next()
		if _, e := r.dec.Token(); e != io.EOF {
			return nil, start, errors.New("something follows the closing brace")
		}
		return n, 0, nil
	}
	at = int(r.dec.InputOffset())
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		at = max(at, min(int(syntax.Offset)-1, len(text)))
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		at, err = len(text), errors.New("the file ends too early")
	}
	return nil, at, err
}

// next returns where the next token begins.
func (r *nodeReader) next() int {
	i := int(r.dec.InputOffset())
	for i < len(r.text) && bytes.IndexByte([]byte(" \t\r\n,:"), r.text[i]) >= 0 {
		i++
	}
	return i
}

func (r *nodeReader) node(depth int) (*jsonNode, error) {
	if depth > maxConfigDepth {
		return nil, errTooDeep
	}
	n := &jsonNode{start: r.next()}
	tok, err := r.dec.Token()
	if err != nil {
		return nil, err
	}
	switch tok {
	case json.Delim('['):
		items := []*jsonNode{}
		for r.dec.More() {
			item, err := r.node(depth + 1)
			if err != nil {
				return nil, err
			}
			items = append(items, item)
		}
		n.value = items
		_, err = r.dec.Token()
	case json.Delim('{'):
		members := []jsonMember{}
		for r.dec.More() {
			m := jsonMember{start: r.next()}
			key, err := r.dec.Token()
			if err != nil {
				return nil, err
			}
			m.key, _ = key.(string)
			m.end = int(r.dec.InputOffset())
			if m.node, err = r.node(depth + 1); err != nil {
				return nil, err
			}
			members = append(members, m)
		}
		n.value = members
		_, err = r.dec.Token()
	default:
		n.value = tok
	}
	n.end = int(r.dec.InputOffset())
	return n, err
}

func (n *jsonNode) String() string {
	switch v := n.value.(type) {
	case string:
		return strconv.Quote(v)
	case []*jsonNode:
		return "a list"
	case []jsonMember:
		return "an object"
	case nil:
		return "null"
	default:
		return fmt.Sprint(v)
	}
}

// configReader turns nodes into a Config and notes what is wrong.
type configReader struct {
	text     []byte
	shift    int // bytes of a byte order mark before text
	problems []ConfigProblem
}

// ParseConfig reads the text of a huntbook.json. Config holds what is right in it and is never nil.
func ParseConfig(text []byte) (*Config, []ConfigProblem) {
	r := &configReader{text: text}
	if rest, ok := bytes.CutPrefix(text, []byte("\ufeff")); ok {
		r.text, r.shift = rest, len(text)-len(rest)
	}
	config := &Config{}
	root, at, err := readNodes(r.text)
	if err != nil {
		r.report(at, at+1, "not JSON: "+err.Error(), "comments and trailing commas are not allowed")
		return config, r.problems
	}
	var defaultAt *jsonNode
	for _, m := range r.object(root, rootFields, "huntbook.json") {
		switch m.key {
		case "connections":
			config.Connections = r.connections(m.node)
		case "default":
			if v, ok := r.value(m, rootFields); ok {
				config.Default, defaultAt = v.(string), m.node
			}
		case "functions":
			if v, ok := r.value(m, rootFields); ok {
				config.Functions = v.([]string)
			}
		case "lint":
			if v, ok := r.value(m, rootFields); ok {
				config.Lint = v.(map[string]string)
			}
		}
	}
	if defaultAt != nil && config.Default != LocalName {
		if _, ok := config.Connection(config.Default); !ok {
			names := append(config.Names(), LocalName)
			r.report(defaultAt.start, defaultAt.end, fmt.Sprintf("there is no connection %q", config.Default), "use "+alternatives(names))
			config.Default = ""
		}
	}
	slices.SortStableFunc(r.problems, func(a, b ConfigProblem) int { return a.Start - b.Start })
	return config, r.problems
}

func (r *configReader) report(start, end int, message, remedy string) {
	start = min(start, len(r.text))
	before := r.text[:start]
	r.problems = append(r.problems, ConfigProblem{
		Start: start + r.shift, End: min(end, len(r.text)) + r.shift,
		Line: bytes.Count(before, []byte("\n")) + 1, Column: start - bytes.LastIndexByte(before, '\n'),
		Message: message, Remedy: remedy,
	})
}

// object returns the members of an object whose names are known, each once.
func (r *configReader) object(n *jsonNode, fields []configField, what string) (members []jsonMember) {
	all, ok := n.value.([]jsonMember)
	if !ok {
		r.report(n.start, n.end, fmt.Sprintf("%s must be an object, not %v", what, n), "write { ... }")
		return nil
	}
	seen := map[string]bool{}
	for _, m := range all {
		switch {
		case seen[m.key]:
			r.report(m.start, m.end, fmt.Sprintf("%q is given twice", m.key), "keep one")
		case fieldNamed(fields, m.key) != nil:
			members = append(members, m)
		case m.key == "$schema":
		default:
			r.report(m.start, m.end, fmt.Sprintf("%s has no property %q", what, m.key), "use "+alternatives(fieldNames(fields)))
		}
		seen[m.key] = true
	}
	return members
}

// value returns a member's value when it has the type that its field says.
func (r *configReader) value(m jsonMember, fields []configField) (any, bool) {
	f := fieldNamed(fields, m.key)
	n := m.node
	wrong := func(at *jsonNode, want string) (any, bool) {
		r.report(at.start, at.end, fmt.Sprintf("%q must be %s, not %v", m.key, want, at), "")
		return nil, false
	}
	switch f.typ {
	case textField:
		s, ok := n.value.(string)
		if !ok || s == "" {
			return wrong(n, "a text")
		}
		if f.values != nil && !slices.Contains(f.values, s) {
			return wrong(n, alternatives(f.values))
		}
		return s, true
	case boolField:
		if b, ok := n.value.(bool); ok {
			return b, true
		}
		return wrong(n, "true or false")
	case textsField, listField:
		if s, ok := n.value.(string); ok && s != "" && f.typ == textsField {
			return []string{s}, true
		}
		items, ok := n.value.([]*jsonNode)
		if !ok || len(items) == 0 && f.typ == textsField {
			if f.typ == textsField {
				return wrong(n, "a text or a list of texts")
			}
			return wrong(n, "a list of texts")
		}
		texts := make([]string, 0, len(items))
		for _, item := range items {
			s, ok := item.value.(string)
			if !ok || s == "" {
				return wrong(item, "a list of texts")
			}
			texts = append(texts, s)
		}
		return texts, true
	case mapField:
		members, ok := n.value.([]jsonMember)
		if !ok {
			return wrong(n, "an object")
		}
		values := map[string]string{}
		for _, m := range members {
			s, _ := m.node.value.(string)
			if !slices.Contains(f.values, s) {
				r.report(m.node.start, m.node.end, fmt.Sprintf("%q must be %s, not %v", m.key, alternatives(f.values), m.node), "")
				continue
			}
			values[m.key] = s
		}
		return values, true
	}
	panic("schema: a field type without a reader")
}

func (r *configReader) connections(n *jsonNode) (list []Connection) {
	items, ok := n.value.([]*jsonNode)
	if !ok {
		r.report(n.start, n.end, fmt.Sprintf(`"connections" must be a list, not %v`, n), "write [ {...}, {...} ]")
		return nil
	}
	seen := map[string]bool{}
	for _, item := range items {
		c, ok := r.connection(item)
		if !ok {
			continue
		}
		if seen[c.Name] {
			r.report(item.start, item.end, fmt.Sprintf("two connections are called %q", c.Name), "rename one")
			continue
		}
		seen[c.Name] = true
		list = append(list, c)
	}
	return list
}

// connection reads one entry; ok says that it is good to use.
func (r *configReader) connection(n *jsonNode) (c Connection, ok bool) {
	before := len(r.problems)
	places := map[string]jsonMember{}
	for _, m := range r.object(n, connectionFields, "a connection") {
		places[m.key] = m
		if v, ok := r.value(m, connectionFields); ok {
			c.set(m.key, v)
		}
	}
	if _, isObject := n.value.([]jsonMember); !isObject {
		return c, false
	}
	for _, f := range connectionFields {
		m, given := places[f.name]
		switch {
		case given && f.kinds != nil && c.Kind != "" && !slices.Contains(f.kinds, c.Kind):
			r.report(m.start, m.end, fmt.Sprintf("%q has no meaning for kind %q", f.name, c.Kind), "remove it")
		case !given && (c.Kind == "" && len(f.required) == len(allKinds) || slices.Contains(f.required, c.Kind)):
			r.report(n.start, n.start+1, fmt.Sprintf("a connection needs %q", f.name), f.doc)
		}
	}
	if len(r.problems) > before {
		return c, false
	}
	if field, message, remedy := checkConnection(c); message != "" {
		at := places[field].node
		r.report(at.start, at.end, message, remedy)
		return c, false
	}
	return c, true
}

func fieldNamed(fields []configField, name string) *configField {
	for i := range fields {
		if fields[i].name == name {
			return &fields[i]
		}
	}
	return nil
}

func fieldNames(fields []configField) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return names
}

// alternatives lists words for a sentence: "a", "b" or "c".
func alternatives(words []string) string {
	var s string
	for i, w := range words {
		switch {
		case i > 0 && i == len(words)-1:
			s += " or "
		case i > 0:
			s += ", "
		}
		s += strconv.Quote(w)
	}
	return s
}
