package classify

// Where the names of Elixir and Erlang and of their libraries stand.
const (
	elixirCore = "hexdocs.pm/elixir: exceptions"
	ecto       = "hexdocs.pm/ecto, ecto_sql, db_connection: exceptions"
	phoenix    = "hexdocs.pm/phoenix, plug: exceptions"
	mint       = "hexdocs.pm/mint, finch, req, tesla, httpoison: errors"
)

// elixirNames are exceptions of Elixir, and reasons of Erlang.
var elixirNames = []nameRow{
	{&typeMismatch, elixirCore, []string{
		"=match error", "=case clause error", "=function clause error", "=cond clause error", "=with clause error", "=try clause error", "=bad map error", "=bad function error",
		"=bad arity error", "=bad boolean error", "=badmatch", "=badarg", "=case clause", "=function clause",
	}},
	{&typeMismatch, elixirCore, []string{"protocol/undefined error"}},
	{&codeMissing, elixirCore, []string{"=undefined function error", "=undef"}},
	{&arithmeticError, elixirCore, []string{"=arithmetic error", "=badarith"}},
	{&indexOutOfRange, elixirCore, []string{"enum/out of bounds error"}},
	{&keyMissing, elixirCore, []string{"=badkey"}},
	{&outOfMemory, elixirCore, []string{"=system limit error"}},
	{&processExited, elixirCore, []string{"=noproc", "=killed"}},
	{&timeout, "hexdocs.pm/elixir: Task, GenServer", []string{"=task timeout"}},
	{&notFound, ecto, []string{"=no results error"}},
	{&invalidState, ecto, []string{"=multiple results error"}},
	{&optimisticLock, ecto, []string{"=stale entry error"}},
	{&constraintViolated, ecto, []string{"=constraint error"}},
	{&invalidInput, ecto, []string{"=invalid changeset error", "query/cast error"}},
	{&querySchema, ecto, []string{"ecto/query error", "=pending migrations"}},
	{&routeNotFound, phoenix, []string{"=no route error"}},
	{&invalidInput, phoenix, []string{"=action clause error", "conn/invalid query error", "=bad encoding error", "=malformed uri error"}},
	{&notAcceptable, phoenix, []string{"phoenix/not acceptable error"}},
	{&tokenInvalid, phoenix, []string{"=invalid csrf token error", "=invalid cross origin request error"}},
	{&invalidState, phoenix, []string{"=already sent error", "=not sent error"}},
	{&connectionFailed, mint, []string{"mint/transport error"}},
	{&protocolError, mint, []string{"mint/http error"}},
	{&poolExhausted, mint, []string{"=checkout timeout"}},
	{&redirectLoop, mint, []string{"=too many redirects error"}},
}
