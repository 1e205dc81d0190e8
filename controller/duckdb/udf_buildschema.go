package duckdb

import (
	"slices"
	"strings"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
)

// schemaOf collects the types of dynamic values for buildschema().
type schemaOf struct {
	plain []string // names of plain types
	keys  []string // of bags, in the order in which they are first seen
	bag   map[string]*schemaOf
	items *schemaOf // of arrays
}

// maxNestedSchema bounds how deep buildschema() looks.
const maxNestedSchema = 100

func (s *schemaOf) add(d string, depth int) {
	if depth == 0 {
		return
	}
	if items, ok := dynjson.Items(d); ok {
		if s.items == nil {
			s.items = &schemaOf{}
		}
		for _, it := range items {
			s.items.add(it, depth-1)
		}
		return
	}
	if pairs, ok := dynjson.Pairs(d); ok {
		if s.bag == nil {
			s.bag = map[string]*schemaOf{}
		}
		for _, p := range pairs {
			of := s.bag[p.Key]
			if of == nil {
				of = &schemaOf{}
				key := strings.Clone(p.Key)
				s.bag[key] = of
				s.keys = append(s.keys, key)
			}
			of.add(p.Value, depth-1)
		}
		return
	}
	name := map[dynjson.Kind]string{dynjson.Bool: "bool", dynjson.Long: "long", dynjson.Real: "double", dynjson.String: "string"}[dynjson.KindOf(d)]
	if name != "" && !slices.Contains(s.plain, name) {
		s.plain = append(s.plain, name)
	}
}

// text names the type, or lists the types when there are several: bags and arrays first.
func (s *schemaOf) text() string {
	var all []string
	if s.bag != nil {
		var pairs []dynjson.Pair
		for _, k := range s.keys {
			pairs = append(pairs, dynjson.Pair{Key: k, Value: s.bag[k].text()})
		}
		all = append(all, dynjson.BagOf(pairs))
	}
	if s.items != nil {
		all = append(all, dynjson.BagOf([]dynjson.Pair{{Key: "`indexer`", Value: s.items.text()}}))
	}
	slices.Sort(s.plain)
	for _, name := range s.plain {
		all = append(all, dynjson.Quote(name))
	}
	if len(all) == 1 {
		return all[0]
	}
	return dynjson.ArrayOf(all)
}
