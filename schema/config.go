package schema

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// ConfigFile is the name of the configuration in the workspace root.
const ConfigFile = "huntbook.json"

// LocalName is the connection that always exists: the data files of the notebook's folder. No entry may take it.
const LocalName = "local"

// Kind says what a connection is.
type Kind string

const (
	KindFiles        Kind = "files"        // a folder of data files, run by the embedded engine
	KindSchema       Kind = "schema"       // a schema file: completes and checks, runs nothing
	KindKusto        Kind = "kusto"        // a database of Azure Data Explorer, Fabric, or of `huntbook serve`
	KindLogAnalytics Kind = "loganalytics" // workspaces of Log Analytics or Microsoft Sentinel
	KindDefender     Kind = "defender"     // advanced hunting of Defender XDR
)

// Config is huntbook.json. The zero value is a workspace without one.
type Config struct {
	Connections []Connection
	Default     string            // the connection of cells that name none; empty: LocalName
	Functions   []string          // globs of files with shared functions, relative to the root
	Lint        map[string]string // by code: off, hint, warning or error
}

// Connection is one entry of Config.Connections. Which fields are set follows from Kind.
type Connection struct {
	Name       string
	Kind       Kind
	Path       string   // files: a folder; schema: a file. Relative to the root, or absolute
	Cluster    string   // kusto: a URL, or the first part of an Azure host name
	Database   string   // kusto
	Workspaces []string // loganalytics: ids
	Tenant     string
	Cloud      string // public (the default), usgov, usdod or china
	ClientID   string
	TimeColumn string // the column that a time span bounds, where neither TimeGenerated nor Timestamp is there
	Discard    bool   // "keep": false: nothing of its results touches the disk
	LocalOnly  bool   // "share": "local": its results never travel into a query on another connection
	Protected  bool   // runs only after the person said so
}

// Local returns the connection that data files of a folder are without any configuration.
func Local(folder string) Connection {
	return Connection{Name: LocalName, Kind: KindFiles, Path: folder}
}

// Connection returns the entry of that name, and whether there is one.
func (c *Config) Connection(name string) (Connection, bool) {
	for _, conn := range c.Connections {
		if conn.Name == name {
			return conn, true
		}
	}
	return Connection{}, false
}

// Names lists the connections in the order of the file.
func (c *Config) Names() []string {
	names := make([]string, len(c.Connections))
	for i, conn := range c.Connections {
		names[i] = conn.Name
	}
	return names
}

// Resolve returns Path as a path of the file system: relative ones start at the workspace root.
func (c Connection) Resolve(root string) string {
	if c.Path == "" || filepath.IsAbs(c.Path) {
		return c.Path
	}
	return filepath.Join(root, filepath.FromSlash(c.Path))
}

// Endpoint returns the URL of a kusto connection's cluster, without a slash at its end.
func (c Connection) Endpoint() string {
	e := strings.TrimRight(strings.TrimSpace(c.Cluster), "/")
	if strings.Contains(e, "://") {
		return e
	}
	if !strings.Contains(e, ".") && !strings.Contains(e, ":") {
		domain := "kusto.windows.net"
		switch c.Cloud {
		case "usgov", "usdod":
			domain = "kusto.usgovcloudapi.net"
		case "china":
			domain = "kusto.chinacloudapi.cn"
		}
		e += "." + domain
	}
	return "https://" + e
}

// ConfigProblem is something wrong at a place in huntbook.json.
type ConfigProblem struct {
	Start, End   int // bytes of the file
	Line, Column int // from 1; Column counts bytes
	Message      string
	Remedy       string // what to write instead; empty where Message says it all
}

func (p ConfigProblem) String() string {
	s := fmt.Sprintf("%d:%d: %s", p.Line, p.Column, p.Message)
	if p.Remedy != "" {
		s += "; " + p.Remedy
	}
	return s
}

// ConfigError is a huntbook.json that is wrong in one or more places.
type ConfigError struct {
	Path     string
	Problems []ConfigProblem // at least one, in the order of the file
}

func (e *ConfigError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = e.Path + ":" + p.String()
	}
	return strings.Join(lines, "\n")
}

// LoadConfig reads huntbook.json in the workspace root. A root without one yields an empty Config and no error. Where
// the file is wrong, the error is a *ConfigError and the Config holds what is right in it; it is never nil.
func LoadConfig(root string) (*Config, error) {
	if root == "" {
		return &Config{}, nil
	}
	path := filepath.Join(root, ConfigFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &Config{}, nil
	}
	if err != nil {
		return &Config{}, err
	}
	config, problems := ParseConfig(text)
	if len(problems) > 0 {
		return config, &ConfigError{Path: path, Problems: problems}
	}
	return config, nil
}

// checkConnection says what is wrong with a connection whose fields are of the right types.
func checkConnection(c Connection) (field, message, remedy string) {
	switch {
	case c.Name == LocalName:
		return "name", `the name "local" is taken by the data files of the notebook's folder`, "choose another name"
	case strings.ContainsAny(c.Name, " \t\r\n,\"'`"):
		return "name", fmt.Sprintf("the name %q can't be written in a `//%% on` line", c.Name), "use letters, digits, '-', '_' and '.'"
	case c.Kind == KindKusto:
		u, err := url.Parse(c.Endpoint())
		if err != nil || u.Host == "" || u.User != nil {
			return "cluster", fmt.Sprintf("%q is not the address of a cluster", c.Cluster), `write a URL as "https://help.kusto.windows.net"`
		}
		switch {
		case u.Scheme == "https":
		case u.Scheme == "http" && IsLoopback(u.Hostname()):
		case u.Scheme == "http":
			return "cluster", "http is for this machine only", "use https"
		default:
			return "cluster", fmt.Sprintf("%q is not a way to reach a cluster", u.Scheme), "use https"
		}
	}
	return "", "", ""
}

// IsLoopback reports whether a host name means this machine by itself, without asking a name server.
func IsLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
