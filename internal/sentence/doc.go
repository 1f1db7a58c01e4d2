// Package sentence says findings to people. The connector and the exporter take their words from here, so that a situation reads
// the same whether spans or a finding told of it. Whatever comes from telemetry is quoted, unless it is a plain word.
package sentence
