package standardwebhooks

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

const (
	symmetricPrefix = "whsec_"
	privatePrefix   = "whsk_"
	publicPrefix    = "whpk_"

	minKeyBytes = 24
	maxKeyBytes = 64
)

// Key makes one signature of a webhook. Its zero value makes none: use ParseSecret.
type Key struct {
	// A closure, since formatting a value that holds one, even by accident, shows an address and not the key.
	sign func(signed []byte) string
}

// ParseSecret reads a secret in its serialized form: whsec_ for HMAC-SHA256 (v1), whsk_ for Ed25519 (v1a). Its errors never repeat
// what they were given.
func ParseSecret(secret string) (Key, error) {
	if encoded, ok := strings.CutPrefix(secret, symmetricPrefix); ok {
		return parseSymmetric(encoded)
	}
	if encoded, ok := strings.CutPrefix(secret, privatePrefix); ok {
		return parseEd25519(encoded)
	}
	if strings.HasPrefix(secret, publicPrefix) {
		return Key{}, errors.New("is a public key (" + publicPrefix + "), which is the receiver's: the one that signs begins with " + privatePrefix)
	}
	return Key{}, errors.New("must begin with " + symmetricPrefix + " (HMAC-SHA256) or " + privatePrefix + " (Ed25519)")
}

func parseSymmetric(encoded string) (Key, error) {
	secret, err := decode(symmetricPrefix, encoded)
	if err != nil {
		return Key{}, err
	}
	if len(secret) < minKeyBytes || len(secret) > maxKeyBytes {
		return Key{}, fmt.Errorf("the key must have %d to %d bytes, it has %d", minKeyBytes, maxKeyBytes, len(secret))
	}
	return Key{sign: func(signed []byte) string {
		mac := hmac.New(sha256.New, secret)
		_, _ = mac.Write(signed) // a hash never fails to be written to
		return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	}}, nil
}

// parseEd25519 takes the private key with its public one behind it, as Svix's tools write it, and the private key (RFC 8032's seed) alone.
func parseEd25519(encoded string) (Key, error) {
	secret, err := decode(privatePrefix, encoded)
	if err != nil {
		return Key{}, err
	}
	if len(secret) != ed25519.SeedSize && len(secret) != ed25519.PrivateKeySize {
		return Key{}, fmt.Errorf("an Ed25519 key must have %d bytes (the private key) or %d (the public key behind it), it has %d",
			ed25519.SeedSize, ed25519.PrivateKeySize, len(secret))
	}
	private := ed25519.NewKeyFromSeed(secret[:ed25519.SeedSize])
	// Signatures by a private key with a foreign public one give the private one away.
	if len(secret) == ed25519.PrivateKeySize && string(secret) != string(private) {
		return Key{}, errors.New("the second half of the Ed25519 key is not the public key of its first half")
	}
	return Key{sign: func(signed []byte) string {
		return "v1a," + base64.StdEncoding.EncodeToString(ed25519.Sign(private, signed))
	}}, nil
}

func decode(prefix, encoded string) ([]byte, error) {
	decoded, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, errors.New("what follows " + prefix + " must be standard base64 (A-Z, a-z, 0-9, +, /, padded with =)")
	}
	return decoded, nil
}
