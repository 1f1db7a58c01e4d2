package business

import (
	"fmt"
	"slices"
	"strings"
)

// under puts the path of a section before errors that begin with the path within it.
func under(section string, errs ...error) []error {
	for i, err := range errs {
		errs[i] = fmt.Errorf("%s::%w", section, err)
	}
	return errs
}

// each checks every element of a list.
func each(key string, values []string, check func(string) error) []error {
	var errs []error
	for i, value := range values {
		if err := check(value); err != nil {
			errs = append(errs, fmt.Errorf("%s::%d: %q: %w", key, i, value, err))
		}
	}
	return errs
}

// unique reports the names that a list of the configuration has already.
func unique(key string, names []string) []error {
	var errs []error
	for i, name := range names {
		if first := slices.Index(names, name); first < i && !blank(name) {
			errs = append(errs, fmt.Errorf("%s::%d::name: %q is taken by %s::%d: names must differ", key, i, name, key, first))
		}
	}
	return errs
}

// list writes the words of an enumeration as a person would.
func list[T ~string](words []T) string {
	names := make([]string, 0, len(words))
	for _, word := range words {
		names = append(names, string(word))
	}
	return strings.Join(names, ", ")
}
