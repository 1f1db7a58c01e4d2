package storefront

import (
	"crypto/subtle"
	"net/http"
	"strings"

	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/telemetry"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/web"
)

func (s *Storefront) login(w http.ResponseWriter, req *http.Request) error {
	var credentials struct {
		User     string `json:"user"`
		Password string `json:"password"`
	}
	if err := web.Read(req, &credentials); err != nil {
		return err
	}
	// Whom this login claims to be. Only after the password was right is it also who they are: user.id.
	trace.SpanFromContext(req.Context()).SetAttributes(semconv.UserName(credentials.User))
	account, known := s.accounts[credentials.User]
	right := subtle.ConstantTimeCompare([]byte(account.Password), []byte(credentials.Password)) == 1
	if !known || !right {
		return web.Refuse(http.StatusUnauthorized, "invalid_credentials", "user or password is wrong")
	}
	if _, err := telemetry.Identify(req.Context(), account.ID); err != nil {
		return err
	}
	return web.Reply(w, http.StatusOK, map[string]string{"token": s.sessions.start(account.ID)})
}

func (s *Storefront) register(w http.ResponseWriter, req *http.Request) error {
	var form struct {
		Email string `json:"email"`
	}
	if err := web.Read(req, &form); err != nil {
		return err
	}
	name, host, _ := strings.Cut(form.Email, "@")
	if name == "" || !strings.Contains(host, ".") {
		return web.Refuse(http.StatusUnprocessableEntity, "invalid_email", "that is not an e-mail address")
	}
	return web.Reply(w, http.StatusAccepted, map[string]string{"result": "look into your mailbox"})
}

// authenticated runs a handler for a logged-in user, whose id it puts on the span and into the baggage.
func (s *Storefront) authenticated(handler web.HandlerFunc) web.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) error {
		userID, err := s.sessions.user(req)
		if err != nil {
			w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
			return err
		}
		ctx, err := telemetry.Identify(req.Context(), userID)
		if err != nil {
			return err
		}
		return handler(w, req.WithContext(ctx))
	}
}
