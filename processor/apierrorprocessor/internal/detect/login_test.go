package detect

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNamesLogin(t *testing.T) {
	for _, address := range []string{
		"/login", "/api/v1/login", "/login/", "/login.php", "/LoGiN", "/wp-login.php", "/users/sign_in", "/sign-in", "/log-on",
		"/user/logon", "/auth", "/auth/jwt/create", "/oauth/token", "/oauth2/v1/token", "/connect/token", "/api/sessions",
		"/session", "/v1/mfa/verify", "/2fa", "/account/verify-otp", "/auth.v1.AuthService/Authenticate", "/acme.Users/SignIn",
		"acme.Users/UserLogin", "/acme.Users/CreateSession", "/api/authenticate", "/password",
	} {
		assert.True(t, namesLogin(address), address)
	}
	for _, address := range []string{
		"", "/", "/api/v1/orders", "/author/5", "/auth-service/orders", "/tokenize/cards", "/sessions/7/messages", "/oauth/token/refresh",
		"/token/refresh", "/auth/logout", "/oauth/revoke", "/blog/in", "/catalog/on", "/designs/in", "/signals/in", "/acme.Orders/List",
		"/tokens/{token}/owner", "/thelongestsegmentthatisnoword", "/login/refresh", "/orders/{session}",
	} {
		assert.False(t, namesLogin(address), address)
	}
}

func FuzzNamesLogin(f *testing.F) {
	for _, address := range []string{"/api/v1/login", "/users/sign_in", "//A/b-C_d.e\xff", "/{id}/:x"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		if namesLogin(address) {
			assert.True(t, namesLogin("/prefix/"+address), "a prefix changes nothing")
		}
	})
}
