package keypath

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func said(errs []error) []string {
	var all []string
	for _, err := range errs {
		all = append(all, err.Error())
	}
	return all
}

var errEmpty = errors.New("is empty: a service.name")

func full(value string) error {
	if Blank(value) {
		return errEmpty
	}
	return nil
}

func TestUnder(t *testing.T) {
	errs := Under("processes::0", Under("match", Each("services", []string{"shop", ""}, full)...)...)
	require.Equal(t, []string{`processes::0::match::services::1: "": is empty: a service.name`}, said(errs))
	require.ErrorIs(t, errs[0], errEmpty)
	assert.Empty(t, Under("processes::0"), "a section without mistakes")
}

func TestEach(t *testing.T) {
	assert.Equal(t, []string{`a::0: " ": is empty: a service.name`, `a::2: "": is empty: a service.name`},
		said(Each("a", []string{" ", "shop", ""}, full)))
	assert.Empty(t, Each("a", []string{"shop", "cart"}, full))
	assert.Empty(t, Each("a", nil, full))
}

func TestUnique(t *testing.T) {
	for name, test := range map[string]struct{ names, want []string }{
		"each of its own": {[]string{"a", "b", "A", " a"}, nil},
		"two of one name": {[]string{"a", "b", "a"}, []string{`rules::2::name: "a" is taken by rules::0: names must differ`}},
		"three of one name": {[]string{"b", "a", "a", "a"}, []string{
			`rules::2::name: "a" is taken by rules::1: names must differ`, `rules::3::name: "a" is taken by rules::1: names must differ`,
		}},
		"without names": {[]string{"", "", " ", " "}, nil},
		"none":          {nil, nil},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, test.want, said(Unique("rules", test.names))) })
	}
}

func TestWords(t *testing.T) {
	type word string
	assert.Equal(t, "low, high", Words([]word{"low", "high"}))
	assert.Equal(t, "low", Words([]word{"low"}))
	assert.Empty(t, Words[word](nil))
}

func TestBlank(t *testing.T) {
	for _, value := range []string{"", " ", "\t\n", "\u00a0"} {
		assert.True(t, Blank(value), "%q", value)
	}
	assert.False(t, Blank(" a "))
}

func TestDuration(t *testing.T) {
	for _, written := range []any{"5m", "1.5h", "0", "-5s", 800, 1.5, nil, true, []any{"fast"}} {
		require.NoError(t, Duration("latency", written, "800ms"), "%v", written)
	}
	require.EqualError(t, Duration("sla::latency", "fast", "800ms"), `sla::latency: "fast" is no duration: a number and a unit, e.g. 800ms`)
	require.EqualError(t, Duration("window", "30d", "720h"), `window: "30d" is no duration: a number and a unit, e.g. 720h`)
	require.EqualError(t, Duration("window", "", "720h"), `window: "" is no duration: a number and a unit, e.g. 720h`)
}
