package spanview

// Keys tells the keys of attributes that are surely none of a set from those that may be, by their length and their first two letters:
// of the keys that a span holds, most are none, and so cost no comparison.
type Keys [longestKey + 1]letters

// longestKey is where lengths are no longer told apart.
const longestKey = 63

// letters are the first and the second letters of keys, as bits.
type letters struct{ first, second uint32 }

// Add adds a key. One of a single letter may always be of the set.
func (k *Keys) Add(key string) {
	if len(key) < 2 {
		return
	}
	l := &k[min(len(key), longestKey)]
	l.first |= 1 << (key[0] & 31)
	l.second |= 1 << (key[1] & 31)
}

// AddPrefix adds all keys that begin so and are of a length or longer.
func (k *Keys) AddPrefix(prefix string, shortest int) {
	for length := shortest; length <= longestKey; length++ {
		l := &k[length]
		l.first |= 1 << (prefix[0] & 31)
		l.second |= 1 << (prefix[1] & 31)
	}
}

// MayHold reports whether the key may be one of the set. It errs on one side only: false is certain.
func (k *Keys) MayHold(key string) bool {
	if len(key) < 2 {
		return true
	}
	l := &k[min(len(key), longestKey)]
	return l.second&(1<<(key[1]&31)) != 0 && l.first&(1<<(key[0]&31)) != 0
}
