// Package shop is the system that the traffic goes to: its services, their routes, and the spans that they report of a call.
package shop

import "fmt"

// Service is one instrumented service.
type Service struct {
	Name    string
	Version string
	Host    string
	Port    int64
	Pods    []string // addresses within the cluster
	Runtime Runtime  // whose exceptions it reports

	// Routeless services are instrumented without http.route, as a WSGI middleware or a plain handler is.
	Routeless bool
}

// Runtime is what a service is written in.
type Runtime uint8

const (
	Go Runtime = iota
	Java
	Node
	Python
)

// Gateway is the service that everything from outside passes through.
const Gateway = "storefront"

// edgeHost is the name under which the outside knows the shop.
const edgeHost = "shop.example.com"

var services = buildServices()

// Find gives a service by its name. The names are this program's own, so an unknown one is a defect of it.
func Find(name string) *Service {
	service := services[name]
	if service == nil {
		panic("no service " + name)
	}
	return service
}

// Names lists the services, the gateway first.
func Names() []string { return append([]string(nil), serviceNames...) }

var serviceNames []string

func buildServices() map[string]*Service {
	table := []struct {
		name, version string
		port          int64
		runtime       Runtime
		routeless     bool
	}{
		{Gateway, "5.21.0", 8443, Node, false},
		{"auth", "3.4.2", 8080, Go, false},
		{"orders", "2.14.1", 8080, Java, false},
		{"invoices", "1.9.0", 8080, Java, false},
		{"users", "4.0.7", 3000, Node, false},
		{"catalog", "7.2.3", 8000, Python, false},
		{"documents", "0.8.5", 8000, Python, true},
		{"admin", "2.2.0", 8080, Java, false},
		{"reports", "1.3.1", 8080, Java, false},
		{"sync", "1.1.0", 8080, Go, false},
		{"recommendations", "0.1.0", 8000, Python, false},
		{"giftcards", "0.1.0", 8080, Go, false},
		// Small ones at the edge of the system: each calls one or two others, and nobody looks at them.
		{"image-resizer", "1.0.4", 8080, Go, false},
		{"mailer", "2.3.0", 3000, Node, false},
		{"loyalty", "1.7.2", 8080, Java, false},
		{"pricing", "3.0.1", 8080, Go, false},
		{"stock-feed", "0.9.8", 8000, Python, false},
		{"sitemap", "1.0.0", 3000, Node, false},
		{"labels", "1.2.6", 8080, Java, false},
		{"notifier", "0.4.0", 8080, Go, false},
		{"thumbnails", "1.5.5", 8000, Python, false},
	}
	built := make(map[string]*Service, len(table))
	for i, row := range table {
		service := &Service{
			Name: row.name, Version: row.version, Port: row.port, Runtime: row.runtime, Routeless: row.routeless,
			Host: row.name + ".shop.svc.cluster.local",
		}
		for pod := range 2 {
			service.Pods = append(service.Pods, fmt.Sprintf("10.42.%d.%d", i/4, 10+20*(i%4)+pod))
		}
		built[row.name] = service
		serviceNames = append(serviceNames, row.name)
	}
	return built
}
