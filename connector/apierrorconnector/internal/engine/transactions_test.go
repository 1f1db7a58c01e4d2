package engine

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/transaction"
	"github.com/otelcol-apierror/otelcol-apierror/internal/route"
)

// onboarding is a transaction of two steps: signing up, and verifying the address.
func onboarding(tb testing.TB) func(*Settings) {
	return func(s *Settings) {
		o := Transaction{Definition: transaction.Definition{
			Name: "onboarding", Correlation: "app.signup.id", Timeout: 30 * time.Minute, Steps: []string{"sign_up", "verify"},
		}}
		for _, pattern := range []string{"POST /signups", "POST /verifications"} {
			calls, err := route.CompileCalls(nil, []string{pattern})
			require.NoError(tb, err)
			o.Calls = append(o.Calls, Calls{Calls: calls})
		}
		s.Transactions = []Transaction{o}
	}
}

func TestTransactions(t *testing.T) {
	s := newScene(t, onboarding(t))
	signUp, verify := server("accounts", "POST /signups"), server("mailer", "POST /verifications")
	s.send(signUp.with("app.signup.id", "ada"), signUp.with("app.signup.id", "grace"), signUp.with("app.signup.id", "alan"), signUp)
	s.pass(10 * time.Minute)
	s.send(verify.with("app.signup.id", "ada"), verify.with("app.signup.id", "grace").broken())
	s.metrics(false)
	s.pass(2 * time.Minute)
	s.metrics(false)
	s.restart(time.Minute, onboarding(t))
	s.pass(time.Hour)
	assert.Contains(t, text(s.metrics(true), "apierror.transactions"), "apierror.transaction.name=onboarding apierror.transaction.outcome=abandoned apierror.transaction.step=sign_up: 1\n",
		"alan's, though the collector was restarted")
}

func TestTransactionsThatEnd(t *testing.T) {
	s := newScene(t, onboarding(t))
	signUp, verify := server("accounts", "POST /signups"), server("mailer", "POST /verifications")
	s.send(signUp.with("app.signup.id", "ada").taking(0), signUp.with("app.signup.id", "grace"))
	s.pass(10 * time.Minute)
	s.send(verify.with("app.signup.id", "ada"), verify.with("app.signup.id", "grace").broken())
	s.pass(time.Hour)
	says(t, `
	apierror.transactions {transaction} cumulative counter
	  apierror.transaction.name=onboarding apierror.transaction.outcome=completed apierror.transaction.step=verify: 1
	  apierror.transaction.name=onboarding apierror.transaction.outcome=failed apierror.transaction.step=verify: 1
	apierror.transaction.duration s cumulative histogram
	  apierror.transaction.name=onboarding: 1, sum 600
	`, text(s.metrics(true), "apierror.transactions", "apierror.transaction.duration"))
}
