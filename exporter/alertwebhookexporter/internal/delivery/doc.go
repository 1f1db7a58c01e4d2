// Package delivery carries notifications to destinations: a lane each, with its own queue, breaker and limits, so that one that is slow
// or dead delays no other.
package delivery
