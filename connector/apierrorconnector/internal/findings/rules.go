package findings

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Rules say when a situation opens, how often it is told of, and when it is over.
type Rules struct {
	OpenAt apierror.Severity // an event less grave opens no situation; it counts in one that is open

	ResolveAfter time.Duration // a situation ends when it was quiet for so long
	MinLength    time.Duration // what was told of fires at least for so long
	Interval     time.Duration // what lasts is told of again this often

	MaxOpen int // situations; the least grave, and of those the one quiet the longest, gives way
}

// DefaultRules are those that hold without a configuration.
func DefaultRules() Rules {
	return Rules{
		OpenAt:       apierror.SeverityInfo,
		ResolveAfter: 5 * time.Minute,
		MinLength:    time.Minute,
		Interval:     5 * time.Minute,
		MaxOpen:      10_000,
	}
}

const (
	// maxOpenings is how often a situation begins anew within flapPeriod. After that it stays firing, however quiet, until the
	// first of them is so long ago: who is told of an end four times an hour believes none.
	maxOpenings = 4
	flapPeriod  = time.Hour

	// maxNew is how many situations of one kind, name, service and severity open in a minute. More of them are one matter,
	// a flood, and are told as one.
	maxNew    = 10
	newPeriod = time.Minute
	// maxGates bounds the services whose new situations are counted apart.
	maxGates = 1 << 12

	// maxAge is how old an event may be. One that is older has a clock that is wrong: it happened when it came.
	maxAge = 24 * time.Hour

	// factor is by how much a count, or the money at risk, must have grown to be news; least is where counting for that begins.
	factor = 10
	least  = 10
)
