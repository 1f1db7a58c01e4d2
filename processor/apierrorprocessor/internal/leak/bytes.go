package leak

// byteClass is a set of bytes, so that one look-up tells what a byte can be part of.
type byteClass uint16

const (
	lowerByte byteClass = 1 << iota
	upperByte
	digitByte
	hexByte
	spaceByte
	quoteByte
	tokenByte // what tokens are made of: base64, base64url, and the joints between their parts
	base64urlByte
	hostByte   // of a host name or a dotted one
	localByte  // of the part of a mail address before the @
	pathByte   // of a file's path
	nameByte   // of an identifier in code
	closerByte // what ends an unquoted value

	letterByte = lowerByte | upperByte
	wordByte   = letterByte | digitByte
)

var byteClasses = classifyBytes()

func classifyBytes() (classes [256]byteClass) {
	mark := func(bytes string, class byteClass) {
		for i := range len(bytes) {
			classes[bytes[i]] |= class
		}
	}
	const lower, upper, digits = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
	const word = lower + upper + digits
	mark(lower, lowerByte)
	mark(upper, upperByte)
	mark(digits, digitByte)
	mark(digits+"abcdefABCDEF", hexByte)
	mark(" \t\r\n\v\f", spaceByte)
	mark("\"'`", quoteByte)
	mark(word+"_-+/=", tokenByte)
	mark(word+"_-", base64urlByte)
	mark(word+"-_.", hostByte)
	mark(word+"._+-", localByte)
	mark(word+"._-+@/\\~%$", pathByte)
	mark(word+"_$", nameByte)
	mark(" \t\r\n\v\f\"'`<>,;)&]}|", closerByte)
	return classes
}

func isA(c byte, class byteClass) bool { return byteClasses[c]&class != 0 }

// byteAt is 0 outside of the text.
func byteAt(text string, at int) byte {
	if at < 0 || at >= len(text) {
		return 0
	}
	return text[at]
}

// runEnd is where a run of bytes of a class ends that begins at from, limit at the latest.
func runEnd(text string, from, limit int, class byteClass) int {
	limit = min(limit, len(text))
	for from < limit && isA(text[from], class) {
		from++
	}
	return from
}

// runStart is where a run of bytes of a class begins that ends before end, at most most bytes to the left.
func runStart(text string, end, most int, class byteClass) int {
	start := end
	for start > 0 && end-start < most && isA(text[start-1], class) {
		start--
	}
	return start
}

// beginsWord tells whether no word is going on at a place. Text inside of JSON or a URL is escaped: \n and %20 end a word.
func beginsWord(text string, at int) bool {
	before := byteAt(text, at-1)
	if !isA(before, wordByte) && before != '_' {
		return true
	}
	return escapeBefore(text, at)
}

func escapeBefore(text string, at int) bool {
	switch byteAt(text, at-1) {
	case 'n', 't', 'r':
		if byteAt(text, at-2) == '\\' {
			return true
		}
	}
	return at >= 3 && text[at-3] == '%' && isA(text[at-2], hexByte) && isA(text[at-1], hexByte)
}

var lowered = func() (bytes [256]byte) {
	for c := range bytes {
		bytes[c] = byte(c)
	}
	for c := byte('A'); c <= 'Z'; c++ {
		bytes[c] = c - 'A' + 'a'
	}
	return bytes
}()

func lowerASCII(c byte) byte { return lowered[c] }

// hasFold tells whether a text holds at a place what is given in lower case, whatever its own case; "#" stands for a digit.
func hasFold(text string, at int, lower string) bool {
	if at < 0 || len(text)-at < len(lower) {
		return false
	}
	for i := range len(lower) {
		if c := text[at+i]; lowerASCII(c) != lower[i] && (lower[i] != '#' || !isA(c, digitByte)) {
			return false
		}
	}
	return true
}

// indexFold finds what is given in lower case; -1 where it is not.
func indexFold(text, lower string) int {
	for i := 0; i+len(lower) <= len(text); i++ {
		if lowerASCII(text[i]) == lower[0] && hasFold(text, i, lower) {
			return i
		}
	}
	return -1
}

// holdsAnyFold tells whether one of some words, given in lower case, is in a text.
func holdsAnyFold(text string, words []string) bool {
	for _, word := range words {
		if indexFold(text, word) >= 0 {
			return true
		}
	}
	return false
}
