package messagetemplate

import "strings"

// isValue reports whether a chunk as a whole was filled in: a path, an address, a host, a token.
func isValue(chunk string) bool {
	var slashes, dots, colons, ats, dashes, pluses, digits, letters, uppers, hexes, others int
	for i := range len(chunk) {
		c := chunk[i]
		switch {
		case kinds[c] == digit:
			digits++
		case kinds[c] == letter:
			letters++
			if isUpper(c) {
				uppers++
			}
			if isHex(c) {
				hexes++
			}
		case kinds[c] == slash:
			slashes++
		case c == '.':
			dots++
		case c == ':':
			colons++
		case c == '@':
			ats++
		case c == '-':
			dashes++
		case c == '+':
			pluses++
		default:
			others++
		}
	}
	switch {
	case digits > 0 && uppers > 0 && uppers < letters && letters >= 16 && slashes+pluses > 0 && dots+others+colons+ats+dashes == 0:
		return true // base64
	case kinds[chunk[0]] == slash, slashes >= 2, slashes > 0 && len(chunk) > 2 && chunk[1] == ':':
		return true // a path
	case ats == 1 && others == 0 && strings.IndexByte(chunk[strings.IndexByte(chunk, '@')+1:], '.') > 0:
		return true // an e-mail address
	case colons >= 2 && hexes == letters && dots+slashes+pluses+others+ats == 0:
		return true // an IPv6 address, a time, a fingerprint
	case isVersion(chunk):
		return true
	case isUUID(chunk), isRegion(chunk), strings.HasPrefix(chunk, "arn:"):
		return true
	case digits > 0 && dashes > 0 && uppers == letters && uppers > 0 && dots+slashes+pluses+colons+ats+others == 0:
		return !isCodePrefix(chunk) // ORD-1042
	case digits > 0 && dashes > 0 && dots+slashes+pluses+colons+ats+others == 0 && isShort(chunk):
		return true // u-8f3a, 22-fed
	case strings.HasPrefix(chunk, "eyJ"):
		return true // a JWT
	case slashes+pluses+ats+others == 0 && uppers == 0 && letters > 0:
		return isHost(chunk, dots)
	default:
		return false
	}
}

// isShort reports whether a chunk begins with a digit, or with no more letters than the prefix of an identifier has and a piece
// with digits.
func isShort(chunk string) bool {
	if kinds[chunk[0]] == digit {
		return true
	}
	dash := strings.IndexByte(chunk, '-')
	if dash > 3 || isCodePrefix(strings.ToUpper(chunk[:dash+1])) {
		return false
	}
	piece, _, _ := strings.Cut(chunk[dash+1:], "-")
	return hasDigit(piece)
}

// isCodePrefix reports whether a name like ORA-00001 is that of an error.
func isCodePrefix(chunk string) bool {
	switch chunk[:strings.IndexByte(chunk, '-')] {
	case "ORA", "TNS", "PLS", "DPY", "DPI":
		return true
	default:
		return false
	}
}

// isRegion reports whether a chunk is a cloud's region, or a zone in it: eu-west-1, us-gov-east-1a.
func isRegion(chunk string) bool {
	if len(chunk) < 9 || len(chunk) > len("ap-northeast-1a")+4 || chunk[2] != '-' {
		return false
	}
	_, tail, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(chunk[3:], "gov-"), "iso-"), "-")
	if tail == "" || kinds[tail[0]] != digit || len(tail) > 2 {
		return false
	}
	for _, direction := range [...]string{"east", "west", "north", "south", "central"} {
		if strings.Contains(chunk[3:], direction) {
			return true
		}
	}
	return false
}

// isVersion reports whether a chunk is a version with what may follow its numbers: 1.2.3-rc.1, v2.0+build5, 3.12.0b1, 5.3.1.Final.
func isVersion(chunk string) bool {
	i := 0
	if chunk[0]|0x20 == 'v' {
		i = 1
	}
	for numbers := 0; ; numbers++ {
		begin := i
		for i < len(chunk) && kinds[chunk[i]] == digit {
			i++
		}
		if begin == i {
			if numbers < 2 {
				return false
			}
			break
		}
		if i == len(chunk) || chunk[i] != '.' {
			if numbers == 0 {
				return false
			}
			break
		}
		i++
	}
	for ; i < len(chunk); i++ {
		if !isWord(chunk[i]) && strings.IndexByte("-+.~", chunk[i]) < 0 {
			return false
		}
	}
	return true
}

func isUUID(text string) bool {
	if len(text) < 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return false
	}
	for i := range 36 {
		if text[i] != '-' && !isHex(text[i]) {
			return false
		}
	}
	return true
}

// isHost reports whether a chunk is the name of a host, or a place in a file: it ends in a port (or a line), or in a domain
// that names of code do not end in.
func isHost(chunk string, dots int) bool {
	if colon := strings.IndexByte(chunk, ':'); colon >= 0 {
		for i := colon + 1; i < len(chunk); i++ {
			if kinds[chunk[i]] != digit && chunk[i] != ':' {
				return false
			}
		}
		return len(chunk) > colon+1
	}
	if dots == 0 {
		return false
	}
	switch chunk[strings.LastIndexByte(chunk, '.')+1:] {
	case "com", "net", "org", "io", "local", "internal", "svc", "example", "dev", "cloud", "test", "lan", "corp", "app", "localdomain", "eu",
		"de", "uk", "us", "fr", "co", "ai", "consul", "intra", "home", "arpa":
		return true
	default:
		return false
	}
}
