// Command shop plays one process of the demo shop: go run ./examples/shop storefront
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/roles"
)

func main() {
	if len(os.Args) != 2 || !roles.Known(os.Args[1]) {
		fmt.Fprintf(os.Stderr, "usage: shop %s\n", strings.Join(roles.Names(), "|"))
		os.Exit(2)
	}
	if err := roles.Run(os.Args[1]); err != nil {
		fmt.Fprintf(os.Stderr, "shop: %s: %v\n", os.Args[1], err)
		os.Exit(1)
	}
}
