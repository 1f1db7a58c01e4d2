package leak

import (
	"regexp"
	"strconv"
	"strings"
)

var standIn = regexp.MustCompile(`\{(alnum|hex|upper|digits|private-key)(?::(\d+))?\}`)

var alphabets = map[string]string{
	"alnum": "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cD0fG", "hex": "3f9a1c7e5b2d8046", "upper": "Q2R7B4KX5WNP3M6Z", "digits": "8302715946",
}

// spell writes an example out: {hex:32} is that many characters. Spelled out in the source, the examples would be taken for
// leaks by the scanners that guard repositories.
func spell(example string) string {
	return standIn.ReplaceAllStringFunc(example, func(part string) string {
		form := standIn.FindStringSubmatch(part)
		if form[1] == "private-key" {
			return "PRIVATE" + " KEY"
		}
		n, _ := strconv.Atoi(form[2])
		return strings.Repeat(alphabets[form[1]], n/len(alphabets[form[1]])+1)[:n]
	})
}
