package objectid

// isDate reports whether a text begins as a date does: 2026-01, 2026-01-31, 20260131, 2026-01-31T10:00, 2026-W05, 2026_01.
func isDate(text string) bool {
	if len(text) < len("2026-01") || !isYear(text[:4]) {
		return false
	}
	rest := text[4:]
	if rest[0] == '-' || rest[0] == '_' || rest[0] == '.' {
		rest = rest[1:]
		if rest[0]|0x20 == 'w' {
			rest = rest[1:]
			return len(rest) >= 2 && isBetween(rest[:2], 1, 53)
		}
	}
	if len(rest) < 2 || !isBetween(rest[:2], 1, 12) {
		return false
	}
	switch rest = rest[2:]; {
	case rest == "":
		return len(text) == len("2026-01")
	case !isDigit(rest[0]):
		rest = rest[1:]
	}
	if len(rest) < 2 || !isBetween(rest[:2], 1, 31) {
		return false
	}
	rest = rest[2:]
	return rest == "" || !isDigit(rest[0])
}

// isYear takes the years that occur in paths.
func isYear(text string) bool { return len(text) == 4 && isBetween(text, 1900, 2099) }

func isBetween(text string, least, most uint64) bool {
	number, digits, fits := leadingNumber(text)
	return fits && digits == len(text) && digits > 0 && least <= number && number <= most
}

// isInstant takes seconds and milliseconds since 1970 from 2014 to 2036: clients that poll count them up, with equal steps.
func isInstant(number uint64) bool {
	const from, to = 1_400_000_000, 2_100_000_000
	return from <= number && number < to || from*1000 <= number && number < to*1000
}

// isVersion takes v2, v1.1, v2beta1, V10.
func isVersion(text string) bool {
	if len(text) < 2 || len(text) > 10 || text[0]|0x20 != 'v' {
		return false
	}
	_, digits, _ := leadingNumber(text[1:])
	rest := text[1+digits:]
	return digits > 0 && digits < 4 && (rest == "" || rest[0] == '.' || isVersionStage(rest))
}

// isVersionStage takes what Kubernetes and Google put behind a version.
func isVersionStage(text string) bool {
	text = text[:trailingNumber(text)]
	return text == "alpha" || text == "beta" || text == "p"
}
