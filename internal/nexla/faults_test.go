package nexla_test

import (
	"io"
	"net/http"
)

// fault is what a request gets instead of its response.
type fault struct {
	line  string
	times int
	// after carries the request out first.
	after bool
	act   http.HandlerFunc
}

// replaceResponse responds to requests such as "GET /data_credentials" in another way, that many times.
func (f *fake) replaceResponse(times int, line string, act http.HandlerFunc) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults = append(f.faults, &fault{line: line, times: times, act: act})
}

// replaceResponseAfter carries a request out and then responds in another way.
func (f *fake) replaceResponseAfter(times int, line string, act http.HandlerFunc) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults = append(f.faults, &fault{line: line, times: times, after: true, act: act})
}

// always is more often than any request is sent.
const always = 1 << 20

func respondWith(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func page(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, "<!DOCTYPE html><title>A gateway</title>")
	}
}

func redirects(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Location", "https://login.example.com/")
	w.WriteHeader(http.StatusFound)
}

func breaks(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func hangs(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// short breaks off before the end of what it promised.
func short(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "99")
	_, _ = w.Write([]byte(`{"id":`))
}
