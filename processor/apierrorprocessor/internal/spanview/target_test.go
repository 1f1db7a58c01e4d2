package spanview

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestIsPlain(t *testing.T) {
	for _, plain := range []string{"", "/", "/api/v1/orders/1042", "/a_b-C.d/Z09", "/static/app.min.js", "/AZaz09-._/x"} {
		assert.True(t, isPlain(plain), plain)
	}
	for _, not := range []string{"/a%20b", "/../etc", "/x..y", "q=1", "/a'b", "/é", "/a\x00", "/a b", "/<x>", "/a;b", "/{id}", "/a\\b", "/~me", "/a@b", "/`", "/a|b", "/[0]", "/^"} {
		assert.False(t, isPlain(not), not)
		assert.False(t, isPlain(strings.Repeat("a", 8)+not), not)
		assert.False(t, isPlain(not+strings.Repeat("a", 9)), not)
	}
}

func TestIsPlainKnowsEveryByte(t *testing.T) {
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/\x7f"
	for c := range 256 {
		for place := range 11 {
			text := []byte("aaaaaaaaaaa")
			text[place] = byte(c)
			assert.Equal(t, strings.IndexByte(plain, byte(c)) >= 0, isPlain(string(text)), "%q", text)
		}
	}
}

func TestIsPlainFindsDots(t *testing.T) {
	for size := range 40 {
		for place := range max(0, size-1) {
			text := []byte(strings.Repeat("a", size))
			text[place], text[place+1] = '.', '.'
			assert.False(t, isPlain(string(text)), "%s", text)
			text[place+1] = '/'
			assert.True(t, isPlain(string(text)), "%s", text)
		}
	}
}

func BenchmarkIsPlain(b *testing.B) {
	for b.Loop() {
		if !isPlain("/api/v1/resource12/123456") {
			b.Fatal("plain")
		}
	}
}
