package leak

import "strings"

// findRecord takes the values up to the bracket that closes them, or to the end of the line.
func findRecord(text string, at, end int) Finding {
	const longestRecord = 4096
	closer := ")." // PostgreSQL ends the sentence there
	if text[at] == '[' {
		closer = "]"
	}
	stop := characterEnd(text, end+longestRecord)
	values := text[end:min(stop, len(text))]
	if line := strings.IndexByte(values, '\n'); line >= 0 {
		values = values[:line]
	}
	if closing := strings.LastIndex(values, closer); closing >= 0 {
		values = values[:closing]
	}
	if values == "" || strings.HasPrefix(values, redactedMark) {
		return Finding{}
	}
	return Finding{Start: end, End: end + len(values)}
}
