package classify

import (
	"strings"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/messagetemplate"
)

const (
	// frameLimit is how many lines of a stack trace are looked at, and traceLimit how many bytes.
	frameLimit = 24
	traceLimit = 4 << 10
)

// applicationFrame is the innermost function of a stack trace that is the service's own code, as the language writes it, without
// its file and line; "" where none is found.
func applicationFrame(trace string) string {
	if strings.HasPrefix(trace, "Traceback (most recent call last)") {
		return pythonFrame(trace)
	}
	trace = trace[:min(len(trace), traceLimit)]
	goroutine := strings.HasPrefix(trace, "goroutine ")
	for range frameLimit {
		line, rest, more := strings.Cut(trace, "\n")
		if frame := frameOf(line, goroutine); frame != "" {
			return frame
		}
		if !more {
			return ""
		}
		trace = rest
	}
	return ""
}

// frameOf is the function on a line of a stack trace; "" where there is none, or it is a library's.
func frameOf(line string, goroutine bool) string {
	indented := line != "" && (line[0] == ' ' || line[0] == '\t')
	line = strings.TrimSpace(line)
	switch {
	case goroutine: // main.(*Service).Place(0xc000…)
		open := strings.LastIndexByte(line, '(')
		if indented || open <= 0 || strings.HasPrefix(line, "panic(") || isLibrary(line) {
			return ""
		}
		return line[:open]
	case strings.HasPrefix(line, "at "): // at com.acme.Order.place(Order.java:17), at place (/app/order.js:1:2), at Acme.Order.Place(Int32 id) in …
		line = strings.TrimPrefix(line[len("at "):], "async ")
		open := strings.IndexByte(line, '(')
		if open <= 0 {
			return "" // Node's anonymous functions have a place and no name
		}
		if isLibrary(line) {
			return ""
		}
		return strings.TrimSpace(line[:open])
	case strings.HasPrefix(line, "#"): // #0 /app/Order.php(17): Acme\Order->place()
		_, call, ok := strings.Cut(line, "): ")
		if !ok || isLibrary(line) {
			return ""
		}
		call, _, _ = strings.Cut(call, "(")
		return call
	default: // /app/order.rb:17:in `place'
		_, call, ok := strings.Cut(line, ":in ")
		if !ok || isLibrary(line) {
			return ""
		}
		call = strings.TrimLeft(call, "`'")
		call, _, _ = strings.Cut(call, "'")
		return call
	}
}

// pythonFrame takes the last frame: Python writes the innermost one last.
func pythonFrame(trace string) string {
	for range frameLimit {
		at := strings.LastIndex(trace, "\n  File \"")
		if at < 0 {
			return ""
		}
		line, _, _ := strings.Cut(trace[at+1:], "\n")
		trace = trace[:at]
		if _, function, ok := strings.Cut(line, ", in "); ok && !isLibrary(line) {
			return function
		}
	}
	return ""
}

// isLibrary reports whether a frame is of a runtime, a framework or an installed package.
func isLibrary(frame string) bool {
	for _, begin := range [...]string{
		"java.", "javax.", "jdk.", "sun.", "kotlin.", "scala.", "jakarta.", "java.base/", "org.springframework.", "org.apache.", "org.hibernate.",
		"com.fasterxml.", "com.zaxxer.", "com.google.", "com.mysql.", "org.postgresql.", "org.eclipse.", "org.jboss.", "io.netty.", "io.grpc.",
		"io.undertow.", "io.opentelemetry.", "io.micrometer.", "reactor.", "okhttp3.", "retrofit2.", "feign.", "akka.", "io.vertx.", "io.quarkus.", "app//java.",
		"System.", "Microsoft.", "Npgsql.", "Newtonsoft.", "StackExchange.", "MySql", "lambda_method",
		"runtime.", "runtime/", "net/http", "go.opentelemetry.io/", "google.golang.org/", "github.com/gin-gonic/", "github.com/labstack/", "created by ",
		"Object.<anonymous>", "new Promise", "Array.", "JSON.", "process.",
	} {
		if strings.HasPrefix(frame, begin) {
			return true
		}
	}
	for _, inside := range [...]string{
		"node_modules", "(node:", "(internal/", "(<anonymous>)", "site-packages/", "dist-packages/", "lib/python", "<frozen ", "/gems/", "/lib/ruby/",
		"/vendor/", "[internal function]", "{main}",
	} {
		if strings.Contains(frame, inside) {
			return true
		}
	}
	return false
}

// hashFrame hashes a function's name without the numbers that compilers give to lambdas and proxies.
func hashFrame(frame string) uint64 {
	var template [512]byte
	return xxhash.Sum64(messagetemplate.Append(template[:0], frame))
}
