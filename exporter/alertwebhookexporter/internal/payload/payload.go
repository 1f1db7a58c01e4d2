// Package payload encodes a finding as the JSON that a generic destination receives. README.md documents every field.
package payload

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/untrusted"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Version is that of the format: fields may be added to a version, never renamed, removed or given another meaning.
const Version = "1"

// MaxSize bounds a payload in bytes, whatever the finding holds.
const MaxSize = 64 << 10

const (
	typeFiring   = "apierror.finding.firing"
	typeResolved = "apierror.finding.resolved"
)

type envelope struct {
	Type      string `json:"type"`
	Version   string `json:"version"`
	Timestamp string `json:"timestamp"`
	Data      data   `json:"data"`
}

type data struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Name     string `json:"name,omitempty"`
	Status   string `json:"status"`
	Severity string `json:"severity"`
	Summary  string `json:"summary,omitempty"`

	StartedAt string `json:"started_at,omitempty"`
	UpdatedAt string `json:"updated_at,omitempty"`
	EndedAt   string `json:"ended_at,omitempty"`
	Count     int64  `json:"count,omitempty"`

	Confidence float64        `json:"confidence,omitempty"`
	Rationale  string         `json:"rationale,omitempty"`
	Evidence   map[string]any `json:"evidence,omitempty"`
	Covers     []string       `json:"covers,omitempty"`

	TraceID string `json:"trace_id,omitempty"`
	SpanID  string `json:"span_id,omitempty"`

	Service   string `json:"service,omitempty"`
	Route     string `json:"route,omitempty"`
	RPCMethod string `json:"rpc_method,omitempty"`
	Category  string `json:"category,omitempty"`
	Reason    string `json:"reason,omitempty"`
	Origin    string `json:"origin,omitempty"`

	Actor    *actor    `json:"actor,omitempty"`
	Security *security `json:"security,omitempty"`
	Business *business `json:"business,omitempty"`
}

type actor struct {
	ID   string `json:"id"`
	Type string `json:"type,omitempty"`
}

type security struct {
	Signals    []string `json:"signals,omitempty"`
	References []string `json:"references,omitempty"`
}

type business struct {
	Process     string   `json:"process,omitempty"`
	Owner       string   `json:"owner,omitempty"`
	Criticality string   `json:"criticality,omitempty"`
	Impact      string   `json:"impact,omitempty"`
	ValueAtRisk *float64 `json:"value_at_risk,omitempty"`
	Cost        float64  `json:"cost,omitempty"`
	Currency    string   `json:"currency,omitempty"`
	Partner     string   `json:"partner,omitempty"`
	SLABreached *bool    `json:"sla_breached,omitempty"`
	Rationale   string   `json:"rationale,omitempty"`
}

// Encode writes the notification that a finding is worth at a time. The same arguments give the same bytes, so that every
// attempt to deliver it carries the same body.
func Encode(finding *apierror.Finding, at time.Time) ([]byte, error) {
	message := envelope{Type: typeFiring, Version: Version, Timestamp: instant(at), Data: dataOf(finding)}
	if finding.Status == apierror.StatusResolved {
		message.Type = typeResolved
		message.Data.EndedAt = message.Data.UpdatedAt
	}
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	// Escaping for HTML would make a route or a query unreadable for nothing: this is served as application/json.
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(message); err != nil {
		return nil, fmt.Errorf("encode finding: %w", err)
	}
	return bytes.TrimRight(body.Bytes(), "\n"), nil
}

func dataOf(f *apierror.Finding) data {
	subject := &f.Subject
	return data{
		ID:         untrusted.Text(f.ID, shortText),
		Kind:       untrusted.Text(string(f.Kind), shortText),
		Name:       untrusted.Text(f.Name, shortText),
		Status:     untrusted.Text(string(f.Status), shortText),
		Severity:   f.Severity.String(),
		Summary:    untrusted.Text(f.Summary, mediumText),
		StartedAt:  instant(f.StartedAt),
		UpdatedAt:  instant(f.UpdatedAt),
		Count:      f.Count,
		Confidence: finite(f.Confidence),
		Rationale:  untrusted.Text(f.Rationale, longText),
		Evidence:   untrusted.Evidence(f.Evidence, maxEvidence),
		Covers:     covers(f.Covers),
		TraceID:    f.TraceID.String(),
		SpanID:     f.SpanID.String(),
		Service:    untrusted.Text(subject.Service, shortText),
		Route:      untrusted.Text(subject.Route, shortText),
		RPCMethod:  untrusted.Text(subject.RPCMethod, shortText),
		Category:   untrusted.Text(string(subject.Category), shortText),
		Reason:     untrusted.Text(subject.Reason, shortText),
		Origin:     untrusted.Text(string(subject.Origin), shortText),
		Actor:      actorOf(subject.Actor),
		Security:   securityOf(subject),
		Business:   businessOf(&subject.Business),
	}
}

func actorOf(a apierror.Actor) *actor {
	if a.IsZero() {
		return nil
	}
	return &actor{ID: untrusted.Text(a.ID, shortText), Type: untrusted.Text(string(a.Type), shortText)}
}

func securityOf(subject *apierror.Subject) *security {
	if len(subject.Signals) == 0 && len(subject.References) == 0 {
		return nil
	}
	return &security{Signals: texts(subject.Signals), References: texts(subject.References)}
}

func businessOf(b *apierror.Business) *business {
	if b.IsZero() {
		return nil
	}
	encoded := &business{
		Process:     untrusted.Text(b.Process, shortText),
		Owner:       untrusted.Text(b.Owner, shortText),
		Criticality: untrusted.Text(string(b.Criticality), shortText),
		Impact:      untrusted.Text(string(b.Impact), shortText),
		Currency:    untrusted.Text(b.Currency, shortText),
		Partner:     untrusted.Text(b.Partner, shortText),
		Rationale:   untrusted.Text(b.Rationale, longText),
	}
	if b.Currency != "" {
		value := finite(b.ValueAtRisk)
		encoded.ValueAtRisk = &value
		encoded.Cost = finite(b.Cost)
	}
	if b.Partner != "" {
		encoded.SLABreached = &b.SLABreached
	}
	return encoded
}

func instant(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339Nano)
}

func finite(number float64) float64 {
	if math.IsNaN(number) || math.IsInf(number, 0) {
		return 0
	}
	return number
}
