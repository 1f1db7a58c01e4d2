package leak

import (
	"strings"
	"testing"
)

var cleanTexts = map[string]string{
	"clean_100B": "the order of this customer could not be placed since there is no stock left of the article wanted..",
	"hikari":     "HikariPool-1 - Connection is not available, request timed out after 30000ms.",
	"ids":        "order 4711 of customer 0815 failed with 500: upstream request timeout at 2024-05-01T12:00:00.000Z (id=8f14e45f)",
}

func BenchmarkScan(b *testing.B) {
	texts := map[string]string{
		"dial_refused": "dial tcp 10.0.0.7:5432: connect: connection refused",
		"stack_4KB":    "com.acme.OrderException: no stock" + strings.Repeat("\n\tat com.acme.shop.orders.OrderService.place(OrderService.java:117)", 4096/68),
		"prose_4KB":    strings.Repeat("the order could not be placed since there is no stock left: ", 4096/60),
		"secret":       spell("Incorrect key provided: AKIA{upper:16} for this account"),
	}
	for name, text := range cleanTexts {
		texts[name] = text
	}
	for name, text := range texts {
		b.Run(name, func(b *testing.B) {
			room := make([]Finding, 0, 16)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				scanner.Scan(text, room)
			}
		})
	}
}

func BenchmarkNewScanner(b *testing.B) {
	for b.Loop() {
		NewScanner()
	}
}

func BenchmarkRedact(b *testing.B) {
	text := "could not connect to postgres://app:s3cret@db.acme.com:5432/shop as jane.doe@example.com"
	findings := scanner.Scan(text, nil)
	b.ReportAllocs()
	for b.Loop() {
		Redact(text, findings)
	}
}
