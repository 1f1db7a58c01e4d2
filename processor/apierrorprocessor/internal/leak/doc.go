// Package leak finds what an error text gives away (keys, personal data, how and where the service runs) and masks what
// must not be seen.
//
// What is looked for stands in tables (rules*.go), a line a form: the literal that calls the rule up, the pattern or the
// function that decides, the document that defines the form, an example that is one and one that is none. A text costs one
// pass over its bytes, in which three neighbouring bytes at a time are looked up; only where a literal of a rule stands is
// anything else done, and that looks a bounded way left and right.
//
// What is masked: secrets, personal data, and the literals of an SQL statement. Stack traces, file paths, addresses, host
// names and database errors stay as they are, because they say where the fault is and whoever reads the telemetry is meant
// to know; that they reached a caller is what the finding says.
package leak
