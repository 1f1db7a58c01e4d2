package format

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
)

func TestFit(t *testing.T) {
	for name, tc := range map[string]struct {
		text   string
		limit  int
		size   unit
		escape func(rune) string
		want   string
	}{
		"what fits stays":                        {"orders", 6, inBytes, nil, "orders"},
		"what is longer ends in an ellipsis":     {"orders failed", 8, inUTF16, nil, "orders …"},
		"an ellipsis has three bytes":            {"orders failed", 8, inBytes, nil, "order…"},
		"an emoji is two units of UTF-16":        {"🙂🙂🙂", 5, inUTF16, nil, "🙂🙂…"},
		"and four bytes":                         {"🙂🙂🙂", 8, inBytes, nil, "🙂…"},
		"which may just fit":                     {"🙂🙂🙂", 6, inUTF16, nil, "🙂🙂🙂"},
		"an accent stays with its letter":        {"cafe\u0301s", 5, inUTF16, nil, "caf…"},
		"a family stays together":                {"ab👩\u200d👧cd", 6, inUTF16, nil, "ab…"},
		"a skin tone stays on its hand":          {"ab👍🏽cd", 6, inUTF16, nil, "ab…"},
		"a heap of accents is cut":               {"a" + strings.Repeat("\u0301", 100), 60, inUTF16, nil, "a" + strings.Repeat("\u0301", 32) + "…"},
		"an escape is never halved":              {"a<b<c", 8, inUTF16, escapeSlack, "a&lt;b…"},
		"an escape counts as long as it is":      {"<<", 8, inUTF16, escapeSlack, "&lt;&lt;"},
		"no room for an ellipsis":                {"orders", 0, inUTF16, nil, ""},
		"nor for its bytes":                      {"orders", 2, inBytes, nil, ""},
		"nothing of nothing":                     {"", 0, inUTF16, nil, ""},
		"controls and overrides can be seen":     {"a\x00\x1b[31m\u202egpj\u2066\xff", 99, inUTF16, nil, "a\ufffd\ufffd[31m\ufffdgpj\ufffd\ufffd"},
		"lines stay, tabs do not":                {"a\n\tb", 99, inUTF16, nil, "a\n b"},
		"a URL is no link":                       {"see HTTPS://evil.example/x", 99, inUTF16, nil, "see HTTPS:\u200b//evil.example/x"},
		"a port, a path and a time are no URL":   {"POST /a//b at 10:00 of db:5432", 99, inUTF16, nil, "POST /a//b at 10:00 of db:5432"},
		"an arrow and a rune of three bytes fit": {"→漢", 6, inBytes, nil, "→漢"},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tc.want, fit(tc.text, tc.limit, tc.size, tc.escape))
		})
	}
}

func TestFitLine(t *testing.T) {
	assert.Equal(t, "a b c", fitLine(" a\n\n b\tc\r\n", 99, inUTF16, nil))
}

func FuzzFit(f *testing.F) {
	f.Add("a\u0301👩\u200d👧<@U1> https://x \xff\xc3\x00", 7)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		for _, size := range []unit{inUTF16, inBytes} {
			for _, escape := range []func(rune) string{nil, escapeSlack, escapeDiscord, escapeTeams, escapeOpsgenie} {
				got := fit(text, limit, size, escape)
				assert.LessOrEqual(t, size.of(got), max(limit, 0))
				assert.True(t, utf8.ValidString(got))
				assert.NotContains(t, got, "://")
				again := fit(text, size.of(got), size, escape)
				assert.Equal(t, got, again, "what fits in less is the same")
			}
		}
	})
}
