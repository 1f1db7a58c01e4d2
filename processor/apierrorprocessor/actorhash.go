package apierrorprocessor

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// leastHashKey is the shortest key, in bytes: ids are few enough to try them all, so the key is all that keeps them secret.
const leastHashKey = 16

// hashedBytes is how much of a hash is kept: that any two of a hundred million ids are alike has a chance of 1 in 3,700.
const hashedBytes = 8

// actorHash replaces ids as soon as they are read: what comes after it can neither keep nor tell what it never had. The key
// is configured and not made up: a caller has to be the same to every collector, and after a restart.
type actorHash struct {
	key   []byte
	known *rewrittenIDs
}

// newActorHash gives nil where ids are told as they are.
func newActorHash(config ActorConfig) *actorHash {
	if !config.Hash {
		return nil
	}
	return &actorHash{key: []byte(config.HashKey), known: newRewrittenIDs()}
}

// of is what stands for an id.
func (h *actorHash) of(id string) string {
	if h == nil || id == "" {
		return id
	}
	return h.hashed(id)
}

func (h *actorHash) hashed(id string) string {
	if hashed, known := h.known.get(id); known {
		return hashed
	}
	mac := hmac.New(sha256.New, h.key)
	mac.Write(folded(id))
	hashed := hex.EncodeToString(mac.Sum(nil)[:hashedBytes])
	h.known.put(id, hashed)
	return hashed
}

// folded gives what the detectors compare accounts by, which they cannot fold themselves once it is hashed.
func folded(id string) []byte {
	text := []byte(strings.TrimSpace(id))
	for i, b := range text {
		if 'A' <= b && b <= 'Z' {
			text[i] = b + 'a' - 'A'
		}
	}
	return text
}
