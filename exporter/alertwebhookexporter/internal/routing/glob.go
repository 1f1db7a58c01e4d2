package routing

import (
	"errors"
	"fmt"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

// maxText is how much of a value can be matched or kept, in bytes.
const maxText = 256

// texts are values of which one has to fit.
type texts struct {
	exact    map[string]struct{}
	patterns []pattern
}

// pattern is what stands between the asterisks, which are one at least.
type pattern []string

func newTexts(written []string) *texts {
	if len(written) == 0 {
		return nil
	}
	t := &texts{exact: make(map[string]struct{})}
	for _, text := range written {
		if parts := strings.Split(text, "*"); len(parts) > 1 {
			t.patterns = append(t.patterns, parts)
		} else {
			t.exact[text] = struct{}{}
		}
	}
	return t
}

// fit reports whether a value is one of the texts. Where none were given every value does, also none.
func (t *texts) fit(value string) bool {
	if t == nil {
		return true
	}
	if value == "" {
		return false
	}
	if _, ok := t.exact[value]; ok {
		return true
	}
	for _, p := range t.patterns {
		if p.fits(value) {
			return true
		}
	}
	return false
}

// fits walks the value once: whatever lies first fits best.
func (p pattern) fits(value string) bool {
	last := len(p) - 1
	rest, ok := strings.CutPrefix(value, p[0])
	if !ok {
		return false
	}
	for _, part := range p[1:last] {
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return strings.HasSuffix(rest, p[last])
}

func checkText(value string) error {
	switch {
	case keypath.Blank(value):
		return errors.New("is empty: a name, in which * stands for any characters")
	case len(value) > maxText:
		return fmt.Errorf("is too long: %d bytes at most", maxText)
	default:
		return nil
	}
}
