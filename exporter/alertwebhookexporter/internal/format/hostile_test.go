package format

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
)

// attacks are what a value has that wants to be more than one.
var attacks = []string{
	"<!channel>", "<!here|x>", "<@U123>", "<#C1>", "<https://evil.example|click>", "[click](https://evil.example)", "@everyone", "@here", "<@&1>",
	"<at>U1</at>", "*b*", "_i_", "~s~", "`c`", "```", "&lt;!channel&gt;", "&", "<", ">", "\\", "\"", "|", "||s||", ":fire:", "{{DATE(2017-02-14T06:00:00Z)}}",
	"<script>alert(1)</script>", "[~admin]", "!https://evil.example/x.png!", "\u202e", "\x00", "\xff", "\xf0\x9f", "\u2028", "🙂", "👩\u200d👧", "e\u0301", "漢",
	"\n", "\n> q", "\n# h", "\n- x", "\n1. x", "\t", " ", "x", "orders", "://", "HTTP://evil.example", "<t:1:R>", "</x:1>", "\r\nX-Header: 1",
}

func hostileText(random *rand.Rand, length int) string {
	var text strings.Builder
	for range random.IntN(length) {
		text.WriteString(attacks[random.IntN(len(attacks))])
	}
	return text.String()
}

// hostileMessage has more of everything than package content would give.
func hostileMessage(random *rand.Rand, receipt string) *Message {
	all := samples()
	m := messageOf(all[[]string{"firing", "worsened", "resolved", "grouped", "hostile", "full"}[random.IntN(6)]])
	m.Receipt = receipt
	m.Text = content.Text{Title: "x" + hostileText(random, 400)}
	for range random.IntN(40) {
		section := content.Section{Name: hostileText(random, 60)}
		for range random.IntN(20) {
			section.Lines = append(section.Lines, hostileText(random, 1<<random.IntN(11)))
		}
		m.Text.Sections = append(m.Text.Sections, section)
	}
	for range random.IntN(12) {
		m.Text.Links = append(m.Text.Links, content.Link{
			Name: hostileText(random, 60),
			URL: []string{
				"https://tempo.example/trace/1?a=(b)&c=d", "javascript:alert(1)", "https://evil.example/>|x", "https://x/" + strings.Repeat("y", 1900),
				"https://x y", "//x", "https://evil.example/ü", "ftp://x/y", "https://x/`", "http://ok.example", "https://x/\n",
			}[random.IntN(11)],
		})
	}
	f := &m.Alerts[0].Finding
	f.Subject.Service, f.Subject.Route, f.Subject.Reason, f.Name = hostileText(random, 400), hostileText(random, 400), hostileText(random, 40), hostileText(random, 9)
	return m
}

// live are the forms of a mention or a link in each service's markup, looked for in every text that is read as markup.
var (
	liveSlack   = regexp.MustCompile(`[<>]|&(?:[^alg]|$)`)
	liveDiscord = regexp.MustCompile(`@(?:everyone|here)|(?:^|[^\\])(?:\\\\)*[<\[*_~|` + "`" + `]|://`)
)

func TestEveryServiceIsWithinItsLimits(t *testing.T) {
	checks := map[string]func(*testing.T, *Request){
		"slack": checkSlack, "teams": checkTeams, "discord": checkDiscord, "pagerduty": checkPagerDuty, "opsgenie": checkOpsgenie, "jsm": checkOpsgenie,
		"jira": checkJira, "splunk_hec": checkSplunk,
	}
	for service, is := range services {
		t.Run(service, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2))
			messages := []*Message{messageOf(samples()["hostile"]), messageOf(samples()["full"]), messageOf(samples()["grouped"])}
			for range 20 {
				messages = append(messages, hostileMessage(random, is.receipt))
			}
			for _, m := range messages {
				requests, _ := told(t, is.format(), m, is.answer)
				for _, request := range requests {
					for _, header := range request.Header {
						assert.NotContains(t, header.Value, "\n")
					}
					assert.LessOrEqual(t, len(request.Body), 1<<20)
					if request.Body != nil {
						checks[service](t, request)
					}
				}
			}
		})
	}
}

func units(text string) int { return len(utf16.Encode([]rune(text))) }

func read[T any](t *testing.T, request *Request) T {
	t.Helper()
	var body T
	require.NoError(t, json.Unmarshal(request.Body, &body))
	return body
}

func checkSlack(t *testing.T, request *Request) {
	t.Helper()
	body := read[slackMessage](t, request)
	assert.LessOrEqual(t, len(body.Blocks), 50)
	assert.NotRegexp(t, liveSlack, body.Text)
	all := 0
	for _, block := range body.Blocks {
		texts := block.Elements
		if block.Text != nil {
			texts = append(texts, *block.Text)
		}
		require.NotEmpty(t, texts)
		for _, text := range texts {
			limit := 3000
			if block.Type == "header" {
				limit = 150
			}
			assert.NotEmpty(t, text.Text)
			assert.LessOrEqual(t, units(text.Text), limit)
			all += units(text.Text)
			if text.Type == "plain_text" {
				assert.NotRegexp(t, liveSlack, text.Text)
				continue
			}
			assert.True(t, text.Verbatim)
			for link := range strings.SplitSeq(text.Text, " · ") {
				assert.Regexp(t, `^<https?://[!-;=?-{}~]+\|[^<>|]+>$`, link)
				assert.NotContains(t, link, "evil.example|")
			}
		}
	}
	assert.LessOrEqual(t, all, 15_000)
}

