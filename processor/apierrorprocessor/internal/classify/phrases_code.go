package classify

// Where languages word their own errors.
const (
	goRuntimeText = "go.dev: src/runtime/error.go, panic.go, chan.go, map.go; src/sync, src/reflect"
	v8Text        = "github.com/v8/v8: src/common/message-template.h"
	cpythonText   = "github.com/python/cpython: Objects, Python/ceval.c"
	clrText       = "github.com/dotnet/runtime: src/libraries, Strings.resx"
	jvmText       = "openjdk.org: java.lang, java.util; src/hotspot"
	rubyText      = "github.com/ruby/ruby: error.c, vm_eval.c, object.c"
	phpText       = "github.com/php/php-src: Zend/zend_execute.c"
	rustText      = "doc.rust-lang.org/std: panic messages"
	elixirText    = "hexdocs.pm/elixir: exceptions"
	laravelText   = "github.com/laravel/framework: src/Illuminate"
	springText    = "github.com/spring-projects/spring-framework: messages"
	cppText       = "github.com/gcc-mirror/gcc: libstdc++-v3/src/c++11/functexcept.cc"
	dotnetDI      = "github.com/dotnet/runtime: Microsoft.Extensions.DependencyInjection"
	templatesText = "Jinja2, Thymeleaf, FreeMarker, Blade, ERB, html/template: messages"
)

