package controller

import "encoding/json"

// The JSON-RPC protocol between an editor and `huntbook controller`, over stdio with LSP's framing (Content-Length).
// extension/src/wire.ts mirrors these types. Requests answer when their work is done; what happens meanwhile is told by
// notebook/event notifications. Offsets in diagnostics are UTF-16 units of the named cell's text.
const (
	// Editor to controller, requests.
	MethodInitialize = "initialize"         // InitializeParams -> InitializeResult
	MethodSync       = "notebook/sync"      // SyncParams -> SyncResult
	MethodClose      = "notebook/close"     // NotebookRef -> {}
	MethodRun        = "notebook/run"       // RunParams -> RunResult, when all of it has ended
	MethodInterrupt  = "notebook/interrupt" // InterruptParams -> {}
	MethodPage       = "result/page"        // PageParams -> PageResult
	MethodExport     = "result/export"      // ExportParams -> ExportResult
	MethodVariables  = "notebook/variables" // NotebookRef -> VariablesResult
	MethodReport     = "notebook/report"    // ReportParams -> ReportResult
	MethodShutdown   = "shutdown"           // {} -> null; then the notification exit
	// Controller to editor.
	MethodEvent = "notebook/event" // notification: Event
	MethodToken = "huntbook/token" // request: TokenParams -> TokenResult
)

// InitializeParams begins a connection.
type InitializeParams struct {
	// Root is the workspace folder's path; huntbook.json is read there. Empty: none.
	Root string `json:"root"`
	// Trusted false: no cell runs, nothing from huntbook.json is executed or connected to.
	Trusted bool   `json:"trusted"`
	Client  string `json:"client"` // name and version, for the log
}

// InitializeResult describes the controller.
type InitializeResult struct {
	Version     string       `json:"version"`
	Connections []Connection `json:"connections"`
	// Warnings say what is wrong with huntbook.json, a sentence each, with the place before it.
	Warnings []string `json:"warnings,omitempty"`
	// LocalEngine is false in a build without the embedded engine.
	LocalEngine bool `json:"localEngine"`
}

// Connection is one of huntbook.json, or the reserved "local".
type Connection struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
}

// NotebookRef names a notebook by its URI.
type NotebookRef struct {
	Notebook string `json:"notebook"`
}

// SyncParams is the whole notebook as the editor has it. It is sent on open and after each change, and replaces what
// was sent before. Version grows.
type SyncParams struct {
	Notebook string `json:"notebook"`
	// Path is the notebook's file, or empty while it has none; its folder is the `local` database.
	Path     string          `json:"path"`
	Version  int             `json:"version"`
	Metadata json.RawMessage `json:"metadata,omitempty"` // the notebook's huntbook metadata: {"connection": NAME}
	Cells    []Cell          `json:"cells"`
}

// Cell is a cell of a notebook.
type Cell struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"` // code or markdown
	Language string `json:"language"`
	Text     string `json:"text"`
	// Outputs are results of an earlier session that are still shown: their ids and schemas, so that named results of a
	// reopened notebook are known. Sent on open only.
	Outputs []json.RawMessage `json:"outputs,omitempty"`
}

// SyncResult is the state of each code cell after the change.
type SyncResult struct {
	Version int         `json:"version"`
	States  []CellState `json:"states"`
}

// CellState says how a cell's result relates to its text and to what it depends on.
type CellState struct {
	Cell  string `json:"cell"`
	State string `json:"state"`         // idle (never run), queued, running, fresh, stale, failed, cancelled
	Why   string `json:"why,omitempty"` // of stale: one sentence
	// Defines and Uses are names; Needs and Feeds are ids of cells.
	Defines []string `json:"defines,omitempty"`
	Uses    []string `json:"uses,omitempty"`
	Needs   []string `json:"needs,omitempty"`
	Feeds   []string `json:"feeds,omitempty"`
	// Warnings are about the cell's `//%` lines: unknown keys, bad values.
	Warnings []Diagnostic `json:"warnings,omitempty"`
}

// RunParams asks for runs. Cells run in place order, one after the other; the first error stops the rest.
type RunParams struct {
	Notebook string   `json:"notebook"`
	Cells    []string `json:"cells"`
	// Mode: cells (just these, the default), needed (these and the stale cells they need), stale (all stale ones), all,
	// above, below (of the one cell given).
	Mode   string            `json:"mode,omitempty"`
	Params map[string]string `json:"params,omitempty"` // values for declared query parameters
}

// RunResult says how a run ended.
type RunResult struct {
	Ran    []string `json:"ran"`
	Failed string   `json:"failed,omitempty"` // the cell that stopped it
}

