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
		case isIdentifier(segment):
			template = append(template, "/{id}"...)
		default:
			template = appendWithoutNumbers(append(template, '/'), segment)
		}
	}
	return template
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

// isIdentifier reports whether a segment is a number, a UUID, a hash, or another long string of letters and digits mixed
// (ULID, KSUID, base64).
func isIdentifier(segment string) bool {
	digits, hex, others := 0, 0, 0
	for i := range len(segment) {
		switch c := lower(segment[i]); {
		case digit(c):
			digits++
		case 'a' <= c && c <= 'f':
			hex++
		case c == '-':
		case 'g' <= c && c <= 'z', c == '_':
			others++
		default:
			return false
		}
	}
	switch {
	case digits == 0:
		return false
	case others == 0:
		return hex == 0 || digits+hex >= identifierLength
	default:
		// Words with a year have few digits; random characters have one in six.
		return digits+hex+others >= 2*identifierLength && digits*6 >= digits+hex+others && !strings.Contains(segment, "-")
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
