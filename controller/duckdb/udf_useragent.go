package duckdb

import (
	"strings"
	"sync"

	"github.com/ua-parser/uap-go/uaparser"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
)

// agents recognises user agents by the patterns of the uap-core project, as Kusto does. Hundreds of patterns are tried
// one after the other, so answers are remembered.
var (
	agents = sync.OnceValues(func() (*uaparser.Parser, error) { return uaparser.New() })

	agentBrowsers, agentSystems, agentDevices memo[string]
)

func agentParser() *uaparser.Parser {
	p, err := agents()
	if err != nil {
		panic("the patterns of user agents: " + err.Error())
	}
	return p
}

// fieldsOf makes a bag of texts: names and values in turn.
func fieldsOf(fields ...string) string {
	var pairs []dynjson.Pair
	for i := 0; i+1 < len(fields); i += 2 {
		pairs = append(pairs, dynjson.Pair{Key: fields[i], Value: dynjson.Quote(fields[i+1])})
	}
	return dynjson.BagOf(pairs)
}

func agentBrowser(s string) string {
	b := agentParser().ParseUserAgent(s)
	return fieldsOf("Family", b.Family, "MajorVersion", b.Major, "MinorVersion", b.Minor, "Patch", b.Patch)
}

func agentSystem(s string) string {
	o := agentParser().ParseOs(s)
	return fieldsOf("Family", o.Family, "MajorVersion", o.Major, "MinorVersion", o.Minor, "Patch", o.Patch, "PatchMinor", o.PatchMinor)
}

func agentDevice(s string) string {
	d := agentParser().ParseDevice(s)
	return fieldsOf("Family", d.Family, "Brand", d.Brand, "Model", d.Model)
}

// parseUserAgent answers what look names: a text or an array of browser, os and device; null: all of them.
func parseUserAgent(s string, look opt[string]) opt[string] {
	wanted, isArray := dynjson.Items(look.v)
	switch {
	case isArray:
	case look.null || dynjson.IsNull(look.v):
		wanted = []string{"browser", "os", "device"}
	default:
		wanted = []string{look.v}
	}
	var pairs []dynjson.Pair
	for _, w := range wanted {
		switch strings.ToLower(dynjson.Text(w)) {
		case "browser":
			pairs = dynjson.Set(pairs, "Browser", agentBrowsers.of(s, agentBrowser))
		case "os":
			pairs = dynjson.Set(pairs, "OperatingSystem", agentSystems.of(s, agentSystem))
		case "device":
			pairs = dynjson.Set(pairs, "Device", agentDevices.of(s, agentDevice))
		default:
			return none[string]()
		}
	}
	return some(dynjson.BagOf(pairs))
}

var agentFunctions = []*goFunction{fn2("kql_parse_user_agent", parseUserAgent)}
