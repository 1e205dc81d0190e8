package controller

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/huntbook/huntbook/controller/dataflow"
	"github.com/huntbook/huntbook/controller/render"
	"github.com/huntbook/huntbook/schema"
)

// States of a cell, as CellState.State names them.
const (
	stateIdle      = "idle"
	stateQueued    = "queued"
	stateRunning   = "running"
	stateFresh     = "fresh"
	stateStale     = "stale"
	stateFailed    = "failed"
	stateCancelled = "cancelled"
)

// session is an open notebook.
type session struct {
	s   *Service
	uri string
	wg  sync.WaitGroup // runs

	mu       sync.Mutex // guards what follows
	path     string
	version  int
	settings struct{ Connection, Timespan string } // of the notebook's metadata
	cells    []Cell
	graph    *dataflow.Graph // functions files, then the code cells
	runs     map[string]*cellRun
	values   map[string]string // of query parameters
	order    int               // the last execution count
	jobs     []*job            // queued or running
	last     chan struct{}     // closed when the run that was queued last has ended
	told     map[string]CellState
	closed   bool
}

// cellRun is what is known of a cell's last run.
type cellRun struct {
	// state is how the last run ended: idle, fresh, failed, cancelled. What is queued or runs, and what is stale, follows.
	state string
	// meaning is nil for a run of an earlier session, of which only the key is known.
	meaning dataflow.Meaning
	key     string
	inputs  map[string]string // named results it used: the cell that made each, and the result's id
	lost    string            // why its named result is not there although it ran; empty else
	results []*held
	bundles []map[string]any
	failure *CellError
	order   int
}

// named returns the run's named result, or nil.
func (r *cellRun) named() *held {
	if r == nil || r.state != stateFresh {
		return nil
	}
	for _, h := range r.results {
		if h.name != "" {
			return h
		}
	}
	return nil
}

func newSession(s *Service, uri string) *session {
	last := make(chan struct{})
	close(last)
	return &session{s: s, uri: uri, graph: dataflow.New(nil), runs: map[string]*cellRun{}, told: map[string]CellState{}, last: last}
}

// folder is the notebook's folder, empty while it has none.
func (n *session) folder() string {
	if n.path == "" {
		return ""
	}
	return filepath.Dir(n.path)
}

func (n *session) sync(p SyncParams) SyncResult {
	files := n.s.functions()
	n.mu.Lock()
	defer n.mu.Unlock()
	if p.Version < n.version {
		return SyncResult{Version: n.version, States: n.states()}
	}
	n.version, n.path = p.Version, p.Path
	n.settings = struct{ Connection, Timespan string }{}
	if len(p.Metadata) > 0 {
		// Metadata of another shape says nothing.
		_ = json.Unmarshal(p.Metadata, &n.settings)
	}
	n.cells = p.Cells
	var cells []dataflow.Cell
	here := map[string]bool{}
	for _, c := range append(files, p.Cells...) {
		here[c.ID] = true
		if c.Kind == "code" {
			cells = append(cells, dataflow.Cell{ID: c.ID, Language: c.Language, Text: c.Text})
		}
	}
	n.graph = dataflow.Renew(n.graph, cells)
	for id := range n.runs {
		if !here[id] && n.jobState(id) == "" {
			n.forget(id)
		}
	}
	for _, c := range p.Cells {
		if len(c.Outputs) > 0 && n.runs[c.ID] == nil {
			n.restore(c)
		}
	}
	states := n.states()
	n.told = map[string]CellState{}
	for _, st := range states {
		n.told[st.Cell] = st
	}
	return SyncResult{Version: n.version, States: states}
}

// forget lets go of a cell's results. n.mu is held.
func (n *session) forget(id string) {
	for _, h := range n.runs[id].results {
		n.s.release(h)
	}
	delete(n.runs, id)
}

// restore takes a cell's outputs of an earlier session for a run. n.mu is held.
func (n *session) restore(c Cell) {
	r := &cellRun{state: stateFresh}
	for _, raw := range c.Outputs {
		res := earlier(raw)
		if res == nil {
			continue
		}
		r.key, r.inputs = res.Source.Meaning, res.Source.Inputs
		if r.inputs == nil {
			r.inputs = map[string]string{}
		}
		i := n.graph.Index(c.ID)
		if res.Name == "" || i < 0 || n.graph.Cells[i].Settings.As != res.Name {
			continue
		}
		h := &held{id: res.ID, name: res.Name, cell: c.ID, folder: n.folder(), at: res.Source.At, columns: res.Columns, rows: res.Total, truncated: res.Truncated, tainted: res.Source.Local}
		if !n.findSaved(h) {
			r.lost = "the rows of " + strconv.Quote(res.Name) + " are not saved"
			continue
		}
		r.results = append(r.results, h)
		n.s.hold(h)
	}
	if r.inputs != nil {
		n.runs[c.ID] = r
	}
}

// earlier reads an output: our MIME type's value, or an output of the file that has it in its data.
func earlier(raw json.RawMessage) *render.Result {
	var in struct {
		Data map[string]any `json:"data"`
	}
	if json.Unmarshal(raw, &in) == nil && in.Data != nil {
		return render.ResultOf(in.Data)
	}
	r := &render.Result{}
	if json.Unmarshal(raw, r) != nil || r.Version == 0 {
		return nil
	}
	return r
}

// findSaved looks for the rows of a named result beside the notebook. What the file says is checked, because it becomes
// part of a path. n.mu is held.
func (n *session) findSaved(h *held) bool {
	if n.path == "" || !dataflow.ValidName(h.name) || len(h.id) != 16 || strings.Trim(h.id, "0123456789abcdef") != "" {
		return false
	}
	path := savePath(n.path, h.name, h.id)
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return false
	}
	h.path = path
	h.load = n.s.loader(n.folder(), path)
	return true
}

