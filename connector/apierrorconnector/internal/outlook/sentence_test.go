package outlook

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestSentences(t *testing.T) {
	for name, c := range map[string]struct {
		verdict Verdict
		want    string
	}{
		"likely":  {Verdict{Of: ErrorRate, Life: Told, Threshold: 0.05, At: int64(25 * time.Minute), Probability: 0.82}, "/pay will pass 5% failures in about 25 minutes (82% sure)"},
		"certain": {Verdict{Of: BudgetUse, Life: Told, Threshold: 1, At: int64(35 * time.Hour), Probability: 0.9999}, "/pay will have used up its error budget in about 35 hours (over 99% sure)"},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, c.verdict.Sentence("/pay")) })
	}
}
