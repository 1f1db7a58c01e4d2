// Package outbox holds what a destination is still to be told: in order within a group, the gravest group first, over failures and
// restarts, until it is delivered or becomes a dead letter.
//
// It does no I/O. Its operations leave changes to a storage behind, which its owner takes and writes: an addition counts only once it is
// written (Prepare, Commit); of the others a crash before the write means that a notification is sent once more, with the same id.
package outbox
