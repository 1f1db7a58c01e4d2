package leak

import "testing"

func seed(f *testing.F) {
	for _, r := range rules() {
		f.Add(spell(r.matches))
		f.Add(spell(r.ignores))
	}
	for _, line := range lines(f, "leaking.txt") {
		f.Add(line)
	}
}

// FuzzScan: findings are within the text, in order, and halve no character, whatever comes.
func FuzzScan(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		findings := scanner.Scan(text, nil)
		for i, finding := range findings {
			if finding.Start < 0 || finding.Start >= finding.End || finding.End > len(text) || i > 0 && finding.Start < findings[i-1].Start {
				t.Fatalf("%v of %d bytes", findings, len(text))
			}
		}
	})
}

// FuzzRedact: what is redacted shows no secret, and redacting it again changes nothing.
func FuzzRedact(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) { assertSound(t, text) })
}
