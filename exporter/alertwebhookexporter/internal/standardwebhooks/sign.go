// Package standardwebhooks signs webhooks by the Standard Webhooks specification (https://www.standardwebhooks.com), version 1
// of its symmetric scheme.
package standardwebhooks

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Header names of the specification.
const (
	HeaderID        = "webhook-id"
	HeaderTimestamp = "webhook-timestamp"
	HeaderSignature = "webhook-signature"
)

const (
	secretPrefix = "whsec_"

	minKeyBytes = 24
	maxKeyBytes = 64
)

// Key signs webhooks. Its zero value signs nothing: use ParseSecret.
type Key struct{ bytes []byte }

// ParseSecret reads a secret in its serialized form. Its errors never repeat what they were given.
func ParseSecret(secret string) (Key, error) {
	encoded, ok := strings.CutPrefix(secret, secretPrefix)
	if !ok {
		return Key{}, errors.New("must begin with " + secretPrefix)
	}
	key, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return Key{}, errors.New("what follows " + secretPrefix + " must be standard base64 (A-Z, a-z, 0-9, +, /, padded with =)")
	}
	if len(key) < minKeyBytes || len(key) > maxKeyBytes {
		return Key{}, fmt.Errorf("the key must have %d to %d bytes, it has %d", minKeyBytes, maxKeyBytes, len(key))
	}
	return Key{bytes: key}, nil
}

// IsZero reports whether there is nothing to sign with.
func (k Key) IsZero() bool { return len(k.bytes) == 0 }

// Sign returns the value of the signature header for a message sent at a time.
func (k Key) Sign(id string, sentAt time.Time, body []byte) string {
	mac := hmac.New(sha256.New, k.bytes)
	// A hash never fails to be written to.
	_, _ = mac.Write([]byte(id + "." + strconv.FormatInt(sentAt.Unix(), 10) + "."))
	_, _ = mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
