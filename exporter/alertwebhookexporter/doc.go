//go:generate go tool -modfile=../../tools/mdatagen/go.mod mdatagen metadata.yaml

// Package alertwebhookexporter tells people of what the processor apierror found: it folds enriched spans into situations and
// posts one signed webhook to each destination when a situation begins, worsens, lasts and ends.
package alertwebhookexporter
