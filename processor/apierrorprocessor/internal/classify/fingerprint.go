package classify

import (
	"encoding/binary"
	"encoding/hex"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/messagetemplate"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// ServiceHash is the part of a fingerprint that all spans of a resource share.
func ServiceHash(service string) uint64 { return xxhash.Sum64String(service) }

// Fingerprint is the same for the same fault, whichever instance, object or moment it struck: it is made of the service,
// the operation as a template, and what is known of the error, never of an id, a host or a time.
func (c *Classifier) Fingerprint(service uint64, v *spanview.View, f *apierror.Failure) string {
	h := mix(mix(service, hashName(v.Method)), hashOperation(v))
	if v.Calling() {
		h = mix(h, 1) // the same failure on both sides of a call is two, to be mended by two
		if v.DBSystem == "" && v.RPC == "" && v.Host != "" {
			h = mix(h, hashHost(v.Host)) // elsewhere the operation says what was called, and hosts come and go
		}
	}
	h = mix(h, hashName(f.Reason)) // it tells the category, together with the side
	// The reason may come from an exception: the status that was answered then is a second fact.
	h = mix(h, uint64(max(v.HTTPStatus, 0))<<8|uint64(max(v.GRPCStatus, 0)))
	kind := v.ExceptionType
	if kind == "" {
		kind = v.ErrorType
	}
	if kind != "" {
		h = mix(h, hashName(kind))
	}
	if v.ErrorCode != "" || v.RPCCode != "" || v.ResponseFlags != "" {
		h = mix(mix(mix(h, hashName(v.ErrorCode)), hashName(v.RPCCode)), hashName(v.ResponseFlags))
	}
	switch says := ownWords(v); {
	case says != "":
		h = mix(h, hashMessage(says))
	case v.DBCode != "":
		h = mix(h, hashName(v.DBCode))
	}
	if v.Stacktrace != "" && f.Category == apierror.CategoryInternal {
		// Errors of programming have few types and messages between them: where they were thrown tells them apart.
		if frame := applicationFrame(v.Stacktrace); frame != "" {
			h = mix(h, hashFrame(frame))
		}
	}
	return c.fingerprints.text(h)
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

// ownWords is what the span says of the failure in words; "" where it says nothing.
func ownWords(v *spanview.View) string {
	if v.ExceptionMessage != "" {
		return v.ExceptionMessage
	}
	if v.Message == "" {
		return v.Detail
	}
	return v.Message
}

// hashMessage hashes the template of a message. The entries of what stands in braces may come in any order: maps have none.
func hashMessage(message string) uint64 {
	var buffer [512]byte
	template := messagetemplate.Append(buffer[:0], message)
	var h, entries uint64
	begin, depth := 0, 0
	for i, c := range template {
		switch {
		case c == '{':
			depth++
		case c == ',' && depth > 0:
		case c == '}' && depth > 0:
			depth--
		default:
			continue
		}
		// A piece ends here: in braces they are added up, outside they follow on each other.
		if piece := xxhash.Sum64(trimmed(template[begin:i])); c == '{' && depth == 1 {
			h = mix(h, piece)
		} else {
			entries += piece
		}
		begin = i + 1
		if depth == 0 {
			h, entries = mix(h, entries), 0
		}
	}
	return mix(h, xxhash.Sum64(template[begin:])+entries)
}

// trimmed is a piece of a template without the space at its ends.
func trimmed(piece []byte) []byte {
	if n := len(piece); n > 0 && piece[n-1] == ' ' {
		piece = piece[:n-1]
	}
	if len(piece) > 0 && piece[0] == ' ' {
		piece = piece[1:]
	}
	return piece
}

// fingerprintCacheBits make the cache 24 KiB: a service has some hundreds of faults.
const fingerprintCacheBits = 9

// fingerprintCache holds the latest fingerprints as texts: faults repeat, and the text would be made anew for every failed span.
// Two may lie at each place.
type fingerprintCache [1 << fingerprintCacheBits][2]struct {
	hash uint64
	text string
}

func (c *fingerprintCache) text(h uint64) string {
	place := &c[h>>(64-fingerprintCacheBits)]
	for i := range place {
		if place[i].hash == h && place[i].text != "" {
			return place[i].text
		}
	}
	place[1] = place[0]
	place[0].hash, place[0].text = h, hex16(h)
	return place[0].text
}

func hex16(h uint64) string {
	var raw [8]byte
	var text [16]byte
	binary.BigEndian.PutUint64(raw[:], h)
	hex.Encode(text[:], raw[:])
	return string(text[:])
}
