// Package pathtemplate turns URL paths into the templates that they were made of, where no route tells.
package pathtemplate

import "strings"

// limit bounds what is read of a path, which may be 64 KiB long.
const limit = 512

// Append appends the path with what names an object or a release left out, so that asking for many objects, or for
// the many files of one missing build, is asking for one thing: numbers become 0, UUIDs and hex hashes {id}, and the file
// name of an asset *. Two paths of one template need not mean the same, but two that mean the same have one template.
func Append(template []byte, path string) []byte {
	path = path[:min(len(path), limit)]
	path, _, _ = strings.Cut(path, "?")
	path = strings.TrimRight(path, "/")
	extension := AssetExtension(path)
	for path != "" {
		segment, rest, _ := strings.Cut(path, "/")
		path = rest
		switch {
		case segment == "":
			continue // "//" leads to the same place
		case rest == "" && extension != "":
			template = append(append(template, "/*."...), extension...)
		case isPlain(segment):
			template = append(append(template, '/'), segment...)
		case isIdentifier(segment):
			template = append(template, "/{id}"...)
		case strings.IndexByte(segment, '-') >= 0:
			template = appendParts(append(template, '/'), segment)
		default:
			template = appendWithoutNumbers(append(template, '/'), segment)
		}
	}
	return template
}

// isPlain reports whether a segment holds nothing that could be an identifier's: most are words.
func isPlain(segment string) bool {
	for i := range len(segment) {
		if c := segment[i]; digit(c) || c == '@' {
			return false
		}
	}
	return true
}

// appendParts appends a segment with what machines put between its dashes left out: the hashes in a pod's name
// (orders-7d9f8b6c5-x2x7p), the UUID behind a prefix.
func appendParts(template []byte, segment string) []byte {
	made := false
	for first, more := true, true; more; first = false {
		var part string
		part, segment, more = strings.Cut(segment, "-")
		switch {
		case isHash(part), made && len(part) == podSuffix && !strings.ContainsAny(part, "aeiouy{"):
			if !made {
				if !first {
					template = append(template, '-')
				}
				template = append(template, "{id}"...)
			}
			made = true
			continue
		case !first:
			template = append(template, '-')
		}
		made = false
		template = appendWithoutNumbers(template, part)
	}
	return template
}

// podSuffix is how long the random end of a pod's name is; it has no vowels (k8s.io/apimachinery/pkg/util/rand).
const podSuffix = 5

// isHash reports whether digits and letters alternate as they do in no word.
func isHash(part string) bool {
	runs, letters := 0, 0
	for i := range len(part) {
		switch {
		case !digit(part[i]):
			letters++
		case i == 0 || !digit(part[i-1]):
			runs++
		}
	}
	return runs > 0 && letters > 0 && len(part) >= 4 && (runs >= 2 || (digit(part[0]) && letters >= 3))
}

func appendWithoutNumbers(template []byte, segment string) []byte {
	for i := range len(segment) {
		c := segment[i]
		switch {
		case !digit(c):
			template = append(template, c)
		case i == 0 || !digit(segment[i-1]):
			template = append(template, '0')
		}
	}
	return template
}

// identifierLength is the shortest hex string taken for an identifier: an abbreviated commit has 7 characters, but so have
// words such as "defaced".
const identifierLength = 8

// isIdentifier reports whether a segment is a number or a list of them, a UUID, a hash, a number with a prefix (ORD-1042), an
// e-mail address, or another string of letters and digits mixed (ULID, KSUID, base64).
func isIdentifier(segment string) bool {
	digits, hex, others, lowers, dashes := 0, 0, 0, 0, 0
	for i := range len(segment) {
		c := segment[i]
		switch folded := lower(c); {
		case digit(c):
			digits++
		case 'a' <= folded && folded <= 'f':
			hex++
		case c == '-', c == ',':
			dashes++
		case 'g' <= folded && folded <= 'z', c == '_':
			others++
		case c == '@':
			return i > 0 && strings.IndexByte(segment[i:], '.') > 1
		case c == '.', c == '+': // which an e-mail address may have in its name
			return i > 0 && isAddress(segment[i:])
		default:
			return false
		}
		if 'a' <= c && c <= 'z' {
			lowers++
		}
	}
	length := digits + hex + others
	switch {
	case digits == 0:
		return false
	case others == 0 && (hex == 0 || length >= identifierLength):
		return true
	case lowers == 0 && dashes > 0:
		return true
	case dashes > 0:
		return false // words with a year
	default:
		// Words with a year have few digits; random characters have one in six, and change between cases as words do not.
		letters := hex + others
		return length >= 2*identifierLength && digits*6 >= length || letters >= identifierLength-1 && changes(segment)*2 > letters+2
	}
}

// isAddress reports whether the rest of a segment can be that of an e-mail address.
func isAddress(rest string) bool {
	at := strings.IndexByte(rest, '@')
	return at > 0 && strings.IndexByte(rest[at:], '.') > 1
}

// changes counts how often a segment goes from one class of characters to another.
func changes(segment string) (count int) {
	for i := 1; i < len(segment); i++ {
		if class(segment[i]) != class(segment[i-1]) {
			count++
		}
	}
	return count
}

// class tells digits, capitals and small letters apart.
func class(c byte) byte {
	switch {
	case digit(c):
		return 0
	case 'A' <= c && c <= 'Z':
		return 1
	default:
		return 2
	}
}

// AssetExtension returns the extension of a file that a page loads, "" for any other path. Pages that are older than the
// last release ask for assets and source maps that are gone; scanners look for what is no asset.
func AssetExtension(path string) string {
	dot := strings.LastIndexByte(path, '.')
	if dot < 0 || len(path)-dot > len(".woff2") {
		return ""
	}
	switch extension := path[dot+1:]; extension {
	case "js", "mjs", "css", "map", "png", "jpg", "jpeg", "gif", "svg", "ico", "webp", "avif", "woff", "woff2", "ttf", "otf",
		"eot", "mp4", "webm":
		return extension
	default:
		return ""
	}
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + ('a' - 'A')
	}
	return c
}
