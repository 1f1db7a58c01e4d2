package report

import (
	"errors"
	"fmt"
	"slices"
)

// Expected is what the collector must have found, whatever else it found.
type Expected struct {
	Attackers map[string]string // address by who it is; nobody else may be accused
	Process   string            // that failures put money at risk in
}

// Judge says what the collector missed, or claimed without ground.
func Judge(s Summary, expected Expected) error {
	var problems []error
	fail := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	if s.FailedCalls == 0 {
		fail("no call was found to have failed")
	}
	for who, address := range expected.Attackers {
		if !slices.ContainsFunc(s.Attackers, func(a Attacker) bool { return a.seenAt(address) }) {
			fail("%s at %s was not found", who, address)
		}
	}
	for i := range s.Attackers {
		if a := &s.Attackers[i]; !expected.guilty(a) {
			fail("%s %s was accused of %s and had done nothing", a.Actor.Type, clean(a.Actor.ID), a.Signals[0].Name)
		}
	}
	if !slices.ContainsFunc(s.Processes, func(p Process) bool { return p.Name == expected.Process && p.Value > 0 }) {
		fail("no money was found to be at risk in %s", expected.Process)
	}
	if s.Delivered == 0 {
		fail("no alert reached the webhook")
	}
	if s.Verified != s.Delivered {
		fail("%d of %d alerts had no valid signature: %s", s.Delivered-s.Verified, s.Delivered, clean(s.Rejected[0]))
	}
	if problems == nil {
		return nil
	}
	return errors.Join(append([]error{errors.New("the collector did not do its job")}, problems...)...)
}

func (e *Expected) guilty(a *Attacker) bool {
	for _, address := range e.Attackers {
		if a.seenAt(address) {
			return true
		}
	}
	return false
}

// seenAt reports whether the actor is the address, or came from it.
func (a *Attacker) seenAt(address string) bool {
	return a.Actor.ID == address || slices.Contains(a.Addresses, address)
}
