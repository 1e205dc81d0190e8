//go:build !nolocal

package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// endless never yields a row and never ends.
const endless = "range i from 1 to 100000000000 step 1 | where hash_sha256(tostring(i)) == ''"

// serving starts `huntbook serve` and returns its address.
func serving(t *testing.T, env []string, args ...string) (c *exec.Cmd, url string, said *bytes.Buffer) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	c = process(ctx, t.TempDir(), append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...)
	c.Env = append(c.Env, env...)
	said = &bytes.Buffer{}
	c.Stderr = said
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !ok {
		_ = c.Wait()
		t.Fatalf("%q, %v\n%s", line, err, said)
	}
	return c, url, said
}

func post(ctx context.Context, url, token, query string) (int, string, error) {
	body := fmt.Sprintf(`{"db":"NetDefaultDB","csl":%q}`, query)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/v2/rest/query", strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text), err
}

// Ctrl-C ends the server at once, also while a query runs that would not end; other clients are answered meanwhile.
func TestServeEndsPromptly(t *testing.T) {
	t.Parallel()
	c, url, said := serving(t, nil)
	var waiting sync.WaitGroup
	waiting.Go(func() { _, _, _ = post(t.Context(), url, "", endless) })
	time.Sleep(300 * time.Millisecond)
	for range 3 {
		waiting.Go(func() {
			if status, text, err := post(t.Context(), url, "", "print x = 6 * 7"); err != nil || status != 200 || !strings.Contains(text, "42") {
				t.Errorf("another client: %d %s %v", status, text, err)
			}
		})
	}
	time.Sleep(700 * time.Millisecond)
	stopped := time.Now()
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
	if took := time.Since(stopped); took > 10*time.Second {
		t.Errorf("it took %v to end", took)
	}
	waiting.Wait()
}

// The token is asked for when the variable holds one, and is shown nowhere.
func TestServeToken(t *testing.T) {
	t.Parallel()
	c, url, said := serving(t, []string{"HUNTBOOK_SERVE_TOKEN=" + secret, "HUNTBOOK_LOG=debug"})
	for token, want := range map[string]int{"": 401, "wrong": 401, secret: 200} {
		if status, text, err := post(t.Context(), url, token, "print 1"); err != nil || status != want || strings.Contains(text, secret) {
			t.Errorf("token %q: %d %s %v", token, status, text, err)
		}
	}
	_ = c.Process.Signal(os.Interrupt)
	_ = c.Wait()
	if strings.Contains(said.String(), secret) {
		t.Errorf("the token is in the log:\n%s", said)
	}
	help := process(t.Context(), t.TempDir(), "serve", "--help")
	help.Env = append(help.Env, "HUNTBOOK_SERVE_TOKEN="+secret)
	if text, err := help.CombinedOutput(); err != nil || bytes.Contains(text, []byte(secret)) || !bytes.Contains(text, []byte("HUNTBOOK_SERVE_TOKEN")) {
		t.Errorf("%v\n%s", err, text)
	}
}
