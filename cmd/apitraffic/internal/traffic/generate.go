package traffic

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Traffic is what everybody did.
type Traffic struct {
	Actors []*Actor
	Spans  []shop.Span // in the order in which they ended
}

// Generate plays everybody. The same settings give the same traffic.
func Generate(settings Settings) (*Traffic, error) {
	chosen, err := choose(settings.Scenarios)
	if err != nil {
		return nil, err
	}
	w := newWorld(settings)
	attackers := w.castAttackers(chosen)
	w.playInnocents()
	for _, attack := range attackers {
		attack.scenario.play(attack.player)
	}
	w.castServices()
	slices.SortStableFunc(w.spans, func(a, b shop.Span) int {
		return cmp.Or(cmp.Compare(a.End, b.End), cmp.Compare(a.ID, b.ID))
	})
	return &Traffic{Actors: w.actors, Spans: w.spans}, nil
}

// attack is a scenario with its attacker.
type attack struct {
	scenario *Scenario
	player   *player
}

// castAttackers decides who attacks when, before anybody acts: what an attack does to the shop concerns everybody.
func (w *world) castAttackers(chosen []*Scenario) []attack {
	var attacks []attack
	for _, s := range chosen {
		for i := range s.attackers {
			p := w.join(fmt.Sprintf("%s#%d", s.Name, i), &Actor{Profile: s.Name, Label: Hostile, Signal: s.Signal, lasts: s.lasts})
			// The shop's life is known for a while before anybody attacks it, if there is time for that.
			first := w.settings.Duration / 10
			if room := w.settings.Duration - first - s.lasts; room > 0 {
				p.exactly(first + p.part(room))
			} else {
				p.exactly(min(first, w.settings.Duration/20))
			}
			p.number = i
			p.actor.begin = p.now
			p.until = p.now.Add(s.lasts)
			if s.prepare != nil {
				s.prepare(p)
			}
			attacks = append(attacks, attack{scenario: s, player: p})
		}
	}
	return attacks
}

// join adds an actor with a player who can act from the start on.
func (w *world) join(name string, actor *Actor) *player {
	actor.Index = len(w.actors)
	w.actors = append(w.actors, actor)
	return &player{world: w, actor: actor, rng: w.random(name), now: w.settings.Start, until: w.end}
}

// innocent adds one of a profile.
func (w *world) innocent(profile string, i int) *player {
	p := w.join(fmt.Sprintf("%s#%d", profile, i), &Actor{Profile: profile, Label: Innocent})
	p.number = i
	return p
}

func (w *world) playInnocents() {
	for i := range profiles {
		profile := &profiles[i]
		if profile.prepare != nil {
			profile.prepare(w)
		}
	}
	for i := range profiles {
		profile := &profiles[i]
		for n := range profile.count(w.settings.Users) {
			profile.play(w.innocent(profile.Name, n))
		}
	}
}

// castServices makes the services actors that nobody else has been: they call each other all the time, and no detector should
// mind.
func (w *world) castServices() {
	taken := make(map[string]bool)
	for _, actor := range w.actors {
		for _, identity := range actor.Identities {
			taken[identity.ID] = taken[identity.ID] || identity.Type == apierror.ActorService
		}
	}
	for _, name := range shop.Names() {
		if taken[name] {
			continue
		}
		actor := &Actor{Profile: "service", Label: Innocent, FirstSpan: w.settings.Start}
		p := w.join("service "+name, actor)
		actor.known(apierror.ActorService, name)
		for _, pod := range shop.Find(name).Pods {
			actor.known(apierror.ActorClient, pod)
		}
		if slices.Contains(outskirts, name) {
			p.usualCalls(name)
		}
	}
}

// Peace is the name of no scenario at all: everybody is innocent.
const Peace = "none"

// choose gives the scenarios of the given names: a full name, or a signal for all of its scenarios.
func choose(names []string) ([]*Scenario, error) {
	all := Scenarios()
	if len(names) == 0 {
		return all, nil
	}
	if len(names) == 1 && names[0] == Peace {
		return nil, nil
	}
	var chosen []*Scenario
	for _, name := range names {
		found := false
		for _, s := range all {
			if s.Name == name || string(s.Signal) == name {
				found = true
				if !slices.Contains(chosen, s) {
					chosen = append(chosen, s)
				}
			}
		}
		if !found {
			return nil, fmt.Errorf("unknown scenario %q: a signal such as %s, or one of its scenarios such as %s (--list shows all)",
				name, all[0].Signal, all[0].Name)
		}
	}
	return chosen, nil
}
