package endpoint

import (
	"bytes"
	"hash/maphash"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const uuid = "4f0d1c2e-6b7a-4c8d-9e0f-1a2b3c4d5e6f"

// Routes as frameworks write them are names already.
func TestTemplates(t *testing.T) {
	for framework, routes := range map[string][]string{
		"Express": {
			"/users/:id", "/users/:userId/orders/:orderId", `/users/:id(\d+)`, "/users/:id?", "/users{/:id}", "/routes/:from-:to",
			"/users/@:name", "/files/*", "/files/*splat", "/files/:path*", "*",
		},
		"Spring":      {"/orders/{orderId:[0-9]+}", "/orders/{id:[0-9]{1,9}}/lines", "/users/{email:.+}", "/files/{*path}", "/**", "/v1/users/{id}"},
		"Rails":       {"/users/:id(.:format)", "(/:locale)/users/:id/edit(.:format)", "/files/*path", "/users(.:format)"},
		"ASP.NET":     {"{controller=Home}/{action=Index}/{id?}", "api/v{version:apiVersion}/orders/{id:guid}", "odata/Orders({key})", "orders/{id}:cancel"},
		"gRPC":        {"orders.v1.Orders/GetOrder", "/orders.v2.Orders/GetOrder", "grpc.health.v1.Health/Check"},
		"Next.js":     {"/blog/[slug]", "/docs/[...slug]", "/[[lang]]/p/[id]"},
		"Remix":       {"/users/$id", "$lang/users"},
		"Flask":       {"/users/<int:id>", "/users/<id>", "/files/<path:name>"},
		"Django":      {"api/users/<int:pk>/", `^users/(?P<pk>[^/.]+)/$`, `^invoices/(\d+)/$`},
		"Go":          {"GET /users/{id}", "shop.example/users/{id}", "/users/{id}/{$}", "/files/{path...}"},
		"API Gateway": {"/{proxy+}", "/prod/orders/{id}"},
		"without parameters": {
			"/", "/users", "/api/v1/users", "/api/v2/users", "/v1beta1/users", "/api/v1.1/users", "/rest/api/2/search", "/oauth2/token",
			"/login/OAuth2Callback", "/hash/sha256", "/encode/utf-8", "/regions/us-east-1", "/x509", "/orders:search", "/reports/top-10",
			"/api/getUserProfileById", "/.well-known/openid-configuration", "/wp-login.php", "GET /users", "/größe", "/favicon.ico",
		},
		"messaging": {"orders", "shop.orders.created", "orders-dlq"},
	} {
		for _, route := range routes {
			assert.Equal(t, route, NewNames().Route(1, route), framework)
		}
	}
}

// So are paths that are given for routes, once what varies is left out.
func TestPathsForRoutes(t *testing.T) {
	for path, want := range map[string]string{
		"/orders/8812":                         "/orders/{id}",
		"/orders/8812/":                        "/orders/{id}",
		"//orders//8812":                       "/orders/{id}",
		"/orders/8812?page=3":                  "/orders/{id}",
		"/api/v1/orders/8812/items":            "/api/v1/orders/{id}/items",
		"/orders/" + uuid:                      "/orders/{id}",
		"/orders/" + strings.ToUpper(uuid):     "/orders/{id}",
		"/commits/9fceb02d0ae5":                "/commits/{id}",
		"/o/01ARZ3NDEKTSV4RRFFQ69G5FAV":        "/o/{id}",
		"/videos/dQw4w9WgXcQ":                  "/videos/{id}",
		"/orders/ORD-1042":                     "/orders/ORD-{id}",
		"/orders/order-1042":                   "/orders/order-{id}",
		"/orders/ORD1042":                      "/orders/ORD{id}",
		"/orders/INV-2026-00042":               "/orders/{id}",
		"/days/2026-01-02":                     "/days/{id}",
		"/users/ann@shop.example/cart":         "/users/{id}/cart",
		"/users/42;jsessionid=1F":              "/users/{id}",
		"/users/j%C3%BCrgen":                   "/users/{id}",
		"/users/\xff\xfe":                      "/users/{id}",
		"/users/a\nb":                          "/users/{id}",
		"/tokens/" + strings.Repeat("abc", 30): "/tokens/{id}",
		"/pods/orders-7d9f8b6c5-x2x7p/log":     "/pods/orders-{id}/log",
		"/rest/api/2/issue/12":                 "/rest/api/2/issue/{id}",
		"users/42":                             "users/{id}",
		"/users/maria-lopez/orders":            "/users/maria-lopez/orders", // until more are seen
		"/users/42/orders/:id":                 "/users/{id}/orders/:id",
		"/users/" + uuid + "/orders/{orderId}": "/users/{id}/orders/{orderId}",
		"replies.8812":                         "replies.{id}",
		"reply-" + uuid:                        "reply-{id}",
		strings.Repeat("/a", 20):               strings.Repeat("/a", maxSegments) + "/**",
	} {
		n := NewNames()
		assert.Equal(t, want, n.Route(1, path), path)
		assert.Equal(t, want, n.Route(1, want), "a name is its own name")
	}
}

func TestPaths(t *testing.T) {
	for path, want := range map[string]string{
		"":                           "",
		"/":                          "/",
		"///":                        "/",
		"/orders/8812/items":         "/orders/{id}/items",
		"/static/js/main.3f2a9c1.js": "/static/js/*.js",
		"/favicon.ico":               "/*.ico",
		"/{{7*7}}/x":                 "/{id}/x",
		"/x/${jndi:ldap://a}":        "/x/{id}/{id}",
		"/x/%24%7Bjndi%7D":           "/x/{id}",
		"/x/:id":                     "/x/:id", // a word: nobody but a learner can tell
	} {
		n := NewNames()
		assert.Equal(t, want, n.Path(1, path), path)
		assert.Equal(t, want, n.Path(1, want), "a name is its own name")
	}
}

// An instrumentation that adds numbers, or a caller who can, leads to no more names than the service has room for.
func TestRoutesWithTooManyParameters(t *testing.T) {
	n := NewNames()
	for i := range maxTemplates {
		n.Route(1, "/x/{"+letters(i)+"}")
	}
	assert.Equal(t, "/x/{id}/y", n.Route(1, "/x/{one_more}/y"))
	assert.Equal(t, "/x/{a}", n.Route(1, "/x/{a}"), "those known stay")
	assert.Equal(t, "/x/{one_more}/y", n.Route(2, "/x/{one_more}/y"), "another service")
}

func TestLongRoutes(t *testing.T) {
	n := NewNames()
	for _, route := range []string{"/{id}" + strings.Repeat("/items", 10_000), strings.Repeat("/items", 10_000), "/" + strings.Repeat("x", 1<<16)} {
		assert.LessOrEqual(t, len(n.Route(1, route)), readLimit)
		assert.LessOrEqual(t, len(n.Path(1, route)), readLimit)
	}
	assert.Less(t, n.Bytes(), 10_000)
}

// Many services, or somebody who makes some up, take bounded memory: the one left alone the longest makes room.
func TestManyServices(t *testing.T) {
	n := NewNames()
	for service := range uint64(10_000) {
		assert.Equal(t, "/orders", n.Route(service, "/orders"))
	}
	assert.Equal(t, maxServices, n.Services())
	assert.EqualValues(t, 10_000-maxServices, n.Evictions())

	n = NewNames()
	for service := range uint64(200) {
		for i := range maxTemplates {
			n.Route(service, "/x/{"+strings.Repeat("y", 200)+letters(i)+"}")
		}
		require.LessOrEqual(t, n.Bytes(), maxBytes)
	}
	assert.Less(t, n.Services(), 100)
	assert.EqualValues(t, 200-n.Services(), n.Evictions())
	sum := 0
	for service := range uint64(200) {
		if ref, known := n.services.Peek(service); known {
			sum += n.services.Value(ref).bytes()
		}
	}
	assert.Equal(t, sum, n.Bytes())
}

// What is counted is about what is taken.
func TestBytes(t *testing.T) {
	for name, route := range map[string]func(i int) string{
		"templates": func(i int) string { return "/api/v1/" + letters(i%1000) + "/{id}/items" },
		"words":     func(i int) string { return "/" + letters(i%30) + "/" + letters(i/30%20) },
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		n := NewNames()
		for i := range 200_000 {
			n.Route(uint64(i/1000), route(i))
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		used := int(after.HeapAlloc) - int(before.HeapAlloc)
		t.Logf("%s: %d services: %d bytes, counted as %d", name, n.Services(), used, n.Bytes())
		assert.Less(t, used, 2*n.Bytes()+(1<<20))
		assert.Less(t, n.Bytes(), 2*used)
	}
}

func FuzzNames(f *testing.F) {
	for _, text := range []string{"/orders/8812", "/users/:id", "GET /a/{b:[0-9]{1,3}}", "/a//b/../c.js?x", "v1/v2/api/2", "/%ff\xff\x00", "(/:x)(.:y)", "/a-{id}/*.js"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n := NewNames()
		for _, name := range []func(uint64, string) string{n.Route, n.Path} {
			once := name(1, text)
			require.LessOrEqual(t, len(once), 2*readLimit)
			if len(text) > readLimit/3 {
				continue // a name is somewhat longer than what it is made of, and may itself be cut
			}
			require.True(t, utf8.ValidString(once))
			require.Equal(t, once, name(1, text), "stable")
			require.Equal(t, once, name(1, once), "its own name")
			require.Equal(t, once, name(2, once), "to another service too")
		}
	})
}

// FuzzLearning reads paths of few segments from bytes: whatever comes, it comes to an end, and the counts are right.
func FuzzLearning(f *testing.F) {
	f.Add([]byte{1, 2, 3, 0, 200, 255, 0, 9}, uint8(3))
	f.Fuzz(func(t *testing.T, b []byte, most uint8) {
		var made tree
		limit := limits{words: 1 + int(most%5), positions: strict.positions}
		seed := maphash.MakeSeed()
		for text := range bytes.SplitSeq(b[:min(len(b), 5000)], []byte{0}) {
			var path strings.Builder
			for _, c := range text {
				path.WriteString([]string{"/v", "/12", "/w"}[c%3])
				path.WriteString(strconv.Itoa(int(c) / 3))
			}
			for {
				_, ok := made.append(nil, seed, path.String(), limit, true)
				if ok {
					break
				}
				require.NotZero(t, made.makeRoom())
			}
			require.Equal(t, made.roots[0].count()+made.roots[1].count()-2, made.positions)
		}
	})
}

func BenchmarkRoute(b *testing.B) {
	for _, bench := range []struct {
		name  string
		route func(i int) string
	}{
		{"template", func(i int) string { return "/api/v1/" + letters(i%200) + "/{id}" }},
		{"static", func(i int) string { return "/api/v1/users/" + letters(i%50) }},
		{"path", func(i int) string { return "/api/v1/orders/" + strconv.Itoa(i) + "/items" }},
		{"uuid", func(i int) string { return "/api/v1/orders/4f0d1c2e-6b7a-4c8d-9e0f-" + strconv.Itoa(100_000_000_000+i) }},
		{"slug", func(i int) string { return "/users/" + letters(i) + "/orders" }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			routes := make([]string, 10_000)
			for i := range routes {
				routes[i] = bench.route(i)
			}
			n := NewNames()
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				n.Route(1, routes[i%len(routes)])
			}
		})
	}
}
