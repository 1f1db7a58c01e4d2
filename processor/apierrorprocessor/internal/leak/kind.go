package leak

import "slices"

// Kind is what a text gives away.
type Kind string

const (
	KindCredential       Kind = "credential"
	KindConnectionString Kind = "connection_string"
	KindCardNumber       Kind = "card_number"
	KindBankAccount      Kind = "bank_account"
	KindNationalID       Kind = "national_id"
	KindEmail            Kind = "email"
	KindRecord           Kind = "record"
	KindStackTrace       Kind = "stack_trace"
	KindSQL              Kind = "sql"
	KindSQLError         Kind = "sql_error"
	KindFilePath         Kind = "file_path"
	KindInternalAddress  Kind = "internal_address"
	KindInternalHost     Kind = "internal_host"

	// KindUnscanned is no leak: it marks text that was not looked at, because it is too long or holds too much. Redact
	// masks it, so that nothing gets through by its place.
	KindUnscanned Kind = "unscanned"
)

// Class is how much a kind matters, most first.
type Class uint8

const (
	ClassNone           Class = iota
	ClassSecret               // whoever reads it can act as somebody else
	ClassPersonal             // it belongs to a person, and the law protects it
	ClassImplementation       // it shows how the code works, and by that where it breaks
	ClassInfrastructure       // it shows where the code runs
)

type kindRow struct {
	kind  Kind
	class Class
	cwe   string // what is exposed; by which way is the Reach's part
	about string // fits behind "the text shows"
}

// kindRows take their weaknesses from https://cwe.mitre.org: 522 insufficiently protected credentials, 359 private personal
// information, 209 error message with sensitive information, 497 sensitive system information, 200 information in general.
var kindRows = []kindRow{
	{KindCredential, ClassSecret, "cwe:522", "a key, a token or a password"},
	{KindConnectionString, ClassSecret, "cwe:522", "a connection string with its password"},
	{KindCardNumber, ClassPersonal, "cwe:359", "a payment card's number"},
	{KindBankAccount, ClassPersonal, "cwe:359", "a bank account's number"},
	{KindNationalID, ClassPersonal, "cwe:359", "a social security number"},
	{KindEmail, ClassPersonal, "cwe:359", "a person's e-mail address"},
	{KindRecord, ClassPersonal, "cwe:359", "the values of a database record"},
	{KindStackTrace, ClassImplementation, "cwe:209", "a stack trace"},
	{KindSQL, ClassImplementation, "cwe:209", "an SQL statement"},
	{KindSQLError, ClassImplementation, "cwe:209", "a database's own error message"},
	{KindFilePath, ClassInfrastructure, "cwe:497", "a path in the server's file system"},
	{KindInternalAddress, ClassInfrastructure, "cwe:497", "an internal network address"},
	{KindInternalHost, ClassInfrastructure, "cwe:497", "an internal host name"},
}

func (k Kind) row() kindRow {
	if at := slices.IndexFunc(kindRows, func(r kindRow) bool { return r.kind == k }); at >= 0 {
		return kindRows[at]
	}
	return kindRow{kind: k}
}

// Class is how much it matters; ClassNone for KindUnscanned.
func (k Kind) Class() Class { return k.row().class }

// About says in words what the text shows.
func (k Kind) About() string { return k.row().about }

// masked tells the kinds of which Redact leaves nothing.
func (k Kind) masked() bool {
	class := k.Class()
	return class == ClassSecret || class == ClassPersonal || k == KindUnscanned
}
