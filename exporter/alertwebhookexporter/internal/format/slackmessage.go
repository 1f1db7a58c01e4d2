package format

import "strings"

// What a message may have, in characters: https://docs.slack.dev/reference/block-kit/blocks/header-block, …/section-block,
// …/context-block, https://docs.slack.dev/reference/methods/chat.postMessage. It may have 50 blocks; a title, a name and a text for
// each of the sections in maxSlackText, and the links are fewer.
const (
	maxSlackHeader   = 150
	maxSlackSection  = 3000
	maxSlackFallback = 3000
	// A message of more than about 13,000 characters in blocks is refused as msg_blocks_too_long.
	maxSlackText     = 11_000
	maxSlackSections = 20
)

type slackMessage struct {
	Channel  string `json:"channel,omitempty"`
	ThreadTS string `json:"thread_ts,omitempty"`
	TS       string `json:"ts,omitempty"`

	Text   string       `json:"text"` // for the notification of a phone
	Blocks []slackBlock `json:"blocks"`

	// A preview would fetch what an attacker names.
	UnfurlLinks    *bool `json:"unfurl_links,omitempty"`
	UnfurlMedia    *bool `json:"unfurl_media,omitempty"`
	ReplyBroadcast bool  `json:"reply_broadcast,omitempty"`
}

type slackBlock struct {
	Type     string      `json:"type"`
	Text     *slackText  `json:"text,omitempty"`
	Elements []slackText `json:"elements,omitempty"`
}

// slackText is plain_text wherever a value is in it: no mention, link or markup is read from that, and what is copied of it is the
// value.
type slackText struct {
	Type  string `json:"type"`
	Text  string `json:"text"`
	Emoji *bool  `json:"emoji,omitempty"`
	// Verbatim keeps mrkdwn from making links of its own.
	Verbatim bool `json:"verbatim,omitempty"`
}

func slackPlain(text string) *slackText {
	return &slackText{Type: "plain_text", Text: text, Emoji: new(bool)}
}

func slackMessageOf(m *Message) *slackMessage {
	body := &slackMessage{
		Text:        fitLine(m.Text.Title, maxSlackFallback, inUTF16, escapeSlack),
		Blocks:      []slackBlock{{Type: "header", Text: slackPlain(fitLine(m.Text.Title, maxSlackHeader, inUTF16, escapeSlack))}},
		UnfurlLinks: new(bool), UnfurlMedia: new(bool),
	}
	sections := m.Text.Sections[:min(len(m.Text.Sections), maxSlackSections)]
	for _, part := range partsOf(sections, maxSlackText, maxSlackSection, inUTF16, escapeSlack) {
		body.Blocks = append(body.Blocks,
			slackBlock{Type: "context", Elements: []slackText{*slackPlain(part.name)}},
			slackBlock{Type: "section", Text: slackPlain(part.text)})
	}
	if links := slackLinksOf(m); links != "" {
		body.Blocks = append(body.Blocks, slackBlock{Type: "context", Elements: []slackText{{Type: "mrkdwn", Text: links, Verbatim: true}}})
	}
	return body
}

func slackLinksOf(m *Message) string {
	links := make([]string, 0, maxShownLinks)
	left := maxSlackSection
	for _, link := range linksOf(&m.Text) {
		// In the name nothing but these three and | has a meaning that reaches beyond it.
		name := strings.ReplaceAll(fitLine(link.Name, maxLinkName, inUTF16, escapeSlack), "|", "¦")
		written := "<" + strings.ReplaceAll(link.URL, "&", "&amp;") + "|" + name + ">"
		if left -= unit(inUTF16).of(written) + len(" · "); left < 0 {
			break
		}
		links = append(links, written)
	}
	return strings.Join(links, " · ")
}
