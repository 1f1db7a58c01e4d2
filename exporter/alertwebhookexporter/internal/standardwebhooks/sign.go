// Package standardwebhooks signs webhooks by the Standard Webhooks specification (https://www.standardwebhooks.com), version 1 of
// its symmetric scheme (v1) and of its asymmetric one (v1a).
package standardwebhooks

import (
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

// Keys sign each webhook, the first first, so that a receiver can be given a new secret before the old one is retired. None sign
// nothing.
type Keys []Key

// ParseKeys reads secrets in their serialized form. Its errors name the place of a secret in the list, never the secret.
func ParseKeys(secrets []string) (Keys, error) {
	keys := make(Keys, 0, len(secrets))
	var errs []error
	for i, secret := range secrets {
		key, err := ParseSecret(secret)
		if err != nil {
			errs = append(errs, fmt.Errorf("%d: [REDACTED]: %w", i, err))
			continue
		}
		keys = append(keys, key)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return keys, nil
}

// Sign returns the value of the signature header for a message sent at a time; "" without keys.
func (keys Keys) Sign(id string, at time.Time, body []byte) string {
	if len(keys) == 0 {
		return ""
	}
	signed := make([]byte, 0, len(id)+len(body)+22)
	signed = append(append(signed, id...), '.')
	signed = append(strconv.AppendInt(signed, at.Unix(), 10), '.')
	signed = append(signed, body...)

	signatures := make([]string, len(keys))
	for i, key := range keys {
		signatures[i] = key.sign(signed)
	}
	return strings.Join(signatures, " ")
}
