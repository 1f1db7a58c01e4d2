// Package history reads what places were asked before the connector started: from the answers of a Prometheus-compatible server, and from
// CSV files. It is pure: who asks and opens files is the connector's shell.
package history
