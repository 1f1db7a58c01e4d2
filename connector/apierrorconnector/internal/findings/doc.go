// Package findings gives findings a life: each situation begins, worsens, lasts and ends, and is told of at each of these, once.
//
// Two kinds of news come in. Observe takes one span's part in a situation: the Book counts. Report takes what a detector judges
// every few seconds: the detector counts, and the Book sees to it that its findings do not flap. Tick lists what is to be told
// now, and Sent confirms it: what was not confirmed is listed again, as it then stands.
//
// The package is pure: it reads no clock. Every `now` is span time in Unix nanoseconds, and never goes back.
package findings