// connectionName is the connection of a cell: its own, else the notebook's, else the workspace's. n.mu is held.
func (n *session) connectionName(cell int) string {
	if on := n.graph.Cells[cell].Settings.On; len(on) > 0 {
		return on[0]
	}
	if n.settings.Connection != "" {
		return n.settings.Connection
	}
	n.s.mu.Lock()
	defer n.s.mu.Unlock()
	if n.s.config.Default != "" {
		return n.s.config.Default
	}
	return schema.LocalName
}

func (n *session) meaning(cell int) dataflow.Meaning {
	return n.graph.Meaning(cell, n.connectionName(cell), n.values)
}

func isFile(id string) bool { return strings.HasPrefix(id, functionsPrefix) }

// states computes the states of all code cells. n.mu is held.
func (n *session) states() []CellState {
	states := []CellState{}
	why := n.stale()
	for i := range n.graph.Cells {
		c := &n.graph.Cells[i]
		if isFile(c.ID) {
			continue
		}
		st := CellState{Cell: c.ID, State: stateIdle, Needs: n.ids(n.graph.Needs(i)), Feeds: n.ids(n.graph.Feeds(i))}
		if r := n.runs[c.ID]; r != nil {
			st.State = r.state
		}
		if w := why[c.ID]; w != "" {
			st.State, st.Why = stateStale, w
		}
		if job := n.jobState(c.ID); job != "" {
			st.State, st.Why = job, ""
		}
		for _, d := range c.Defs {
			st.Defines = append(st.Defines, d.Name)
		}
		for _, u := range c.Uses {
			if u.To.Cell != i && !slices.Contains(st.Uses, u.Name) {
				st.Uses = append(st.Uses, u.Name)
			}
		}
		for _, w := range c.Settings.Warnings {
			st.Warnings = append(st.Warnings, Diagnostic{Severity: "warning", Code: w.Code, Message: w.Message}.at(c.ID, c.Text, w.Span))
		}
		states = append(states, st)
	}
	return states
}

// jobState says whether a cell is running or queued; else it is empty. n.mu is held.
func (n *session) jobState(id string) (state string) {
	for _, j := range n.jobs {
		if j.cell == id && state != stateRunning {
			state = j.state
		}
	}
	return state
}

func (n *session) ids(cells []int) (ids []string) {
	for _, i := range cells {
		if id := n.graph.Cells[i].ID; !isFile(id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// stale says of each cell that ran why its result is not what a run would give now. n.mu is held.
func (n *session) stale() map[string]string {
	why := map[string]string{}
	for i := range n.graph.Cells {
		id := n.graph.Cells[i].ID
		r := n.runs[id]
		if r == nil || r.state != stateFresh {
			continue
		}
		if w := n.staleCell(i, r, why); w != "" {
			why[id] = w
		}
	}
	return why
}

// staleCell decides about one cell; above holds the decisions about the cells above.
func (n *session) staleCell(i int, r *cellRun, above map[string]string) string {
	m := n.meaning(i)
	if r.meaning == nil && r.key != m.Key() {
		return "the cell, or what it uses, changed after it ran"
	}
	if w := m.Changed(r.meaning); r.meaning != nil && w != "" {
		return w
	}
	if r.lost != "" {
		return r.lost
	}
	for _, ref := range n.graph.Needed(i) {
		d := n.graph.Def(ref)
		if d.Kind != dataflow.Result || ref.Cell == i {
			continue
		}
		maker := n.graph.Cells[ref.Cell].ID
		name := strconv.Quote(d.Name)
		switch h := n.runs[maker].named(); {
		case above[maker] != "":
			return name + " is stale: " + above[maker]
		case h == nil:
			return "the cell that makes " + name + " has not run"
		case h.id != r.inputs[maker]:
			return name + " was computed again after this cell ran"
		}
	}
	return ""
}

// tell emits the states that changed since the editor was told. n.mu is held.
func (n *session) tell() {
	var changed []CellState
	for _, st := range n.states() {
		if old, ok := n.told[st.Cell]; !ok || old.State != st.State || old.Why != st.Why {
			changed = append(changed, st)
			n.told[st.Cell] = st
		}
	}
	if len(changed) > 0 {
		n.emit(Event{Kind: "states", States: changed})
	}
}

func (n *session) emit(e Event) {
	e.Notebook = n.uri
	n.s.o.Emit(e)
}

func (n *session) variables() VariablesResult {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := VariablesResult{Variables: []Variable{}}
	for i := range n.graph.Cells {
		h := n.runs[n.graph.Cells[i].ID].named()
		if h == nil {
			continue
		}
		out.Variables = append(out.Variables, Variable{Name: h.name, Cell: h.cell, Rows: h.rows, Columns: schemaColumns(h.columns), Result: h.id, At: h.at})
	}
	return out
}

func schemaColumns(cols []render.Column) []ColumnSchema {
	out := make([]ColumnSchema, len(cols))
	for i, c := range cols {
		out[i] = ColumnSchema(c)
	}
	return out
}

// close stops what runs and lets go of the results.
func (n *session) close() {
	n.mu.Lock()
	n.closed = true
	n.mu.Unlock()
	n.interrupt(nil)
	n.wg.Wait()
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, id := range slices.Collect(maps.Keys(n.runs)) {
		n.forget(id)
	}
}

func (c *CellError) Error() string {
	if c.Remedy != "" {
		return fmt.Sprintf("%s; %s", c.Message, c.Remedy)
	}
	return c.Message
}
