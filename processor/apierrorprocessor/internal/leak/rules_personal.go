package leak

// personalRules are the data of a person that have a form of their own.
var personalRules = []rule{
	{
		name: "card_number", kind: KindCardNumber, literals: []string{"####"}, inWord: true, find: findCard,
		source:  "ISO/IEC 7812-1",
		matches: "card 4111 1111 1111 1111 was declined", ignores: "order 4111111111111111 was not found",
	},
	{
		name: "iban", kind: KindBankAccount, literals: ibanLiterals(), find: findIBAN,
		source:  "ISO 13616-1, https://www.swift.com/standards/data-standards/iban-international-bank-account-number",
		matches: "no such account: GB82 WEST 1234 5698 7654 32", ignores: "no such build: DE89370400440532013001",
	},
	{
		name: "us_social_security_number", kind: KindNationalID, literals: []string{"###-##-####"}, find: findSocialSecurityNumber,
		source:  "https://www.ssa.gov/employer/randomization.html",
		matches: "duplicate applicant 219-09-9999", ignores: "part 000-12-3456 is out of stock",
	},
	{
		name: "email", kind: KindEmail, literals: []string{"@", "%40"}, inWord: true, find: findEmail,
		source:  "https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1",
		matches: "user jane.doe@example.com already exists", ignores: "cannot find module @acme/cart or icon@2x.png, need lodash@4.17.21 from git@github.com:lodash/lodash.git",
	},
	{
		name: "postgresql_row", kind: KindRecord, literals: []string{"failing row contains ("}, find: findRecord,
		source:  "https://github.com/postgres/postgres/blob/master/src/backend/executor/execMain.c",
		matches: "DETAIL: Failing row contains (7, null, Jane Doe, 1980-01-02).", ignores: "failing row contains nothing",
	},
	{
		name: "sqlalchemy_parameters", kind: KindRecord, literals: []string{"[parameters: "}, find: findRecord,
		source:  "https://docs.sqlalchemy.org/en/20/core/engines.html#sqlalchemy.create_engine.params.hide_parameters",
		matches: "[parameters: {'name': 'Jane Doe'}]", ignores: "[parameters: ]",
	},
}
