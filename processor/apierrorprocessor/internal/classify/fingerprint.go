package classify

import (
	"encoding/binary"
	"encoding/hex"
	"strings"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/pathtemplate"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// ServiceHash is the part of a fingerprint that all spans of a resource share.
func ServiceHash(service string) uint64 { return xxhash.Sum64String(service) }

// Fingerprint is the same for the same fault, whichever instance, object or moment it struck: it is made of the service,
// the operation as a template, and what is known of the error, never of an id, a host or a time.
func Fingerprint(service uint64, v *spanview.View, f *apierror.Failure) string {
	h := mix(service, hashName(v.Method))
	switch {
	case v.Route != "":
		h = mix(h, hashName(v.Route))
	case v.RPC != "":
		h = mix(h, hashRPC(v.RPCService, v.RPC))
	case v.Path != "":
		h = mix(h, hashPath(v.Path))
	default:
		h = mix(h, hashName(v.Name))
	}
	if v.Calling() {
		h = mix(h, 1) // the same failure on both sides of a call is two, to be mended by two
		if !strings.ContainsAny(v.Host, "0123456789") {
			h = mix(h, hashName(v.Host)) // a name, not the address of an instance
		}
	}
	h = mix(h, hashName(f.Reason)) // it tells the category, together with the side
	if v.ExceptionType != "" || v.ErrorType != "" {
		h = mix(mix(h, hashName(v.ExceptionType)), hashName(v.ErrorType))
	}
	if says := ownWords(v, f); says != "" {
		h = mix(h, hashWords(says))
	}
	return hex16(h)
}

// mix folds a value into a hash (the multiplier is that of wyhash; the rotation keeps the order of the parts telling).
func mix(h, value uint64) uint64 {
	h ^= value
	h *= 0xa0761d6478bd642f
	return h ^ h>>32
}

func hashName(name string) uint64 {
	if name == "" {
		return 0x9e3779b97f4a7c15
	}
	return xxhash.Sum64String(name)
}

// hashRPC hashes service and method alike whether they came apart or as Service/Method.
func hashRPC(service, method string) uint64 {
	if slash := strings.LastIndexByte(method, '/'); slash >= 0 {
		service, method = strings.TrimPrefix(method[:slash], "/"), method[slash+1:]
	}
	return mix(hashName(service), hashName(method))
}

// ownWords is what the span says of a failure whose reason is too general to tell faults apart; "" otherwise.
func ownWords(v *spanview.View, f *apierror.Failure) string {
	if f.Category != apierror.CategoryInternal && f.Category != apierror.CategoryUnknown && f.Category != apierror.CategoryDependency {
		return ""
	}
	if v.ExceptionMessage != "" {
		return v.ExceptionMessage
	}
	return v.Message
}

// hashWords hashes the words of a message that were written by a programmer: what has a digit in it or stands in quotes was
// filled in.
func hashWords(message string) uint64 {
	h := uint64(len("words"))
	quote, start, digits := byte(0), 0, false
	end := func(at int) {
		if start < at && !digits && quote == 0 {
			h = mix(h, hashName(message[start:at]))
		}
		start, digits = at+1, false
	}
	message = message[:min(len(message), textLimit)]
	for i := range len(message) {
		switch c := message[i]; {
		case c == '\'' && quote == 0 && i > start: // an apostrophe
		case c == '"' || c == '`' || c == '\'':
			end(i)
			switch quote {
			case 0:
				quote = c
			case c:
				quote = 0
			}
		case '0' <= c && c <= '9':
			digits = true
		case c >= 0x80, c == '_', 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		default:
			end(i)
		}
	}
	end(len(message))
	return h
}

// hashPath hashes a path as the template it was made of.
func hashPath(path string) uint64 {
	var template [512]byte
	return xxhash.Sum64(pathtemplate.Append(template[:0], path))
}

func hex16(h uint64) string {
	var raw [8]byte
	var text [16]byte
	binary.BigEndian.PutUint64(raw[:], h)
	hex.Encode(text[:], raw[:])
	return string(text[:])
}
