//go:generate go tool -modfile=../../tools/mdatagen/go.mod mdatagen metadata.yaml

// Package apierrorconnector turns traces that the processor apierror enriched into KPI metrics and into findings: one
// situation each, from firing to resolved.
package apierrorconnector
