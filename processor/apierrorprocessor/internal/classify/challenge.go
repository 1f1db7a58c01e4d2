package classify

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// challengeRow recognises a WWW-Authenticate challenge by a part of it.
type challengeRow struct {
	part     string
	category apierror.Category
	reason   string
	says     string
	source   string
}

var challengeRows = []challengeRow{
	{"expired", apierror.CategoryAuthentication, "token_expired", "that the token has expired", "RFC 6750 3: error_description"},
	{"insufficient_user_authentication", apierror.CategoryAuthentication, "mfa_required", "insufficient_user_authentication", "RFC 9470 3"},
	{"invalid_token", apierror.CategoryAuthentication, "token_invalid", "invalid_token", "RFC 6750 3.1"},
	{"insufficient_scope", apierror.CategoryAuthorization, "insufficient_scope", "insufficient_scope", "RFC 6750 3.1"},
}

// challenged holds each row's knowledge for the side that answered and the side that received.
var challenged = buildChallenges()

func buildChallenges() [][2]knowledge {
	table := make([][2]knowledge, len(challengeRows))
	for i, row := range challengeRows {
		answered := knowledge{
			category: row.category, reason: row.reason, origin: apierror.OriginCaller, confidence: 0.95,
			rationale: "the WWW-Authenticate challenge says " + row.says,
		}
		received := answered
		received.origin = apierror.OriginService
		table[i] = [2]knowledge{answered, received}
	}
	return table
}

func byChallenge(challenge string, calling bool, known *knowledge) *knowledge {
	for i, row := range challengeRows {
		if strings.Contains(challenge, row.part) {
			if calling {
				return &challenged[i][1]
			}
			return &challenged[i][0]
		}
	}
	return known
}
