package leak

// ibanLengths are the lengths of the SWIFT IBAN registry, by country.
var ibanLengths = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29, "BY": 28, "CH": 21,
	"CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FK": 18, "FO": 18,
	"FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HN": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23,
	"IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27,
	"MD": 24, "ME": 22, "MK": 19, "MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28,
	"PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
	"SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20, "YE": 30,
}

func ibanLiterals() []string {
	literals := make([]string, 0, len(ibanLengths))
	for country := range ibanLengths {
		literals = append(literals, string([]byte{lowerASCII(country[0]), lowerASCII(country[1])})+"##")
	}
	return literals
}

// findIBAN takes an account number in one piece or in groups of four, with the check digits of ISO 7064.
func findIBAN(text string, at, _ int) Finding {
	const longest = 34
	length, known := ibanLengths[text[at:at+2]]
	if !known {
		return Finding{}
	}
	var iban [longest]byte
	n, end := 0, at
	for ; n < length && end < len(text); end++ {
		switch c := text[end]; {
		case isA(c, upperByte|digitByte):
			iban[n] = c
			n++
		case c == ' ' && n%4 == 0:
		default:
			return Finding{}
		}
	}
	if n < length || !endsAlone(text, end) || !passesMod97(iban[:length]) {
		return Finding{}
	}
	return Finding{Start: at, End: end}
}

func passesMod97(iban []byte) bool {
	remainder := 0
	for i := range iban {
		c := iban[(i+4)%len(iban)] // country and check digits count last
		if isA(c, digitByte) {
			remainder = (remainder*10 + int(c-'0')) % 97
		} else {
			remainder = (remainder*100 + int(c-'A') + 10) % 97
		}
	}
	return remainder == 1
}
