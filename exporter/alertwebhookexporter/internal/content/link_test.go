package content

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const traceID = "5b8efff798038103d269b633813fc60c"

func TestLinks(t *testing.T) {
	for name, test := range map[string]struct {
		link LinkConfig
		want string
	}{
		"jaeger": {LinkConfig{Type: LinkJaeger, URL: "https://jaeger.example/ui/"}, "https://jaeger.example/ui/trace/" + traceID + "?uiFind=eee19b7ec3c1b174"},
		"tempo": {
			LinkConfig{Type: LinkTempo, URL: "https://grafana.example", Datasource: "tempo-main"},
			`https://grafana.example/explore?schemaVersion=1&panes={"trace":{"datasource":"tempo-main","queries":[{"refId":"A","datasource":` +
				`{"type":"tempo","uid":"tempo-main"},"queryType":"traceql","query":"` + traceID + `"}],"range":{"from":"1795341300000","to":"1795341908000"}}}`,
		},
		"grafana": {
			LinkConfig{Type: LinkGrafana, URL: "https://grafana.example/sub/", Datasource: "jaeger", DatasourceType: "jaeger"},
			`https://grafana.example/sub/explore?schemaVersion=1&panes={"trace":{"datasource":"jaeger","queries":[{"refId":"A","datasource":` +
				`{"type":"jaeger","uid":"jaeger"},"query":"` + traceID + `"}],"range":{"from":"1795341300000","to":"1795341908000"}}}`,
		},
		"path, query and fragment": {
			LinkConfig{Type: LinkCustom, URL: "https://x.example/s/{service}/{route}?r={route}&at={start}#{tenant}:{severity}"},
			"https://x.example/s/orders/%2Fapi%2Fv1%2Forders?r=%2Fapi%2Fv1%2Forders&at=2026-11-22T10%3A00%3A00Z#acme:high",
		},
		"what is encoded stays so": {LinkConfig{Type: LinkCustom, URL: "http://x.example/%7B{kind}%7D?q=a%20b|"}, "http://x.example/%7Bsurge%7D?q=a%20b%7C"},
	} {
		t.Run(name, func(t *testing.T) {
			test.link.Name = "x"
			require.Empty(t, test.link.check())
			made, f := newLink(&test.link), notificationtest.Surge()
			got, ok := made.of(&f)
			require.True(t, ok)
			requireURL(t, got)
			if strings.Contains(test.want, "panes=") {
				got, _ = url.QueryUnescape(got)
			}
			assert.Equal(t, test.want, got)
		})
	}
}

// A link that would lead elsewhere, or nowhere, is left out.
func TestLinksThatAreLeftOut(t *testing.T) {
	f := notificationtest.Surge()
	f.TraceID, f.StartedAt = pcommon.TraceID{}, time.Time{}
	f.Subject.Tenant, f.Subject.Service, f.Subject.Reason = "..", "a\nb", strings.Repeat("x", 600)
	for _, template := range []string{
		"https://x.example/{trace_id}", "https://x.example/{partner}", "https://x.example/{start_ms}", "https://x.example/{from_ms}", "https://x.example/{start}",
		"https://x.example/a/{tenant}/b", "https://x.example/{service}", "https://x.example/{reason}",
	} {
		require.NoError(t, checkURL(template))
		_, ok := newURLTemplate(template).of(&f)
		assert.False(t, ok, template)
	}
	got, ok := newURLTemplate("https://x.example/?q={tenant}").of(&f)
	assert.True(t, ok)
	assert.Equal(t, "https://x.example/?q=..", got, "in a query, dots are what they are")

	jaeger := newLink(&LinkConfig{Type: LinkJaeger, URL: "https://jaeger.example"})
	f = notificationtest.Surge()
	f.SpanID = pcommon.SpanID{}
	got, ok = jaeger.of(&f)
	assert.True(t, ok)
	assert.Equal(t, "https://jaeger.example/trace/"+traceID, got, "without the span, still the trace")
}

func TestWhatIsWrongWithAURL(t *testing.T) {
	for template, want := range map[string]string{
		"":                                         "must begin with http",
		"javascript:alert(1)":                      "must begin with http",
		"//x.example/{name}":                       "must begin with http",
		"https://x.example:port/":                  "is no URL",
		"https:///{name}":                          "must begin with http",
		"https://{service}.example/":               "no placeholder in its host",
		"https://x.example:{service}/":             "no placeholder in its host",
		"https://x<y.example/{name}":               "must have a host of letters",
		"https://bücher.example/{name}":            "must have a host of letters",
		"https://x.example\\y/{name}":              "is no URL",
		"https://u:p@x.example/":                   "no user or password",
		"https://x.example/{nonsense}":             "a brace that is of no placeholder",
		"https://x.example/{":                      "a brace that is of no placeholder",
		"https://x.example/a b":                    "percent-encoded",
		"https://x.example/?q=%zz":                 "percent-encoded",
		"https://x.example/?q=100%":                "percent-encoded",
		"https://x.example/?q=%4":                  "percent-encoded",
		"https://x/" + strings.Repeat("a", maxURL): "longer than 2048 bytes",
	} {
		require.ErrorContains(t, checkURL(template), want, template)
	}
	assert.NoError(t, checkURL("https://[2001:db8::1]:8443/{trace_id}?a=%2F#{span_id}"))
}

// Whatever the template and the value: what Check lets pass makes a URL of the template's own host, or none.
func FuzzLinkTemplate(f *testing.F) {
	f.Add("https://x.example/{service}?r={route}#{tenant}", "../../evil", "a\"><script>")
	f.Add("https://x.example/%7B{service}", "{tenant}", "%2e%2e")
	f.Add("http://x.example\\@evil.example/{service}", "@evil.example", "\xff\x00")
	f.Add("http://x<y.example/{service}", "a", "b")
	f.Add("https://x.example/../{service}", "..", ".")
	f.Fuzz(func(t *testing.T, template, service, route string) {
		if checkURL(template) != nil {
			return
		}
		finding := apierror.Finding{Subject: apierror.Subject{Service: service, Route: route, Tenant: service + route}}
		got, ok := newURLTemplate(template).of(&finding)
		if !ok {
			return
		}
		requireURL(t, got)
		parsed, err := url.Parse(got)
		require.NoError(t, err)
		meant, err := url.Parse(authorityOnly(template))
		require.NoError(t, err)
		assert.Equal(t, meant.Host, parsed.Host)
		assert.Nil(t, parsed.User)
	})
}

func authorityOnly(template string) string {
	scheme, _, _ := strings.Cut(template, "://")
	return scheme + "://" + authority(template)
}
