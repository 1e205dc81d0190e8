package lsp

import (
	"encoding/json"

	lsp "go.lsp.dev/protocol"
)

// settings are what an editor chooses: the initialization options, and "huntbook" of workspace/didChangeConfiguration.
type settings struct {
	// Trusted is false for a folder that the person does not trust (yet): nothing of its huntbook.json is connected to.
	Trusted    *bool        `json:"trusted"`
	InlayHints hintSettings `json:"inlayHints"`
	// Diagnostics is "pull" for editors that ask for diagnostics and want none sent; else they are sent.
	Diagnostics string `json:"diagnostics"`
}

// trusted: an editor that does not know of trust trusts.
func (s settings) trusted() bool { return shown(s.Trusted) }

func readSettings(raw lsp.LSPAny) (s settings) {
	if json.Unmarshal(raw, &s) != nil {
		return settings{}
	}
	return s
}

func (s *server) settings() settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.chosen
}
