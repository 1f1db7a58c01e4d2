package series

import (
	"encoding/binary"
	"math"
	"strings"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// TextLimit is how many bytes of a text attribute are kept.
const TextLimit = 256

// Attribute is an attribute of a group.
type Attribute struct {
	key, text string
	number    uint64
	kind      attributeKind
}

type attributeKind byte

const (
	textKind attributeKind = iota
	intKind
	doubleKind
	trueKind
	falseKind
)

// String returns a text attribute.
func String(key, value string) Attribute { return Attribute{key: key, text: value, kind: textKind} }

// Int returns an integer attribute.
func Int(key string, value int64) Attribute {
	return Attribute{key: key, number: uint64(value), kind: intKind} //nolint:gosec // kept bit by bit
}

// Double returns a floating point attribute.
func Double(key string, value float64) Attribute {
	if math.IsNaN(value) {
		value = math.NaN() // there are many, and all look the same
	}
	return Attribute{key: key, number: math.Float64bits(value), kind: doubleKind}
}

// Bool returns a truth value.
func Bool(key string, value bool) Attribute {
	if value {
		return Attribute{key: key, kind: trueKind}
	}
	return Attribute{key: key, kind: falseKind}
}

// appendAttributes encodes the attributes of a group: one string takes a third of the memory of a slice of them. It also
// reports whether another value could end up as the same, by being cut or corrected.
func appendAttributes(buf []byte, attributes []Attribute) ([]byte, bool) {
	changeable := false
	buf = binary.AppendUvarint(buf, uint64(len(attributes)))
	for i := range attributes {
		a := &attributes[i]
		key, mayKey := clean(a.key)
		buf = append(buf, byte(a.kind))
		buf = appendText(buf, key)
		mayValue := false
		switch a.kind {
		case textKind:
			var text string
			text, mayValue = clean(a.text)
			buf = appendText(buf, text)
		case intKind, doubleKind:
			mayValue = a.kind == doubleKind && math.IsNaN(math.Float64frombits(a.number))
			buf = binary.LittleEndian.AppendUint64(buf, a.number)
		case trueKind, falseKind:
		}
		changeable = changeable || mayKey || mayValue
	}
	return buf, changeable
}

// clean makes a text fit to be kept and sent: a receiver of OTLP may refuse a whole request over one invalid byte. It
// reports whether other texts are made the same one, which is so for all that are about as long as the limit, or hold the
// replacement character.
func clean(text string) (string, bool) {
	if len(text) > TextLimit {
		text = text[:TextLimit]
		// A character that was halved goes; any other invalid byte is to be seen.
		if r, _ := utf8.DecodeLastRuneInString(text); r == utf8.RuneError {
			for back := 1; back < utf8.UTFMax; back++ {
				if utf8.RuneStart(text[TextLimit-back]) {
					text = text[:TextLimit-back]
					break
				}
			}
		}
	}
	text = apierror.Cut(strings.ToValidUTF8(text, string(utf8.RuneError)), TextLimit)
	return text, len(text) > TextLimit-utf8.UTFMax || strings.ContainsRune(text, utf8.RuneError)
}

func appendText(buf []byte, text string) []byte {
	return append(binary.AppendUvarint(buf, uint64(len(text))), text...)
}

// putAttributes writes what appendAttributes encoded.
func putAttributes(encoded string, into pcommon.Map) {
	n, encoded := cutUvarint(encoded)
	into.EnsureCapacity(n)
	for range n {
		kind := attributeKind(encoded[0])
		var key string
		key, encoded = cutText(encoded[1:])
		switch kind {
		case textKind:
			var text string
			text, encoded = cutText(encoded)
			into.PutStr(key, text)
		case intKind:
			into.PutInt(key, int64(number(encoded))) //nolint:gosec // kept bit by bit
			encoded = encoded[8:]
		case doubleKind:
			into.PutDouble(key, math.Float64frombits(number(encoded)))
			encoded = encoded[8:]
		case trueKind, falseKind:
			into.PutBool(key, kind == trueKind)
		}
	}
}

func cutText(encoded string) (text, rest string) {
	n, rest := cutUvarint(encoded)
	return rest[:n], rest[n:]
}

func cutUvarint(encoded string) (n int, rest string) {
	for i := 0; ; i++ {
		n |= int(encoded[i]&0x7f) << (7 * i)
		if encoded[i] < 0x80 {
			return n, encoded[i+1:]
		}
	}
}

func number(encoded string) uint64 {
	var n uint64
	for i := range 8 {
		n |= uint64(encoded[i]) << (8 * i)
	}
	return n
}
