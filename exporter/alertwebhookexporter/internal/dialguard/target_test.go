package dialguard

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestHostsThatAreAddresses(t *testing.T) {
	for host, want := range map[string]bool{
		"ops.example": true, "": true, "localhost": true, "1.1.1.1": true, "16843009": true, "0x1010101": true, "2606:4700::1111": true,
		"127.0.0.1": true, // allowed by default
		// Names that look like numbers, or have some in them.
		"169.254.169.254.nip.io": true, "dead.beef": true, "1_0.example": true, "0b1.0": true, "256.1.1.1": true, "1.2.3.4.5": true,
		"4294967296": true, "1.2.3.256": true, "1..2": true,

		"169.254.169.254": false, "169.254.169.254.": false, "2852039166": false, "0xA9FEA9FE": false, "0xa9.254.43518": false,
		"169.254.43518": false, "169.16689662": false, "0251.0376.0251.0376": false, "0251.0xfe.169.254": false,
		"fe80::1%eth0": false, "::ffff:a9fe:a9fe": false, "0": false, "0.0": false,
	} {
		err := Policy{}.CheckHost(host)
		assert.Equal(t, want, err == nil, "%q: %v", host, err)
	}
	for host, want := range map[string]bool{"127.1": false, "0177.1": false, "10.1": false, "167772161": false, "1.1": true, "ops.example": true} {
		assert.Equal(t, want, Policy{DenyPrivate: true}.CheckHost(host) == nil, host)
	}
}

func FuzzCheckHost(f *testing.F) {
	for _, host := range []string{"1.1.1.1", "0xa9.254.43518", "08.1", "0x", "99999999999999999999", "..", "::", "fe80::%25"} {
		f.Add(host)
	}
	f.Fuzz(func(t *testing.T, host string) {
		if (Policy{DenyPrivate: true}).CheckHost(host) == nil {
			assert.NoError(t, Policy{}.CheckHost(host))
		}
	})
}
