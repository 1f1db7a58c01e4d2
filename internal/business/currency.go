package business

// exponents are the minor units of ISO 4217 (list one, as of 2024) that are not hundredths.
var exponents = map[string]int{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0, "UYI": 0,
	"VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
	"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
	"CLF": 4, "UYW": 4,
}

// Decimals is how many decimals a currency's sums are written with: one major unit has ten to that power minor ones.
func Decimals(currency string) int {
	if exponent, known := exponents[currency]; known {
		return exponent
	}
	return 2
}
