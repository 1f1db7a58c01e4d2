package pathtemplate

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTemplate(t *testing.T) {
	for path, want := range map[string]string{
		"":                   "",
		"/":                  "",
		"/api/v1/orders/":    "/api/v0/orders",
		"//api//v2/orders":   "/api/v0/orders",
		"/orders/123?x=1":    "/orders/{id}",
		"/orders/123/items/": "/orders/{id}/items",
		"/o/4f0d1c2e-6b7a-4c8d-9e0f-1a2b3c4d5e6f": "/o/{id}",
		"/commits/9fceb02d0ae5":                   "/commits/{id}",
		"/o/01ARZ3NDEKTSV4RRFFQ69G5FAV":           "/o/{id}",
		"/orders/ORD-1042":                        "/orders/{id}",
		"/orders/1,2,3":                           "/orders/{id}",
		"/days/2026-01-02":                        "/days/{id}",
		"/users/ann.o+x@shop.example/carts":       "/users/{id}/carts",
		"/pods/orders-7d9f8b6c5-x2x7p/log":        "/pods/orders-{id}/log",
		"/pods/orders-7d9f8b6c5-bcdfg/log":        "/pods/orders-{id}/log",
		"/o/order-4f0d1c2e-6b7a-4c8d-9e0f-1a2b":   "/o/order-{id}",
		"/posts/top-10-tips-for-2024":             "/posts/top-0-tips-for-0",
		"/videos/dQw4w9WgXcQ":                     "/videos/{id}",
		"/login/OAuth2Callback":                   "/login/OAuth0Callback",
		"/files/report.v2.pdf":                    "/files/report.v0.pdf",
		"/posts/my-trip-to-rome-in-2024":          "/posts/my-trip-to-rome-in-0",
		"/posts/decade":                           "/posts/decade",
		"/backup2.zip":                            "/backup0.zip",
		"/static/js/main.3f2a9c1.js.map":          "/static/js/*.map",
		"/static/css/app.css":                     "/static/css/*.css",
		"/.env":                                   "/.env",
		"/.git/config":                            "/.git/config",
		"/wp-login.php":                           "/wp-login.php",
		"/a/%2e%2e/etc":                           "/a/%0e%0e/etc",
	} {
		assert.Equal(t, want, string(Append(nil, path)), path)
	}
	assert.LessOrEqual(t, len(Append(nil, strings.Repeat("/1", 40_000))), 5*limit)
}

func FuzzTemplate(f *testing.F) {
	for _, path := range []string{"/api/v1/orders/123", "/a//b/../c.js", "/%ff\xff\x00?#", "/.woff2", ".woff/"} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, path string) {
		template := string(Append(nil, path))
		assert.LessOrEqual(t, len(template), 5*limit)
		assert.Equal(t, template, string(Append(nil, path+"?q=1"))[:len(template)])
		if len(path) < limit/8 && !strings.ContainsAny(template, "{*") {
			assert.Equal(t, template, string(Append(nil, template)), "a template without placeholders is its own")
		}
	})
}
