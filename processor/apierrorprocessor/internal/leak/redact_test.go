package leak

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRedactLeavesWhatTellsTheFault(t *testing.T) {
	for text, want := range map[string]string{
		"no stock left": "no stock left",
		"could not connect to postgres://app:s3cret@db.acme.com:5432/shop: timeout":         "could not connect to postgres://[REDACTED:connection_string]@db.acme.com:5432/shop: timeout",
		"user jane.doe@example.com exists":                                                  "user [REDACTED:email]@example.com exists",
		"card 4111 1111 1111 1111 declined":                                                 "card [REDACTED:card_number] declined",
		"dial tcp 10.0.0.7:5432: connect: connection refused":                               "dial tcp 10.0.0.7:5432: connect: connection refused",
		"boom\n\tat com.acme.Order.place(Order.java:17)":                                    "boom\n\tat com.acme.Order.place(Order.java:17)",
		"open /etc/shop/config.yaml: permission denied":                                     "open /etc/shop/config.yaml: permission denied",
		"Table 'shop.orders' doesn't exist":                                                 "Table 'shop.orders' doesn't exist",
		"pq: UPDATE users SET name = 'bob''s', age=42 WHERE id IN (7, 8) AND x LIKE N'a%'":  "pq: UPDATE users SET name = ?, age=? WHERE id IN (?, ?) AND x LIKE ?",
		`bad "SELECT * FROM t1 WHERE mail = 'jo@acme.com'": 'deadlock' after 30 ms`:         `bad "SELECT * FROM t1 WHERE mail = ?": 'deadlock' after 30 ms`,
		"[Detail: Failing row contains (7, null, Kim (x)).] [insert into t (a) values (?)]": "[Detail: Failing row contains ([REDACTED:record]).] [insert into t (a) values (?)]",
		"Detail: Failing row contains (7, null, Kim (x)).":                                  "Detail: Failing row contains ([REDACTED:record]).",
	} {
		findings := scanner.Scan(text, nil)
		assert.Equal(t, want, Redact(text, findings))
		assertSound(t, text)
	}
}
