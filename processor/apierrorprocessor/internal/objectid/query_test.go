package objectid

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFindQuery(t *testing.T) {
	for query, want := range map[string]string{
		"id=1042":            "1042",
		"tab=2&orderId=1042": "1042",
		"order_id=1042&id=7": "7",
		"id=7&order_id=1042": "7",
		"docID=6f1c2a34-8d0e-4b7a-9f11-0123456789ab": "6f1c2a34-8d0e-4b7a-9f11-0123456789ab",
		"user-id=17&page=3":                          "17",

		"":                              "",
		"id":                            "",
		"id=":                           "",
		"id=overview":                   "",
		"page=3&limit=50":               "",
		"session_id=12345&gclid=123":    "",
		"request_id=98765&traceId=4711": "",
		"valid=1&paid=1":                "",
	} {
		id, found := FindQuery("/view", query)
		assert.Equal(t, want, id.Text, query)
		assert.Equal(t, want != "", found, query)
	}
	one, _ := FindQuery("/view", "id=1042")
	other, _ := FindQuery("/edit", "id=1043")
	number, numbered := one.Number()
	assert.True(t, numbered)
	assert.Equal(t, uint64(1042), number)
	assert.NotEqual(t, one.Where, other.Where)
}

func FuzzFindQuery(f *testing.F) {
	f.Add("/view", "id=1042&x=%zz")
	f.Add("", "&&=&id=\xff")
	f.Fuzz(func(t *testing.T, path, query string) {
		id, found := FindQuery(path, query)
		assert.Equal(t, found, id.Text != "")
		assert.Contains(t, query, id.Text)
	})
}
