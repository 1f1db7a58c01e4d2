package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestResponseFlags(t *testing.T) {
	for flags, want := range map[string]*meaning{
		"UH":           &noHealthyUpstream,
		"UF,URX":       &upstreamUnconnected,
		"URX,UF":       &upstreamUnconnected,
		"URX":          &retriesExhausted,
		"DI,FI":        &faultInjected,
		"DC":           &userCancelled,
		"UT,DC":        &gatewayTimeout,
		"UO":           &circuitOpen,
		"-":            nil,
		"":             nil,
		",":            nil,
		"RFCF":         nil,
		"uh":           nil,
		"UHU":          nil,
		"\xff,UAEX,\n": &forbidden,
	} {
		assert.Same(t, want, byResponseFlags(flags), flags)
	}
}

func TestFlagRows(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range flagRows {
		assertMeaning(t, row.means)
		assertSource(t, row.source, row.flag)
		assert.Falsef(t, seen[row.flag], "%s stands twice", row.flag)
		seen[row.flag] = true
		assert.Same(t, row.means, byResponseFlags(row.flag))
	}
}

func FuzzResponseFlags(f *testing.F) {
	f.Add("UF,URX")
	f.Add("-")
	f.Fuzz(func(t *testing.T, flags string) {
		if means := byResponseFlags(flags); means != nil {
			assertMeaning(t, means)
		}
	})
}
