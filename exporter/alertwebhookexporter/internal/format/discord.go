package format

import (
	"encoding/json"
	"math"
	"net/url"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// The limit is told in headers and not published but as an example; what webhooks are held to in practice is 5 requests in 2 seconds
// and 30 a minute in a channel: https://docs.discord.com/developers/topics/rate-limits.
var discordLimits = Limits{PerSecond: 0.5, Burst: 5}

// What an embed may have, in characters: https://docs.discord.com/developers/resources/message#embed-object-embed-limits.
const (
	maxDiscordTitle       = 256
	maxDiscordDescription = 4096
	maxDiscordField       = 1024
	maxDiscordFields      = 25
	maxDiscordTotal       = 6000
)

// DiscordConfig has no options: the endpoint is the webhook's URL.
type DiscordConfig struct{}

// Check reports nothing.
func (*DiscordConfig) Check() []error { return nil }

// DefaultEndpoint is none: a webhook's URL only the user knows.
func (*DiscordConfig) DefaultEndpoint() string { return "" }

type discord struct {
	byStatus
	endpoint string
}

func newDiscord(endpoint string, _ *DiscordConfig) Format {
	// Without wait=true a message that is not saved is answered with a success.
	if parsed, err := url.Parse(endpoint); err == nil {
		query := parsed.Query()
		query.Set("wait", "true")
		parsed.RawQuery = query.Encode()
		endpoint = parsed.String()
	}
	return &discord{endpoint: endpoint}
}

type discordMessage struct {
	Embeds []discordEmbed `json:"embeds"`
	// AllowedMentions with nothing to parse rings nobody, whatever the text has.
	AllowedMentions discordMentions `json:"allowed_mentions"`
}

type discordMentions struct {
	Parse []string `json:"parse"`
}

type discordEmbed struct {
	Title       string         `json:"title"`
	Description string         `json:"description,omitempty"`
	Color       int            `json:"color"`
	Fields      []discordField `json:"fields,omitempty"`
	Timestamp   string         `json:"timestamp,omitempty"`
}

type discordField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

func (d *discord) Next(m *Message, answers []Answer) (*Request, error) {
	if len(answers) > 0 {
		return nil, nil //nolint:nilnil // all is said
	}
	body, err := marshal(discordMessage{Embeds: []discordEmbed{discordEmbedOf(m)}, AllowedMentions: discordMentions{Parse: []string{}}})
	if err != nil {
		return nil, err
	}
	return post(d.endpoint, contentTypeJSON, body), nil
}

// discordEmbedOf has what happens as the description, and every other section as a field.
func discordEmbedOf(m *Message) discordEmbed {
	embed := discordEmbed{
		Title: fitLine(m.Text.Title, maxDiscordTitle, inUTF16, escapeDiscord),
		Color: discordColor(m), Timestamp: instant(m.At),
	}
	size := unit(inUTF16)
	left := maxDiscordTotal - size.of(embed.Title)
	links := discordLinksOf(m)
	if links != "" {
		left -= size.of(links) + size.of(discordLinksName)
	}
	sections := m.Text.Sections
	if len(sections) > 0 {
		embed.Description = fit(strings.Join(sections[0].Lines, "\n"), min(maxDiscordDescription, left/2), size, escapeDiscord)
		left -= size.of(embed.Description)
		sections = sections[1:]
	}
	for _, part := range partsOf(sections[:min(len(sections), maxDiscordFields-1)], left, maxDiscordField, size, escapeDiscord) {
		embed.Fields = append(embed.Fields, discordField{Name: part.name, Value: part.text})
	}
	if links != "" {
		embed.Fields = append(embed.Fields, discordField{Name: discordLinksName, Value: links})
	}
	return embed
}

const discordLinksName = "Links"

func discordLinksOf(m *Message) string {
	links := make([]string, 0, maxShownLinks)
	left := maxDiscordField
	for _, link := range linksOf(&m.Text) {
		target := strings.NewReplacer("(", "%28", ")", "%29").Replace(link.URL)
		written := "[" + fitLine(link.Name, maxLinkName, inUTF16, escapeDiscord) + "](" + target + ")"
		if left -= unit(inUTF16).of(written) + len(" · "); left < 0 {
			break
		}
		links = append(links, written)
	}
	return strings.Join(links, " · ")
}

func discordColor(m *Message) int {
	if m.Status() == apierror.StatusResolved {
		return 0x2eb886
	}
	switch m.Leading().Severity {
	case apierror.SeverityCritical:
		return 0x8b0000
	case apierror.SeverityHigh:
		return 0xd93f0b
	case apierror.SeverityMedium:
		return 0xf2c744
	}
	return 0x439fe0
}

// Judge reads how long to wait from the body of a 429, and that a webhook was deleted from that of a 404:
// https://docs.discord.com/developers/topics/opcodes-and-status-codes#json (10015: unknown webhook).
func (*discord) Judge(_ *Request, answer *Answer) Judgement {
	var said struct {
		Code       int     `json:"code"`
		RetryAfter float64 `json:"retry_after"`
	}
	// What cannot be read says nothing more than the status.
	_ = json.Unmarshal(answer.Body, &said)
	switch {
	case answer.Status == statusTooManyRequests:
		return Judgement{Outcome: OutcomeRetry, Reason: "rate_limited", RetryAfter: seconds(said.RetryAfter)}
	case answer.Status == statusNotFound && said.Code == 10015:
		return Judgement{Outcome: OutcomeDisabled, Reason: "unknown_webhook"}
	}
	return Judgement{}
}

// longestWait is where a service's wish stops being one.
const longestWait = 24 * time.Hour

// seconds is 0 for what nobody can mean.
func seconds(number float64) time.Duration {
	if math.IsNaN(number) || number <= 0 || number > longestWait.Seconds() {
		return 0
	}
	return time.Duration(number * float64(time.Second))
}
