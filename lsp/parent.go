package lsp

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// parentInterval is how often the editor's process is looked at. A stream usually ends with it; the look is for those
// that another process holds open.
const parentInterval = 2 * time.Second

// endWith ends the session when a process has ended. A process that can't be seen now (the editor is on another machine,
// or in another container) is not waited for.
func (s *server) endWith(pid int) {
	if !alive(pid) {
		return
	}
	go func() {
		tick := time.NewTicker(parentInterval)
		defer tick.Stop()
		for {
			select {
			case <-s.ended:
				return
			case <-tick.C:
				if !alive(pid) {
					s.options.Log.Info("the editor's process has ended")
					s.exit()
					return
				}
			}
		}
	}()
}

// alive reports whether a process exists. On Windows finding it says so; elsewhere the signal that does nothing.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer p.Release()
	err = p.Signal(syscall.Signal(0))
	return !errors.Is(err, os.ErrProcessDone) && !errors.Is(err, syscall.ESRCH)
}
