package sentence

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestWhere(t *testing.T) {
	for want, subject := range map[string]apierror.Subject{
		"": {RPCMethod: "", Actor: apierror.Actor{Type: apierror.ActorUser, ID: "eve"}},
		` on "/v1/orders/{id}" in service "orders"`:   {Service: "orders", Route: "/v1/orders/{id}", RPCMethod: "Get"},
		` on "shop.Ledger/Book"`:                      {RPCMethod: "shop.Ledger/Book"},
		` in service "sh\x1b[2Jop"`:                   {Service: "sh\x1b[2Jop"},
		` on "/\xff" in service "a\" by user \"root"`: {Service: `a" by user "root`, Route: "/\xff"},
	} {
		assert.Equal(t, want, Where(&subject))
	}
}

func TestActor(t *testing.T) {
	for want, a := range map[string]apierror.Actor{
		"somebody unknown":         {},
		`"x"`:                      {ID: "x"},
		"client 203.0.113.7":       {Type: apierror.ActorClient, ID: "203.0.113.7"},
		"client 2001:db8::1":       {Type: apierror.ActorClient, ID: "2001:db8::1"},
		`client "203.0.113.7 and"`: {Type: apierror.ActorClient, ID: "203.0.113.7 and"},
		`user "eve\n"`:             {Type: apierror.ActorUser, ID: "eve\n"},
	} {
		assert.Equal(t, want, actor(a))
	}
}

func TestFailure(t *testing.T) {
	for _, test := range []struct {
		category     apierror.Category
		reason, want string
	}{
		{apierror.CategoryTimeout, "", "timeout"},
		{apierror.CategoryTimeout, "timeout", "timeout"},
		{apierror.CategoryNetwork, "connection_refused", "network, connection_refused"},
		{apierror.CategoryInternal, `a "reason"`, `internal, "a \"reason\""`},
		{apierror.CategoryInternal, strings.Repeat("a", 64), "internal, " + strings.Repeat("a", 64)},
		{apierror.CategoryInternal, strings.Repeat("a", 100), `internal, "` + strings.Repeat("a", 96) + `"…`},
		{"", "", ""},
	} {
		assert.Equal(t, test.want, Failure(test.category, test.reason))
	}
}

// Each signal's calls are called what they are, and its user is blamed for no login that others try.
func TestAttempts(t *testing.T) {
	logins := []apierror.Signal{
		apierror.SignalBruteForce, apierror.SignalCredentialStuffing, apierror.SignalPasswordSpraying, apierror.SignalAccountTakeover,
	}
	probes := []apierror.Signal{
		apierror.SignalEndpointScanning, apierror.SignalSensitivePathProbe, apierror.SignalPermissionProbing,
		apierror.SignalObjectEnumeration, apierror.SignalInjectionAttempt,
	}
	for _, signal := range apierror.Signals() {
		want, role := "call", " by "
		switch {
		case slices.Contains(logins, signal):
			want, role = "login attempt", " involving "
		case slices.Contains(probes, signal):
			want = "probing call"
		}
		f := apierror.Finding{Name: string(signal), Subject: by(apierror.ActorUser, "ceo")}
		assert.Equal(t, want, attempt(f.Name), signal)
		assert.Equal(t, role, part(&f), signal)
		f.Subject.Actor.Type = apierror.ActorClient
		assert.Equal(t, " by ", part(&f), signal)
	}
}
