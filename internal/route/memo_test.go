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
	memo := NewMemo(func(service, method, path string) string { return service + method + path })
	for i := range 3 * memoLimit {
		service, method, route := strconv.Itoa(i%7), strconv.Itoa(i), fmt.Sprintf("/a%d", i)
		memo.Service(service)
		assert.Equal(t, service+method+route, memo.Of(method, route, ""))
		assert.Equal(t, service+method+"/same", memo.Of(method, "/same", ""))
		assert.LessOrEqual(t, len(memo.known), memoLimit)
	}
}

func TestMemoTellsClassesApart(t *testing.T) {
	class := uint64(0)
	memo := NewMemo(func(_, _, path string) string { return strconv.FormatUint(class, 10) + path })
	for range 2 {
		for class = range 3 {
			memo.Class(class * 0x9e3779b97f4a7c15)
			assert.Equal(t, strconv.FormatUint(class, 10)+"/a", memo.Of("GET", "/a", ""))
		}
	}
}

func TestMemoTellsPartsApart(t *testing.T) {
	memo := NewMemo(func(service, method, path string) string { return service + " " + method + " " + path })
	parts := []string{"", "a", "b", "GET"}
	for range 2 {
		for _, service := range parts {
			memo.Service(service)
			for _, method := range parts {
				for _, route := range parts[1:] {
					assert.Equal(t, service+" "+method+" "+route, memo.Of(method, route, ""))
				}
			}
		}
	}
}
