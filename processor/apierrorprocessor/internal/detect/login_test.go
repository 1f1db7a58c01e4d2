package detect

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestGradeLogin(t *testing.T) {
	for _, address := range []string{
		"/login", "/api/v1/login", "/login/", "/login.php", "/LoGiN", "/wp-login.php", "/users/sign_in", "/sign-in", "/log-on",
		"/user/logon", "/auth", "/auth/jwt/create", "/oauth/token", "/oauth2/v1/token", "/connect/token", "/api/sessions",
		"/session", "/v1/mfa/verify", "/2fa", "/account/verify-otp", "/auth.v1.AuthService/Authenticate", "/acme.Users/SignIn",
		"acme.Users/UserLogin", "/acme.Users/CreateSession", "/api/authenticate", "/password",
	} {
		assert.NotEqual(t, loginNone, gradeLogin(address), address)
	}
	for _, address := range []string{
		"", "/", "/api/v1/orders", "/author/5", "/auth-service/orders", "/tokenize/cards", "/sessions/7/messages", "/oauth/token/refresh",
		"/token/refresh", "/auth/logout", "/oauth/revoke", "/blog/in", "/catalog/on", "/designs/in", "/signals/in", "/acme.Orders/List",
		"/tokens/{token}/owner", "/thelongestsegmentthatisnoword", "/login/refresh", "/orders/{session}",
	} {
		assert.Equal(t, loginNone, gradeLogin(address), address)
	}
}

func FuzzGradeLogin(f *testing.F) {
	for _, address := range []string{"/api/v1/login", "/users/sign_in", "//A/b-C_d.e\xff", "/{id}/:x"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		if grade := gradeLogin(address); grade != loginNone {
			assert.NotEqual(t, loginNone, gradeLogin("/prefix/"+address), "a prefix rules nothing out")
			assert.Equal(t, grade, gradeLogin("/api/v1/"+address), "a neutral one changes nothing")
		}
	})
}

// What is malformed or forbidden at a place that is only likely a login was something else.
func TestGradeLoginIsSureOfLoginsOnly(t *testing.T) {
	for _, address := range []string{
		"/api/v1/login", "/users/sign_in", "/j_security_check", "/app/j_spring_security_check", "/api/auth/local", "/auth/jwt/create",
		"/oauth/token", "/api/v2/sessions", "/2fa", "/mfa/verify", "/sso", "/sts", "/connect/token", "/api/authn", "/shop/signon", "/AdminLogin",
	} {
		assert.Equal(t, loginSure, gradeLogin(address), address)
	}
	for _, address := range []string{"/checkout/sessions", "/email/verify", "/payments/tokens", "/auth/profile", "/acme.Users/CreateSession"} {
		assert.Equal(t, loginLikely, gradeLogin(address), address)
	}
	for _, address := range []string{
		"/register", "/auth/register", "/signup", "/auth/sign-up", "/password/reset", "/forgot-password", "ListSessions", "GetSession",
		"VerifyToken", "acme.Auth/ListTokens",
	} {
		assert.Equal(t, loginNone, gradeLogin(address), address)
	}
}
