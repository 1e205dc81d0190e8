package schema

// The shape of huntbook.json as data. The reader, its messages, and the JSON schema that editors check the file with all
// come from these rows.

type fieldType uint8

const (
	textField    fieldType = iota // a string that is not empty
	boolField                     // true or false
	textsField                    // a string, or a list of strings with at least one
	listField                     // a list of strings
	mapField                      // an object whose values are among values
	entriesField                  // a list of connections
)

// configField is a property of an object in the file.
type configField struct {
	name     string
	typ      fieldType
	doc      string
	values   []string // the words allowed; nil: any
	kinds    []Kind   // of a connection's field: where it makes sense; nil: everywhere
	required []Kind   // where it must be given
}

var allKinds = []Kind{KindFiles, KindSchema, KindKusto, KindLogAnalytics, KindDefender}

var remoteKinds = []Kind{KindKusto, KindLogAnalytics, KindDefender}

var runningKinds = []Kind{KindFiles, KindKusto, KindLogAnalytics, KindDefender}

var severities = []string{"off", "hint", "warning", "error"}

var clouds = []string{"public", "usgov", "usdod", "china"}

// rootFields are the properties of the file's object. "$schema" is allowed beside them, as editors use it.
var rootFields = []configField{
	{name: "connections", typ: entriesField, doc: "Where queries run and where tables come from."},
	{name: "default", typ: textField, doc: "The connection of cells and files that name none."},
	{name: "functions", typ: listField, doc: "Globs of .kql files whose functions are in scope everywhere, relative to this file."},
	{name: "lint", typ: mapField, values: severities, doc: "How severe a rule's advice is, by the rule's code."},
}

// connectionFields are the properties of a connection.
var connectionFields = []configField{
	{name: "name", typ: textField, required: allKinds, doc: "What `//% on` calls it. Not \"local\"."},
	{name: "kind", typ: textField, required: allKinds, doc: "What it is; the other properties follow from it.",
		values: []string{"files", "schema", "kusto", "loganalytics", "defender"}},
	{name: "path", typ: textField, kinds: []Kind{KindFiles, KindSchema}, required: []Kind{KindFiles, KindSchema},
		doc: "A folder of data files, or a file in the shape of `.show databases schema as json`; relative to this file."},
	{name: "cluster", typ: textField, kinds: []Kind{KindKusto}, required: []Kind{KindKusto}, doc: "The cluster's URL; https, or http on this machine."},
	{name: "database", typ: textField, kinds: []Kind{KindKusto}, required: []Kind{KindKusto}, doc: "The database that queries start in."},
	{name: "workspace", typ: textsField, kinds: []Kind{KindLogAnalytics}, required: []Kind{KindLogAnalytics}, doc: "The workspace's id, or a list of ids."},
	{name: "tenant", typ: textField, kinds: remoteKinds, doc: "The tenant to sign in to, by id or domain."},
	{name: "cloud", typ: textField, kinds: remoteKinds, values: clouds, doc: "The Azure cloud; public when left out."},
	{name: "clientId", typ: textField, kinds: remoteKinds, doc: "The application to sign in as."},
	{name: "timeColumn", typ: textField, kinds: runningKinds, doc: "The column that a time span bounds in tables with neither TimeGenerated nor Timestamp."},
	{name: "keep", typ: boolField, kinds: runningKinds, doc: "False: nothing of its results is written to disk."},
	{name: "share", typ: textField, kinds: runningKinds, values: []string{"any", "local"}, doc: "\"local\": its results never travel into a query on another connection."},
	{name: "protected", typ: boolField, kinds: runningKinds, doc: "True: queries run only after you confirm."},
}

// set puts a value that has the field's type into the connection.
func (c *Connection) set(name string, v any) {
	switch name {
	case "name":
		c.Name = v.(string)
	case "kind":
		c.Kind = Kind(v.(string))
	case "path":
		c.Path = v.(string)
	case "cluster":
		c.Cluster = v.(string)
	case "database":
		c.Database = v.(string)
	case "workspace":
		c.Workspaces = v.([]string)
	case "tenant":
		c.Tenant = v.(string)
	case "cloud":
		c.Cloud = v.(string)
	case "clientId":
		c.ClientID = v.(string)
	case "timeColumn":
		c.TimeColumn = v.(string)
	case "keep":
		c.Discard = !v.(bool)
	case "share":
		c.LocalOnly = v.(string) == "local"
	case "protected":
		c.Protected = v.(bool)
	default:
		panic("schema: a field without a place: " + name)
	}
}
