package sentence

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestCount(t *testing.T) {
	assert.Equal(t, "1 failed call", Count(1, "failed call"))
	assert.Equal(t, "0 failed calls", Count(0, "failed call"))
	assert.Equal(t, "1 process", Count(1, "process"))
	assert.Equal(t, "2 processes", Count(2, "process"))
	assert.Equal(t, "999 calls", Count(999, "call"))
	assert.Equal(t, "64,738 login attempts", Count(64_738, "login attempt"))
	assert.Equal(t, "-1,000 calls", Count(-1000, "call"))
	assert.Equal(t, "9,223,372,036,854,775,807 calls", Count(math.MaxInt64, "call"))
}

func TestGrouped(t *testing.T) {
	for n, want := range map[uint64]string{
		0: "0", 999: "999", 1000: "1,000", 18_400: "18,400", 1_234_567: "1,234,567", math.MaxUint64: "18,446,744,073,709,551,615",
	} {
		assert.Equal(t, want, Grouped(n))
	}
}

func TestMoney(t *testing.T) {
	for want, sum := range map[string]struct {
		value    float64
		currency string
	}{
		"0.00 USD":                   {0, "USD"},
		"42.50 EUR":                  {42.499999999, "EUR"},
		"999.99 USD":                 {999.99, "USD"},
		"1,000.00 USD":               {999.999, "USD"},
		"36,400.00 USD":              {36_400, "USD"},
		"-1,234.50 USD":              {-1234.5, "USD"},
		"-999.00 USD":                {-999, "USD"},
		"999,999,999,999,999.00 USD": {1e15 - 1, "USD"},
		"1e+15 USD":                  {1e15, "USD"},
		"-1e+15 USD":                 {-1e15, "USD"},
		"1.79769e+308 USD":           {math.MaxFloat64, "USD"},
		`1.00 "USD\nat risk"`:        {1, "USD\nat risk"},
		"-3.10 app_points":           {-3.1, "app_points"},
		`1.00 "€"`:                   {1, "€"},
		"NaN USD":                    {math.NaN(), "USD"},
		"+Inf USD":                   {math.Inf(1), "USD"},
	} {
		assert.Equal(t, want, Money(sum.value, sum.currency))
	}
}

func TestLasted(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Hour: "less than a second", 0: "less than a second", 999 * time.Millisecond: "less than a second", time.Second: "1s",
		90*time.Second + 400*time.Millisecond: "1m30s", 26 * time.Hour: "26h0m0s",
	} {
		assert.Equal(t, want, Lasted(d))
	}
}
