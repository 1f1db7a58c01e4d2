// Package injection recognises in what a caller sent the payloads of attacks: SQL, script, commands, paths that lead out of where
// they belong, templates, lookups and addresses that a server is to be talked into using.
//
// SQL and HTML are read by libinjection, which knows how databases and browsers do; what it takes for words, and all else, is here.
package injection
