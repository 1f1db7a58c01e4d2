package delivery

import (
	"encoding/csv"
	"io"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/traffic"
)

// Labels writes who is who: a line for each name that an actor goes by, and each name once.
func Labels(w io.Writer, actors []*traffic.Actor) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{"actor_type", "actor_id", "label", "signal", "first_span_at"}); err != nil {
		return err
	}
	attackers := make(map[traffic.Identity]bool)
	for _, actor := range actors {
		if actor.Label == traffic.Hostile {
			for _, identity := range actor.Identities {
				attackers[identity] = true
			}
		}
	}
	for _, actor := range actors {
		if actor.FirstSpan.IsZero() {
			continue // who did nothing is nobody
		}
		for _, identity := range actor.Identities {
			if actor.Label == traffic.Victim && attackers[identity] {
				continue // the account is the attacker's by now
			}
			record := []string{
				string(identity.Type), identity.ID, string(actor.Label), string(actor.Signal),
				actor.FirstSpan.UTC().Format(time.RFC3339Nano),
			}
			if err := out.Write(record); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}
