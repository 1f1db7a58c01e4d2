package format

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"go.opentelemetry.io/collector/config/configopaque"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// What is taken depends on the site and is told in headers: https://developer.atlassian.com/cloud/jira/platform/rate-limiting. A
// notification is up to four requests.
var jiraLimits = Limits{PerSecond: 5, Burst: 10}

// JiraConfig is of a project of Jira Cloud. The endpoint is the site, such as https://acme.atlassian.net.
type JiraConfig struct {
	// Project is its key.
	Project string `mapstructure:"project"`
	// IssueType is the name of one of the project's; Task unless given.
	IssueType string `mapstructure:"issue_type"`
	// User and Token, an account's address and API token, are for where neither headers nor auth of the destination say who we are.
	User  string              `mapstructure:"user"`
	Token configopaque.String `mapstructure:"token"`
	// ResolveTransition is the name of the transition that a resolved issue makes; "" for none: then a comment tells.
	ResolveTransition string `mapstructure:"resolve_transition"`
}

var jiraProject = regexp.MustCompile(`^[A-Z][A-Z0-9_]{1,254}$`)

// Check reports what is wrong, by key.
func (cfg *JiraConfig) Check() []error {
	var errs []error
	if !jiraProject.MatchString(cfg.Project) {
		errs = append(errs, fmt.Errorf("project: %q: must be a project's key, such as OPS: upper-case letters, digits and '_', the first a letter",
			cfg.Project))
	}
	switch {
	case cfg.User != "":
		errs = append(errs, checkCredential("token", cfg.Token)...)
		if strings.ContainsAny(cfg.User, ":\r\n") {
			errs = append(errs, fmt.Errorf("user: %q: must be an account's address, without ':'", cfg.User))
		}
	case cfg.Token != "":
		errs = append(errs, errors.New("user: missing: with token the account's address is needed, such as bot@acme.example"))
	}
	return errs
}

// DefaultEndpoint is none: a site's URL only the user knows.
func (*JiraConfig) DefaultEndpoint() string { return "" }

type jira struct {
	endpoint string
	cfg      JiraConfig
}

func newJira(endpoint string, cfg *JiraConfig) Format {
	j := &jira{endpoint: strings.TrimSuffix(endpoint, "/"), cfg: *cfg}
	if j.cfg.IssueType == "" {
		j.cfg.IssueType = "Task"
	}
	return j
}

// Next first looks for the issue that is open: the one of the receipt, or else by the group's label, so that a crash between creating
// an issue and keeping its key makes no second one. It comments on that, or creates it. What is resolved is commented on and moved.
func (j *jira) Next(m *Message, answers []Answer) (*Request, error) {
	steps := jiraSteps{left: answers}
	issue, request, err := j.find(m, &steps)
	if request != nil || err != nil {
		return request, err
	}
	resolved := m.Status() == apierror.StatusResolved
	if issue == "" {
		if resolved || steps.taken() {
			return nil, nil //nolint:nilnil // closed by somebody, or just created
		}
		return j.request(methodPost, "/issue", j.issueOf(m))
	}
	if !steps.taken() {
		return j.request(methodPost, "/issue/"+issue+"/comment", jiraComment{Body: documentOf(&m.Text, true)})
	}
	if !resolved || j.cfg.ResolveTransition == "" {
		return nil, nil //nolint:nilnil // all is said
	}
	listed := steps.next()
	if listed == nil {
		return j.request(methodGet, "/issue/"+issue+"/transitions", nil)
	}
	if steps.taken() {
		return nil, nil //nolint:nilnil // all is said
	}
	return j.transition(issue, listed)
}

