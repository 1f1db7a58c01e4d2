package leak

import (
	"slices"
	"strconv"
)

// issuer is a range of leading digits and the lengths that its cards have. Ranges that no network gives out any more, and
// lengths that hardly a card has but many an id, are left out: of random digits one number in ten passes the check digit.
type issuer struct {
	from, to string
	lengths  []int
	rare     bool // too rare to believe a number in one piece, unless the text speaks of a card
}

// issuers follow what the networks publish: Visa, Mastercard (BIN ranges of the Mastercard Rules, 7.1), American Express,
// Discover (IIN ranges of its Global Network), JCB, Diners Club, UnionPay, Mir, Maestro.
var issuers = []issuer{
	{from: "4", to: "4", lengths: []int{16}},
	{from: "51", to: "55", lengths: []int{16}},
	{from: "34", to: "34", lengths: []int{15}},
	{from: "37", to: "37", lengths: []int{15}},
	{from: "6011", to: "6011", lengths: []int{16}},
	{from: "2221", to: "2720", lengths: []int{16}, rare: true},
	{from: "644", to: "649", lengths: []int{16}, rare: true},
	{from: "65", to: "65", lengths: []int{16}, rare: true},
	{from: "3528", to: "3589", lengths: []int{16}, rare: true},
	{from: "300", to: "305", lengths: []int{14}, rare: true},
	{from: "36", to: "36", lengths: []int{14}, rare: true},
	{from: "38", to: "39", lengths: []int{14}, rare: true},
	{from: "62", to: "62", lengths: []int{16, 17, 18, 19}, rare: true},
	{from: "2200", to: "2204", lengths: []int{16}, rare: true},
	{from: "5018", to: "5018", lengths: []int{16}, rare: true},
	{from: "6304", to: "6304", lengths: []int{16}, rare: true},
	{from: "6759", to: "6763", lengths: []int{16}, rare: true},
}

// groupings are how cards print their number.
var groupings = [][]int{{4, 4, 4, 4, 3}, {4, 4, 4, 4}, {4, 6, 5}, {4, 6, 4}}

const longestCard = 19

// findCard takes a number in one piece or in the groups that are printed on cards.
func findCard(text string, at, _ int) Finding {
	if isA(byteAt(text, at-1), digitByte) && !escapeBefore(text, at) || !standsAlone(text, at) {
		return Finding{}
	}
	var digits [longestCard]byte
	var groups, ends [len("44443")]int
	n, count := 0, 0
	separator := byte(0)
	for i := at; count < len(groups); count++ {
		end := runEnd(text, i, i+longestCard+1, digitByte)
		if n+end-i > longestCard {
			if count == 0 {
				return Finding{}
			}
			break
		}
		n += copy(digits[n:], text[i:end])
		groups[count], ends[count] = end-i, end
		c := byteAt(text, end)
		if c != ' ' && c != '-' || separator != 0 && c != separator || !isA(byteAt(text, end+1), digitByte) {
			count++
			break
		}
		separator = c
		i = end + 1
	}
	if length := groups[0]; length >= 14 {
		by := issuerOf(digits[:length])
		if by == nil || !endsAlone(text, ends[0]) || !spokenOf(text, at, ends[0]) && (by.rare || namedOtherwise(text, at)) {
			return Finding{}
		}
		return Finding{Start: at, End: ends[0]}
	}
	for _, grouping := range groupings {
		length, last := printed(groups[:count], grouping)
		if length == 0 || !endsAlone(text, ends[last]) || last+1 < count && groups[last+1] > 3 || issuerOf(digits[:length]) == nil {
			continue
		}
		if groupBefore(text, at, separator) {
			return Finding{}
		}
		return Finding{Start: at, End: ends[last]}
	}
	return Finding{}
}

// printed tells how many digits a grouping takes of the groups, none if they begin otherwise.
func printed(groups, grouping []int) (length, last int) {
	if len(groups) < len(grouping) {
		return 0, 0
	}
	for i, size := range grouping {
		if groups[i] != size {
			return 0, 0
		}
		length += size
	}
	return length, len(grouping) - 1
}

// standsAlone tells that a number is not the rest of a longer name, id or fraction.
func standsAlone(text string, at int) bool {
	switch before := byteAt(text, at-1); {
	case escapeBefore(text, at):
		return true
	case before == '.' || before == '-':
		return !isA(byteAt(text, at-2), wordByte)
	case before == '*' || before == '#':
		return false
	default:
		return beginsWord(text, at)
	}
}

func endsAlone(text string, end int) bool {
	switch after := byteAt(text, end); after {
	case '.', '-':
		return !isA(byteAt(text, end+1), wordByte)
	case '*':
		return false
	default:
		return !isA(after, wordByte) && after != '_'
	}
}

// groupBefore tells that the groups go on to the left, so that they are no card's.
func groupBefore(text string, at int, separator byte) bool {
	const group = 4
	return byteAt(text, at-1) == separator && at > group && at-1-runStart(text, at-1, group+1, digitByte) == group
}

// issuerOf is nil for a number that is no card's.
func issuerOf(digits []byte) *issuer {
	for i := range issuers {
		by := &issuers[i]
		if lead := string(digits[:len(by.from)]); lead >= by.from && lead <= by.to && slices.Contains(by.lengths, len(digits)) && passesLuhn(digits) {
			return by
		}
	}
	return nil
}

func passesLuhn(digits []byte) bool {
	sum := 0
	for i, d := range digits {
		v := int(d - '0')
		if (len(digits)-i)%2 == 0 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}

var (
	cardWords = []string{"card", "visa", "maestro", "amex", "credit", "debit", "pan ", "pan=", "pan:", "pan\""}
	// otherNumbers are the names of numbers that are as long as a card's.
	otherNumbers = []string{
		"order", "trace", "time", "ts=", "track", "invoice", "ref", "serial", "imei", "offset", "seq", "nonce", "txn", "transaction",
		"request", "span", "user", "customer", "shipment", "parcel", "sku", "ean", "phone", "tel", "job", "event", "message", "lsn",
		"xid", "version", "build", "batch", "epoch", "session", "account", "bytes", "duration", "worker", "process", "shard", "ticket",
	}
)

// around is how far from a number the word stands that says what it is.
const around = 24

func spokenOf(text string, at, end int) bool {
	return holdsAnyFold(text[max(0, at-around):at], cardWords) || holdsAnyFold(text[end:min(end+around, len(text))], cardWords)
}

// namedOtherwise tells that the words in front of a number say that it is another one.
func namedOtherwise(text string, at int) bool {
	before := text[max(0, at-around):at]
	if holdsAnyFold(before, otherNumbers) {
		return true
	}
	nameEnd := at
	for nameEnd > 0 && at-nameEnd < 4 && !isA(text[nameEnd-1], wordByte) {
		nameEnd--
	}
	return hasFold(text, nameEnd-2, "id") && (nameEnd < 3 || !isA(text[nameEnd-3], lowerByte) || text[nameEnd-2] == 'I')
}

// findSocialSecurityNumber takes the written form with area, group and serial that were given out.
func findSocialSecurityNumber(text string, at, end int) Finding {
	if !standsAlone(text, at) || !endsAlone(text, end) {
		return Finding{}
	}
	area, err := strconv.Atoi(text[at : at+3])
	if err != nil || area == 0 || area == 666 || area >= 900 || text[at+4:at+6] == "00" || text[at+7:end] == "0000" {
		return Finding{}
	}
	return Finding{Start: at, End: end}
}
