// Package dialguard refuses connections to addresses where no receiver of notifications can be: a URL that was mistyped, templated
// from telemetry or taken from a tenant must not reach the credentials that clouds serve to their machines. It decides on the
// address that is dialled, so that no answer of a DNS server evades it.
package dialguard
