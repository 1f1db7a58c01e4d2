package leak

// secretRules are the secrets that tell by what stands around them.
var secretRules = []rule{
	{
		name: "bearer", kind: KindCredential, literals: []string{"bearer "}, find: findBearer,
		source:  "https://www.rfc-editor.org/rfc/rfc6750#section-2.1",
		matches: "rejected Authorization: Bearer {alnum:32}", ignores: `WWW-Authenticate: Bearer error="invalid_token", Bearer token_is_required`,
	},
	{
		name: "basic", kind: KindCredential, literals: []string{"basic "}, find: findBasic,
		source:  "https://www.rfc-editor.org/rfc/rfc7617#section-2",
		matches: "upstream refused Authorization: Basic dXNlcjpwYXNzd29yZDE=", ignores: "Basic authentication is disabled for this tenant",
	},
	{
		name: "private_key", kind: KindCredential, literals: []string{"-----begin "}, find: findPrivateKey,
		source:  "https://www.rfc-editor.org/rfc/rfc7468#section-10",
		matches: "could not parse -----BEGIN RSA {private-key}-----\nMIIEpAIBAAKCAQEA{alnum:40}\n-----END RSA {private-key}-----", ignores: `no PEM data found, expected "-----BEGIN {private-key}-----"`,
	},
	{
		name: "url_with_password", kind: KindCredential, literals: []string{"://"}, find: findUserInfo,
		source:  "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
		matches: "unable to access https://deploy:hunter2@git.acme.com/shop.git", ignores: "unable to access https://git.acme.com:8443/@acme/shop",
	},
	{
		name: "store_url_with_password", kind: KindConnectionString, literals: []string{"://"}, find: findStoreUserInfo,
		source:  "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS",
		matches: "could not connect to postgres://app:s3cret@db.acme.com:5432/shop", ignores: "could not connect to postgres://db.acme.com:5432/shop",
	},
	{
		name: "go_mysql_dsn", kind: KindConnectionString, literals: []string{"@tcp(", "@unix("}, find: findMySQLUserInfo,
		source:  "https://github.com/go-sql-driver/mysql#dsn-data-source-name",
		matches: "cannot open app:s3cret@tcp(db.acme.com:3306)/shop", ignores: "cannot open app@tcp(db.acme.com:3306)/shop",
	},
	{
		name: "oracle_thin_url", kind: KindConnectionString, literals: []string{"jdbc:oracle:thin:"}, find: findOracleUserInfo,
		source:  "https://docs.oracle.com/en/database/oracle/oracle-database/23/jjdbc/data-sources-and-URLs.html",
		matches: "jdbc:oracle:thin:scott/tiger@//db.acme.com:1521/shop", ignores: "jdbc:oracle:thin:@//db.acme.com:1521/shop",
	},
}

// assignment is a name whose value is a secret.
type assignment struct {
	names []string // in lower case; also the end of a longer name, as in DB_PASSWORD
	bare  bool     // only as a whole name: it ends names that hold no secret too, as page_token
	needs proof
}

// assignments follow what log scrubbers take for secret by its name: Sentry's, Rails' filter_parameters, Spring Boot's.
// https://develop.sentry.dev/sdk/foundations/data-scrubbing/
var assignments = []assignment{
	{names: []string{"password", "passwd", "passphrase", "pwd", "passcode"}, needs: anyWord},
	{names: []string{"pass"}, bare: true, needs: mixed},
	{names: []string{
		"secret_key", "secret-key", "secretkey", "secret_access_key", "secretaccesskey", "client_secret", "client-secret", "clientsecret",
		"app_secret", "accountkey", "sharedaccesskey", "account_key", "encryption_key", "signing_key", "master_key", "webhook_secret",
		"jwt_secret", "consumer_secret",
	}, needs: mixed},
	{names: []string{
		"api_key", "api-key", "apikey", "api key", "access_key", "access-key", "accesskey", "subscription-key", "subscription_key",
		"auth_key", "secret access key",
	}, needs: mixed},
	{names: []string{
		"access_token", "access-token", "accesstoken", "refresh_token", "refreshtoken", "id_token", "auth_token", "authtoken", "auth-token",
		"api_token", "api-token", "apitoken", "session_token", "sessiontoken", "security-token", "bearer_token", "private-token",
		"csrf_token", "reset_token", "device_token",
	}, needs: random},
	{names: []string{"token", "secret", "authorization", "signature", "sig", "otp_secret", "credential"}, bare: true, needs: random},
	{names: []string{"x-amz-signature", "x-goog-signature"}, needs: random},
	{names: []string{"jsessionid", "phpsessid", "connect.sid", "asp.net_sessionid"}, needs: random},
	{names: []string{"cvv", "cvv2", "cvc", "cvc2"}, bare: true, needs: cardCode},
}

// assignmentRules turns the names into rules. Their examples are those of assignment_test.go.
func assignmentRules() []rule {
	all := make([]rule, 0, len(assignments))
	for _, a := range assignments {
		all = append(all, rule{
			name: "assigned_" + a.names[0], kind: KindCredential, literals: a.names, inWord: !a.bare, assigned: true, find: a.find,
			source: "https://develop.sentry.dev/sdk/foundations/data-scrubbing/",
		})
	}
	return all
}
