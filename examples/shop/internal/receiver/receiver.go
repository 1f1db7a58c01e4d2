// Package receiver is a webhook as somebody on the other side would write it: it takes what arrives, and believes it only
// if the Standard Webhooks reference library says that the signature is right.
package receiver

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

const bodyLimit = 1 << 20

// Delivery is one request that reached the webhook.
type Delivery struct {
	ID       string
	At       time.Time
	Body     []byte
	Rejected error // why the signature was not believed; nil if it verified
}

// Receiver is a running webhook.
type Receiver struct {
	URL    string
	Secret string

	verifier *standardwebhooks.Webhook
	server   *http.Server
	served   chan error
	notify   func(Delivery)

	mu         sync.Mutex
	deliveries []Delivery
}

// Start listens on a free port of the loopback interface, with a new secret. It calls notify for each delivery.
func Start(notify func(Delivery)) (*Receiver, error) {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	secret := "whsec_" + base64.StdEncoding.EncodeToString(key)
	verifier, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	receiver := &Receiver{
		URL: "http://" + listener.Addr().String() + "/hooks/api", Secret: secret,
		verifier: verifier, notify: notify, served: make(chan error, 1),
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /hooks/api", receiver.take)
	receiver.server = &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go func() { receiver.served <- receiver.server.Serve(listener) }()
	return receiver, nil
}

// Close lets running requests finish.
func (r *Receiver) Close(ctx context.Context) error {
	err := r.server.Shutdown(ctx)
	if served := <-r.served; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// Deliveries is what has arrived so far, each webhook-id once: a sender that is unsure sends again.
func (r *Receiver) Deliveries() []Delivery {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Delivery(nil), r.deliveries...)
}

func (r *Receiver) take(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, bodyLimit))
	if err != nil {
		http.Error(w, "unreadable body", http.StatusBadRequest)
		return
	}
	delivery := Delivery{
		ID: req.Header.Get(standardwebhooks.HeaderWebhookID), At: time.Now(), Body: body,
		Rejected: r.verifier.Verify(body, req.Header),
	}
	if r.keep(delivery) && r.notify != nil {
		r.notify(delivery)
	}
	if delivery.Rejected != nil {
		http.Error(w, "signature does not verify", http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (r *Receiver) keep(delivery Delivery) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, earlier := range r.deliveries {
		if delivery.ID != "" && earlier.ID == delivery.ID {
			return false
		}
	}
	r.deliveries = append(r.deliveries, delivery)
	return true
}