// find gives the issue that is open, "" if there is none; or the request that is needed to know.
func (j *jira) find(m *Message, steps *jiraSteps) (string, *Request, error) {
	if issue := jiraReceipt(m); issue != "" {
		answer := steps.next()
		if answer == nil {
			// The index that searches use may not have it yet; this is up to date.
			request, err := j.request(methodGet, "/issue/"+issue+"?fields=status", nil)
			return "", request, err
		}
		if jiraOpen(answer) != "" {
			return issue, nil, nil
		}
	}
	answer := steps.next()
	if answer == nil {
		request, err := j.request(methodPost, "/search/jql", jiraSearch{
			JQL: fmt.Sprintf(`project = %q AND labels = %q AND statusCategory != Done ORDER BY created DESC`, j.cfg.Project, jiraLabel(m)),
			// Of more than one, which somebody has labelled, the newest is as good as any.
			MaxResults: 1, Fields: []string{"status"},
		})
		return "", request, err
	}
	var found struct {
		Issues []json.RawMessage `json:"issues"`
	}
	if err := json.Unmarshal(answer.Body, &found); err != nil || found.Issues == nil {
		return "", nil, errors.New("jira: the answer to a search has no issues in it: is the endpoint the site's URL, such as https://acme.atlassian.net?")
	}
	if len(found.Issues) == 0 {
		return "", nil, nil
	}
	return jiraOpen(&Answer{Status: statusOK, Body: found.Issues[0]}), nil, nil
}

func (j *jira) transition(issue string, listed *Answer) (*Request, error) {
	var found struct {
		Transitions []struct {
			ID   string `json:"id"`
			Name string `json:"name"`
		} `json:"transitions"`
	}
	_ = json.Unmarshal(listed.Body, &found) // Judge has read it
	for _, transition := range found.Transitions {
		if strings.EqualFold(transition.Name, j.cfg.ResolveTransition) && jiraNumber.MatchString(transition.ID) {
			return j.request(methodPost, "/issue/"+issue+"/transitions", jiraTransition{Transition: jiraID{ID: transition.ID}})
		}
	}
	return nil, fmt.Errorf("jira::resolve_transition: %q: the issue has no transition of this name where it stands: it was commented on and stays open",
		j.cfg.ResolveTransition)
}

func (j *jira) request(method, path string, body any) (*Request, error) {
	request := &Request{Method: method, URL: j.endpoint + "/rest/api/3" + path, Header: []Header{{Name: "Accept", Value: contentTypeJSON}}}
	if body != nil {
		encoded, err := marshal(body)
		if err != nil {
			return nil, err
		}
		request.Body = encoded
		request.Header = append(request.Header, Header{Name: "Content-Type", Value: contentTypeJSON})
	}
	if j.cfg.User != "" {
		basic := base64.StdEncoding.EncodeToString([]byte(j.cfg.User + ":" + string(j.cfg.Token)))
		request.Header = append(request.Header, Header{Name: "Authorization", Value: "Basic " + basic})
	}
	return request, nil
}

// Receipt is the key of the issue, until nothing of the group fires: what comes then is another issue.
func (j *jira) Receipt(m *Message, answers []Answer) string {
	if m.Status() == apierror.StatusResolved {
		return ""
	}
	steps := jiraSteps{left: answers}
	issue, request, err := j.find(m, &steps)
	if request != nil || err != nil {
		return ""
	}
	if issue != "" {
		return issue
	}
	if created := steps.next(); created != nil {
		return jiraKeyOf(created)
	}
	return ""
}

// jiraReceipt is the key that was kept. What begins anew has an issue of its own.
func jiraReceipt(m *Message) string {
	if m.Cause == notification.CauseOpened || !jiraKey.MatchString(m.Receipt) {
		return ""
	}
	return m.Receipt
}

// jiraSteps goes through the answers in the order of the requests.
type jiraSteps struct{ left []Answer }

func (s *jiraSteps) next() *Answer {
	if len(s.left) == 0 {
		return nil
	}
	answer := &s.left[0]
	s.left = s.left[1:]
	return answer
}

func (s *jiraSteps) taken() bool { return s.next() != nil }
