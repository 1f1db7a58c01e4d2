// Package transaction follows business transactions, such as an onboarding or a checkout: steps that a process declares, done over
// any number of calls and traces, which share the value of one attribute, the key.
//
// The first step begins a transaction and the last one completes it as soon as it succeeds. Steps in between may be missing: a sampler
// may have dropped them, or the process may let people pass over them. What was attempted at a step counts, not how often: repeated
// steps, steps back and the first step once more belong to the transaction that is open, of which a key has one at a time. Failed
// attempts are forgotten but for Retried if a later one, of this step or of one behind it, succeeds.
//
// An open transaction waits for the timeout after each attempt. Repetitions prolong it only as far as its steps could: an open page
// that polls, or a client that tries for ever, ends with as many timeouts as there are steps. It ends at the furthest step that was
// attempted: as failed if the last attempt there failed, or else as abandoned.
//
// Attempts count in the order in which they ended, which is not that of their arrival. So nothing is decided until the lateness has
// passed: any order of arrival within it has the same outcomes. What comes later still serves a transaction that is open, but
// begins none. What comes twice changes nothing. A step of a key of which no transaction is open is dropped and counted: the collector
// may have started amid it, and its duration would be wrong. Before that it waits as long for a first step that ended later but
// began before: an outer call, such as the one that places an order and has it paid, ends after the inner one.
package transaction
