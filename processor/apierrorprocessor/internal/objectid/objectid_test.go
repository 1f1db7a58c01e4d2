package objectid

import (
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const uuid = "4f0d1c2e-6b7a-4c8d-9e0f-1a2b3c4d5e6f"

func TestFindByRoute(t *testing.T) {
	for name, calls := range map[string][][3]string{ // route, path, id
		"Spring": {
			{"/users/{id}", "/users/42", "42"},
			{"/users/{id}", "/users/42/", "42"},
			{"/users/{id}", "/gateway/shop/users/42", "42"},
			{"/users/{id}", "/users/42;jsessionid=1F", "42"},
			{"/users/{id}", "/users", ""},
			{"/users/{id}", "/orders/42", ""},
			{"/orders/{orderId}/items/{itemId}", "/orders/7/items/9", "9"},
			{"/orders/{id:[0-9]{1,9}}/lines", "/orders/7/lines", "7"},
			{"/users/{email:.+}", "/users/ann@shop.example", "ann@shop.example"},
			{"/reports/{name}.{extension}", "/reports/q3-1042.pdf", "q3-1042"},
			{"/files/{*path}", "/files/a/1042", ""},
			{"/**", "/orders/1042", ""},
			{"/users/{id}/**", "/users/42/a/b/7", "42"},
			{"/users/{id}/**", "/shop/users/42", "42"},
			{"/**/orders/{id}", "/a/b/orders/7", "7"},
			{"/**/favicon.ico", "/a/7/favicon.ico", ""},
			{"/users/{id}/settings/{section}", "/users/42/settings/privacy", "42"},
			{"/teams/{team}/members/{username}", "/teams/42/members/alice", "alice"},
			{"/{lang}/docs", "/en/docs", "en"},
			{"/{tenant}/orders/{id}", "/acme/orders/7", "7"},
			{"/v1/{version}", "/v1/3", ""},
			{"/api/{apiVersion}/orders/{id}", "/api/2/orders/7", "7"},
			{"/api/{apiVersion}/orders", "/api/2/orders", ""},
			{"/orders/page/{page}", "/orders/page/3", ""},
			{"/orders/{year}/{month}", "/orders/2026/05", ""},
			{"/users/me", "/users/me", ""},
		},
		"Express": {
			{"/users/:id", "/users/42", "42"},
			{"/users/:userId/orders/:orderId", "/api/users/42/orders/7", "7"},
			{`/users/:id(\d+)`, "/users/42", "42"},
			{"/users/:id?", "/users/42", "42"},
			{"/users/:id?", "/users", ""},
			{"/users{/:id}", "/users/42", "42"},
			{"/users{/:id}", "/users", ""},
			{"/routes/:from-:to", "/routes/17-18", "18"},
			{"/users/@:name", "/users/@alice", "alice"},
			{"/files/*", "/files/42", ""},
			{"/files/*splat", "/files/a/42", ""},
			{"/files/:path*", "/files/a/42", ""},
			{"*", "/orders/42", ""},
		},
		"FastAPI": {
			{"/items/{item_id}", "/items/42", "42"},
			{"/items/{item_id}", "/api/v1/items/" + uuid, uuid},
			{"/files/{file_path:path}", "/files/home/42", ""},
		},
		"Flask": {
			{"/users/<int:id>", "/users/42", "42"},
			{"/users/<id>", "/users/alice", "alice"},
			{"/files/<path:name>", "/files/a/42", ""},
		},
		"Django": {
			{"api/users/<int:pk>/", "/api/users/42/", "42"},
			{`^users/(?P<pk>[^/.]+)/$`, "/users/42/", "42"},
			{`api/^users/(?P<id>\d+)/orders/?$`, "/api/users/42/orders", "42"},
			{`^users/(?P<pk>[^/.]+)\.(?P<format>[a-z0-9]+)/?$`, "/users/42.json", "42"},
			{`^invoices/(\d+)/$`, "/invoices/1042/", "1042"},
			{`^(?P<path>.*)$`, "/a/42", ""},
			{`/users/(?P<id>\d+)`, "/users/42", "42"},
		},
		"Rails": {
			{"/users/:id(.:format)", "/users/42", "42"},
			{"/users/:id(.:format)", "/users/42.json", "42"},
			{"/users/:id(.:format)", "/users/alice.json", "alice"},
			{"/users/:id", "/users/42.json", "42"},
			{"/users/:user_id/orders/:id/edit(.:format)", "/users/42/orders/7/edit", "7"},
			{"(/:locale)/users/:id(.:format)", "/users/42", "42"},
			{"(/:locale)/users/:id(.:format)", "/de/users/42", "42"},
			{"/posts/:id", "/posts/42-my-first-post", "42-my-first-post"},
			{"/files/*path", "/files/a/42", ""},
		},
		"ASP.NET": {
			{"api/users/{id:guid}", "/api/users/" + uuid, uuid},
			{"api/Users/{id:int}", "/api/users/42", "42"},
			{"api/v{version:apiVersion}/orders/{id}", "/api/v2/orders/7", "7"},
			{"api/v{version:apiVersion}/orders", "/api/v2/orders", ""},
			{"{controller=Home}/{action=Index}/{id?}", "/Orders/Details/42", "42"},
			{"{controller=Home}/{action=Index}/{id?}", "/Orders/Details", ""},
			{"odata/Orders({key})", "/odata/Orders(1042)", "1042"},
			{"files/{**path}", "/files/a/42", ""},
			{"orders/{id}:cancel", "/orders/42:cancel", "42"},
			{"products/{id}-{title}", "/products/42-red-shoes", "42"},
			{"products/{title}-{id}", "/products/red-shoes-42", "42"},
		},
		"Go": {
			{"GET /users/{id}", "/users/42", "42"},
			{"shop.example/users/{id}", "/users/42", "42"},
			{"/users/{id}/{$}", "/users/42/", "42"},
			{"/files/{path...}", "/files/42", ""},
			{"/buckets/{bucket}/{path...}", "/buckets/b-17/a/b", "b-17"},
		},
		"Gin":         {{"/users/:id", "/users/42", "42"}, {"/files/*filepath", "/files/42", ""}},
		"Next.js":     {{"/users/[id]", "/users/42", "42"}, {"/docs/[...slug]", "/docs/a/42", ""}, {"/[[lang]]/p/[id]", "/p/7", "7"}},
		"API Gateway": {{"/orders/{id}", "/prod/orders/7", "7"}, {"/{proxy+}", "/orders/7", ""}},
		"Remix":       {{"/users/$id", "/users/42", "42"}},
	} {
		for _, call := range calls {
			id, ok := Find(call[0], call[1])
			assert.Equal(t, call[2], id.Text, "%s: %s %s", name, call[0], call[1])
			assert.Equal(t, call[2] != "", ok, "%s: %s %s", name, call[0], call[1])
		}
	}
}

func TestFindByShape(t *testing.T) {
	for path, want := range map[string]string{
		"/users/42":                              "42",
		"/users/42/":                             "42",
		"/users//42":                             "42",
		"/users/42/orders/1042":                  "1042",
		"/users/42/orders?page=3":                "42",
		"/api/v2/users/42/settings":              "42",
		"/users/" + uuid:                         uuid,
		"/o/01ARZ3NDEKTSV4RRFFQ69G5FAV/items":    "01ARZ3NDEKTSV4RRFFQ69G5FAV",
		"/commits/9fceb02d0ae5":                  "9fceb02d0ae5",
		"/sessions/507f1f77bcf86cd799439011":     "507f1f77bcf86cd799439011",
		"/videos/dQw4w9WgXcQ":                    "dQw4w9WgXcQ",
		"/customers/cus_NffrFeUfNV2Hib":          "cus_NffrFeUfNV2Hib",
		"/intents/pi_3MtwBwLkdIwHu7ix28a3tqPI":   "pi_3MtwBwLkdIwHu7ix28a3tqPI",
		"/links/V1StGXR8_Z5jdHi6B-myT":           "V1StGXR8_Z5jdHi6B-myT",
		"/c/cjld2cjxh0000qzrmn831i7rn":           "cjld2cjxh0000qzrmn831i7rn",
		"/orders/order-1042":                     "order-1042",
		"/orders/ORD1042/lines":                  "ORD1042",
		"/orders/INV-2026-00042":                 "INV-2026-00042",
		"/users/user-7":                          "user-7",
		"/browse/PROJ-12":                        "PROJ-12",
		"/rest/api/2/issue/PROJ-12":              "PROJ-12",
		"/odata/Orders(1042)/Lines":              "1042",
		"/users/42;jsessionid=1F":                "42",
		"/users/42/report.pdf":                   "42",
		"/status/1042":                           "1042",
		"/users/%34%32/orders/7":                 "7",
		"/":                                      "",
		"/users/me":                              "",
		"/api/v2/users":                          "",
		"/v1beta1/users":                         "",
		"/1.1/users":                             "",
		"/rest/api/2/search":                     "",
		"/archive/2024":                          "",
		"/archive/2024/05/17":                    "",
		"/days/2024-05-17":                       "",
		"/days/20240517":                         "",
		"/events/2024-05-17T10:00:00Z":           "",
		"/weeks/2024-W20":                        "",
		"/events/since/1715900000":               "",
		"/events/1715900000123":                  "",
		"/posts/my-trip-to-rome-2024":            "",
		"/blog/page/3":                           "",
		"/errors/404":                            "",
		"/404":                                   "",
		"/login/oauth2/callback":                 "",
		"/login/OAuth2Callback":                  "",
		"/hash/sha256":                           "",
		"/encode/utf-8":                          "",
		"/x509/base64":                           "",
		"/regions/us-east-1":                     "",
		"/static/app.3f2a1b.js":                  "",
		"/static/1042/logo.png":                  "",
		"/tiles/12/2205/1361.png":                "",
		"/files/1042.pdf":                        "",
		"/words/deadbeef":                        "",
		"/api/getUserProfileById":                "",
		"/api/users/alice@shop.example":          "",
		"/hosts/10.0.0.1":                        "",
		"/calendar/iPhone":                       "",
		"/users/42" + strings.Repeat("/a", 2048): "42",
		strings.Repeat("/a", 1024) + "/42":       "",
		strings.Repeat("/a", 1022) + "/12345":    "", // cut amid the number
	} {
		id, ok := Find("", path)
		assert.Equal(t, want, id.Text, path)
		assert.Equal(t, want != "", ok, path)
	}
}

func TestKinds(t *testing.T) {
	type numbered struct {
		kind   Kind
		number uint64
		ok     bool
	}
	for text, want := range map[string]numbered{
		"42":                         {Number, 42, true},
		"007":                        {Number, 7, true},
		"18446744073709551615":       {Number, 1<<64 - 1, true},
		"18446744073709551616":       {Number, 0, false},
		"99999999999999999999999":    {Number, 0, false},
		uuid:                         {UUID, 0, false},
		strings.ToUpper(uuid):        {UUID, 0, false},
		"01ARZ3NDEKTSV4RRFFQ69G5FAV": {ULID, 0, false},
		"9fceb02d0ae5":               {Hash, 0, false},
		"order-1042":                 {Slug, 1042, true},
		"ORD1042":                    {Slug, 1042, true},
		"INV-2026-00042":             {Slug, 42, true},
		"alice2":                     {Slug, 2, true},
		"42-my-first-post":           {Slug, 42, true},
		"order-99999999999999999999": {Slug, 0, false},
		"k3x9a7":                     {Token, 0, false},
		"dQw4w9WgXcQ":                {Token, 0, false},
		"alice":                      {Word, 0, false},
		"2024-05-17":                 {Word, 0, false},
		"%34%32":                     {Word, 0, false},
		"ann@shop.example":           {Word, 0, false},
		"-":                          {Word, 0, false},
	} {
		id, ok := Find("/things/{id}", "/things/"+text)
		require.True(t, ok, text)
		number, hasNumber := id.Number()
		assert.Equal(t, want, numbered{id.Kind, number, hasNumber}, "%s is a %s", text, id.Kind)
	}
	assert.Equal(t, "none number uuid ulid hash slug token word", strings.Join([]string{
		Kind(0).String(), Number.String(), UUID.String(), ULID.String(), Hash.String(), Slug.String(), Token.String(), Word.String(),
	}, " "))
}

func TestPlaces(t *testing.T) {
	where := func(route, path string) uint64 {
		id, ok := Find(route, path)
		require.True(t, ok, "%s %s", route, path)
		return id.Where
	}
	assert.Equal(t, where("/users/{id}", "/users/1"), where("/users/{id}", "/api/users/2/"))
	assert.NotEqual(t, where("/users/{id}", "/users/1"), where("/orders/{id}", "/orders/1"))
	const sections = "/users/{id}/settings/{section}"
	assert.NotEqual(t, where(sections, "/users/1/settings/privacy"), where(sections, "/users/1/settings/7"))

	assert.Equal(t, where("", "/users/1/orders/2"), where("", "/users/3//orders/4/"))
	assert.Equal(t, where("", "/orders/2"), where("", "/orders/"+uuid))
	assert.NotEqual(t, where("", "/users/1"), where("", "/orders/1"))
	assert.NotEqual(t, where("", "/users/1"), where("", "/users/1/orders"))
	assert.NotEqual(t, where("", "/a/b/1"), where("", "/b/a/1"))
}

func TestHostileRoutes(t *testing.T) {
	for _, route := range []string{
		"{", "}", "(", ")", "[", "<", ":", "*", "\\", "^", "$", "/{", "/{/", "(/", "/{:", "/<:", "/(?P<", "/:a(", "/[[", "/[[...",
		strings.Repeat("/{a}", 25), strings.Repeat("{", 3000), strings.Repeat("(", 1000), "{}{}{}", "/{a}{b}", ":a:b", "/{a}/**/{b}",
	} {
		for _, path := range []string{"", "/", "//", "/a", "/1/2/3", strings.Repeat("/1", 3000)} {
			assert.NotPanics(t, func() { Find(route, path) }, "%s %s", route, path)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, route := range []string{
		"", "/users/{id}", "/users/:id(.:format)", `^users/(?P<id>\d+)/?$`, "/a/<int:b>-<c>/*d",
		"(/:l){/:x}/[[y]]/[...z]",
		"{a}{b?}.{c=1}/**/$d",
	} {
		f.Add(route, "/users/42")
		f.Add(route, "/a/1-2/order-1042.json;x?y")
	}
	f.Fuzz(func(t *testing.T, route, path string) {
		id, ok := Find(route, path)
		if ok != (id.Text != "") {
			t.Fatalf("%v with %q", ok, id.Text)
		}
		if ok && !aliases(path, id.Text) {
			t.Fatalf("%q is no part of the path", id.Text)
		}
		if ok && (id.Kind < Number || id.Kind > Word) {
			t.Fatalf("kind %d", id.Kind)
		}
		var found choice
		if cut := path[:min(len(path), limit)]; len(route) < limit && found.straight(route, cut) {
			if slowly := findByTemplate(route, cut, true); found != slowly {
				t.Fatalf("%+v straight on, %+v by the template", found, slowly)
			}
		}
		if allocated := testing.AllocsPerRun(1, func() { Find(route, path) }); allocated > 0 {
			t.Fatalf("%f allocations", allocated)
		}
	})
}

// aliases reports whether a part is where the whole is in memory, too.
func aliases(whole, part string) bool {
	start := uintptr(unsafe.Pointer(unsafe.StringData(whole))) //nolint:gosec // compared only
	at := uintptr(unsafe.Pointer(unsafe.StringData(part)))     //nolint:gosec // compared only
	return start <= at && at+uintptr(len(part)) <= start+uintptr(len(whole))
}

func BenchmarkFind(b *testing.B) {
	for name, call := range map[string][2]string{
		"route":     {"/users/{id}", "/users/42"},
		"ordinary":  {"/api/v1/orders/{orderId}/items", "/api/v1/orders/104233/items"},
		"uuid":      {"/api/v1/orders/:id", "/api/v1/orders/" + uuid},
		"django":    {`api/users/(?P<pk>[^/.]+)/$`, "/api/users/42/"},
		"shape":     {"", "/api/v1/orders/104233/items"},
		"shapeuuid": {"", "/api/v1/orders/" + uuid},
		"longest":   {"", strings.Repeat("/a1", 700)},
		"hostile":   {strings.Repeat("/a", 23) + "/**", strings.Repeat("/a", 1000)},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Find(call[0], call[1])
			}
		})
	}
}
