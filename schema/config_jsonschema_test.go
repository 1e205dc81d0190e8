package schema

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the files that tests compare with")

const jsonSchemaFile = "../extension/language/huntbook.schema.json"

// The JSON schema that editors check huntbook.json with says the same as the reader's rows.
func TestJSONSchema(t *testing.T) {
	want := jsonSchema(t)
	if *update {
		if err := os.WriteFile(jsonSchemaFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(jsonSchemaFile)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the fields say (%v): run the tests of schema with -update", jsonSchemaFile, err)
	}
}

type object = map[string]any

func jsonSchema(t *testing.T) []byte {
	properties := func(fields []configField, with func(configField) bool) object {
		all := object{}
		for _, f := range fields {
			if with(f) {
				p := fieldSchema(f)
				p["description"] = f.doc
				all[f.name] = p
			}
		}
		return all
	}
	var entries []any
	for _, kind := range allKinds {
		props := properties(connectionFields, func(f configField) bool { return f.kinds == nil || slices.Contains(f.kinds, kind) })
		props["kind"].(object)["const"] = string(kind)
		var required []string
		for _, f := range connectionFields {
			if slices.Contains(f.required, kind) {
				required = append(required, f.name)
			}
		}
		entries = append(entries, object{
			"if":   object{"properties": object{"kind": object{"const": string(kind)}}, "required": []string{"kind"}},
			"then": object{"properties": props, "required": required, "additionalProperties": false},
		})
	}
	root := properties(rootFields, func(configField) bool { return true })
	root["$schema"] = object{"type": "string"}
	root["connections"] = object{
		"type": "array", "description": rootFields[0].doc,
		"items": object{
			"type": "object", "required": []string{"name", "kind"},
			"properties": properties(connectionFields, func(configField) bool { return true }),
			"allOf":      entries,
		},
	}
	text, err := json.MarshalIndent(object{
		"$schema": "http://json-schema.org/draft-07/schema#", "title": "Huntbook workspace", "type": "object",
		"properties": root, "additionalProperties": false,
	}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(text, '\n')
}

func fieldSchema(f configField) object {
	text := object{"type": "string", "minLength": 1}
	switch f.typ {
	case boolField:
		return object{"type": "boolean"}
	case listField:
		return object{"type": "array", "items": text}
	case textsField:
		return object{"anyOf": []any{text, object{"type": "array", "minItems": 1, "items": object{"type": "string", "minLength": 1}}}}
	case mapField:
		return object{"type": "object", "additionalProperties": object{"enum": f.values}}
	case entriesField:
		return object{"type": "array"}
	}
	if f.values != nil {
		text["enum"] = f.values
	}
	if f.name == "name" {
		text["pattern"] = "^[^\\s,\"'`]+$"
		text["not"] = object{"const": LocalName}
	}
	return text
}