// InterruptParams stops running and queued cells; none given: all of the notebook.
type InterruptParams struct {
	Notebook string   `json:"notebook"`
	Cells    []string `json:"cells,omitempty"`
}

// Event tells what happens to a cell. Each run of a cell is started, any number of output and progress, and exactly one
// of done, failed and cancelled. states stands alone and carries changed states.
type Event struct {
	Notebook string `json:"notebook"`
	Cell     string `json:"cell,omitempty"`
	Kind     string `json:"kind"`            // queued, started, progress, output, done, failed, cancelled, states
	Order    int    `json:"order,omitempty"` // execution count, with started
	// Output, of kind output: a MIME bundle; replaces the output of the same Index of this run.
	Index  int            `json:"index"`
	Output map[string]any `json:"output,omitempty"`
	Error  *CellError     `json:"error,omitempty"`
	States []CellState    `json:"states,omitempty"`
	Text   string         `json:"text,omitempty"` // of progress
	Millis int64          `json:"ms,omitempty"`
	// Schemas of the cell's named results, with done; the extension passes them to the language server.
	Schemas []ResultSchema `json:"schemas,omitempty"`
}

// ResultSchema is the columns of a finished named result. Also the parameter of huntbook/resultSchemas, as
// {"notebook", "schemas": [...]} (full replacement).
type ResultSchema struct {
	Cell    string         `json:"cell"`
	Name    string         `json:"name"`
	Columns []ColumnSchema `json:"columns"`
}

// ColumnSchema is a column's name and KQL type.
type ColumnSchema struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// CellError is why a cell failed.
type CellError struct {
	Code        string       `json:"code,omitempty"`
	Message     string       `json:"message"`
	Remedy      string       `json:"remedy,omitempty"`
	Diagnostics []Diagnostic `json:"diagnostics,omitempty"`
}

// Diagnostic is a place in a cell, possibly in another one than the one that ran.
type Diagnostic struct {
	Cell     string `json:"cell"`
	Start    int    `json:"start"` // UTF-16 units from the beginning of the cell's text
	End      int    `json:"end"`
	Severity string `json:"severity"` // error, warning, info, hint
	Code     string `json:"code,omitempty"`
	Message  string `json:"message"`
}

// PageParams asks for rows of a result that is alive.
type PageParams struct {
	Result string    `json:"result"`
	Offset int64     `json:"offset"`
	Limit  int       `json:"limit"`
	Sort   []SortKey `json:"sort,omitempty"`
	Search string    `json:"search,omitempty"` // only rows with a cell that contains it, without case
}

// SortKey orders by a column, by its position.
type SortKey struct {
	Column int  `json:"column"`
	Desc   bool `json:"desc,omitempty"`
}

// PageResult is some rows. Cells are encoded as in the MIME type: see render.MIME.
type PageResult struct {
	Offset int64   `json:"offset"`
	Rows   [][]any `json:"rows"`
	Total  int64   `json:"total"` // rows that the search leaves
	// Gone says that the result is not held any more (the controller restarted): run the cell again.
	Gone bool `json:"gone,omitempty"`
}

// ExportParams writes a result to a file. Format: csv, json (NDJSON), parquet.
type ExportParams struct {
	Result string `json:"result"`
	Format string `json:"format"`
	Path   string `json:"path"`
}

// ExportResult says what was written.
type ExportResult struct {
	Rows int64 `json:"rows"`
}

// VariablesResult lists the named results of a notebook.
type VariablesResult struct {
	Variables []Variable `json:"variables"`
}

// Variable is a named result.
type Variable struct {
	Name    string         `json:"name"`
	Cell    string         `json:"cell"`
	Rows    int64          `json:"rows"`
	Columns []ColumnSchema `json:"columns"`
	Result  string         `json:"result"`
	At      string         `json:"at"` // RFC 3339
}

// ReportParams writes the notebook with its outputs as one HTML file.
type ReportParams struct {
	Notebook string `json:"notebook"`
	Path     string `json:"path"`
}

// ReportResult names the file.
type ReportResult struct {
	Path string `json:"path"`
}

// TokenParams asks the editor for a token. The scope follows from kind and cloud; it never comes from a file.
type TokenParams struct {
	Kind   string `json:"kind"`
	Cloud  string `json:"cloud,omitempty"`
	Tenant string `json:"tenant,omitempty"`
	Claims string `json:"claims,omitempty"`
	// Interactive: a person asked for this; a prompt is allowed.
	Interactive bool `json:"interactive"`
}

// TokenResult carries a token; it stays in memory.
type TokenResult struct {
	Token   string `json:"token"`
	Expires string `json:"expires,omitempty"` // RFC 3339
}
