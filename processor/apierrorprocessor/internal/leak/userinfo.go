package leak

import (
	"strings"
	"unicode/utf8"
)

// stores are the schemes whose URL is the connection string of a data store or a broker. The JDBC forms begin with these too.
var stores = []string{
	"postgres", "postgresql", "mysql", "mariadb", "mongodb", "mongodb+srv", "redis", "rediss", "valkey", "amqp", "amqps", "sqlserver",
	"mssql", "oracle", "clickhouse", "cockroachdb", "couchbase", "couchbases", "cassandra", "nats", "kafka", "mqtt", "mqtts", "ldap",
	"ldaps", "neo4j", "bolt", "memcached", "stomp", "db2", "snowflake", "influxdb", "etcd", "ftp", "sftp", "smtp", "smtps",
}

func findUserInfo(text string, at, end int) Finding {
	if isStore(text, at) {
		return Finding{}
	}
	return userInfo(text, at, end)
}

func findStoreUserInfo(text string, at, end int) Finding {
	if !isStore(text, at) {
		return Finding{}
	}
	return userInfo(text, at, end)
}

// isStore looks at the scheme, without its dialect: postgresql+asyncpg is SQLAlchemy's way to name a driver.
func isStore(text string, at int) bool {
	const longestScheme = 24
	start := at
	for start > 0 && at-start < longestScheme && (isA(text[start-1], wordByte) || text[start-1] == '+') {
		start--
	}
	scheme := text[start:at]
	dialect, _, _ := strings.Cut(scheme, "+")
	for _, store := range stores {
		if strings.EqualFold(scheme, store) || strings.EqualFold(dialect, store) {
			return true
		}
	}
	return false
}

// userInfo takes user and password of a URL's authority. Passwords that nobody escaped hold "/", "?" and "@" too.
func userInfo(text string, at, end int) Finding {
	const longest = 512
	if !isA(byteAt(text, at-1), wordByte) {
		return Finding{}
	}
	colon, slash, last := -1, -1, -1
	limit := min(end+longest, len(text))
scan:
	for i := end; i < limit; i++ {
		switch c := text[i]; {
		case c == '[' && strings.HasPrefix(text[i:], redactedMark):
			i += len(redactedMark) // its colon divides nothing
		case isA(c, spaceByte|quoteByte) || c == '<' || c == '>' || c == '\\' || c == '|':
			break scan
		case c == '/' && byteAt(text, i+1) == '/':
			break scan
		case c == ':' && colon < 0:
			colon = i
		case (c == '/' || c == '?' || c == '#') && slash < 0:
			if last >= 0 {
				break scan
			}
			slash = i
		case c == '@':
			last = i
		}
	}
	if last < 0 || colon < 0 || colon > last || isPlaceholder(text[colon+1:last]) || strings.HasPrefix(text[end:], redactedMark) {
		return Finding{}
	}
	if slash >= 0 && slash < last && (slash < colon || runEnd(text, colon+1, slash, digitByte) == slash) {
		return Finding{} // the "@" belongs to the path, the colon to it or to a port
	}
	return Finding{Start: end, End: last}
}

func findMySQLUserInfo(text string, at, _ int) Finding {
	const longest = 256
	start := at
	for start > 0 && at-start < longest && !isA(text[start-1], spaceByte|quoteByte) && text[start-1] != '/' && text[start-1] != '(' {
		start--
	}
	for start < at && !utf8.RuneStart(text[start]) {
		start++
	}
	colon := strings.IndexByte(text[start:at], ':')
	if colon < 0 || isPlaceholder(text[start+colon+1:at]) || strings.HasPrefix(text[start:], redactedMark) {
		return Finding{}
	}
	return Finding{Start: start, End: at}
}

func findOracleUserInfo(text string, _, end int) Finding {
	const longest = 128
	window := text[end:min(end+longest, len(text))]
	at := strings.IndexByte(window, '@')
	if at < 0 || strings.ContainsAny(window[:at], " \t\r\n\"'") {
		return Finding{}
	}
	slash := strings.IndexByte(window[:at], '/')
	if slash < 0 || isPlaceholder(window[slash+1:at]) {
		return Finding{}
	}
	return Finding{Start: end, End: end + at}
}

// characterEnd is the border of a character at a place or behind it.
func characterEnd(text string, at int) int {
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return at
}
