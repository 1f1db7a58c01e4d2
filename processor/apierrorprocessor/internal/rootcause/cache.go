package rootcause

// cache keeps the most recent values of keys, several to a key if need be, in a fixed memory: what came first to a bucket
// leaves it first. The keys of a bucket are a cache line, so that looking one up in vain costs one memory access.
type cache[V any] struct {
	bits   uint // 1<<bits buckets
	keys   [][ways]uint64
	values [][ways]V
}

// ways is how many values a bucket has. A key of 0 is none.
const ways = 8

// find is the bucket of a key, and whether anything of the key is in it.
func (c *cache[V]) find(key uint64) (bucket int, found bool) {
	if len(c.keys) == 0 {
		return 0, false
	}
	bucket = int(key >> (64 - c.bits)) //nolint:gosec // at most 1<<bits
	k := &c.keys[bucket]
	return bucket, k[0] == key || k[1] == key || k[2] == key || k[3] == key ||
		k[4] == key || k[5] == key || k[6] == key || k[7] == key
}

// at is one of the bucket's values; nil where it is not of the key.
func (c *cache[V]) at(key uint64, bucket, way int) *V {
	if c.keys[bucket][way] != key {
		return nil
	}
	return &c.values[bucket][way]
}

// first is the newest value of the key; nil where there is none.
func (c *cache[V]) first(key uint64) *V {
	bucket, found := c.find(key)
	if !found {
		return nil
	}
	for way := range ways {
		if v := c.at(key, bucket, way); v != nil {
			return v
		}
	}
	return nil
}

// push adds a value and returns the one that had to make room.
func (c *cache[V]) push(key uint64, value V) (lost V, evicted bool) {
	if len(c.keys) == 0 {
		c.keys, c.values = make([][ways]uint64, 1<<c.bits), make([][ways]V, 1<<c.bits)
	}
	bucket := key >> (64 - c.bits)
	k, v := &c.keys[bucket], &c.values[bucket]
	lost, evicted = v[ways-1], k[ways-1] != 0
	copy(k[1:], k[:ways-1])
	copy(v[1:], v[:ways-1])
	k[0], v[0] = key, value
	return lost, evicted
}
