package leak

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAssignedSecrets(t *testing.T) {
	for text, redacted := range map[string]string{ //nolint:gosec // these are nobody's passwords
		`password=hunter2`:                        `password=[REDACTED:credential]`,
		`user bob, password: hunter2!, denied`:    `user bob, password: [REDACTED:credential], denied`,
		`{"password":"hunter2!","user":"bob"}`:    `{"password":"[REDACTED:credential]","user":"bob"}`,
		`{\"password\":\"hunter2!\"}`:             `{\"password\":\"[REDACTED:credential]\"}`,
		`params {"password"=>"hunter2!"}`:         `params {"password"=>"[REDACTED:credential]"}`,
		`DB_PASSWORD=hunter2 is wrong`:            `DB_PASSWORD=[REDACTED:credential] is wrong`,
		`LoginRequest(password=hunter2, id=1)`:    `LoginRequest(password=[REDACTED:credential], id=1)`,
		`?user=bob&password=hunter2&x=1`:          `?user=bob&password=[REDACTED:credential]&x=1`,
		`Server=db;Password=a=b/c;Timeout=3`:      `Server=db;Password=[REDACTED:connection_string];Timeout=3`,
		`mot de passe: password='hünter2ß'`:       `mot de passe: password='[REDACTED:credential]'`,
		spell(`api_key={hex:32} unknown`):         `api_key=[REDACTED:credential] unknown`,
		spell(`X-Api-Key: {hex:32}`):              `X-Api-Key: [REDACTED:credential]`,
		spell(`access_token={alnum:40}&x=1`):      `access_token=[REDACTED:credential]&x=1`,
		spell(`token%3D{alnum:40}`):               `token%3D[REDACTED:credential]`,
		spell(`Set-Cookie: JSESSIONID={hex:32};`): `Set-Cookie: JSESSIONID=[REDACTED:credential];`,
		`{"password":"hun\"ter\\2!"}`:             `{"password":"[REDACTED:credential]"}`,
		`password=hun\Der2\n\tat`:                 `password=[REDACTED:credential]\n\tat`,
		`cvv: 123`:                                `cvv: [REDACTED:credential]`,
	} {
		assert.Equal(t, redacted, Redact(text, scanner.Scan(text, nil)))
	}
}

func TestNamesWithoutSecrets(t *testing.T) {
	for _, text := range []string{
		"password is required", "password: must not be blank", `{"password":"too_short"}`, `{"password":["is too short"]}`, "password=null",
		"password=<hidden>", "password=[PROTECTED]", "password=${DB_PASSWORD}", "password=%s", "password=?", "password = $1", "password=:password",
		"using password: YES", "PWD=/srv", "token: expired", "token=null", "invalid token: T_STRING", "page_token=CAUQAAabc1234567890123",
		"secret: not found", "secret: shop-db-credentials-v2", "api key: invalid", "signature: mismatch", "cvv: missing", "cvc=4711000",
		"compass=12345678a", "session_id: 4711",
	} {
		assert.Empty(t, kindsIn(text), text)
	}
}
