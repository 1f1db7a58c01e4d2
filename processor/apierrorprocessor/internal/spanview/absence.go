package spanview

import "strings"

// isAbsent recognises a text that stands for "there is none" where an error would be named: libraries put their language's word
// for it, and conventions that want a value at any rate have one too (Micrometer and Micronaut: none).
func isAbsent(text string) bool {
	switch len(text) {
	case 0:
		return true
	case 1, 2, 3, 4, 5, 7, 9:
	default:
		return false
	}
	switch strings.ToLower(text) {
	case "none", "null", "nil", "<nil>", "undefined", "[]", "{}", "false", "0", "no", "ok", "success", "n/a", "-", "0.0":
		return true
	default:
		return false
	}
}
