// Package window holds what a detector remembers: sliding counts and distinct counts in event time, a bounded store of them
// by key, and a filter for events that arrive twice.
//
// Time is always the event's own. A window slides only when its own key sees a newer event, so one key's wrong clock moves
// no other key's window, and replaying a day gives what living through it gave. Nothing here is safe for concurrent use.
package window
