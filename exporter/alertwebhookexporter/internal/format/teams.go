package format

import (
	"bytes"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Four requests a second: https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using.
var teamsLimits = Limits{PerSecond: 4, Burst: 4}

const (
	// maxTeams bounds a message in bytes, all of it: https://learn.microsoft.com/en-us/microsoftteams/limits-specifications-teams.
	maxTeams = 28 << 10

	maxTeamsTitle = 250
	maxTeamsText  = 16 << 10
	maxTeamsPart  = 4 << 10
)

// TeamsConfig has no options: the endpoint is the URL of a workflow that posts when a webhook request is received.
type TeamsConfig struct{}

// Check reports nothing.
func (*TeamsConfig) Check() []error { return nil }

// DefaultEndpoint is none: a workflow's URL only the user knows.
func (*TeamsConfig) DefaultEndpoint() string { return "" }

type teams struct {
	byStatus
	endpoint string
}

func newTeams(endpoint string, _ *TeamsConfig) Format { return &teams{endpoint: endpoint} }

type teamsMessage struct {
	Type        string            `json:"type"`
	Attachments []teamsAttachment `json:"attachments"`
}

type teamsAttachment struct {
	ContentType string    `json:"contentType"`
	Content     teamsCard `json:"content"`
}

// teamsCard is of version 1.2, the newest that Teams shows on phones.
type teamsCard struct {
	Schema  string         `json:"$schema"`
	Type    string         `json:"type"`
	Version string         `json:"version"`
	Body    []teamsElement `json:"body"`
	Actions []teamsAction  `json:"actions,omitempty"`
	MSTeams teamsWidth     `json:"msteams"`
}

type teamsWidth struct {
	Width string `json:"width"`
}

type teamsElement struct {
	Type    string         `json:"type"`
	Style   string         `json:"style,omitempty"`
	Spacing string         `json:"spacing,omitempty"`
	Items   []teamsElement `json:"items,omitempty"`
	Inlines []teamsRun     `json:"inlines,omitempty"`
}

type teamsRun struct {
	Type   string `json:"type"`
	Text   string `json:"text"`
	Weight string `json:"weight,omitempty"`
	Size   string `json:"size,omitempty"`
}

type teamsAction struct {
	Type  string `json:"type"`
	Title string `json:"title"`
	URL   string `json:"url"`
}

func (t *teams) Next(m *Message, answers []Answer) (*Request, error) {
	if len(answers) > 0 {
		return nil, nil //nolint:nilnil // all is said
	}
	body, err := within(maxTeams, maxTeamsText, func(budget int) any {
		return teamsMessage{Type: "message", Attachments: []teamsAttachment{{
			ContentType: "application/vnd.microsoft.card.adaptive", Content: teamsCardOf(m, budget),
		}}}
	})
	if err != nil {
		return nil, err
	}
	return post(t.endpoint, contentTypeJSON, body), nil
}

func teamsCardOf(m *Message, budget int) teamsCard {
	card := teamsCard{
		Schema: "http://adaptivecards.io/schemas/adaptive-card.json", Type: "AdaptiveCard", Version: "1.2",
		Body: []teamsElement{{Type: "Container", Style: teamsStyle(m), Items: []teamsElement{
			teamsRich(teamsRun{Text: fitLine(m.Text.Title, maxTeamsTitle, inUTF16, escapeTeams), Weight: "Bolder", Size: "Medium"}),
		}}},
		MSTeams: teamsWidth{Width: "Full"},
	}
	for _, part := range partsOf(m.Text.Sections, budget, maxTeamsPart, inBytes, escapeTeams) {
		text := teamsRich(teamsRun{Text: part.text})
		text.Spacing = "None"
		card.Body = append(card.Body, teamsRich(teamsRun{Text: part.name, Weight: "Bolder"}), text)
	}
	for _, link := range linksOf(&m.Text) {
		card.Actions = append(card.Actions, teamsAction{
			Type: "Action.OpenUrl", Title: fitLine(link.Name, maxLinkName, inUTF16, escapeTeams), URL: link.URL,
		})
	}
	return card
}

// teamsRich is for values: other than a TextBlock, a RichTextBlock reads no Markdown, and what is copied of it is the value.
// https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/text-features
func teamsRich(run teamsRun) teamsElement {
	run.Type = "TextRun"
	return teamsElement{Type: "RichTextBlock", Inlines: []teamsRun{run}}
}

// escapeTeams keeps <at> from being a mention, and {{DATE(…)}} from being computed.
func escapeTeams(r rune) string {
	if r == '<' || r == '{' {
		return string(r) + zeroWidthSpace
	}
	return string(r)
}

func teamsStyle(m *Message) string {
	if m.Status() == apierror.StatusResolved {
		return "good"
	}
	switch m.Leading().Severity {
	case apierror.SeverityCritical, apierror.SeverityHigh:
		return "attention"
	case apierror.SeverityMedium:
		return "warning"
	}
	return "accent"
}

// Judge reads what a connector's webhook says with a status of 200 where Teams did not take the card.
func (*teams) Judge(_ *Request, answer *Answer) Judgement {
	if answer.Status != statusOK || !bytes.Contains(answer.Body, []byte("Webhook message delivery failed")) {
		return Judgement{}
	}
	for _, passing := range []string{"HTTP error 429", "HTTP error 408", "HTTP error 5"} {
		if bytes.Contains(answer.Body, []byte(passing)) {
			return Judgement{Outcome: OutcomeRetry, Reason: "delivery_failed"}
		}
	}
	return Judgement{Outcome: OutcomeRejected, Reason: "delivery_failed"}
}