// programmingPhrases are what languages say of programming errors.
var programmingPhrases = []phraseRow{
	{&nullReference, goRuntimeText, []string{"nil pointer dereference", "assignment to entry in nil map"}},
	{&nullReference, v8Text, []string{
		"cannot read property", "cannot read properties of", "cannot set properties of", "cannot set property", "cannot destructure property",
		"cannot convert undefined or null to object",
	}},
	{&nullReference, "developer.mozilla.org/docs/Web/JavaScript/Reference/Errors", []string{"is undefined or null", "undefined is not an object", "null is not an object"}},
	{&nullReference, cpythonText, []string{"object has no attribute", "'nonetype' object is not", "'nonetype' and"}},
	{&nullReference, clrText, []string{"object reference not set to an instance", "nullable object must have a value"}},
	{&nullReference, jvmText, []string{"because * is null"}},
	{&codeMissing, phpText, []string{"call to undefined method"}},
	{&nullReference, rubyText, []string{"undefined method", "nil can't be coerced"}},
	{&nullReference, phpText, []string{"call to a member function * on null"}},
	{&nullReference, phpText, []string{"attempt to read property * on null", "attempt to assign property * on null"}},
	{&nullReference, "doc.rust-lang.org/std/option/enum.Option.html#method.unwrap", []string{"called `option::unwrap()` on a `none` value"}},
	{&nullReference, "docs.swift.org: fatal errors", []string{"unexpectedly found nil while"}},
	{&nullReference, "api.dart.dev: _CastError", []string{"null check operator used on a null value"}},
	{&nullReference, cppText, []string{"null not valid"}},
	{&keyMissing, phpText, []string{"undefined array key", "undefined index:", "undefined offset:"}},
	{&keyMissing, clrText, []string{"was not present in the dictionary"}},
	{&keyMissing, rubyText, []string{"key not found: :", `key not found: "`}},
	{&keyMissing, rustText, []string{"no entry found for key"}},
	{&keyMissing, elixirText, []string{"key * not found in:"}},
	{&panicked, "doc.rust-lang.org/std/result/enum.Result.html#method.unwrap", []string{"called `result::unwrap()` on an `err` value"}},
	{&typeMismatch, v8Text, []string{
		"is not a function", "is not defined", "is not iterable", "is not a constructor", "assignment to constant variable",
		"cannot access * before initialization", "converting circular structure to json", "do not know how to serialize a bigint",
		"cannot mix bigint", "reduce of empty array with no initial value", "invalid array length", "invalid time value",
	}},
	{&typeMismatch, goRuntimeText, []string{"interface conversion:", "reflect: call of"}},
	{&typeMismatch, cpythonText, []string{
		"object is not subscriptable", "object is not callable", "unsupported operand type", "positional argument but",
		"positional arguments but", "missing * required positional argument", "got an unexpected keyword argument",
		"referenced before assignment", "cannot access local variable", "values to unpack", "unhashable type:",
		"can only concatenate str", "can't be used in 'await' expression", "is not json serializable",
	}},
	{&typeMismatch, clrText, []string{"unable to cast object of type", "specified cast is not valid"}},
	{&typeMismatch, jvmText, []string{"cannot be cast to class"}},
	{&typeMismatch, rubyText, []string{"undefined local variable or method", "wrong number of arguments", "no implicit conversion of"}},
	{&typeMismatch, phpText, []string{
		"undefined variable", "undefined property", "too few arguments to function", "unsupported operand types:", "array to string conversion",
		"must be of type * given",
	}},
	{&typeMismatch, elixirText, []string{"no function clause matching", "no match of right hand side value", "no case clause matching", "bad argument in arithmetic expression"}},
	{&indexOutOfRange, goRuntimeText, []string{"index out of range", "slice bounds out of range", "makeslice: len out of range"}},
	{&indexOutOfRange, jvmText, []string{"index * out of bounds", "begin * end * length "}},
	{&indexOutOfRange, clrText, []string{"index was outside the bounds", "index was out of range"}},
	{&indexOutOfRange, cpythonText, []string{"pop from empty", "pop from an empty"}},
	{&indexOutOfRange, rustText, []string{"out of range for slice of length"}},
	{&indexOutOfRange, cppText, []string{"_m_range_check", "basic_string::at:", "=map::at"}},
	{&stackOverflow, v8Text, []string{"maximum call stack size exceeded"}},
	{&stackOverflow, cpythonText, []string{"maximum recursion depth exceeded"}},
	{&stackOverflow, rubyText, []string{"stack level too deep"}},
	{&stackOverflow, goRuntimeText, []string{"goroutine stack exceeds"}},
	{&stackOverflow, "xdebug.org/docs: max_nesting_level", []string{"maximum function nesting level"}},
	{&stackOverflow, rustText, []string{"has overflowed its stack"}},
	{&arithmeticError, goRuntimeText, []string{"integer divide by zero"}},
	{&arithmeticError, cpythonText, []string{"division by zero", "modulo by zero"}},
	{&arithmeticError, jvmText, []string{"=/ by zero", "arithmeticexception: / by zero", "non-terminating decimal expansion"}},
	{&arithmeticError, clrText, []string{"attempted to divide by zero", "arithmetic operation resulted in an overflow"}},
	{&arithmeticError, rubyText, []string{"=divided by 0"}},
	{&arithmeticError, rustText, []string{"attempt to divide by zero", "attempt to * with overflow"}},
	{&assertionFailed, rustText, []string{"entered unreachable code", "assertion failed:", "assertion `left == right` failed"}},
	{&notImplemented, rustText, []string{"=not implemented", "=not yet implemented", "not implemented:", "not yet implemented:"}},
	{&notImplemented, clrText, []string{"the method or operation is not implemented"}},
	{&codeMissing, "nodejs.org/api/errors.html", []string{"cannot find module", "cannot find package", "require() of es module"}},
	{&codeMissing, cpythonText, []string{"no module named", "cannot import name"}},
	{&codeMissing, clrText, []string{"could not load file or assembly", "could not load type", "method not found: '"}},
	{&codeMissing, rubyText, []string{"uninitialized constant", "cannot load such file"}},
	{&codeMissing, phpText, []string{"call to undefined function", `class "* not found`, "cannot redeclare"}},
	{&codeMissing, elixirText, []string{"is undefined or private", "is undefined (module"}},
	{&codeMissing, laravelText, []string{"view [* not found", "route [* not defined"}},
	{&codeMissing, templatesText, []string{"error resolving template", "html/template: * is undefined"}},
	{&misconfigured, laravelText, []string{"target class [* does not exist", "no application encryption key"}},
	{&misconfigured, dotnetDI, []string{"unable to resolve service for type", "no service for type"}},
	{&misconfigured, springText, []string{"no qualifying bean of type", "could not resolve placeholder", "error creating bean with name", "no bean named"}},
	{&misconfigured, "docs.nestjs.com/faq/common-errors", []string{"nest can't resolve dependencies"}},
	{&misconfigured, "docs.rs/tokio: Handle", []string{"there is no reactor running"}},
	{&connectionRefused, "POSIX.1-2024: strerror, of a local socket", []string{"connect: no such file or directory", "[2002] no such file or directory", "connect enoent"}},
	{&fileMissing, "POSIX.1-2024: strerror", []string{"no such file or directory"}},
	{&fileMissing, clrText, []string{"could not find file '", "could not find a part of the path"}},
	{&fileForbidden, clrText, []string{"the process cannot access the file", "access to the path * is denied"}},
	{&invalidState, goRuntimeText, []string{
		"send on closed channel", "close of closed channel", "close of nil channel", "concurrent map", "all goroutines are asleep",
		"negative waitgroup counter", "unlock of unlocked mutex",
	}},
	{&invalidState, nodeErrors, []string{"cannot set headers after they are sent", "write after end"}},
	{&invalidState, cpythonText, []string{
		"changed size during iteration", "event loop is closed", "cannot schedule new futures after", "generator already executing",
		"working outside of application context", "working outside of request context",
	}},
	{&invalidState, clrText, []string{
		"collection was modified", "cannot access a disposed object", "cannot access a disposed context instance", "sequence contains no elements",
		"sequence contains more than one element", "second operation was started on this context",
	}},
	{&invalidState, jvmText, []string{"getoutputstream() has already been called", "cannot call sendredirect() after the response has been committed"}},
	{&invalidState, rubyText, []string{"can't modify frozen"}},
	{&invalidState, rustText, []string{"already borrowed: borrowmuterror", "already mutably borrowed", "runtime from within a runtime"}},
	{&invalidParameter, jvmText, []string{"no enum constant", "for input string:"}},
	{&invalidParameter, clrText, []string{"value cannot be null.", "out of the range of valid values", "string was not in a correct format"}},
	{&invalidParameter, cpythonText, []string{"invalid literal for int()", "could not convert string to float"}},
	{&invalidParameter, goStrconv, []string{"strconv.parseint: parsing", "strconv.atoi: parsing", "strconv.parsefloat: parsing", "strconv.parsebool: parsing"}},
	{&invalidParameter, rubyText, []string{"invalid value for integer()", "invalid value for float()"}},
}
