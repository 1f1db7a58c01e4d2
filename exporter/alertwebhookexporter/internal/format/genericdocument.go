package format

// genericDocument is the generic payload. The order of its fields is that of the bytes, which receivers may have hashed.
type genericDocument struct {
	Type      string      `json:"type"`
	Version   string      `json:"version"`
	Timestamp string      `json:"timestamp"`
	Data      genericData `json:"data"`

	Cause     string          `json:"cause,omitempty"`
	Group     *genericGroup   `json:"group,omitempty"`
	Changes   *genericChanges `json:"changes,omitempty"`
	Message   *genericMessage `json:"message,omitempty"`
	Generator string          `json:"generator,omitempty"`
}

// genericData is the finding that the notification is mostly about.
type genericData struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Name     string `json:"name,omitempty"`
	Status   string `json:"status"`
	Severity string `json:"severity"`
	Summary  string `json:"summary,omitempty"`

	StartedAt string `json:"started_at,omitempty"`
	UpdatedAt string `json:"updated_at,omitempty"`
	EndedAt   string `json:"ended_at,omitempty"`
	// DurationSeconds is from the first to the last event of what is resolved.
	DurationSeconds *float64 `json:"duration_seconds,omitempty"`
	Count           int64    `json:"count,omitempty"`

	Confidence float64        `json:"confidence,omitempty"`
	Rationale  string         `json:"rationale,omitempty"`
	Evidence   map[string]any `json:"evidence,omitempty"`
	Covers     []string       `json:"covers,omitempty"`

	TraceID string `json:"trace_id,omitempty"`
	SpanID  string `json:"span_id,omitempty"`

	Service   string `json:"service,omitempty"`
	Route     string `json:"route,omitempty"`
	RPCMethod string `json:"rpc_method,omitempty"`
	Tenant    string `json:"tenant,omitempty"`
	Category  string `json:"category,omitempty"`
	Reason    string `json:"reason,omitempty"`
	Origin    string `json:"origin,omitempty"`

	Actor    *genericActor    `json:"actor,omitempty"`
	Security *genericSecurity `json:"security,omitempty"`
	Business *genericBusiness `json:"business,omitempty"`
}

type genericActor struct {
	ID   string `json:"id"`
	Type string `json:"type,omitempty"`
}

type genericSecurity struct {
	Signals    []string `json:"signals,omitempty"`
	References []string `json:"references,omitempty"`
}

type genericBusiness struct {
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

// genericGroup is what the finding is told together with.
type genericGroup struct {
	ID       string         `json:"id"`
	Route    string         `json:"route,omitempty"`
	Labels   []genericLabel `json:"labels,omitempty"` // a list: their order is that of group_by
	Sequence uint64         `json:"sequence"`
	Firing   int            `json:"firing"`
	Resolved int            `json:"resolved"`
	Flood    bool           `json:"flood,omitempty"`
	// Total is of all of them; nil where there is one.
	Total *genericTotal `json:"total,omitempty"`
	// Alerts has the leading one too; none where there is no other.
	Alerts []genericAlert `json:"alerts,omitempty"`
}

type genericTotal struct {
	Situations  int      `json:"situations"`
	Events      int64    `json:"events"`
	ValueAtRisk *float64 `json:"value_at_risk,omitempty"`
	Cost        float64  `json:"cost,omitempty"`
	Currency    string   `json:"currency,omitempty"`
	Partial     bool     `json:"partial,omitempty"`
}

type genericLabel struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// genericAlert is the short form of a situation.
type genericAlert struct {
	ID          string   `json:"id"`
	Kind        string   `json:"kind"`
	Name        string   `json:"name,omitempty"`
	Status      string   `json:"status"`
	Severity    string   `json:"severity"`
	Summary     string   `json:"summary,omitempty"`
	StartedAt   string   `json:"started_at,omitempty"`
	EndedAt     string   `json:"ended_at,omitempty"`
	Count       int64    `json:"count,omitempty"`
	Service     string   `json:"service,omitempty"`
	Route       string   `json:"route,omitempty"`
	Tenant      string   `json:"tenant,omitempty"`
	Actor       string   `json:"actor,omitempty"`
	Process     string   `json:"process,omitempty"`
	ValueAtRisk *float64 `json:"value_at_risk,omitempty"`
	Currency    string   `json:"currency,omitempty"`
	PartOf      string   `json:"part_of,omitempty"`
	// News is set where the notification is sent because of it.
	News bool `json:"news,omitempty"`
}

// genericChanges says what of the finding is not as it was told last.
type genericChanges struct {
	Since       string                  `json:"since,omitempty"`
	Severity    *genericChange[string]  `json:"severity,omitempty"`
	Count       *genericChange[int64]   `json:"count,omitempty"`
	ValueAtRisk *genericChange[float64] `json:"value_at_risk,omitempty"`
	Cost        *genericChange[float64] `json:"cost,omitempty"`
}

type genericChange[T any] struct {
	From T `json:"from"`
	To   T `json:"to"`
}

// genericMessage is the notification in words for people.
type genericMessage struct {
	Title    string           `json:"title"`
	Sections []genericSection `json:"sections,omitempty"`
	Links    []genericLink    `json:"links,omitempty"`
}

type genericSection struct {
	Name  string   `json:"name"`
	Lines []string `json:"lines"`
}

type genericLink struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}
