// Package outbox holds what a destination is still to be told: in order within a group, the gravest group first, over failures and
// restarts, until it is delivered or becomes a dead letter.
//
// It does no I/O. Its operations leave changes to a storage behind, which its owner takes and writes: of an addition before anything of
// it can be tried (Prepare, Commit), where the storage takes it. A crash before a write means that a notification is sent once more, with
// the same id.
package outbox
