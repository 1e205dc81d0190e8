package dynjson

import (
	"slices"
	"strings"
	"testing"
)

func TestItemsAndPairs(t *testing.T) {
	for _, test := range []struct {
		text  string
		items []string
		ok    bool
	}{
		{`[]`, nil, true},
		{` [ 1 , "a,]" , {"k":[2]} ] `, []string{"1", `"a,]"`, `{"k":[2]}`}, true},
		{`[1.0,10000000000000000000,null]`, []string{"1.0", "10000000000000000000", "null"}, true},
		{`["\"\\"]`, []string{`"\"\\"`}, true},
		{`[1,]`, nil, false},
		{`[1`, nil, false},
		{`{"a":1}`, nil, false},
		{``, nil, false},
	} {
		items, ok := Items(test.text)
		if ok != test.ok || !slices.Equal(items, test.items) && len(test.items) > 0 {
			t.Errorf("Items(%s) = %q, %v", test.text, items, ok)
		}
	}
	pairs, ok := Pairs(`{"b":1, "a" : [1,2] ,"b":3}`)
	if want := []Pair{{"b", "3"}, {"a", "[1,2]"}}; !ok || !slices.Equal(pairs, want) {
		t.Errorf("pairs are %q, %v: keys keep their first place and their last value", pairs, ok)
	}
}

func TestTexts(t *testing.T) {
	for _, test := range []struct{ json, text string }{
		{`"a\n\"b\"\\"`, "a\n\"b\"\\"},
		{`"\u00e9\ud83d\ude00"`, "é😀"},
		{`"\ud83d"`, "\uFFFD"},
		{`12.50`, "12.50"},
		{`null`, ""},
		{``, ""},
		{`{"a":1}`, `{"a":1}`},
	} {
		if got := Text(test.json); got != test.text {
			t.Errorf("Text(%s) = %q, want %q", test.json, got, test.text)
		}
	}
	for _, s := range []string{"", "plain", "quote\" back\\slash", "tab\tline\r\n\x01\x1f", "é😀"} {
		if got := Unquote(Quote(s)); got != s {
			t.Errorf("%q became %q by quoting", s, got)
		}
		if !Valid(Quote(s)) {
			t.Errorf("Quote(%q) is no JSON", s)
		}
	}
}

func TestCompact(t *testing.T) {
	for _, test := range []struct {
		text, want string
		ok         bool
	}{
		{` { "a b" : [ 1 , 2.0 ] , "c" : " x " } `, `{"a b":[1,2.0],"c":" x "}`, true},
		{`"a\" b"`, `"a\" b"`, true},
		{`1e5`, `1e5`, true},
		{`01`, "", false},
		{`{a:1}`, "", false},
		{`[1] x`, "", false},
		{`tru`, "", false},
		{strings.Repeat("[", 100000), "", false},
	} {
		got, ok := Compact(test.text)
		if got != test.want || ok != test.ok {
			t.Errorf("Compact(%.40s) = %q, %v", test.text, got, ok)
		}
	}
}

func TestEqualAndKey(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"1", "1.0", true},
		{"1", "1.5", false},
		{"9007199254740993", "9007199254740992.0", false},
		{`"a"`, `"\u0061"`, true},
		{`"1"`, "1", false},
		{`[1,"a"]`, `[1.0,"a"]`, true},
		{`{"a":1,"b":2}`, `{"b":2,"a":1}`, true},
		{`{"a":1}`, `{"a":1,"b":2}`, false},
		{"true", "false", false},
		{"null", "", true},
	} {
		if got := Equal(test.a, test.b); got != test.want {
			t.Errorf("Equal(%s, %s) = %v", test.a, test.b, got)
		}
		if got := Key(test.a) == Key(test.b); got != test.want && !strings.Contains(test.a, "{") {
			t.Errorf("keys of %s and %s are %q and %q", test.a, test.b, Key(test.a), Key(test.b))
		}
	}
}

func TestCompare(t *testing.T) {
	for _, test := range []struct {
		a, b  string
		order int
		ok    bool
	}{
		{"2", "10", -1, true},
		{"2.5", "2", 1, true},
		{"9223372036854775807", "9223372036854775806", 1, true},
		{`"b"`, `"a"`, 1, true},
		{"false", "true", -1, true},
		{`"1"`, "1", 0, false},
	} {
		order, ok := Compare(test.a, test.b)
		if order != test.order || ok != test.ok {
			t.Errorf("Compare(%s, %s) = %d, %v", test.a, test.b, order, ok)
		}
	}
}

func TestPath(t *testing.T) {
	const doc = `{"a":{"b c":[10,20,{"d":true}]},"x.y":1}`
	for _, test := range []struct{ path, want string }{
		{"$.a['b c'][1]", "20"},
		{`$.a["b c"][-1].d`, "true"},
		{"$['a']['b c'][9]", ""},
		{"$.a.q.r", ""},
		{"x.y", "1"},
		{"$", doc},
	} {
		steps, ok := Path(test.path)
		got := doc
		for _, s := range steps {
			got = At(got, s)
		}
		if !ok || got != test.want {
			t.Errorf("%s leads to %q, %v; want %q", test.path, got, ok, test.want)
		}
	}
	for _, bad := range []string{"$a", "$.", "$[x]", "$['a'"} {
		if _, ok := Path(bad); ok {
			t.Errorf("%s is taken for a path", bad)
		}
	}
}

func TestSorted(t *testing.T) {
	if got, want := Sorted(`{"b":[{"d":1, "c":2}], "a":null}`), `{"a":null,"b":[{"c":2,"d":1}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// No text makes a function panic, and what Compact accepts stays readable.
func FuzzText(f *testing.F) {
	for _, s := range []string{`{"a":[1,2.0,"x\u00e9"],"b":{}}`, `[`, `"\`, `{"a"`, `-`, "\"\\ud83d\\u\"", `[1e999,-0.0]`} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		Equal(a, b)
		Compare(a, b)
		Key(a)
		Text(a)
		Sorted(a)
		Pairs(a)
		Unquote(b)
		if c, ok := Compact(a); ok {
			if again, ok := Compact(c); !ok || again != c {
				t.Errorf("Compact(%q) = %q, and of that %q, %v", a, c, again, ok)
			}
			if !Equal(c, c) && !strings.Contains(c, "e") {
				t.Errorf("%q is not equal to itself", c)
			}
		}
		if steps, ok := Path(a); ok {
			for _, s := range steps {
				b = At(b, s)
			}
		}
	})
}
