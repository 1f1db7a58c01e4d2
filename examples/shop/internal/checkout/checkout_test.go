package checkout

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func gateway(t *testing.T, status int) *API {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, `{"code":"card_declined","title":"the card was declined"}`)
	}))
	t.Cleanup(server.Close)
	api := New(server.URL)
	t.Cleanup(api.Close)
	return api
}

func place(api *API, key, body string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(http.MethodPost, "/api/v1/orders", strings.NewReader(body))
	req.Header.Set("Idempotency-Key", key)
	answer := httptest.NewRecorder()
	api.Handler().ServeHTTP(answer, req)
	return answer
}

func order(price float64, quantity int) string {
	return fmt.Sprintf(`{"card":"4242","items":[{"sku":"p-01","price":%g,"quantity":%d}]}`, price, quantity)
}

func TestPlace(t *testing.T) {
	for name, test := range map[string]struct {
		payment int
		body    string
		want    int
		says    string
	}{
		"taken":             {http.StatusCreated, order(10, 2), http.StatusCreated, `"amount":20`},
		"not JSON":          {http.StatusCreated, `{`, http.StatusBadRequest, "malformed_body"},
		"empty":             {http.StatusCreated, `{}`, http.StatusUnprocessableEntity, "empty_order"},
		"far too many":      {http.StatusCreated, order(10, 200), http.StatusUnprocessableEntity, "invalid_quantity"},
		"rejected with 200": {http.StatusCreated, order(349, 3), http.StatusOK, `"result":"rejected"`},
		"card declined":     {http.StatusPaymentRequired, order(10, 1), http.StatusPaymentRequired, "card_declined"},
		"payments broken":   {http.StatusGatewayTimeout, order(10, 1), http.StatusBadGateway, "payment_failed"},
	} {
		t.Run(name, func(t *testing.T) {
			answer := place(gateway(t, test.payment), "k-1", test.body)
			assert.Equal(t, test.want, answer.Code)
			assert.Contains(t, answer.Body.String(), test.says)
		})
	}
}

func TestSameKeyTwice(t *testing.T) {
	api := gateway(t, http.StatusCreated)
	assert.Equal(t, http.StatusCreated, place(api, "k-1", order(10, 1)).Code)
	assert.Equal(t, http.StatusConflict, place(api, "k-1", order(10, 1)).Code)
	assert.Equal(t, http.StatusCreated, place(api, "k-2", order(10, 1)).Code)
}

func TestFailedOrderMayBeTriedAgain(t *testing.T) {
	api := gateway(t, http.StatusServiceUnavailable)
	for range 2 {
		assert.Equal(t, http.StatusBadGateway, place(api, "k-1", order(10, 1)).Code)
	}
}

func TestUnknownOrder(t *testing.T) {
	answer := httptest.NewRecorder()
	gateway(t, http.StatusOK).Handler().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/api/v1/orders/o-lost", http.NoBody))
	assert.Equal(t, http.StatusNotFound, answer.Code)
}
