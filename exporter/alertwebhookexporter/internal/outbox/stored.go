package outbox

import (
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// itemHeader is what stands before an item's body: a version, a checksum of the rest, its sequence, and when it was queued.
const (
	itemVersion = 1
	itemHeader  = 1 + 4 + 8 + 8
)

func encodeItem(e *entry) []byte {
	encoded := make([]byte, itemHeader, itemHeader+len(e.body))
	encoded[0] = itemVersion
	binary.BigEndian.PutUint64(encoded[5:], e.sequence)
	binary.BigEndian.PutUint64(encoded[13:], uint64(e.queuedAt.UnixNano()))
	encoded = append(encoded, e.body...)
	binary.BigEndian.PutUint32(encoded[1:], crc32.ChecksumIEEE(encoded[5:]))
	return encoded
}

func decodeItem(encoded []byte) (*entry, error) {
	if len(encoded) < itemHeader || encoded[0] != itemVersion ||
		binary.BigEndian.Uint32(encoded[1:]) != crc32.ChecksumIEEE(encoded[5:]) {
		return nil, errDamaged
	}
	body := encoded[itemHeader:]
	n, err := decode(body)
	if err != nil {
		return nil, err
	}
	return &entry{
		Item:     itemOf(n, body),
		sequence: binary.BigEndian.Uint64(encoded[5:]),
		queuedAt: time.Unix(0, int64(binary.BigEndian.Uint64(encoded[13:]))), //nolint:gosec // G115: the bits that encodeItem took
	}, nil
}

type storedAttempts struct {
	Sequence uint64 // of the item that it is of
	Attempts int
	Last     Failure
}

func encodeAttempts(e *entry) []byte {
	return mustMarshal(&storedAttempts{Sequence: e.sequence, Attempts: e.attempts, Last: e.last})
}

// readAttempts gives an entry the attempts that are stored for it; damaged ones are forgotten.
func (e *entry) readAttempts(encoded []byte) {
	var stored storedAttempts
	if json.Unmarshal(encoded, &stored) != nil || stored.Sequence != e.sequence || stored.Attempts < 0 {
		return
	}
	e.attempts, e.last = stored.Attempts, stored.Last.bounded()
}

type storedDead struct {
	DeadLetter

	Sequence uint64
	Body     []byte
}

func encodeDead(d *deadLetter) []byte {
	return mustMarshal(&storedDead{DeadLetter: d.DeadLetter, Sequence: d.sequence, Body: d.item.body})
}

// decodeDead reads a dead letter; one whose notification cannot be read is kept without it.
func decodeDead(encoded []byte) (*deadLetter, error) {
	var stored storedDead
	if err := json.Unmarshal(encoded, &stored); err != nil {
		return nil, errDamaged
	}
	d := &deadLetter{DeadLetter: stored.DeadLetter, sequence: stored.Sequence}
	d.ID, d.Group, d.Last = apierror.Cut(d.ID, maxID), apierror.Cut(d.Group, maxID), d.Last.bounded()
	if n, err := decode(stored.Body); err == nil {
		d.item = itemOf(n, stored.Body)
		d.ID, d.Group = n.ID, n.Group.ID
	}
	return d, nil
}

func encodeReceipt(r *receipt) []byte { return mustMarshal(r) }

func decodeReceipt(encoded []byte) (*receipt, error) {
	r := &receipt{}
	if json.Unmarshal(encoded, r) != nil || r.Group == "" || len(r.Group) > maxID || r.Receipt == "" || len(r.Receipt) > maxReceiptLen {
		return nil, errDamaged
	}
	return r, nil
}

type meta struct {
	// Items, Dead and Receipts are how many slots of each there are.
	Items, Dead, Receipts uint32
	// Revision is that of the configuration under which it was written.
	Revision uint32
	// Disabled is set where its destination is gone.
	Disabled bool `json:",omitempty"`
}

func (o *Outbox) encodeMeta() []byte {
	return mustMarshal(&meta{
		Items: o.itemSlots.known(), Dead: o.deadSlots.known(), Receipts: o.receipts.slots.known(),
		Revision: o.revision, Disabled: o.disabled,
	})
}

// mustMarshal is for what holds only texts, whole numbers and times of this age.
func mustMarshal(value any) []byte {
	encoded, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return encoded
}
