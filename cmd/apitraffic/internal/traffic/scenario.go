package traffic

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Scenario is a way to attack.
type Scenario struct {
	Name   string // the signal it should raise, and what is particular about it
	Signal apierror.Signal
	About  string

	attackers int
	lasts     time.Duration
	prepare   func(p *player) // what the attack does to others, before anybody acts
	play      func(p *player)
}

// variant is one way to do what a signal is named for.
type variant struct {
	name      string
	about     string
	attackers int
	lasts     time.Duration
	prepare   func(p *player)
	play      func(p *player)
}

// Scenarios lists every way to attack, in the order of the vocabulary.
func Scenarios() []*Scenario {
	variants := map[apierror.Signal][]variant{
		apierror.SignalBruteForce:         guessing,
		apierror.SignalCredentialStuffing: stuffing,
		apierror.SignalPasswordSpraying:   spraying,
		apierror.SignalAccountTakeover:    takeover,
		apierror.SignalPermissionProbing:  permissionProbing,
		apierror.SignalObjectEnumeration:  enumeration,
		apierror.SignalEndpointScanning:   scanning,
		apierror.SignalSensitivePathProbe: pathProbing,
		apierror.SignalInjectionAttempt:   injection,
		apierror.SignalAutomatedClient:    automation,
		apierror.SignalRateLimitAbuse:     rateLimitAbuse,
		apierror.SignalResourceExhaustion: exhaustion,
		apierror.SignalErrorDataLeak:      leakHarvest,
		apierror.SignalLateralMovement:    lateralMovement,
		apierror.SignalTokenAbuse:         tokenAbuse,
		apierror.SignalGeoAnomaly:         geoAnomaly,
	}
	var all []*Scenario
	for _, signal := range apierror.Signals() {
		for _, v := range variants[signal] {
			all = append(all, &Scenario{
				Name: string(signal) + "/" + v.name, Signal: signal, About: v.about,
				attackers: v.attackers, lasts: v.lasts, prepare: v.prepare, play: v.play,
			})
		}
	}
	return all
}
