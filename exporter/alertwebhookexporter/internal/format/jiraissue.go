package format

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
)

const (
	maxJiraSummary = 255
	// maxJiraDocument bounds a description or a comment in bytes of its document; Jira's 32,767 are of characters.
	maxJiraDocument = 32_767
	maxJiraText     = 16 << 10
	maxJiraPart     = 4 << 10
)

type jiraSearch struct {
	JQL        string   `json:"jql"`
	MaxResults int      `json:"maxResults"`
	Fields     []string `json:"fields"`
}

type jiraCreate struct {
	Fields jiraFields `json:"fields"`
}

type jiraFields struct {
	Project struct {
		Key string `json:"key"`
	} `json:"project"`
	IssueType struct {
		Name string `json:"name"`
	} `json:"issuetype"`
	Summary     string        `json:"summary"`
	Description *jiraDocument `json:"description"`
	Labels      []string      `json:"labels"`
}

type jiraComment struct {
	Body *jiraDocument `json:"body"`
}

type jiraTransition struct {
	Transition jiraID `json:"transition"`
}

type jiraID struct {
	ID string `json:"id"`
}

// jiraDocument is in Atlassian's document format, in whose text nodes nothing is markup, a mention or a link:
// https://developer.atlassian.com/cloud/jira/platform/apis/document/structure.
type jiraDocument struct {
	Version int        `json:"version"`
	Type    string     `json:"type"`
	Content []jiraNode `json:"content"`
}

type jiraNode struct {
	Type    string         `json:"type"`
	Attrs   map[string]int `json:"attrs,omitempty"`
	Text    string         `json:"text,omitempty"`
	Marks   []jiraMark     `json:"marks,omitempty"`
	Content []jiraNode     `json:"content,omitempty"`
}

type jiraMark struct {
	Type  string            `json:"type"`
	Attrs map[string]string `json:"attrs,omitempty"`
}

// jiraLabel is what an issue is found by again.
func jiraLabel(m *Message) string { return "apierror-" + m.Group.ID }

func (j *jira) issueOf(m *Message) jiraCreate {
	var issue jiraCreate
	fields := &issue.Fields
	fields.Project.Key, fields.IssueType.Name = j.cfg.Project, j.cfg.IssueType
	fields.Summary = fitLine(m.Text.Title, maxJiraSummary, inUTF16, nil)
	fields.Description = documentOf(&m.Text, false)
	fields.Labels = []string{"apierror", jiraLabel(m)}
	return issue
}

// documentOf has a title where it is a comment, which has no other.
func documentOf(text *content.Text, titled bool) *jiraDocument {
	for budget := maxJiraText; ; budget /= 2 {
		document := &jiraDocument{Version: 1, Type: "doc", Content: []jiraNode{}}
		if title := fitLine(text.Title, maxJiraSummary, inUTF16, nil); titled && title != "" {
			document.Content = append(document.Content, paragraph(jiraNode{Type: "text", Text: title, Marks: []jiraMark{{Type: "strong"}}}))
		}
		for _, part := range partsOf(text.Sections, budget, maxJiraPart, inBytes, nil) {
			document.Content = append(document.Content,
				jiraNode{Type: "heading", Attrs: map[string]int{"level": 3}, Content: []jiraNode{{Type: "text", Text: part.name}}},
				paragraph(brokenLines(part.text)...))
		}
		for _, link := range linksOf(text) {
			document.Content = append(document.Content, paragraph(jiraNode{
				Type: "text", Text: fitLine(link.Name, maxLinkName, inUTF16, nil),
				Marks: []jiraMark{{Type: "link", Attrs: map[string]string{"href": link.URL}}},
			}))
		}
		if encoded, err := marshal(document); budget == 0 || err == nil && len(encoded) <= maxJiraDocument {
			return document
		}
	}
}

func paragraph(nodes ...jiraNode) jiraNode { return jiraNode{Type: "paragraph", Content: nodes} }

// brokenLines are the lines of a text, none of which may be an empty node.
func brokenLines(text string) []jiraNode {
	var nodes []jiraNode
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			nodes = append(nodes, jiraNode{Type: "hardBreak"})
		}
		if line != "" {
			nodes = append(nodes, jiraNode{Type: "text", Text: line})
		}
	}
	return nodes
}
