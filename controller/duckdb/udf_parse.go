package duckdb

import (
	"encoding/csv"
	"strings"

	"github.com/huntbook/huntbook/controller/duckdb/dynjson"
)

var shapeFunctions = []*goFunction{
	fn1("kql_parse_url", parseURL),
	fn1("kql_parse_urlquery", func(s string) string {
		return dynjson.BagOf([]dynjson.Pair{{Key: "Query Parameters", Value: urlQuery(strings.TrimPrefix(s, "?"))}})
	}),
	fn1("kql_parse_path", parsePath),
	fn1("kql_parse_csv", func(s string) opt[string] {
		r := csv.NewReader(strings.NewReader(s))
		r.LazyQuotes, r.FieldsPerRecord = true, -1
		record, err := r.Read()
		if err != nil {
			record = []string{""}
		}
		return some(dynjson.Strings(record))
	}),
	fn1("kql_parse_xml", parseXML),
	fn2("kql_parse_command_line", func(s, parser string) opt[string] {
		if !strings.EqualFold(parser, "windows") {
			return none[string]()
		}
		return some(dynjson.Strings(windowsArgs(s)))
	}),
}

// parseURL takes scheme://user:password@host:port/path?query#fragment apart. Parts that are missing are empty.
func parseURL(s string) string {
	var scheme, user, password, host, port, fragment, query string
	rest := s
	rest, fragment, _ = strings.Cut(rest, "#")
	rest, query, _ = strings.Cut(rest, "?")
	path := rest
	if i := strings.Index(rest, "://"); i >= 0 {
		scheme = rest[:i]
		authority := rest[i+3:]
		path = ""
		if slash := strings.IndexByte(authority, '/'); slash >= 0 {
			authority, path = authority[:slash], authority[slash:]
		}
		if at := strings.LastIndexByte(authority, '@'); at >= 0 {
			user, password, _ = strings.Cut(authority[:at], ":")
			authority = authority[at+1:]
		}
		host = authority
		if colon := strings.LastIndexByte(authority, ':'); colon > strings.LastIndexByte(authority, ']') {
			host, port = authority[:colon], authority[colon+1:]
		}
	}
	return dynjson.BagOf([]dynjson.Pair{
		{Key: "Scheme", Value: dynjson.Quote(scheme)}, {Key: "Host", Value: dynjson.Quote(host)}, {Key: "Port", Value: dynjson.Quote(port)},
		{Key: "Path", Value: dynjson.Quote(path)}, {Key: "Username", Value: dynjson.Quote(user)}, {Key: "Password", Value: dynjson.Quote(password)},
		{Key: "Query Parameters", Value: urlQuery(query)}, {Key: "Fragment", Value: dynjson.Quote(fragment)},
	})
}

// urlQuery makes a bag of k=v&k=v.
func urlQuery(s string) string {
	var pairs []dynjson.Pair
	for part := range strings.SplitSeq(s, "&") {
		if part == "" {
			continue
		}
		k, v, _ := strings.Cut(part, "=")
		pairs = dynjson.Set(pairs, k, dynjson.Quote(v))
	}
	return dynjson.BagOf(pairs)
}

// parsePath takes the path of a file apart. Both kinds of slashes separate; a colon behind the file's name begins the
// name of an alternate data stream.
func parsePath(s string) string {
	var scheme, root, directory, directoryName, extension, stream string
	rest := s
	if i := strings.Index(rest, "://"); i > 0 {
		scheme = rest[:i]
		rest = strings.TrimPrefix(rest[i+3:], "/")
	}
	if len(rest) >= 2 && rest[1] == ':' && termByte[rest[0]] {
		root = rest[:2]
	}
	file := rest
	if i := strings.LastIndexAny(rest, `/\`); i >= 0 {
		directory, file = rest[:i], rest[i+1:]
		directoryName = directory[strings.LastIndexAny(directory, `/\`)+1:]
	} else if root != "" {
		directory, file = root, rest[2:]
	}
	file, stream, _ = strings.Cut(file, ":")
	if i := strings.LastIndexByte(file, '.'); i >= 0 {
		extension = file[i+1:]
	}
	return dynjson.BagOf([]dynjson.Pair{
		{Key: "Scheme", Value: dynjson.Quote(scheme)}, {Key: "RootPath", Value: dynjson.Quote(root)},
		{Key: "DirectoryPath", Value: dynjson.Quote(directory)}, {Key: "DirectoryName", Value: dynjson.Quote(directoryName)},
		{Key: "Filename", Value: dynjson.Quote(file)}, {Key: "Extension", Value: dynjson.Quote(extension)},
		{Key: "AlternateDataStreamName", Value: dynjson.Quote(stream)},
	})
}

// windowsArgs cuts a command line as CommandLineToArgvW does: quotes group, backslashes escape quotes only, and the
// program's name, the first argument, knows no escapes.
func windowsArgs(s string) []string {
	args := []string{}
	s = strings.TrimLeft(s, " \t")
	if s == "" {
		return args
	}
	if s[0] == '"' {
		name, rest, _ := strings.Cut(s[1:], `"`)
		args, s = append(args, name), rest
	} else {
		end := strings.IndexAny(s, " \t")
		if end < 0 {
			end = len(s)
		}
		args, s = append(args, s[:end]), s[end:]
	}
	for {
		s = strings.TrimLeft(s, " \t")
		if s == "" {
			return args
		}
		var arg []byte
		quoted := false
		i := 0
	argument:
		for i < len(s) {
			switch c := s[i]; {
			case c == '\\':
				n := i
				for n < len(s) && s[n] == '\\' {
					n++
				}
				count := n - i
				i = n
				if n == len(s) || s[n] != '"' {
					arg = append(arg, s[n-count:n]...)
					continue
				}
				arg = append(arg, s[n-count:n-count+count/2]...)
				if count%2 == 1 {
					arg = append(arg, '"')
					i++
				}
			case c == '"':
				i++
				if quoted && i < len(s) && s[i] == '"' {
					arg = append(arg, '"')
					i++
				}
				quoted = !quoted
			case (c == ' ' || c == '\t') && !quoted:
				break argument
			default:
				arg = append(arg, c)
				i++
			}
		}
		args, s = append(args, string(arg)), s[i:]
	}
}
