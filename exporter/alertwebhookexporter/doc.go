//go:generate go tool -modfile=../../tools/mdatagen/go.mod mdatagen metadata.yaml

// Package alertwebhookexporter tells people of what the processor and the connector apierror found: it folds enriched spans into
// situations, takes findings for what they are, and posts one signed webhook to each destination when a situation begins, worsens,
// lasts and ends.
package alertwebhookexporter
