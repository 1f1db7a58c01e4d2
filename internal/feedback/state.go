package feedback

import (
	"encoding/json"
	"errors"
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const stateVersion = 1

var errState = errors.New("feedback: the saved state is broken, or of another version: what was told before is forgotten, and verdicts on it count for " +
	"their own ids alone")

// saved is a Book as it is saved. The policy is learnt from it anew.
type saved struct {
	Version  int        `json:"version"`
	Records  []*record  `json:"records,omitempty"` // the one seen last at the end
	Verdicts []Verdict  `json:"verdicts,omitempty"`
	Bindings []savedTie `json:"bindings,omitempty"`
}

type savedTie struct {
	Finding string `json:"finding"`
	At      int64  `json:"at,omitempty"`
	binding
}

// AppendState appends what a restart would lose.
func (b *Book) AppendState(buf []byte) []byte {
	s := saved{Version: stateVersion, Verdicts: b.verdicts}
	for place := b.ledger.order.Back(); place != nil; place = place.Prev() {
		r, _ := place.Value.(*record)
		s.Records = append(s.Records, r)
	}
	written := make(map[occurrence]struct{}, len(b.bindings))
	for i := range b.verdicts {
		about := b.verdicts[i].about()
		if _, twice := written[about]; twice {
			continue
		}
		written[about] = struct{}{}
		if of := b.bindings[about]; of != nil {
			s.Bindings = append(s.Bindings, savedTie{about.finding, about.at, *of})
		}
	}
	encoded, err := json.Marshal(&s) // texts are valid UTF-8, numbers finite, and nothing else can fail
	if err != nil {
		return buf
	}
	return append(buf, encoded...)
}

// Restore takes up what AppendState saved: the verdicts count until the file is read again. After an error the Book is empty.
func (b *Book) Restore(data []byte) error {
	*b = *NewBook()
	var s saved
	if err := json.Unmarshal(data, &s); err != nil || s.Version != stateVersion || !s.sound() {
		return errState
	}
	for _, r := range s.Records {
		b.ledger.restore(r)
	}
	for i := range s.Bindings {
		tie := &s.Bindings[i]
		b.bindings[occurrence{tie.Finding, tie.At}] = &tie.binding
	}
	b.Heed(s.Verdicts, 0)
	return nil
}

func (l *ledger) restore(r *record) {
	finding := r.Finding
	l.insert(r)
	l.move(r, finding)
}

func (s *saved) sound() bool {
	if len(s.Records) > maxRecords || len(s.Verdicts) > MaxVerdicts || len(s.Bindings) > MaxVerdicts {
		return false
	}
	for _, r := range s.Records {
		if r == nil || !r.sound() {
			return false
		}
	}
	for i := range s.Verdicts {
		v := &s.Verdicts[i]
		if v.Finding == "" || !bounded(v.Finding, v.By, v.Note) || !slices.Contains(words, v.Word) || v.At < 0 || v.Until < 0 {
			return false
		}
	}
	for i := range s.Bindings {
		tie := &s.Bindings[i]
		if len(tie.Members) > maxMembers+1 {
			return false
		}
		for m := range tie.Members {
			if known := &tie.Members[m]; !known.sound() || len(known.Known) > maxOccurrences {
				return false
			}
		}
	}
	return true
}

func (r *record) sound() bool {
	return r.ID != "" && r.Finding != "" && bounded(r.ID, r.Finding, string(r.Kind), r.Name, r.Service, r.Endpoint, r.Who) && r.Class == r.Class.known() &&
		isStrength(r.Evidence) && isStrength(r.Effect) && r.Severity <= apierror.SeverityCritical && r.Started >= 0 && r.Started <= r.Seen && r.Seen > 0
}

func isStrength(x float64) bool { return x == none || x >= 0 && x <= strongest }

func bounded(texts ...string) bool {
	for _, text := range texts {
		if len(text) > maxID {
			return false
		}
	}
	return true
}
