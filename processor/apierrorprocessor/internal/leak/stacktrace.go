package leak

import "strings"

// longestFrame is how far left and right of its literal a frame is looked at.
const longestFrame = 256

// findJavaFrame takes "a.b.C.method(File.java:17)": a dotted name in front of the bracket.
func findJavaFrame(text string, at, end int) Finding {
	open, after := at, end
	if text[at] == '.' {
		for open > 0 && at-open < longestFrame && (isA(text[open-1], nameByte) || text[open-1] == '-') {
			open--
		}
		open--
		line := runEnd(text, end, end+8, digitByte)
		if line == end || byteAt(text, open) != '(' || byteAt(text, line) != ')' {
			return Finding{}
		}
		after = line + 1
	}
	start := open
	dots := 0
	for start > 0 && open-start < longestFrame {
		c := text[start-1]
		if c == '.' {
			dots++
		} else if !isA(c, nameByte) && c != '<' && c != '>' && c != '/' && c != '@' && c != '-' && c < 0x80 {
			break
		}
		start--
	}
	if dots == 0 || start == open {
		return Finding{}
	}
	return Finding{Start: characterEnd(text, start), End: after}
}

// findPythonFrame takes `File "x.py", line 12, in f`.
func findPythonFrame(text string, at, end int) Finding {
	start := max(0, at-longestFrame)
	file := strings.LastIndex(text[start:at], "File ")
	line := runEnd(text, end, end+8, digitByte)
	if file < 0 || line == end || text[at-1] != '>' && !strings.HasSuffix(text[:at], ".py") && !strings.HasPrefix(text[line:], ", in ") {
		return Finding{} // parsers of other files say so too
	}
	return Finding{Start: start + file, End: line}
}

// findNodeFrame takes "at f (file.js:10:15)" and "at file.js:10:15".
func findNodeFrame(text string, at, end int) Finding {
	if text[at] == '(' || text[at] == 'a' || text[at] == 'A' {
		if text[at] == '(' && !hasFold(text, at, "(<anonymous>)") {
			return Finding{}
		}
		if text[at] != '(' { // "at async f (…)": on a line of its own
			if !beginsLine(text, at) {
				return Finding{}
			}
			return Finding{Start: at, End: end}
		}
	} else {
		if text[at] != '.' {
			end = runEnd(text, end, end+longestFrame, pathByte)
			if byteAt(text, end) != ':' {
				return Finding{}
			}
			end++
		}
		line := runEnd(text, end, end+8, digitByte)
		column := runEnd(text, line+1, line+9, digitByte)
		if line == end || byteAt(text, line) != ':' || column == line+1 {
			return Finding{}
		}
		end = column
	}
	start := lineStart(text, at)
	frame := strings.LastIndex(text[start:at], "at ")
	if frame < 0 || !beginsWord(text, start+frame) {
		return Finding{}
	}
	// In between stands the file, and a function's name with the file in brackets.
	between := text[start+frame+len("at ") : at]
	if open := strings.LastIndexByte(between, '('); open < 0 && text[at] != '(' && strings.ContainsAny(between, " ") {
		return Finding{}
	}
	return Finding{Start: start + frame, End: end}
}

// findDotNetFrame takes "   at Namespace.Class.Method(Type name)" on a line of its own, or with a source line behind it.
func findDotNetFrame(text string, at, end int) Finding {
	if text[at] == '.' {
		line := runEnd(text, end, end+8, digitByte)
		start := lineStart(text, at)
		frame := strings.LastIndex(text[start:at], " in ")
		if line == end || frame < 0 {
			return Finding{}
		}
		return Finding{Start: start + frame + len(" in "), End: line}
	}
	if !beginsLine(text, at) {
		return Finding{}
	}
	name := end
	dots := 0
	for ; name < len(text) && name-end < longestFrame; name++ {
		if c := text[name]; c == '.' {
			dots++
		} else if !isA(c, nameByte) && strings.IndexByte("`<>[],+", c) < 0 {
			break
		}
	}
	if dots == 0 || byteAt(text, name) != '(' {
		return Finding{}
	}
	closing := strings.IndexByte(text[name:min(name+longestFrame, len(text))], ')')
	if closing < 0 {
		return Finding{}
	}
	return Finding{Start: at, End: name + closing + 1}
}

// findGoFrame takes "\n\t/path/file.go:17", with "+0x1d" behind it or a function above it.
func findGoFrame(text string, at, end int) Finding {
	line := runEnd(text, end, end+8, digitByte)
	start := runStart(text, at, longestFrame, pathByte)
	tab := byteAt(text, start-1) == '\t' || escapeBefore(text, start) && byteAt(text, start-1) == 't'
	if !tab && strings.HasPrefix(text[start:at], `\t`) || !tab && strings.HasPrefix(text[start:at], `\n\t`) {
		tab = true
	}
	if line == end || !tab && !strings.HasPrefix(text[line:], " +0x") {
		return Finding{}
	}
	return Finding{Start: start, End: line}
}

// findRubyFrame takes "file.rb:12:in 'method'".
func findRubyFrame(text string, at, end int) Finding {
	line := runEnd(text, end, end+8, digitByte)
	start := runStart(text, at, longestFrame, pathByte)
	if line == end || start == at || !strings.HasPrefix(text[line:], ":in ") {
		return Finding{}
	}
	return Finding{Start: start, End: line + len(":in ") - 1}
}

// findPHPFrame takes "#0 /path/file.php(12): f()".
func findPHPFrame(text string, at, end int) Finding {
	line := runEnd(text, end, end+8, digitByte)
	start := runStart(text, at, longestFrame, pathByte)
	if line == end || start == at || !strings.HasPrefix(text[line:], "): ") || byteAt(text, start-1) != ' ' || !isA(byteAt(text, start-2), digitByte) {
		return Finding{}
	}
	return Finding{Start: start, End: line + 1}
}

// findRustPanic takes "panicked at src/main.rs:4:5", in older releases with the message in between, and a backtrace's head.
func findRustPanic(text string, at, end int) Finding {
	if hasFold(text, at, "stack backtrace:") {
		frame := skip(text, end, "\\n\r\n ", 12)
		if !isA(byteAt(text, frame), digitByte) || byteAt(text, frame+1) != ':' {
			return Finding{}
		}
		return Finding{Start: at, End: frame + 1}
	}
	window := text[end:min(end+longestFrame, len(text))]
	file := strings.Index(window, ".rs:")
	if file < 0 {
		return Finding{}
	}
	line := runEnd(window, file+len(".rs:"), len(window), digitByte)
	if line == file+len(".rs:") {
		return Finding{}
	}
	return Finding{Start: at, End: end + line}
}

// lineStart is where the line begins that a place is in, or as far left as a frame reaches.
func lineStart(text string, at int) int {
	start := at
	for start > 0 && at-start < longestFrame && text[start-1] != '\n' {
		start--
	}
	return characterEnd(text, start)
}

// beginsLine tells that nothing but spaces stands between a line break, escaped or not, and a place.
func beginsLine(text string, at int) bool {
	start := at
	for start > 0 && at-start < 16 && (text[start-1] == ' ' || text[start-1] == '\t') {
		start--
	}
	if byteAt(text, start-1) == '\n' {
		return true
	}
	for strings.HasSuffix(text[:start], `\t`) {
		start -= len(`\t`)
	}
	return strings.HasSuffix(text[:start], `\n`)
}
