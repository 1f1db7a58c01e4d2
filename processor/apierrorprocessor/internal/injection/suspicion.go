package injection

// meaning is what a byte may say of a text.
type meaning uint8

const (
	plainByte  meaning = iota // nothing
	lookAround                // something beside certain others
	suspicious                // some payload cannot do without it
)

// meanings: of ordinary paths and values hardly one holds a suspicious byte, and nothing else of them is looked at.
var meanings = func() (bytes [256]meaning) {
	for _, c := range []byte("'\"`<>;|$(){}[]\\*%!#^~+& ") {
		bytes[c] = suspicious
	}
	for c := range 0x20 { // control characters: line breaks, NUL
		bytes[c] = suspicious
	}
	for _, c := range []byte("./:") {
		bytes[c] = lookAround
	}
	return bytes
}()

// isSuspicious reports whether a text may hold a payload. It is what an ordinary call costs.
func isSuspicious(text string) bool {
	for i := range len(text) {
		switch meanings[text[i]] {
		case plainByte:
		case suspicious:
			return true
		case lookAround:
			if alarms(text, i) {
				return true
			}
		}
	}
	return false
}

// alarms looks at what stands beside a dot, a slash or a colon: two dots (../, ..0x2f), a system's folder, a scheme
// (file:/etc/passwd).
func alarms(text string, i int) bool {
	switch text[i] {
	case '.':
		return i > 0 && text[i-1] == '.'
	case ':':
		return i+1 < len(text) && text[i+1] == '/'
	default:
		return i >= len("etc") && systemFolder(text[i-len("etc"):i])
	}
}

// systemFolder recognises the ends of /etc, /usr/bin and WEB-INF, of which the rest of a path needs nothing unusual.
func systemFolder(end string) bool {
	return end == "etc" || end == "bin" || end == "INF" || end == "inf"
}
