package report

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Alert is one request that reached the webhook, in its generic format.
type Alert struct {
	At       time.Time
	Rejected error // why it is not believed; nil if its signature verified and it could be read

	ID, Kind, Name, Status, Summary string
	Severity                        apierror.Severity
	Count                           int64
	Service, Route                  string
	Actor                           string
}

// ParseAlert reads an alert's body. Fields that it lacks stay empty; rejected is the verdict on its signature.
func ParseAlert(at time.Time, body []byte, rejected error) Alert {
	var message struct {
		Data struct {
			ID, Kind, Name, Status, Severity, Summary, Service, Route string

			Count int64
			Actor struct{ ID string }
		}
	}
	if err := json.Unmarshal(body, &message); err != nil && rejected == nil {
		rejected = fmt.Errorf("body: %w", err)
	}
	data := message.Data
	// A severity outside the vocabulary reads as none.
	severity, _ := apierror.ParseSeverity(data.Severity)
	return Alert{
		At: at, Rejected: rejected,
		ID: data.ID, Kind: data.Kind, Name: data.Name, Status: data.Status, Summary: data.Summary,
		Severity: severity, Count: data.Count, Service: data.Service, Route: data.Route,
		Actor: data.Actor.ID,
	}
}

// sentence says what the alert is about, in the sender's words where there are any.
func (a *Alert) sentence() string {
	if summary := sentence(a.Summary); summary != "" {
		return summary
	}
	return clean(a.Kind + " " + a.Name + " " + a.Actor + " " + a.Service + " " + a.Route)
}
