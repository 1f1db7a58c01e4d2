package format

import (
	"encoding/json"
)

// slackGone is what is said of a thread whose first message is gone.
var slackGone = []string{"thread_not_found", "cannot_reply_to_message"}

// What the Web API says in the body of a 200, and what follows: https://docs.slack.dev/reference/methods/chat.postMessage#errors and
// chat.update. All others are rejected.
var slackErrors = map[string]Outcome{
	"ratelimited":         OutcomeRetry,
	"rate_limited":        OutcomeRetry,
	"internal_error":      OutcomeRetry,
	"fatal_error":         OutcomeRetry,
	"request_timeout":     OutcomeRetry,
	"service_unavailable": OutcomeRetry,
	"team_added_to_org":   OutcomeRetry, // until the workspace has moved

	// The message to be updated is gone, or no longer ours to change; the thread has been told.
	"message_not_found":   OutcomeAccepted,
	"cant_update_message": OutcomeAccepted,
	"edit_window_closed":  OutcomeAccepted,
	slackGone[0]:          OutcomeAccepted, // and Next posts to the channel
	slackGone[1]:          OutcomeAccepted,

	"account_inactive":       OutcomeRejected,
	"channel_not_found":      OutcomeRejected,
	"invalid_auth":           OutcomeRejected,
	"invalid_blocks":         OutcomeRejected,
	"is_archived":            OutcomeRejected,
	"missing_scope":          OutcomeRejected,
	"msg_blocks_too_long":    OutcomeRejected,
	"msg_too_long":           OutcomeRejected,
	"not_authed":             OutcomeRejected,
	"not_in_channel":         OutcomeRejected,
	"restricted_action":      OutcomeRejected,
	"token_expired":          OutcomeRejected,
	"token_revoked":          OutcomeRejected,
	"invalid_arguments":      OutcomeRejected,
	"not_allowed_token_type": OutcomeRejected,
}

// Incoming webhooks say these in plain text: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors.
var slackHookErrors = map[string]Outcome{
	"no_service":          OutcomeDisabled,
	"no_active_hooks":     OutcomeDisabled,
	"no_team":             OutcomeDisabled,
	"team_disabled":       OutcomeDisabled,
	"channel_is_archived": OutcomeDisabled,
	"channel_not_found":   OutcomeRejected,
	"invalid_payload":     OutcomeRejected,
	"invalid_token":       OutcomeRejected,
	"action_prohibited":   OutcomeRejected,
	"rollup_error":        OutcomeRetry,
}

// Judge reads what the Web API says with a status of 200 whatever happened, and what a webhook says in words.
func (s *slack) Judge(_ *Request, answer *Answer) Judgement {
	if s.token == "" {
		if outcome, known := slackHookErrors[string(answer.Body)]; known && answer.Status >= statusBadRequest {
			return Judgement{Outcome: outcome, Reason: string(answer.Body)}
		}
	}
	if answer.Status != statusOK {
		return Judgement{}
	}
	var said struct {
		OK *bool `json:"ok"`
	}
	if err := json.Unmarshal(answer.Body, &said); err != nil || said.OK == nil {
		if s.token == "" {
			return Judgement{} // it is the word ok
		}
		return Judgement{Outcome: OutcomeRetry, Reason: reasonUnexpected}
	}
	if *said.OK {
		return Judgement{Outcome: OutcomeAccepted}
	}
	code := slackErrorOf(answer)
	outcome, known := slackErrors[code]
	switch {
	case !known:
		return Judgement{Outcome: OutcomeRejected, Reason: reasonRefused}
	case outcome == OutcomeAccepted:
		return Judgement{Outcome: OutcomeAccepted}
	}
	return Judgement{Outcome: outcome, Reason: code}
}

// slackErrorOf is what an answer of the Web API says went wrong; "" if nothing.
func slackErrorOf(answer *Answer) string {
	var said struct {
		OK    bool   `json:"ok"`
		Error string `json:"error"`
	}
	if json.Unmarshal(answer.Body, &said) != nil || said.OK {
		return ""
	}
	return said.Error
}
