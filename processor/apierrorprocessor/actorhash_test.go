package apierrorprocessor

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/config/configopaque"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const testHashKey = "0123456789abcdef"

// hashing is the configuration of actors that are hashed under a key.
func hashing(key configopaque.String) ActorConfig {
	config := createDefaultConfig().(*Config).Actor
	config.Hash, config.HashKey = true, key
	return config
}

// lastOfAnAttack gives the verdict on the last of 20 failed logins on one account.
func lastOfAnAttack(t *testing.T, config *Config, change func(request)) apierror.Verdict {
	t.Helper()
	td := ptrace.NewTraces()
	var last ptrace.Span
	for i := range 20 {
		try := login("alice@shop.example", "198.51.100.66")
		change(try)
		last = try.at(t, td, time.Duration(20-i)*time.Second)
	}
	enrich(t, config, td)
	verdict := verdictOf(last)
	require.NotEmpty(t, verdict.Security.Signals)
	return verdict
}

func TestHashesStandForIDs(t *testing.T) {
	hash, another := newActorHash(hashing(testHashKey)), newActorHash(hashing("another key of good length"))
	id, longest := hash.of("alice@shop.example"), strings.Repeat("a", actorLimit)
	tests := map[string]struct {
		one, other string
		same       bool
	}{
		"again":                                {id, hash.of("alice@shop.example"), true},
		"after a restart":                      {id, newActorHash(hashing(testHashKey)).of("alice@shop.example"), true},
		"in another case and spacing":          {id, hash.of(" Alice@SHOP.example "), true},
		"another id":                           {id, hash.of("alicf@shop.example"), false},
		"another key":                          {id, another.of("alice@shop.example"), false},
		"letters that are no ASCII":            {hash.of("É"), hash.of("é"), false},
		"an id as long as ids can be":          {hash.of(longest), hash.of(longest[1:]), false},
		"as openssl dgst -sha256 -hmac has it": {id, "68f4efa2ef2cde27", true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Regexp(t, "^[0-9a-f]{16}$", test.one)
			assert.Equal(t, test.same, test.one == test.other, "%s and %s", test.one, test.other)
		})
	}
	assert.Empty(t, hash.of(""), "nobody stays nobody")
	assert.Equal(t, "alice", newActorHash(createDefaultConfig().(*Config).Actor).of("alice"), "unless it is asked for")
}

func TestReadersHashAllThatTheyRead(t *testing.T) {
	reader := newActorReader(hashing(testHashKey))
	hash := newActorHash(hashing(testHashKey))
	attrs := attributesOf(t, map[string]any{"user.id": "Alice", "user.name": "alice ", "client.address": "[2001:db8:1:2::9]:443"})
	actor, source := reader.read(attrs)
	assert.Equal(t, apierror.Actor{Type: apierror.ActorUser, ID: hash.of("alice")}, actor)
	assert.Equal(t, apierror.Actor{Type: apierror.ActorClient, ID: hash.of("2001:db8:1:2::/64")}, source)
	assert.Equal(t, source, reader.source(attrs), "as clean calls are looked up")
	var found named
	reader.find(attrs, &found)
	assert.Equal(t, actor.ID, reader.account(&found), "account and actor name the same user")

	numbered := attributesOf(t, map[string]any{"user.id": 42})
	actor, _ = reader.read(numbered)
	assert.Equal(t, hash.of("42"), actor.ID)
}

func TestHashedIDsShowNowhere(t *testing.T) {
	tests := map[string]struct {
		change func(request)
		secret []string
		actor  apierror.ActorType
	}{
		"a client that guesses": {func(request) {}, []string{"alice", "198.51.100"}, apierror.ActorClient},
		"a session that guesses": {func(r request) {
			delete(r.attributes, "client.address")
			r.attributes["session.id"] = "plain-session"
		}, []string{"alice", "plain-session"}, apierror.ActorSession},
		"an account that is guessed": {func(r request) {
			delete(r.attributes, "client.address")
			r.attributes["user.id"] = "ALICE@shop.example"
		}, []string{"alice", "ALICE"}, apierror.ActorUser},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			config := createDefaultConfig().(*Config)
			plain := lastOfAnAttack(t, config, test.change)
			config.Actor = hashing(testHashKey)
			hashed := lastOfAnAttack(t, config, test.change)

			assert.Regexp(t, "^[0-9a-f]{16}$", hashed.Security.Actor.ID)
			assert.Equal(t, test.actor, hashed.Security.Actor.Type)
			assert.Equal(t, plain.Security.Signals, hashed.Security.Signals, "hashing changes no verdict")
			assert.Equal(t, plain.Security.Severity, hashed.Security.Severity)
			assert.Equal(t, newActorHash(hashing(testHashKey)).of(plain.Security.Actor.ID), hashed.Security.Actor.ID)
			for _, secret := range test.secret {
				assert.NotContains(t, hashed.Security.Rationale, secret)
				assert.NotContains(t, hashed.Failure.Rationale, secret)
			}
		})
	}
}

// The share of a source's calls that failed is told from its clean calls, which are looked up by what stands for its id.
func TestCleanCallsSpeakForAHashedSource(t *testing.T) {
	const office = "203.0.113.1"
	rationale := func(actor ActorConfig) string {
		config := createDefaultConfig().(*Config)
		config.Actor = actor
		td := ptrace.NewTraces()
		var last ptrace.Span
		for i := range 100 {
			ago := time.Duration(100-i) * 100 * time.Millisecond
			if i%5 == 0 {
				request{"GET", "/orders", "/orders", 200, map[string]string{"client.address": office}}.at(t, td, ago)
			}
			last = login(fmt.Sprint("user", i), office).at(t, td, ago)
		}
		enrich(t, config, td)
		return verdictOf(last).Security.Rationale
	}
	hash := newActorHash(hashing(testHashKey))
	plain := rationale(createDefaultConfig().(*Config).Actor)
	require.Regexp(t, "[89][0-9]% of its calls failed", plain)
	assert.Equal(t, strings.ReplaceAll(plain, office, hash.of(office)), rationale(hashing(testHashKey)))
}
