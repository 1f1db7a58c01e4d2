package format

import (
	"encoding/json"
	"regexp"
)

// What Jira answers goes into paths.
var (
	jiraKey    = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,80}-\d{1,19}$`)
	jiraNumber = regexp.MustCompile(`^\d{1,19}$`)
)

type jiraIssueAnswer struct {
	Key    string `json:"key"`
	Fields struct {
		Status struct {
			Category struct {
				Key string `json:"key"`
			} `json:"statusCategory"`
		} `json:"status"`
	} `json:"fields"`
}

func jiraKeyOf(answer *Answer) string {
	var issue jiraIssueAnswer
	if json.Unmarshal(answer.Body, &issue) != nil || !jiraKey.MatchString(issue.Key) {
		return ""
	}
	return issue.Key
}

// jiraOpen is the key of an issue that is not done; "" for one that is, or is gone.
func jiraOpen(answer *Answer) string {
	var issue jiraIssueAnswer
	if answer.Status != statusOK || json.Unmarshal(answer.Body, &issue) != nil || issue.Fields.Status.Category.Key == "done" ||
		!jiraKey.MatchString(issue.Key) {
		return ""
	}
	return issue.Key
}

// Judge takes a 201 for what it says: what was created must not be created again because a proxy took its name away. It takes it that an issue is gone where Jira itself says so when it is asked for it, and an answer without what every answer of Jira's has for one of
// something that stands before it, such as a page to log in.
// https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes
func (*jira) Judge(request *Request, answer *Answer) Judgement {
	var said struct {
		ID            json.RawMessage   `json:"id"`
		Key           string            `json:"key"`
		Issues        []json.RawMessage `json:"issues"`
		Transitions   []json.RawMessage `json:"transitions"`
		ErrorMessages []string          `json:"errorMessages"`
	}
	readable := json.Unmarshal(answer.Body, &said) == nil
	switch answer.Status {
	case statusOK:
		if !readable || said.ID == nil && said.Key == "" && said.Issues == nil && said.Transitions == nil {
			return Judgement{Outcome: OutcomeRetry, Reason: reasonUnexpected}
		}
	case statusNotFound:
		if request.Method == methodGet && readable && len(said.ErrorMessages) > 0 {
			return Judgement{Outcome: OutcomeAccepted}
		}
	}
	return Judgement{}
}
