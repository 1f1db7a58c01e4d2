package leak

// traceRules know a frame of a stack trace, or the line that begins one. One frame is enough: it names code and line. The word
// "at" is none.
var traceRules = []rule{
	{
		name: "java_frame", kind: KindStackTrace, literals: []string{".java:", ".kt:", ".scala:", ".groovy:", "(native method)", "(unknown source)"}, find: findJavaFrame,
		source:  "https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/StackTraceElement.html#toString()",
		matches: "boom\n\tat com.acme.Order.place(Order.java:17)", ignores: "see Order.java:17 (native method) at line 3",
	},
	{
		name: "python_traceback", kind: KindStackTrace, literals: []string{"traceback (most recent call last)"},
		source:  "https://docs.python.org/3/library/traceback.html",
		matches: "Traceback (most recent call last):\n  File \"/app/x.py\", line 1, in f", ignores: "traceback is disabled",
	},
	{
		name: "python_frame", kind: KindStackTrace, literals: []string{`", line `, `\", line `}, find: findPythonFrame,
		source:  "https://docs.python.org/3/library/traceback.html",
		matches: `File "orders.py", line 12, in place`, ignores: `expected ",", line 12`,
	},
	{
		name: "node_frame", kind: KindStackTrace,
		literals: []string{".js:", ".ts:", ".mjs:", ".cjs:", ".jsx:", ".tsx:", "node:internal/", "(<anonymous>)", "at async "},
		find:     findNodeFrame,
		source:   "https://v8.dev/docs/stack-trace-api",
		matches:  "TypeError: x\n    at place (/srv/shop/orders.js:10:15)", ignores: "failed to load app.js:1 from the cache at async start",
	},
	{
		name: "dotnet_frame", kind: KindStackTrace, literals: []string{"at ", ".cs:line ", ".fs:line ", ".vb:line "}, find: findDotNetFrame,
		source:  "https://learn.microsoft.com/dotnet/api/system.environment.stacktrace",
		matches: "Boom\r\n   at Acme.Orders.Place(Int32 id) in C:\\src\\Orders.cs:line 17", ignores: "look at Acme.Orders (the shop)",
	},
	{
		name: "go_goroutine", kind: KindStackTrace, literals: []string{"goroutine "}, pattern: `goroutine \d+ (?:gp=\S+ m=\S+ )?\[[a-z][^\]\n]{0,60}\]:`,
		source:  "https://pkg.go.dev/runtime/debug#Stack",
		matches: "panic: boom\n\ngoroutine 1 [running]:\nmain.main()", ignores: "goroutine 17 is blocked",
	},
	{
		name: "go_frame", kind: KindStackTrace, literals: []string{".go:"}, find: findGoFrame,
		source:  "https://pkg.go.dev/runtime/debug#Stack",
		matches: "main.main()\n\t/src/shop/main.go:17 +0x1d", ignores: "main.go:17: unexpected token",
	},
	{
		name: "ruby_frame", kind: KindStackTrace, literals: []string{".rb:"}, find: findRubyFrame,
		source:  "https://docs.ruby-lang.org/en/master/Thread/Backtrace/Location.html",
		matches: "app/models/order.rb:12:in 'Order#place'", ignores: "order.rb:12 has a syntax error",
	},
	{
		name: "php_frame", kind: KindStackTrace, literals: []string{".php("}, find: findPHPFrame,
		source:  "https://www.php.net/manual/en/exception.gettraceasstring.php",
		matches: "#0 /var/www/html/index.php(12): place()", ignores: "GET /index.php(12",
	},
	{
		name: "php_uncaught", kind: KindStackTrace, literals: []string{"stack trace:\n#0 ", `stack trace:\n#0 `},
		source:  "https://www.php.net/manual/en/exception.gettraceasstring.php",
		matches: "Uncaught Exception: boom\nStack trace:\n#0 {main}", ignores: "no stack trace: #0",
	},
	{
		name: "rust_panic", kind: KindStackTrace, literals: []string{"panicked at ", "stack backtrace:"}, find: findRustPanic,
		source:  "https://doc.rust-lang.org/std/macro.panic.html",
		matches: "thread 'main' panicked at src/main.rs:4:5:\nboom", ignores: "the worker panicked at start",
	},
}
