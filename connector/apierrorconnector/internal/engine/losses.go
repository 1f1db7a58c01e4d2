package engine

import (
	"encoding/json"
	"errors"
)

// savedLosses are the losses and the incidents that they are counted for, as they are saved.
type savedLosses struct {
	Version   int                   `json:"version"`
	Processes map[string]*loss      `json:"processes,omitempty"`
	Incidents map[string]*beginning `json:"incidents,omitempty"`
}

const (
	lossesVersion = 1
	// maxBegun bounds the incidents that are restored: there are no more surges than places.
	maxBegun = maxPlaces
)

var errLosses = errors.New("losses: the saved state is broken, or of another version")

func (i *incidents) appendLosses(buf []byte) []byte {
	encoded, err := json.Marshal(&savedLosses{lossesVersion, i.losses, i.begun}) // sums are finite, and nothing else can fail
	if err != nil {
		return buf
	}
	return append(buf, encoded...)
}

func (i *incidents) restoreLosses(data []byte) error {
	i.losses, i.begun = make(losses), make(map[string]*beginning)
	var saved savedLosses
	if err := json.Unmarshal(data, &saved); err != nil || saved.Version != lossesVersion {
		return errLosses
	}
	if len(saved.Processes) > maxLosses || len(saved.Incidents) > maxBegun {
		return errLosses
	}
	for name, l := range saved.Processes {
		if l == nil || len(name) > maxName || !l.Criticality.Valid() && l.Criticality != "" {
			return errLosses
		}
	}
	for _, b := range saved.Incidents {
		if b == nil || len(b.Lost) > maxLosses || !b.Radius.Bounded() {
			return errLosses
		}
		if b.Lost == nil {
			b.Lost = make(map[string]sum)
		}
	}
	for name, l := range saved.Processes {
		i.losses[name] = l
	}
	for id, b := range saved.Incidents {
		i.begun[id] = b
	}
	i.restored = true
	return nil
}
