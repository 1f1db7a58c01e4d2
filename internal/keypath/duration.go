package keypath

import (
	"fmt"
	"time"
)

// Duration reports what is written where a duration should be: the collector's own error names neither the value nor what is
// allowed. What is no text is left to it.
func Duration(key string, written any, example string) error {
	text, ok := written.(string)
	if !ok {
		return nil
	}
	if _, err := time.ParseDuration(text); err != nil {
		return fmt.Errorf("%s: %q is no duration: a number and a unit, e.g. %s", key, text, example)
	}
	return nil
}
