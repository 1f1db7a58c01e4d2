package spanview

import "strings"

// isAbsent recognises a text that stands for "there is none" where an error would be named: libraries put their language's word
// for it, and conventions that want a value at any rate have one too (Micrometer and Micronaut: none).
func isAbsent(text string) bool {
	if text == "" {
		return true
	}
	if len(text) > len("undefined") {
		return false
	}
	switch text[0] {
	case 'n', 'N', 'u', 'U', 'f', 'F', 'o', 'O', 's', 'S', '0', '-', '<', '[', '{':
	default: // a name, or a status
		return false
	}
	switch strings.ToLower(text) {
	case "none", "null", "nil", "<nil>", "undefined", "[]", "{}", "false", "0", "no", "ok", "success", "n/a", "-", "0.0":
		return true
	default:
		return false
	}
}
