package shop

import (
	"slices"
	"strings"
	"time"
)

// Route is one function of the shop's interface.
type Route struct {
	Method   string
	Template string
	Service  *Service
	Base     time.Duration // the median latency of its service
	Calls    []string      // what its service calls for it
}

var routes = buildRoutes()

// Known gives a route by method and template, as in "GET /api/v1/orders/{id}". An unknown one is a defect of this program.
func Known(name string) *Route {
	route := routes[name]
	if route == nil {
		panic("no route " + name)
	}
	return route
}

// Path is a path of the route: id stands for its parameter.
func (r *Route) Path(id string) string {
	before, rest, found := strings.Cut(r.Template, "{id}")
	if !found {
		return r.Template
	}
	return before + id + rest
}

// AdminRoutes lists the functions of the staff.
func AdminRoutes() []string { return slices.Clone(adminRoutes) }

var adminRoutes = []string{
	"GET /api/v1/admin/users", "GET /api/v1/admin/users/{id}", "PUT /api/v1/admin/users/{id}/role", "DELETE /api/v1/admin/users/{id}",
	"POST /api/v1/admin/users/{id}/impersonate", "GET /api/v1/admin/orders", "PUT /api/v1/admin/orders/{id}/status",
	"POST /api/v1/admin/orders/{id}/refund", "GET /api/v1/admin/coupons", "POST /api/v1/admin/coupons", "GET /api/v1/admin/prices",
	"PUT /api/v1/admin/prices/{id}", "GET /api/v1/admin/stock", "PUT /api/v1/admin/stock/{id}", "GET /api/v1/admin/audit-log",
	"GET /api/v1/admin/feature-flags", "PUT /api/v1/admin/feature-flags/{id}", "GET /api/v1/admin/api-keys",
	"POST /api/v1/admin/api-keys", "GET /api/v1/admin/config", "PUT /api/v1/admin/config", "POST /api/v1/admin/cache/flush",
	"GET /api/v1/admin/jobs", "POST /api/v1/admin/jobs/{id}/run", "GET /api/v1/admin/export/customers",
}

// Widgets lists the functions that the dashboard loads at once.
func Widgets() []string { return slices.Clone(widgets) }

var widgets = []string{
	"GET /api/v1/dashboard/revenue", "GET /api/v1/dashboard/margins", "GET /api/v1/dashboard/returns", "GET /api/v1/dashboard/stock",
	"GET /api/v1/dashboard/campaigns", "GET /api/v1/dashboard/payroll", "GET /api/v1/dashboard/suppliers",
	"GET /api/v1/dashboard/forecast", "GET /api/v1/dashboard/orders", "GET /api/v1/dashboard/visits",
	"GET /api/v1/dashboard/inbox", "GET /api/v1/dashboard/notes",
}

func buildRoutes() map[string]*Route {
	built := make(map[string]*Route)
	add := func(service string, base time.Duration, calls []string, names ...string) {
		for _, name := range names {
			method, template, _ := strings.Cut(name, " ")
			built[name] = &Route{Method: method, Template: template, Service: Find(service), Base: base, Calls: calls}
		}
	}
	const ms = time.Millisecond
	add(Gateway, 3*ms, nil, "GET /", "GET /health", "GET /assets/{id}", "GET /api/v1/session")
	add("auth", 70*ms, []string{"GET /internal/accounts/{id}"},
		"POST /api/v1/login", "POST /oauth/token", "POST /api/v1/password/reset", "POST /api/v1/logout", "POST /api/v1/register")
	add("users", 8*ms, nil, "GET /internal/accounts/{id}")
	add("users", 12*ms, nil, "GET /api/v1/users/{id}", "PUT /api/v1/users/{id}", "GET /api/v1/users/{id}/addresses",
		"PUT /api/v1/users/{id}/email")
	add("orders", 25*ms, nil, "GET /api/v1/orders", "GET /api/v1/orders/{id}", "POST /api/v1/orders/{id}/cancel", "GET /api/v1/cart")
	add("orders", 60*ms, []string{"GET /internal/stock/{id}"}, "POST /api/v1/orders", "POST /api/v1/cart/items")
	add("catalog", 6*ms, nil, "GET /internal/stock/{id}")
	add("invoices", 30*ms, nil, "GET /api/v1/invoices", "GET /api/v1/invoices/{id}")
	add("catalog", 15*ms, nil, "GET /api/v1/products", "GET /api/v1/products/{id}", "GET /api/v1/products/{id}/reviews",
		"GET /api/v1/categories/{id}", "POST /api/v1/products/{id}/reviews")
	add("catalog", 45*ms, nil, "GET /api/v1/search")
	add("documents", 35*ms, nil, "GET /api/v1/statements/{id}", "GET /api/v1/attachments/{id}")
	add("admin", 40*ms, nil, adminRoutes...)
	add("reports", 90*ms, []string{"GET /internal/order-totals"}, widgets...)
	add("orders", 20*ms, nil, "GET /internal/order-totals")
	add("reports", 400*ms, []string{"GET /internal/order-totals"}, "GET /api/v1/reports/sales", "GET /api/v1/reports/export")
	add("giftcards", 20*ms, nil, "GET /internal/giftcards")
	for _, name := range []string{"auth", "orders", "invoices", "users", "documents", "admin", "reports", "catalog"} {
		add(name, 5*ms, nil, "GET /internal/"+name+"/records", "GET /internal/"+name+"/config", "POST /internal/"+name+"/query")
	}
	return built
}
