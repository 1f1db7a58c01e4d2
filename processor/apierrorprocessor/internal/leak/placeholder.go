package leak

import "strings"

// saidInstead are the words that stand where a secret would, and those of a validation about it.
var saidInstead = map[string]bool{
	"null": true, "nil": true, "none": true, "undefined": true, "true": true, "false": true, "yes": true, "no": true, "empty": true,
	"missing": true, "required": true, "invalid": true, "expired": true, "incorrect": true, "wrong": true, "redacted": true,
	"filtered": true, "hidden": true, "masked": true, "protected": true, "secret": true, "password": true, "token": true, "string": true,
	"blank": true, "not": true, "must": true, "the": true, "is": true, "optional": true, "unset": true, "mismatch": true,
	"removed": true, "omitted": true, "sensitive": true, "unauthorized": true, "unknown": true, "n/a": true, "set": true, "provided": true,
}

// isPlaceholder tells what stands in place of a secret: a mask, a variable, a statement's parameter, a word about it.
func isPlaceholder(value string) bool {
	if value == "" {
		return true
	}
	switch c, second := value[0], byteAt(value, 1); c {
	case '*', '?':
		if second == 0 || second == c {
			return true
		}
	case '<', '[', '{', '(':
		return isBracketed(value)
	case '$', '#', '%':
		if second == '{' || second == '(' || c == '$' && isA(second, digitByte) || len(value) == 2 {
			return true
		}
	case ':', '@':
		return isA(second, letterByte) && runEnd(value, 1, len(value), nameByte) == len(value)
	}
	if len(value) <= 16 {
		var lower [16]byte
		for i := range len(value) {
			lower[i] = lowerASCII(value[i])
		}
		if saidInstead[string(lower[:len(value)])] {
			return true
		}
	}
	return isFiller(value) || strings.Contains(value, "***")
}

// isBracketed tells names and words in brackets, closed or cut off: [PROTECTED], <hidden>, {password}, ["too short"].
func isBracketed(value string) bool {
	for i := 1; i < len(value); i++ {
		switch c := value[i]; {
		case c == ']' || c == '}' || c == '>' || c == ')':
			return i == len(value)-1
		case !isA(c, nameByte|spaceByte|quoteByte) && c != ':' && c != '-' && c != '.':
			return false
		}
	}
	return true
}

// isFiller tells a value that repeats one or two characters, as documentation does: "xxxx", "0000", "sk_live_xxxxxxxxxxxx". Eight at the end
// say it, or all.
func isFiller(value string) bool {
	if value == "" {
		return true
	}
	last := value[len(value)-1]
	same := 0
	for same < len(value) && value[len(value)-1-same] == last {
		same++
	}
	return same == len(value) || same >= 8 && last != '='
}

// holds tells whether a value has a byte of a class.
func holds(value string, class byteClass) bool {
	for i := range len(value) {
		if isA(value[i], class) {
			return true
		}
	}
	return false
}
