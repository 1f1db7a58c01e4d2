package apierrorprocessor

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestWhomASpanNames(t *testing.T) {
	user := apierror.Actor{Type: apierror.ActorUser, ID: "ann"}
	session := apierror.Actor{Type: apierror.ActorSession, ID: "s1"}
	client := apierror.Actor{Type: apierror.ActorClient, ID: "203.0.113.7"}
	for name, c := range map[string]struct {
		attributes             map[string]any
		actor, source, session apierror.Actor
		account                string
	}{
		"nobody": {attributes: map[string]any{"http.route": "/", "user.idle": "x", "x": "y"}},
		"an address alone": {
			attributes: map[string]any{"client.address": client.ID},
			actor:      client, source: client,
		},
		"a user alone": {
			attributes: map[string]any{"user.id": user.ID},
			actor:      user, source: user,
		},
		"a session stands for where a user calls from": {
			attributes: map[string]any{"user.id": user.ID, "session.id": session.ID},
			actor:      user, source: session, session: session,
		},
		"an address before a session": {
			attributes: map[string]any{"client.address": client.ID, "session.id": session.ID, "user.id": user.ID},
			actor:      user, source: client, session: session,
		},
		"the present name before the former one": {
			attributes: map[string]any{"net.peer.ip": "10.0.0.1", "http.client_ip": "10.0.0.2", "client.address": client.ID},
			actor:      client, source: client,
		},
		"an attribute that is an actor and an account": {
			attributes: map[string]any{"enduser.id": user.ID},
			actor:      user, source: user, account: user.ID,
		},
		"an account is no actor": {
			attributes: map[string]any{"user.email": "ann@shop.example", "client.address": client.ID},
			actor:      client, source: client, account: "ann@shop.example",
		},
		"what is empty or no text is absent": {
			attributes: map[string]any{"user.id": "", "enduser.id": true, "session.id": session.ID},
			actor:      session, source: session, session: session,
		},
	} {
		t.Run(name, func(t *testing.T) {
			reader := newActorReader(createDefaultConfig().(*Config).Actor)
			attrs := attributesOf(t, c.attributes)
			var found named
			reader.find(attrs, &found)
			actor, source := reader.callers(attrs, &found)
			assert.Equal(t, c.actor, actor)
			assert.Equal(t, c.source, source)
			assert.Equal(t, c.source, reader.source(attrs))
			assert.Equal(t, c.session, reader.session(attrs, &found))
			assert.Equal(t, c.account, reader.account(&found))
		})
	}
}

func TestNamesOfAnyLength(t *testing.T) {
	long := "app." + string(make([]byte, 100))
	reader := newActorReader(ActorConfig{Attributes: []string{"u", long}})
	for _, name := range []string{"u", long} {
		actor, _ := reader.read(attributesOf(t, map[string]any{name: "ann"}))
		assert.Equal(t, "ann", actor.ID, name)
	}
}
