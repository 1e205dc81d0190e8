package datafile

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// TableName returns the table that a file or folder is: its name without endings, made a name that KQL takes without
// quotes.
func TableName(path string) string {
	name, _ := stem(path)
	legal := strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_' {
			return c
		}
		return '_'
	}, name)
	if legal == "" || unicode.IsDigit(rune(legal[0])) {
		legal = "_" + legal
	}
	return legal
}

// partSuffix is what exports and copies append to a table's name: _2024-01, -part3, .2024-05-01, (2).
var partSuffix = regexp.MustCompile(`(?i)(?:[ _.-]*(?:part)?[ _.-]*\(?\d[\d_.T:-]*\)?)+$`)

// BaseName returns what a file's name says about the product's table in it, without dates and numbers of parts:
// DeviceEvents of DeviceEvents_2024-01.csv.gz.
func BaseName(path string) string {
	name, _ := stem(path)
	return partSuffix.ReplaceAllString(name, "")
}

// columnNames makes names of a header row. Names are unique with regard to case, as in KQL.
func columnNames(path string, line int, cells []string) (names []string, problems []Problem) {
	seen, folded := map[string]bool{}, map[string]string{}
	say := func(format string, args ...any) {
		problems = append(problems, Problem{Path: path, Line: line, Message: fmt.Sprintf(format, args...), Harmless: true})
	}
	for i, cell := range cells {
		name := cleanName(cell)
		if name == "" {
			name = fmt.Sprintf("Column%d", i+1)
		}
		if seen[name] {
			given := name
			for n := 1; seen[name]; n++ {
				name = fmt.Sprintf("%s%d", given, n)
			}
			say("column %d has the same name as an earlier one, %q; it is called %q", i+1, given, name)
		} else if other, ok := folded[strings.ToLower(name)]; ok {
			say("columns %q and %q differ by case only; both are there, under these names", other, name)
		}
		seen[name] = true
		if _, ok := folded[strings.ToLower(name)]; !ok {
			folded[strings.ToLower(name)] = name
		}
		names = append(names, name)
	}
	return names, problems
}

// cleanName returns a header's cell as a column's name. The Azure portal writes "TimeGenerated [UTC]" for TimeGenerated.
func cleanName(cell string) string {
	name := strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || c == '\ufeff' {
			return ' '
		}
		return c
	}, cell)
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(name), " [UTC]"))
}
