package storefront

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.uber.org/goleak"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/accounts"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// orderAPI answers every order the same.
func orderAPI(t *testing.T, status int, body string) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func send(shop *Storefront, method, path, token, body string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	answer := httptest.NewRecorder()
	shop.Handler().ServeHTTP(answer, req)
	return answer
}

func logIn(t *testing.T, shop *Storefront) string {
	t.Helper()
	account := accounts.Customer(0)
	answer := send(shop, http.MethodPost, "/login", "", `{"user":"`+account.Name+`","password":"`+account.Password+`"}`)
	require.Equal(t, http.StatusOK, answer.Code)
	var session struct{ Token string }
	require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &session))
	return session.Token
}

func TestAnswers(t *testing.T) {
	for name, test := range map[string]struct {
		method, path, body string
		loggedIn           bool
		want               int
		code               string
	}{
		"a product":               {http.MethodGet, "/products/p-01", "", false, http.StatusOK, ""},
		"a missing product":       {http.MethodGet, "/products/p-99", "", false, http.StatusNotFound, "product_not_found"},
		"a product without price": {http.MethodGet, "/products/p-13", "", false, http.StatusInternalServerError, "internal_error"},
		"a path nobody serves":    {http.MethodGet, "/.env", "", false, http.StatusNotFound, ""},
		"a wrong password":        {http.MethodPost, "/login", `{"user":"customer00@mail.example","password":"?"}`, false, http.StatusUnauthorized, "invalid_credentials"},
		"an unknown user":         {http.MethodPost, "/login", `{"user":"nobody","password":""}`, false, http.StatusUnauthorized, "invalid_credentials"},
		"a broken form":           {http.MethodPost, "/register", `{"email"`, false, http.StatusBadRequest, "malformed_body"},
		"an address that is none": {http.MethodPost, "/register", `{"email":"me"}`, false, http.StatusUnprocessableEntity, "invalid_email"},
		"an order of a stranger":  {http.MethodPost, "/checkout", `{}`, false, http.StatusUnauthorized, "login_required"},
		"an order":                {http.MethodPost, "/checkout", `{"items":[{"sku":"p-01","quantity":1}]}`, true, http.StatusOK, ""},
		"an order of nonsense":    {http.MethodPost, "/checkout", `{"items":[{"sku":"p-13","quantity":1}]}`, true, http.StatusUnprocessableEntity, "product_unavailable"},
	} {
		t.Run(name, func(t *testing.T) {
			shop := New(orderAPI(t, http.StatusCreated, `{"order":"o-1","result":"accepted"}`), "", time.Minute)
			defer shop.Close()
			token := ""
			if test.loggedIn {
				token = logIn(t, shop)
			}
			answer := send(shop, test.method, test.path, token, test.body)
			assert.Equal(t, test.want, answer.Code)
			if test.code != "" {
				assert.Contains(t, answer.Body.String(), `"code":"`+test.code+`"`)
			}
		})
	}
}

func TestSessionExpires(t *testing.T) {
	shop := New(orderAPI(t, http.StatusCreated, `{}`), "", time.Minute)
	defer shop.Close()
	token := logIn(t, shop)
	shop.sessions.now = func() time.Time { return time.Now().Add(2 * time.Minute) }
	answer := send(shop, http.MethodPost, "/checkout", token, `{}`)
	assert.Equal(t, http.StatusUnauthorized, answer.Code)
	assert.Contains(t, answer.Body.String(), "token_expired")
}

func TestHandsRefusalsOnAndHidesBreakdowns(t *testing.T) {
	for status, want := range map[int]int{
		http.StatusConflict:           http.StatusConflict,
		http.StatusPaymentRequired:    http.StatusPaymentRequired,
		http.StatusServiceUnavailable: http.StatusBadGateway,
	} {
		shop := New(orderAPI(t, status, `{"code":"its_own"}`), "", time.Minute)
		answer := send(shop, http.MethodPost, "/checkout", logIn(t, shop), `{"items":[{"sku":"p-01","quantity":1}]}`)
		assert.Equal(t, want, answer.Code)
		shop.Close()
	}
}

func TestProductPageWithoutReviews(t *testing.T) {
	shop := New("http://unused.example", orderAPI(t, http.StatusInternalServerError, "<html>"), time.Minute)
	defer shop.Close()
	answer := send(shop, http.MethodGet, "/products/p-01", "", "")
	assert.Equal(t, http.StatusOK, answer.Code)
	assert.Contains(t, answer.Body.String(), `"reviews":[]`)
}

func TestLoginSpanSaysWhoTried(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	provider := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans))
	before := otel.GetTracerProvider()
	otel.SetTracerProvider(provider)
	t.Cleanup(func() { otel.SetTracerProvider(before) })

	shop := New("http://unused.example", "", time.Minute)
	defer shop.Close()
	send(shop, http.MethodPost, "/login", "", `{"user":"helen@mail.example","password":"guess"}`)

	require.Len(t, spans.Ended(), 1)
	attributes := attribute.NewSet(spans.Ended()[0].Attributes()...)
	for key, want := range map[attribute.Key]string{
		"user.name": "helen@mail.example", "http.route": "/login", "error.type": "invalid_credentials",
	} {
		value, _ := attributes.Value(key)
		assert.Equal(t, want, value.AsString(), key)
	}
	assert.False(t, attributes.HasValue("user.id"), "nobody was authenticated")
}
