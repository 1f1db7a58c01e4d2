package outbox

import (
	"strings"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	maxReceipts   = 10_000
	maxReceiptLen = 256
)

type receipt struct {
	Group, Receipt string

	slot uint32
}

// receipts are what formats keep of groups, the least recently used forgotten first.
type receipts struct {
	byGroup *simplelru.LRU[string, *receipt]
	slots   slots
}

func newReceipts() *receipts {
	byGroup, err := simplelru.NewLRU[string, *receipt](maxReceipts, nil)
	if err != nil { // only for a size below 1
		panic(err)
	}
	return &receipts{byGroup: byGroup}
}

func (r *receipts) of(group string) string {
	if kept, ok := r.byGroup.Get(group); ok {
		return kept.Receipt
	}
	return ""
}

func (o *Outbox) keepReceipt(e *entry, text string) {
	text = strings.Clone(apierror.Cut(text, maxReceiptLen))
	kept, known := o.receipts.byGroup.Get(e.group)
	switch {
	case known && e.resolved:
		o.receipts.byGroup.Remove(e.group)
		o.dropReceipt(kept)
	case e.resolved, text == "", known && kept.Receipt == text:
	case known:
		kept.Receipt = text
		o.journal.set(slotKey(prefixReceipt, kept.slot), encodeReceipt(kept))
	default:
		o.newReceipt(&receipt{Group: e.group, Receipt: text})
	}
}

func (o *Outbox) newReceipt(r *receipt) {
	if o.receipts.byGroup.Len() >= maxReceipts {
		_, oldest, _ := o.receipts.byGroup.RemoveOldest()
		o.dropReceipt(oldest)
		o.counts.ReceiptsEvicted++
	}
	known := o.receipts.slots.known()
	r.slot = o.receipts.slots.take()
	o.receipts.byGroup.Add(r.Group, r)
	o.journal.set(slotKey(prefixReceipt, r.slot), encodeReceipt(r))
	if o.receipts.slots.known() != known {
		o.journal.set(keyMeta, o.encodeMeta())
	}
}

func (o *Outbox) dropReceipt(r *receipt) {
	o.journal.remove(slotKey(prefixReceipt, r.slot))
	o.receipts.slots.put(r.slot)
}
