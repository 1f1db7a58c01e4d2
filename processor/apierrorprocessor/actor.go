package apierrorprocessor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// actorLimit is the longest id that is kept, in bytes: ids are keys of bounded maps, and attackers choose them.
const actorLimit = 256

// actorReader finds who acts in a span's attributes.
type actorReader struct {
	actors   []actorKey
	accounts []string
	clients  clientAddresses
	hash     *actorHash

	// All names together, for one pass over the attributes.
	keys  spanview.Keys
	names [][]actorName // by their length
}

// actorKey is a configured attribute with the names it went by formerly.
type actorKey struct {
	names     []string
	actorType apierror.ActorType
	address   bool
}

// formerNames are what the conventions called an attribute before, and the nearest that stands for it: instrumentation of all
// ages reports to one collector.
var formerNames = map[string][]string{
	"client.address": {"http.client_ip", "network.peer.address", "net.sock.peer.addr", "net.peer.ip"},
}

func newActorReader(config ActorConfig) actorReader {
	r := actorReader{accounts: config.AccountAttributes, clients: newClientAddresses(config), hash: newActorHash(config)}
	for _, name := range config.Attributes {
		kind := typeOf(name)
		r.actors = append(r.actors, actorKey{
			names:     append([]string{name}, formerNames[name]...),
			actorType: kind,
			address:   tellsAddress(name, kind),
		})
	}
	r.index()
	return r
}

// typeOf says what an attribute's value is an id of, going by the conventions' name spaces. An attribute of nobody's
// convention, such as app.customer, names a user: whoever acts.
func typeOf(attribute string) apierror.ActorType {
	space, _, _ := strings.Cut(attribute, ".")
	switch space {
	case "session":
		return apierror.ActorSession
	case "client", "net", "network", "source":
		return apierror.ActorClient
	case "service", "peer":
		return apierror.ActorService
	}
	switch {
	case attribute == "http.client_ip":
		return apierror.ActorClient
	case strings.Contains(attribute, "token"), strings.Contains(attribute, "api_key"), strings.Contains(attribute, "credential"):
		return apierror.ActorCredential
	default:
		return apierror.ActorUser
	}
}

// read gives the actor (the first attribute that is present) and the source: where the call comes from, which an attacker
// at a login cannot choose as freely as the name tried. The source is a client address, else a session, else the actor.
func (r *actorReader) read(attrs pcommon.Map) (actor, source apierror.Actor) {
	var found named
	r.find(attrs, &found)
	return r.callers(attrs, &found)
}

// callers is read for whoever has found who is named.
func (r *actorReader) callers(attrs pcommon.Map, found *named) (actor, source apierror.Actor) {
	actor = r.actor(attrs, found, asActor)
	role := asClient
	if found[role].place == 0 {
		role = asSession
	}
	if place := found[role].place; place == 0 || place == found[asActor].place {
		return actor, actor
	}
	return actor, r.actor(attrs, found, role)
}

// source is the second half of read alone.
func (r *actorReader) source(attrs pcommon.Map) apierror.Actor {
	for i := range r.actors {
		if r.actors[i].actorType != apierror.ActorClient {
			continue
		}
		if id := r.id(attrs, &r.actors[i]); id != "" {
			return apierror.Actor{Type: apierror.ActorClient, ID: id}
		}
	}
	_, source := r.read(attrs)
	return source
}

// session is the first session or credential that a call names.
func (r *actorReader) session(attrs pcommon.Map, found *named) apierror.Actor {
	return r.actor(attrs, found, asLogin)
}

// account is whom a login tries.
func (r *actorReader) account(found *named) string {
	if f := &found[asAccount]; f.place > 0 {
		return r.hash.of(text(f.value))
	}
	return ""
}

// id is what everything downstream knows a caller by, "" if the attribute is absent.
func (r *actorReader) id(attrs pcommon.Map, key *actorKey) string {
	return r.known(attrs, key, lookup(attrs, key.names))
}

// known is id for an attribute that has been found.
func (r *actorReader) known(attrs pcommon.Map, key *actorKey, id string) string {
	if key.address && !r.clients.asIs(id) {
		id = r.clients.read(attrs, id)
	}
	return r.hash.of(id)
}

// lookup gives the first attribute that is present with a usable value.
func lookup(attrs pcommon.Map, names []string) string {
	for _, name := range names {
		if value, ok := attrs.Get(name); ok {
			if id := text(value); id != "" {
				return id
			}
		}
	}
	return ""
}

// text is an attribute's value as an id, "" if it is of no use as one.
func text(value pcommon.Value) string {
	switch value.Type() {
	case pcommon.ValueTypeStr:
		return apierror.Cut(value.Str(), actorLimit)
	case pcommon.ValueTypeInt: // numeric user ids are common
		return value.AsString()
	default:
		return ""
	}
}

// printable makes an id fit to be sent on and shown: a backend refuses a batch whose text is no UTF-8, and a terminal obeys
// control characters.
func printable(id string) string {
	unfit := func(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) }
	if strings.IndexFunc(id, unfit) < 0 {
		return id
	}
	return strings.Map(func(r rune) rune {
		if unfit(r) {
			return '\uFFFD'
		}
		return r
	}, id)
}
