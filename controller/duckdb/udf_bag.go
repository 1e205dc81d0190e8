package duckdb

import (
	"slices"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
)

var bagFunctions = []*goFunction{
	fn1("kql_bag_keys", func(d string) opt[string] {
		pairs, ok := dynjson.Pairs(d)
		keys := make([]string, len(pairs))
		for i, p := range pairs {
			keys[i] = p.Key
		}
		return maybe(dynjson.Strings(keys), ok)
	}),
	fn0v("kql_bag_pack", func(args []opt[string]) string {
		var pairs []dynjson.Pair
		for i := 0; i+1 < len(args); i += 2 {
			pairs = dynjson.Set(pairs, args[i].v, args[i+1].v)
		}
		return dynjson.BagOf(pairs)
	}),
	fn0v("kql_bag_pack_filled", func(args []opt[string]) string {
		var pairs []dynjson.Pair
		for i := 0; i+1 < len(args); i += 2 {
			if v := args[i+1].v; !dynjson.IsNull(v) && v != `""` {
				pairs = dynjson.Set(pairs, args[i].v, v)
			}
		}
		return dynjson.BagOf(pairs)
	}),
	fn2("kql_bag_has_key", func(d, key string) opt[bool] {
		steps, ok := dynjson.Path(key)
		if !ok || dynjson.KindOf(d) != dynjson.Bag {
			return none[bool]()
		}
		for _, s := range steps {
			pairs, isBag := dynjson.Pairs(d)
			if !isBag || s.IsIndex {
				return some(false)
			}
			if d, ok = dynjson.Get(pairs, s.Key); !ok {
				return some(false)
			}
		}
		return some(true)
	}),
	fn3("kql_bag_set_key", func(d, key string, value opt[string]) opt[string] {
		steps, ok := dynjson.Path(key)
		if !ok || len(steps) == 0 || slices.ContainsFunc(steps, func(s dynjson.Step) bool { return s.IsIndex }) {
			return none[string]()
		}
		return setInBag(d, steps, value.v)
	}),
	fn2("kql_bag_remove_keys", func(d, keys string) opt[string] {
		list, ok := dynjson.Items(keys)
		if !ok || dynjson.KindOf(d) != dynjson.Bag {
			return none[string]()
		}
		for _, k := range list {
			if steps, ok := dynjson.Path(dynjson.Text(k)); ok && len(steps) > 0 && dynjson.KindOf(k) == dynjson.String {
				d = removeFromBag(d, steps)
			}
		}
		return some(d)
	}),
	fn0v("kql_bag_merge", func(bags []opt[string]) opt[string] {
		var merged []dynjson.Pair
		any := false
		for _, b := range bags {
			pairs, ok := dynjson.Pairs(b.v)
			any = any || ok
			for _, p := range pairs {
				if _, known := dynjson.Get(merged, p.Key); !known {
					merged = append(merged, p)
				}
			}
		}
		return maybe(dynjson.BagOf(merged), any)
	}),
	fn2("kql_bag_zip", func(keys string, values opt[string]) opt[string] {
		ks, ok := dynjson.Items(keys)
		if !ok {
			return none[string]()
		}
		vs, _ := dynjson.Items(values.v)
		var pairs []dynjson.Pair
		for i, k := range ks {
			if dynjson.KindOf(k) != dynjson.String {
				continue
			}
			v := ""
			if i < len(vs) {
				v = vs[i]
			}
			pairs = dynjson.Set(pairs, dynjson.Text(k), v)
		}
		return some(dynjson.BagOf(pairs))
	}),
}

// setInBag gives the end of a path a value; bags that are missing on the way are made. A nested bag that changes has the
// changed key at its end.
func setInBag(d string, steps []dynjson.Step, value string) opt[string] {
	pairs, ok := dynjson.Pairs(d)
	if !ok {
		return none[string]()
	}
	key := steps[0].Key
	if len(steps) > 1 {
		inner, _ := dynjson.Get(pairs, key)
		if dynjson.KindOf(inner) != dynjson.Bag {
			inner = "{}"
		}
		value = setInBag(inner, steps[1:], value).v
		return some(dynjson.BagOf(dynjson.Set(pairs, key, value)))
	}
	pairs = slices.DeleteFunc(pairs, func(p dynjson.Pair) bool { return p.Key == key })
	return some(dynjson.BagOf(append(pairs, dynjson.Pair{Key: key, Value: value})))
}

func removeFromBag(d string, steps []dynjson.Step) string {
	pairs, ok := dynjson.Pairs(d)
	if !ok || steps[0].IsIndex {
		return d
	}
	key := steps[0].Key
	if len(steps) == 1 {
		return dynjson.BagOf(slices.DeleteFunc(pairs, func(p dynjson.Pair) bool { return p.Key == key }))
	}
	if inner, ok := dynjson.Get(pairs, key); ok {
		return dynjson.BagOf(dynjson.Set(pairs, key, removeFromBag(inner, steps[1:])))
	}
	return d
}
