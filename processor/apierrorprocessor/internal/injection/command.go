package injection

import "strings"

// command recognises what a shell would run if the value were pasted into its line.
func command(text string) string {
	text = strings.ReplaceAll(text, "+", " ") // of a query that nobody decoded
	if sign := containsAny(text, "<!--#exec", "/bin/sh", "/bin/bash", "cmd.exe", "cmd /c", "powershell -", "/usr/bin/id", "$(id)", "$(whoami)",
		"() { :;}", "() { :; }"); sign != "" {
		return sign
	}
	if sign := calls(text, anything, "system", "passthru", "shell_exec", "popen", "proc_open", "os.system", "subprocess.call",
		"runtime.getruntime().exec"); sign != "" && strings.ContainsAny(text, "'\";") {
		return sign
	}
	if sign := wholeLine(text); sign != "" {
		return sign
	}
	for i := range len(text) {
		switch text[i] {
		case ';', '|', '&', '`':
		case '(':
			if i == 0 || text[i-1] != '$' {
				continue
			}
		default:
			continue
		}
		name, rest := commandAt(text[i+1:])
		if name != "" && ends(rest, commands[name] || text[i] == '`' || text[i] == '(') {
			return string(text[i]) + " " + name
		}
	}
	return ""
}

// wholeLine finds a value that is a command with what it is to do: cat /etc/passwd, ping -i 30. A command's name alone is a word like
// others: sort=id.
func wholeLine(text string) string {
	name, rest := commandAt(text)
	if name == "" {
		return ""
	}
	if text[0] == '/' {
		return "/bin/" + name
	}
	if argument, found := strings.CutPrefix(rest, " "); found && prefixOf(argument, "/", "-", "c:", "http://", "https://", "127.") != "" {
		return name + " " + argument[:1]
	}
	return ""
}

// ends reports whether a command ends where it ought to: at the end, at white space with an argument, at another separator. What goes
// on as a word, or is given a value, is a parameter's name. A sure one may have any argument.
func ends(rest string, sure bool) bool {
	if rest == "" {
		return true
	}
	switch rest[0] {
	case ';', '|', '&', '`', ')', '<', '>', '#', '\'', '"':
		return true
	case ' ':
		rest = strings.TrimLeft(rest, " ")
		return sure || rest == "" || strings.IndexByte("/-$;|&.>'\"`*~", rest[0]) >= 0 || isDigit(rest[0]) || prefixOf(rest, "c:", "http") != ""
	default:
		return false
	}
}

// commandAt reads the command that a text begins with, after white space, quotes and the folders in which commands are.
func commandAt(text string) (name, rest string) {
	text = strings.TrimLeft(text, " +'\"|&;`$({")
	inFolder := false
	for _, folder := range [...]string{
		"/usr/bin/", "/bin/", "/sbin/", "/usr/sbin/", "usr/bin/", "bin/", "c:/windows/system32/", "c:\\windows\\system32\\",
	} {
		if after, found := strings.CutPrefix(text, folder); found {
			text, inFolder = after, true
			break
		}
	}
	end := 0
	for end < len(text) && (isWord(text[end]) || text[end] == '.') {
		end++
	}
	name = strings.TrimSuffix(text[:end], ".exe")
	if _, known := commands[name]; !known && (!inFolder || name == "") {
		return "", ""
	}
	return name, text[end:]
}

// commands are what attackers run first: who am I, what is here, can I get out. True stands for a name that is no word of any other
// language, whatever follows it.
var commands = func() map[string]bool {
	names := make(map[string]bool)
	for _, name := range strings.Fields(`id cat ls dir ping sleep dig bash sh hostname touch python python3 perl ruby php pwd ps env
		echo type ftp timeout true false head tail cut sed base64`) {
		names[name] = false
	}
	for _, name := range strings.Fields(`whoami uname netstat curl wget nslookup ifconfig ipconfig zsh nc ncat netcat powershell pwsh certutil
		tasklist systeminfo chmod chown mkfifo telnet printenv tftp awk xxd busybox crontab`) {
		names[name] = true
	}
	return names
}()
