package route

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A route is looked up once for each service and method; raw paths every time.
func TestMemoAsksOnceARoute(t *testing.T) {
	var asked []string
	memo := NewMemo(func(service, method, path string) int {
		asked = append(asked, service+" "+method+" "+path)
		return len(asked)
	})
	for range 2 {
		memo.Service("shop")
		assert.Equal(t, 1, memo.Of("GET", "/orders/{id}", "/orders/1"))
		assert.Equal(t, 2, memo.Of("POST", "/orders/{id}", "/orders/1"))
		memo.Service("stock")
		assert.Equal(t, 3, memo.Of("GET", "/orders/{id}", "/orders/2"))
	}
	memo.Of("GET", "", "/orders/1")
	memo.Of("GET", "", "/orders/1")
	assert.Equal(t, []string{
		"shop GET /orders/{id}", "shop POST /orders/{id}", "stock GET /orders/{id}", "stock GET /orders/1", "stock GET /orders/1",
	}, asked)
}

// Attackers choose methods and, through some frameworks, routes.
func TestMemoIsBounded(t *testing.T) {
	memo := NewMemo(func(_, _, path string) string { return path })
	for i := range 3 * memoLimit {
		memo.Service(strconv.Itoa(i % 7))
		path := fmt.Sprintf("/a%d", i)
		assert.Equal(t, path, memo.Of(strconv.Itoa(i), path, ""))
		assert.Equal(t, "/same", memo.Of(strconv.Itoa(i), "/same", ""))
		assert.LessOrEqual(t, memo.known, memoLimit)
	}
	assert.LessOrEqual(t, len(memo.routes["/same"]), methodsPerRoute)
}
