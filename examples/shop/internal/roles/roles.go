// Package roles runs one process of the shop. What a role needs to know of the others it reads from the environment; the
// defaults suit a shop that is started by hand.
package roles

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/cardnet"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/checkout"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/ledger"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/payments"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/storefront"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/telemetry"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/web"
)

// The variables by which the processes find each other, with the addresses they have when started by hand.
const (
	EnvStorefront     = "SHOP_STOREFRONT"
	EnvCheckout       = "SHOP_CHECKOUT"
	EnvPayments       = "SHOP_PAYMENTS"
	EnvLedger         = "SHOP_LEDGER"
	EnvCardnet        = "SHOP_CARDNET"
	EnvCardnetControl = "SHOP_CARDNET_CONTROL"
	EnvReviews        = "SHOP_REVIEWS" // without it the storefront shows no reviews
)

const (
	// sessionLifetime is short, so that sessions expire while a demo runs.
	sessionLifetime = 8 * time.Second
	flushGrace      = 3 * time.Second
)

type role struct {
	name    string
	version string // of the service; empty for one that sends no telemetry
	run     func(context.Context) error
}

var all = []role{
	{"storefront", "2.14.0", runStorefront},
	{"checkout", "1.8.3", runCheckout},
	{"payments", "4.2.1", runPayments},
	{"ledger", "0.9.7", runLedger},
	{"cardnet", "", runCardnet},
}

// Names lists the roles.
func Names() []string {
	names := make([]string, len(all))
	for i, role := range all {
		names[i] = role.name
	}
	return names
}

// Known reports whether there is a role of this name.
func Known(name string) bool { return slices.Contains(Names(), name) }

// Run plays the named role until it is told to stop by SIGINT or SIGTERM, then sends its last spans.
func Run(name string) error {
	at := slices.IndexFunc(all, func(r role) bool { return r.name == name })
	if at < 0 {
		return fmt.Errorf("no such role %q: one of %v", name, Names())
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	played := all[at]
	if played.version == "" {
		return played.run(ctx)
	}
	flush, err := telemetry.Start(ctx, played.name, played.version)
	if err != nil {
		return err
	}
	err = played.run(ctx)
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushGrace)
	defer cancel()
	return errors.Join(err, flush(grace))
}

func address(variable, byHand string) string {
	if value := os.Getenv(variable); value != "" {
		return value
	}
	return byHand
}

func storefrontAddr() string { return address(EnvStorefront, "127.0.0.1:8080") }
func checkoutAddr() string   { return address(EnvCheckout, "127.0.0.1:8081") }
func paymentsAddr() string   { return address(EnvPayments, "127.0.0.1:8082") }
func ledgerAddr() string     { return address(EnvLedger, "127.0.0.1:8083") }
func cardnetAddr() string    { return address(EnvCardnet, "127.0.0.1:8084") }

func runStorefront(ctx context.Context) error {
	reviewsURL := ""
	if addr := os.Getenv(EnvReviews); addr != "" {
		reviewsURL = "http://" + addr
	}
	shop := storefront.New("http://"+checkoutAddr(), reviewsURL, sessionLifetime)
	defer shop.Close()
	return web.Serve(ctx, storefrontAddr(), shop.Handler())
}

func runCheckout(ctx context.Context) error {
	api := checkout.New("http://" + paymentsAddr())
	defer api.Close()
	return web.Serve(ctx, checkoutAddr(), api.Handler())
}

func runPayments(ctx context.Context) error {
	gateway, err := payments.New(cardnetAddr(), ledgerAddr())
	if err != nil {
		return err
	}
	err = web.Serve(ctx, paymentsAddr(), gateway.Handler())
	return errors.Join(err, gateway.Close())
}

func runLedger(ctx context.Context) error { return ledger.Run(ctx, ledgerAddr()) }

func runCardnet(ctx context.Context) error {
	return cardnet.Run(ctx, cardnetAddr(), address(EnvCardnetControl, "127.0.0.1:8085"))
}
