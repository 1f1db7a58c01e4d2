package endpoint

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Where very many words come in one place, they are ids: user names, titles.
func TestSlugsAreLearned(t *testing.T) {
	n := NewNames()
	for i := range strict.words {
		assert.Equal(t, "/users/name-"+letters(i)+"/orders", n.Route(1, "/users/name-"+letters(i)+"/orders"))
	}
	assert.Equal(t, "/users/{id}/orders", n.Route(1, "/users/maria-lopez/orders"))
	for i := range 1000 {
		assert.Equal(t, "/users/{id}/orders", n.Route(1, "/users/name-"+letters(i)+"/orders"), "the first ones too")
	}
	assert.Equal(t, "/users/{id}/cart", n.Route(1, "/users/me/cart"))
	assert.Equal(t, "/users/{id}", n.Route(1, "/users/8812"))
	assert.Equal(t, "/users/{name}/orders", n.Route(1, "/users/{name}/orders"), "the service knows better")

	assert.Equal(t, "/admins/maria/orders", n.Route(1, "/admins/maria/orders"), "another place")
	assert.Equal(t, "/users/maria/orders", n.Route(2, "/users/maria/orders"), "another service")
	assert.Equal(t, "/users/maria/orders", n.Path(1, "/users/maria/orders"), "what no route matched")
	assert.Equal(t, "users/maria/orders", n.Route(1, "users/maria/orders"), "a name without a slash is none of these")
}

func TestVersionsStayWhereWordsDoNot(t *testing.T) {
	n := NewNames()
	for i := range 2 * strict.words {
		n.Route(1, "/"+letters(i)+"/users")
	}
	assert.Equal(t, "/{id}/users", n.Route(1, "/a/users"))
	assert.Equal(t, "/v2/users", n.Route(1, "/v2/users"))
}

// A service that tells parameters has many routes without any: they are no slugs.
func TestManyStaticRoutes(t *testing.T) {
	n := NewNames()
	n.Route(1, "/api/orders/{id}")
	for i := range trusting.words {
		require.Equal(t, "/api/list-"+letters(i), n.Route(1, "/api/list-"+letters(i)))
	}
	assert.Equal(t, "/api/{id}", n.Route(1, "/api/another"), "in the end it is not believed either")
}

// letters makes a word of a number.
func letters(i int) string {
	word := []byte{byte('a' + i%26)}
	for i /= 26; i > 0; i /= 26 {
		word = append(word, byte('a'+i%26))
	}
	return string(word)
}

// floods are paths made up in different ways; the later ones by somebody who knows how they are learned.
var floods = map[string]struct {
	path func(r *rand.Rand, i int) string
	most int // names
}{
	"numbers": {func(_ *rand.Rand, i int) string { return "/orders/" + strconv.Itoa(i) + "/items/" + strconv.Itoa(i*7) }, 1},
	"slugs":   {func(_ *rand.Rand, i int) string { return "/users/" + letters(i) + "/orders" }, 101},
	"words at random": {func(r *rand.Rand, _ int) string {
		return "/" + letters(r.IntN(1e6)) + "/" + letters(r.IntN(1e6)) + "/" + letters(r.IntN(1e6))
	}, 301},
	"tokens":           {func(r *rand.Rand, _ int) string { return "/t/" + token(r, 22) }, 150},
	"bytes at random":  {func(r *rand.Rand, _ int) string { return "/" + junk(r) + "/" + junk(r) }, 4000},
	"of all lengths":   {func(r *rand.Rand, _ int) string { return strings.Repeat("/"+letters(r.IntN(1e6)), 1+r.IntN(30)) }, 2000},
	"a few words deep": {func(r *rand.Rand, _ int) string { return fewWords(r, 20, 8) }, 3000},
	"many words deep":  {func(r *rand.Rand, _ int) string { return fewWords(r, 90, 5) }, 4000},
	"ids or words":     {func(r *rand.Rand, i int) string { return idsOrWords(r, 16, i) }, 3000},
	"versions": {func(r *rand.Rand, _ int) string {
		return "/v" + strconv.Itoa(r.IntN(100)) + "/v" + strconv.Itoa(r.IntN(100)) + "/" + letters(r.IntN(1e6))
	}, 3000},
	"parameters":   {func(r *rand.Rand, _ int) string { return "/x/{" + letters(r.IntN(1e6)) + "}/:" + letters(r.IntN(1e6)) }, maxTemplates + 101},
	"static files": {func(r *rand.Rand, i int) string { return "/static/" + letters(r.IntN(100)) + "/" + letters(i) + ".js" }, 1000},
}

func token(r *rand.Rand, length int) string {
	text := make([]byte, length)
	for i := range text {
		text[i] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[r.IntN(62)]
	}
	return string(text)
}

func junk(r *rand.Rand) string {
	text := make([]byte, r.IntN(10))
	for i := range text {
		text[i] = byte(r.IntN(256))
	}
	return string(text)
}

func fewWords(r *rand.Rand, words, depth int) string {
	segments := make([]string, 1+r.IntN(depth))
	for i := range segments {
		segments[i] = letters(r.IntN(words))
	}
	return "/" + strings.Join(segments, "/")
}

func idsOrWords(r *rand.Rand, depth, i int) string {
	segments := make([]string, depth)
	for at := range segments {
		segments[at] = "a"
		if r.IntN(2) == 0 {
			segments[at] = strconv.Itoa(1000 + i)
		}
	}
	return "/" + strings.Join(segments, "/")
}

func TestFloodsHaveFewNames(t *testing.T) {
	for name, flood := range floods {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(1, 2))
			n := NewNames()
			names := map[string]bool{}
			for i := range 100_000 {
				names[n.Route(1, flood.path(r, i))] = true
			}
			t.Logf("%d names, %d bytes, %d evictions", len(names), n.Bytes(), n.Evictions())
			assert.LessOrEqual(t, len(names), flood.most)
			assert.Less(t, n.Bytes(), 1<<20)
		})
	}
}

func TestAMillionPaths(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	n := NewNames()
	names := map[string]bool{}
	for i := range 1_000_000 {
		path := "/" + letters(r.IntN(1e6)) + "/" + letters(i) + "/" + strconv.Itoa(i)
		names[n.Route(1, path)] = true
		if i == 500_000 {
			require.Equal(t, "/{id}/{id}/{id}", n.Route(1, path))
		}
	}
	assert.Len(t, names, 2*strict.words+1)
}
