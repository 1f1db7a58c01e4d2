// Package keypath makes errors that begin with the key path of a configuration, such as processes::0::match, and go on with the
// value and what is allowed.
package keypath

import (
	"fmt"
	"slices"
	"strings"
)

// Under puts the path of a section before errors that begin with the path within it. It changes the slice that it is given.
func Under(section string, errs ...error) []error {
	for i, err := range errs {
		errs[i] = fmt.Errorf("%s::%w", section, err)
	}
	return errs
}

// Each checks every element of a list.
func Each(key string, values []string, check func(string) error) []error {
	var errs []error
	for i, value := range values {
		if err := check(value); err != nil {
			errs = append(errs, fmt.Errorf("%s::%d: %q: %w", key, i, value, err))
		}
	}
	return errs
}

// Unique reports the names that a list of the configuration has already. That a name is blank is told by its own check.
func Unique(key string, names []string) []error {
	var errs []error
	for i, name := range names {
		if first := slices.Index(names, name); first < i && !Blank(name) {
			errs = append(errs, fmt.Errorf("%s::%d::name: %q is taken by %s::%d: names must differ", key, i, name, key, first))
		}
	}
	return errs
}

// Words writes the words of an enumeration as a person would.
func Words[T ~string](words []T) string {
	names := make([]string, 0, len(words))
	for _, word := range words {
		names = append(names, string(word))
	}
	return strings.Join(names, ", ")
}

// Blank reports whether nothing is written, or only spaces.
func Blank(value string) bool { return strings.TrimSpace(value) == "" }
