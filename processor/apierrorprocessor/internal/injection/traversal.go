package injection

import "strings"

// traversal recognises a path that climbs out of its directory, or names a file that no caller has business with.
func traversal(text string) string {
	if sign := containsAny(text, "/etc/passwd", "/etc/shadow", "etcpasswd", "/proc/self/", "/.ssh/", "web-inf", "boot.ini", "win.ini", "global.asa",
		"windows/system32", "windows\\system32", "file:/", "php://filter", "php://input"); sign != "" {
		return sign
	}
	if !strings.Contains(text, "..") && !strings.Contains(text, "/./") && !strings.Contains(text, "0x2e0x2e") {
		return ""
	}
	path := strings.NewReplacer("\\", "/", "0x2f", "/", "0x5c", "/", "0x2e", ".", "x2e", ".").Replace(text)
	climbs, stays := 0, 0
	rooted := strings.HasPrefix(path, "/")
	for rest := path; rest != ""; {
		segment, after, _ := strings.Cut(rest, "/")
		rest = after
		switch {
		case segment == ".":
			stays++
		case isClimb(segment):
			climbs++
		}
	}
	switch {
	case climbs >= 2:
		return "../ again and again"
	case climbs == 1 && rooted:
		return "/../"
	case stays >= 3:
		return "/./ again and again"
	case strings.Contains(path, "........"):
		return "a run of dots"
	default:
		return ""
	}
}

// isClimb recognises two dots and what filters make two dots of: .... and ..;
func isClimb(segment string) bool {
	if !strings.HasPrefix(segment, "..") {
		return false
	}
	rest := strings.TrimLeft(segment, ".")
	return rest == "" || rest[0] == ';' || rest[0] == '{'
}
