package alertwebhookexporter

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

// received is one request, as a receiver sees it.
type received struct {
	header http.Header
	body   []byte
	path   string
}

func (r *received) data() map[string]any {
	var message struct {
		Data map[string]any `json:"data"`
	}
	_ = json.Unmarshal(r.body, &message)
	return message.Data
}

// receiver is a webhook's server that keeps what it gets.
type receiver struct {
	*httptest.Server

	mu       sync.Mutex
	requests []received
	answer   func(w http.ResponseWriter, attempt int)
}

// newReceiver answers the first attempt, counted from 1, and every later one by answer; nil accepts.
func newReceiver(t *testing.T, answer func(w http.ResponseWriter, attempt int)) *receiver {
	t.Helper()
	r := &receiver{answer: answer}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		assert.NoError(t, err)
		r.mu.Lock()
		r.requests = append(r.requests, received{header: request.Header.Clone(), body: body, path: request.URL.Path})
		attempt, answer := len(r.requests), r.answer
		r.mu.Unlock()
		if answer != nil {
			answer(w, attempt)
		}
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) become(answer func(w http.ResponseWriter, attempt int)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = answer
}

func (r *receiver) got() []received {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]received(nil), r.requests...)
}

// summaries are the sentences received, in order, each once per webhook-id.
func (r *receiver) summaries() []string {
	seen := map[string]bool{}
	var said []string
	for _, request := range r.got() {
		if id := request.header.Get("webhook-id"); !seen[id] {
			seen[id] = true
			summary, _ := request.data()["summary"].(string)
			said = append(said, summary)
		}
	}
	return said
}

func answerWith(status int) func(http.ResponseWriter, int) {
	return func(w http.ResponseWriter, _ int) { w.WriteHeader(status) }
}

// hangingServer never answers.
func hangingServer(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		// Only with the body read does a server notice that its client has gone.
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	return server.URL
}
