// Package cardnet is the card network: another company's service. It sends no telemetry, and the demo switches its
// outages through a port that the shop does not know.
package cardnet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/web"
)

// Mode is how the card network is doing.
type Mode string

const (
	Up         Mode = "up"
	Slow       Mode = "slow"       // answers long after any caller has given up
	Overloaded Mode = "overloaded" // answers 503
	Down       Mode = "down"       // refuses connections
)

const (
	usualDelay = 25 * time.Millisecond
	slowDelay  = 4 * time.Second
)

// Network is the card network's one machine.
type Network struct {
	addr string

	mu     sync.Mutex
	mode   Mode
	server *http.Server
}

// Run answers authorizations on addr, and orders about its mode on controlAddr, until ctx ends.
func Run(ctx context.Context, addr, controlAddr string) error {
	network := &Network{addr: addr}
	if err := network.Switch(Up); err != nil {
		return err
	}
	control := http.NewServeMux()
	control.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	control.HandleFunc("PUT /mode/{mode}", network.setMode)
	err := web.Serve(ctx, controlAddr, control)
	network.mu.Lock()
	defer network.mu.Unlock()
	return errors.Join(err, network.hangUp())
}

func (n *Network) setMode(w http.ResponseWriter, req *http.Request) {
	if err := n.Switch(Mode(req.PathValue("mode"))); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
}

// Switch changes the mode. In Down nothing listens, so that the operating system itself refuses the connections.
func (n *Network) Switch(mode Mode) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch mode {
	case Up, Slow, Overloaded:
		n.mode = mode
		return n.pickUp()
	case Down:
		n.mode = mode
		return n.hangUp()
	default:
		return fmt.Errorf("no such mode: %q", mode)
	}
}

func (n *Network) pickUp() error {
	if n.server != nil {
		return nil
	}
	listener, err := net.Listen("tcp", n.addr)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/authorizations", n.authorize)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	n.server = server
	go func() { _ = server.Serve(listener) }() // ends when the server is closed
	return nil
}

func (n *Network) hangUp() error {
	if n.server == nil {
		return nil
	}
	err := n.server.Close()
	n.server = nil
	return err
}

func (n *Network) current() Mode {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.mode
}

// authorize approves every card but those whose number ends in 0002, as test cards of payment companies do.
func (n *Network) authorize(w http.ResponseWriter, req *http.Request) {
	var authorization struct {
		Card string `json:"card"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, req.Body, 4096)).Decode(&authorization); err != nil {
		answer(w, http.StatusBadRequest, "malformed_request")
		return
	}
	switch n.current() {
	case Overloaded:
		w.Header().Set("Retry-After", "30")
		answer(w, http.StatusServiceUnavailable, "system_overloaded")
		return
	case Slow:
		if !wait(req.Context(), slowDelay) {
			return
		}
	default:
		if !wait(req.Context(), usualDelay) {
			return
		}
	}
	if strings.HasSuffix(authorization.Card, "0002") {
		answer(w, http.StatusPaymentRequired, "card_declined")
		return
	}
	answer(w, http.StatusOK, "approved")
}

func answer(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"code": code}) // the caller may have gone
}

// wait reports whether the caller was still there at the end.
func wait(ctx context.Context, delay time.Duration) bool {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
