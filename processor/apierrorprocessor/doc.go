//go:generate go tool -modfile=../../tools/mdatagen/go.mod mdatagen metadata.yaml

// Package apierrorprocessor enriches spans of failed API calls: what failed and why, whether it is an attack, and what it
// costs, each with its reason, its evidence and how sure it is.
package apierrorprocessor
