package rootcause

import (
	"slices"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// aftermath is what data stores and their drivers say to whatever is tried after the failure that matters. In lower case;
// each has one of aftermathStems in it.
var aftermath = [...]string{
	"current transaction is aborted",                 // PostgreSQL 25P02
	"infailedsqltransaction",                         // psycopg's name of it
	"transaction has already been committed or",      // Go's sql.ErrTxDone
	"transaction has been aborted",                   // MongoDB 251, System.Transactions
	"nosuchtransaction",                              // MongoDB's name of it
	"transaction has been rolled back due to a prev", // SQLAlchemy's PendingRollbackError
	"until invalid transaction is rolled back",       // SQLAlchemy
	"transaction has completed; it is no longer",     // SqlClient
	"could not roll back jdbc transaction",           // Spring
	"transaction marked as rollback",                 // JTA
	"connection is closed",                           // JDBC drivers, System.Data
	"connection has been closed",                     // pgjdbc
	"connection already closed",                      // psycopg2
	"after connection closed",                        // Connector/J
	"connection error and is not queryable",          // node-postgres
}

// aftermathStems are parts of words that most errors lack, also those of a store that is out of reach.
var aftermathStems = [...]string{"ransaction", "losed", "queryable"}

// findAftermath finds calls of a data store that failed only because one before them, in the same trace and service, had.
func (g *Graph) findAftermath() {
	if g.stores < 2 {
		return
	}
	g.groups.reset(g.stores)
	repeated := false
	for i := range g.nodes {
		if n := &g.nodes[i]; n.store != 0 && n.twin == none {
			_, known := g.groups.get(g.group(n))
			repeated = repeated || known
			g.groups.put(g.group(n), none)
		}
	}
	if !repeated {
		return
	}
	for i := range g.nodes {
		if n := &g.nodes[i]; n.store != 0 && n.twin == none && n.class != cancelled && !n.saysAftermath() {
			if first, _ := g.groups.get(g.group(n)); first == none || g.before(n, &g.nodes[first]) {
				g.groups.put(g.group(n), int32(i))
			}
		}
	}
	for i := range g.nodes {
		n := &g.nodes[i]
		if n.store == 0 || n.twin != none {
			continue
		}
		first, _ := g.groups.get(g.group(n))
		if first == none || int(first) == i || !n.saysAftermath() {
			continue
		}
		if g.nodes[first].span.EndTimestamp() <= n.span.StartTimestamp()+pcommon.Timestamp(slack) {
			n.cause, n.strength = first, sure
		}
	}
}

// group is what calls to the same kind of data store, of one service in one trace, have in common.
func (g *Graph) group(n *node) uint64 {
	return fold(g.memory.key(n.span.TraceID(), pcommon.SpanID{}), uint64(n.serviceID)<<32|uint64(n.store)) | 1
}

func (g *Graph) before(a, b *node) bool {
	if end, other := a.span.EndTimestamp(), b.span.EndTimestamp(); end != other {
		return end < other
	}
	return a.key < b.key
}

// saysAftermath reads the error of a call of a data store, once.
func (n *node) saysAftermath() bool {
	if n.aftermath == unknown {
		n.aftermath = no
		if isAftermath(n.errorName) || isAftermath(n.message) || saysRollback(n.span.Name()) {
			n.aftermath = yes
		}
	}
	return n.aftermath == yes
}

func saysRollback(name string) bool { return strings.Contains(strings.ToLower(name), "rollback") }

// aftermathLimit is how much of a message is read: drivers begin with what matters.
const aftermathLimit = 512

func isAftermath(text string) bool {
	text = text[:min(len(text), aftermathLimit)]
	if !slices.ContainsFunc(aftermathStems[:], func(stem string) bool { return strings.Contains(text, stem) }) {
		return false
	}
	text = strings.ToLower(text)
	for _, phrase := range aftermath {
		if strings.Contains(text, phrase) {
			return true
		}
	}
	return false
}

// findAbandoned finds failures that are effects of a cancellation: the caller is gone, and what still ran for it fails
// over that.
func (g *Graph) findAbandoned() {
	if g.givenUp == 0 {
		return
	}
	for i := range g.nodes {
		if n := &g.nodes[i]; n.up != none {
			up := &g.nodes[n.up]
			up.interrupted = up.interrupted || n.class == cancelled
			up.failedBelow = up.failedBelow || n.class != cancelled
		}
	}
	for i := range g.nodes {
		g.path = g.path[:0]
		at := int32(i)
		for at != none && g.nodes[at].abandoned == unknown {
			g.nodes[at].abandoned = no // until told otherwise: ids may form a circle
			g.path = append(g.path, at)
			at = g.nodes[at].up
		}
		for step := len(g.path) - 1; step >= 0; step-- {
			if n := &g.nodes[g.path[step]]; n.up != none && n.wasAbandonedBy(&g.nodes[n.up]) {
				n.abandoned, n.elsewhere = yes, true
			}
		}
	}
}

func (n *node) wasAbandonedBy(p *node) bool {
	switch n.class {
	case cancelled, network, timeout, other:
	default:
		return false // it says what it failed of
	}
	gaveUp := p.isEffect()
	// The caller's time was up: the answering side finds the connection gone, or the calls that it made cancelled.
	leftWaiting := p.class == timeout && p.isCalling() && n.isServing() && n.class != timeout
	if !gaveUp && !leftWaiting {
		return false
	}
	s, t := n.symptoms(), p.symptoms()
	local := isLocal(&t, &s)
	if gaveUp || (n.interrupted && !n.failedBelow) {
		return !outlives(&t, &s, local, slack) // at the time of the cancellation or later
	}
	return n.class == network && outlives(&s, &t, local, 0)
}