func checkTeams(t *testing.T, request *Request) {
	t.Helper()
	assert.LessOrEqual(t, len(request.Body), 28<<10)
	assert.NotContains(t, string(request.Body), `"TextBlock"`, "it is read as Markdown")
	assert.NotContains(t, string(request.Body), "<at>")
	assert.NotContains(t, string(request.Body), "{{")
	assert.NotContains(t, string(request.Body), `"entities"`)
	body := read[teamsMessage](t, request)
	assert.NotEmpty(t, body.Attachments[0].Content.Body[0].Items[0].Inlines[0].Text)
	for _, action := range body.Attachments[0].Content.Actions {
		assert.Regexp(t, `^https?://`, action.URL)
	}
}

func checkDiscord(t *testing.T, request *Request) {
	t.Helper()
	assert.Contains(t, string(request.Body), `"allowed_mentions":{"parse":[]}`)
	embed := read[discordMessage](t, request).Embeds[0]
	assert.LessOrEqual(t, units(embed.Title), 256)
	assert.LessOrEqual(t, units(embed.Description), 4096)
	assert.LessOrEqual(t, len(embed.Fields), 25)
	assert.NotRegexp(t, liveDiscord, embed.Title)
	assert.NotRegexp(t, liveDiscord, embed.Description)
	all := units(embed.Title) + units(embed.Description)
	for _, field := range embed.Fields {
		assert.NotEmpty(t, field.Name)
		assert.NotEmpty(t, field.Value)
		assert.LessOrEqual(t, units(field.Name), 256)
		assert.LessOrEqual(t, units(field.Value), 1024)
		all += units(field.Name) + units(field.Value)
		assert.NotRegexp(t, liveDiscord, field.Name)
		if field.Name != discordLinksName {
			assert.NotRegexp(t, liveDiscord, field.Value)
		}
	}
	assert.LessOrEqual(t, all, 6000)
}

func checkPagerDuty(t *testing.T, request *Request) {
	t.Helper()
	assert.LessOrEqual(t, len(request.Body), 512<<10)
	event := read[pagerDutyEvent](t, request)
	assert.LessOrEqual(t, units(event.Payload.Summary), 1024)
	assert.NotContains(t, event.Payload.Summary, "\n")
	assert.NotEmpty(t, event.Payload.Summary)
	assert.NotEmpty(t, event.Payload.Source)
	assert.LessOrEqual(t, len(event.DedupKey), 255)
	var details map[string]string
	require.NoError(t, json.Unmarshal(event.Payload.CustomDetails, &details))
	for _, text := range details {
		assert.NotContains(t, text, "://")
	}
}

func checkOpsgenie(t *testing.T, request *Request) {
	t.Helper()
	if request.Method == http.MethodPut {
		return
	}
	if note := read[opsgenieNote](t, request); note.Note != "" {
		assert.LessOrEqual(t, units(note.Note), 25_000)
		assert.NotContains(t, note.Note, "<")
		return
	}
	alert := read[opsgenieAlert](t, request)
	assert.NotEmpty(t, alert.Message)
	assert.LessOrEqual(t, units(alert.Message), 130)
	assert.LessOrEqual(t, units(alert.Description), 15_000)
	assert.NotContains(t, alert.Description, "<")
	assert.LessOrEqual(t, units(alert.Entity), 512)
	assert.LessOrEqual(t, len(alert.Alias), 512)
	all := 0
	for name, value := range alert.Details {
		all += units(name) + units(value)
	}
	assert.LessOrEqual(t, all, 8000)
	for _, tag := range alert.Tags {
		assert.LessOrEqual(t, units(tag), 50)
	}
}

func checkJira(t *testing.T, request *Request) {
	t.Helper()
	if strings.HasSuffix(request.URL, "/search/jql") {
		search := read[jiraSearch](t, request)
		assert.Regexp(t, `^project = "OPS" AND labels = "apierror-[0-9a-z]+" AND statusCategory != Done ORDER BY created DESC$`, search.JQL)
		return
	}
	issue, comment := read[jiraCreate](t, request), read[jiraComment](t, request)
	document := comment.Body
	if issue.Fields.Description != nil {
		document = issue.Fields.Description
		assert.LessOrEqual(t, units(issue.Fields.Summary), 255)
		assert.NotContains(t, issue.Fields.Summary, "\n")
	}
	if document == nil {
		assert.Contains(t, request.URL, "/transitions")
		return
	}
	encoded, err := marshal(document)
	require.NoError(t, err)
	assert.LessOrEqual(t, len(encoded), 32_767)
	var walk func(node jiraNode)
	walk = func(node jiraNode) {
		assert.Contains(t, []string{"paragraph", "heading", "text", "hardBreak"}, node.Type)
		assert.Equal(t, node.Type == "text", node.Text != "", "a text node may not be empty")
		for _, inner := range node.Content {
			walk(inner)
		}
	}
	for _, node := range document.Content {
		walk(node)
	}
}

func checkSplunk(t *testing.T, request *Request) {
	t.Helper()
	assert.LessOrEqual(t, len(request.Body), 1_000_000)
	decoder := json.NewDecoder(strings.NewReader(string(request.Body)))
	for decoder.More() {
		var event splunkEvent
		require.NoError(t, decoder.Decode(&event))
		assert.Equal(t, "apierror:finding", event.SourceType)
	}
}
