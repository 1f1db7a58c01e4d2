// Package untrusted makes values of unknown origin fit to be kept and to be shown: bounded, and free of what could break a
// terminal, a page or JSON.
package untrusted
