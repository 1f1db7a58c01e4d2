package apierrorprocessor

import (
	"hash/maphash"

	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/detect"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/injection"
)

// userAgents remembers what was made of the user agents seen last: there are few, and each comes with many calls.
type userAgents struct {
	known [256]userAgent
}

// userAgent is what there is to know of a user agent.
type userAgent struct {
	hash     uint64
	tool     string // the attackers' program that it names; "" if none
	harmless bool   // it carries no payload
}

// agentSeed keeps anybody from making up an agent that is taken for another.
var agentSeed = maphash.MakeSeed()

func (m *userAgents) of(agent string, payloads *injection.Scanner) *userAgent {
	hash := maphash.String(agentSeed, agent)
	known := &m.known[hash%uint64(len(m.known))]
	if known.hash != hash {
		*known = userAgent{hash: hash, tool: detect.ToolOf(agent), harmless: payloads.ScanHeader(agent).Kind == injection.KindNone}
	}
	return known
}
