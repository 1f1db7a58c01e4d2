// Package apierror is the one vocabulary of otelcol-apierror: attribute keys, enumerations, the Verdict that the processor
// writes on a span, and the Finding that the connector and the exporter hand on, with its OTLP log form.
//
// Components know each other only by what is in this package: a fact leaves one as an attribute and enters the next as one.
// Nothing here reads a clock, logs or does I/O.
package apierror
