package storefront

import (
	"crypto/rand"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/web"
)

// sessions are who is logged in.
type sessions struct {
	lifetime time.Duration
	now      func() time.Time

	mu   sync.Mutex
	open map[string]session // by token
}

type session struct {
	userID  string
	expires time.Time
}

func newSessions(lifetime time.Duration) *sessions {
	return &sessions{lifetime: lifetime, now: time.Now, open: make(map[string]session)}
}

func (s *sessions) start(userID string) string {
	token := rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open[token] = session{userID: userID, expires: s.now().Add(s.lifetime)}
	return token
}

// user is who sent the request.
func (s *sessions) user(req *http.Request) (string, error) {
	token, ok := strings.CutPrefix(req.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return "", web.Refuse(http.StatusUnauthorized, "login_required", "log in first")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := s.open[token]
	if !ok {
		return "", web.Refuse(http.StatusUnauthorized, "invalid_token", "the session is not known")
	}
	if s.now().After(found.expires) {
		delete(s.open, token)
		return "", web.Refuse(http.StatusUnauthorized, "token_expired", "the session has expired")
	}
	return found.userID, nil
}
