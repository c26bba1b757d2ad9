package main

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// backend is a server for the CLI's http backend. It keeps one state per path.
type backend struct {
	server *http.Server
	url    string

	mu     sync.Mutex
	states map[string][]byte
}

func startBackend() (*backend, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // It does not wait.
	if err != nil {
		return nil, err
	}
	b := &backend{url: "http://" + listener.Addr().String(), states: map[string][]byte{}}
	b.server = &http.Server{Handler: b, ReadHeaderTimeout: time.Minute}
	go func() {
		if err := b.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			panic(err)
		}
	}()
	return b, nil
}

// ServeHTTP returns a state, or stores one. Locks are not configured.
func (b *backend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch state := b.states[r.URL.Path]; {
	case r.Method == http.MethodGet && state == nil:
		w.WriteHeader(http.StatusNotFound)
	case r.Method == http.MethodGet:
		_, _ = w.Write(state)
	case r.Method == http.MethodPost:
		content, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		b.states[r.URL.Path] = content
	default:
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

// state returns the state below a path.
func (b *backend) state(path string) []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.states[path]
}

func (b *backend) close() { _ = b.server.Close() }

// inBackend returns a configuration with its state in the http backend, whose
// address is in the environment.
func inBackend(configuration files) files {
	return files{"main.tf": configuration["main.tf"], "backend.tf": "terraform {\n  backend \"http\" {}\n}\n"}
}

// backendPath is where a workspace has its state.
func backendPath(folder string) string { return folder[strings.LastIndexAny(folder, `/\`):] }
