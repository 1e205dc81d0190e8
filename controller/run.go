package controller

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/huntbook/huntbook/controller/dataflow"
)

// job is one run of one cell.
type job struct {
	cell   string
	ctx    context.Context
	cancel context.CancelFunc
	state  string // queued, running, or empty when it has ended; guarded by the session
}

// Queued is a run that has its place in the notebook's queue.
type Queued struct {
	n    *session
	jobs []*job
	prev <-chan struct{}
	done chan struct{}
}

var (
	errUntrusted = errors.New("this workspace is not trusted: no cell runs")
	errClosed    = errors.New("the notebook is closed")
)

// Run runs cells and returns when all of them have ended.
func (s *Service) Run(ctx context.Context, p RunParams) (RunResult, error) {
	q, err := s.Enqueue(p)
	if err != nil {
		return RunResult{Ran: []string{}}, err
	}
	return q.Wait(ctx), nil
}

// Enqueue puts cells into the queue of their notebook. Wait must be called, once.
func (s *Service) Enqueue(p RunParams) (*Queued, error) {
	if _, trusted := s.engines(); !trusted {
		return nil, errUntrusted
	}
	n, err := s.session(p.Notebook)
	if err != nil {
		return nil, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.closed {
		return nil, errClosed
	}
	if p.Params != nil {
		n.values = p.Params
	}
	ids, err := n.choose(p)
	if err != nil {
		return nil, err
	}
	q := &Queued{n: n, prev: n.last, done: make(chan struct{})}
	n.last = q.done
	n.wg.Add(1)
	for _, id := range ids {
		j := &job{cell: id, state: stateQueued}
		j.ctx, j.cancel = context.WithCancel(context.Background())
		q.jobs = append(q.jobs, j)
		n.jobs = append(n.jobs, j)
		n.emit(Event{Kind: "queued", Cell: id})
	}
	n.tell()
	return q, nil
}

// run returns what is known of a cell, to be changed. n.mu is held.
func (n *session) run(id string) *cellRun {
	if n.runs[id] == nil {
		n.runs[id] = &cellRun{state: stateIdle}
	}
	return n.runs[id]
}

// choose returns the cells that a request means, by place. n.mu is held.
func (n *session) choose(p RunParams) ([]string, error) {
	in := map[int]bool{}
	var given []int
	for _, id := range p.Cells {
		i := n.graph.Index(id)
		if i < 0 || isFile(id) {
			return nil, fmt.Errorf("there is no code cell %q", id)
		}
		given = append(given, i)
	}
	first := 0
	for first < len(n.graph.Cells) && isFile(n.graph.Cells[first].ID) {
		first++
	}
	kql := func(i int) bool { return i >= first && n.graph.Cells[i].Language == "kusto" }
	switch p.Mode {
	case "", "cells":
		for _, i := range given {
			in[i] = true
		}
	case "needed":
		why := n.stale()
		for _, i := range given {
			in[i] = true
			n.need(i, why, in)
		}
	case "stale":
		for id := range n.stale() {
			in[n.graph.Index(id)] = true
		}
	case "all":
		for i := range n.graph.Cells {
			in[i] = kql(i)
		}
	case "above", "below":
		if len(given) != 1 {
			return nil, fmt.Errorf("mode %s takes one cell", p.Mode)
		}
		for i := range n.graph.Cells {
			in[i] = kql(i) && (i < given[0]) == (p.Mode == "above")
		}
	default:
		return nil, fmt.Errorf("there is no mode %q", p.Mode)
	}
	ids := []string{}
	for i := range n.graph.Cells {
		if in[i] {
			ids = append(ids, n.graph.Cells[i].ID)
		}
	}
	return ids, nil
}

// need adds the cells whose named results a cell uses and that are not there or stale.
func (n *session) need(cell int, why map[string]string, in map[int]bool) {
	for _, ref := range n.graph.Needed(cell) {
		maker := n.graph.Cells[ref.Cell].ID
		if n.graph.Def(ref).Kind != dataflow.Result || in[ref.Cell] || ref.Cell == cell {
			continue
		}
		if why[maker] != "" || n.runs[maker].named() == nil {
			in[ref.Cell] = true
			n.need(ref.Cell, why, in)
		}
	}
}

// Wait runs what was queued once its turn comes, and returns when it has ended. When ctx ends, the cells are cancelled.
func (q *Queued) Wait(ctx context.Context) RunResult {
	n := q.n
	defer n.wg.Done()
	defer close(q.done)
	stop := context.AfterFunc(ctx, func() { n.cancel(q.jobs) })
	defer stop()
	<-q.prev
	r := RunResult{Ran: []string{}}
	for i, j := range q.jobs {
		n.mu.Lock()
		if j.state != stateQueued { // it was taken out of the queue
			n.mu.Unlock()
			continue
		}
		j.state = stateRunning
		n.order++
		order := n.order
		n.emit(Event{Kind: "started", Cell: j.cell, Order: order})
		n.tell()
		n.mu.Unlock()

		state := n.execute(j, order)
		j.cancel()
		if state != stateCancelled {
			r.Ran = append(r.Ran, j.cell)
		}
		if state == stateFailed {
			r.Failed = j.cell
		}
		if state != stateFresh {
			n.cancel(q.jobs[i+1:])
			break
		}
	}
	return r
}

// Interrupt stops cells that run and takes out those that wait.
func (s *Service) Interrupt(p InterruptParams) error {
	n, err := s.session(p.Notebook)
	if err != nil {
		return err
	}
	n.interrupt(p.Cells)
	return nil
}

// interrupt stops the jobs of cells; nil: all.
func (n *session) interrupt(cells []string) {
	n.mu.Lock()
	jobs := slices.Clone(n.jobs)
	n.mu.Unlock()
	if len(cells) > 0 {
		jobs = slices.DeleteFunc(jobs, func(j *job) bool { return !slices.Contains(cells, j.cell) })
	}
	n.cancel(jobs)
}

// cancel stops jobs: those that wait end at once, the one that runs ends as soon as its engine lets go.
func (n *session) cancel(jobs []*job) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, j := range jobs {
		j.cancel()
		if j.state != stateQueued {
			continue
		}
		n.end(j)
		n.emit(Event{Kind: "cancelled", Cell: j.cell})
	}
	n.tell()
}

// end takes a job out of the queue. n.mu is held.
func (n *session) end(j *job) {
	j.state = ""
	n.jobs = slices.DeleteFunc(n.jobs, func(o *job) bool { return o == j })
}
