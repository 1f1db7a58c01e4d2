package series

// column is one value for each group of a set. Chunks make it grow without moving what is there, and without the
// slack of a slice that doubles.
type column[T any] struct{ chunks []*[chunkSize]T }

const chunkSize = 64

func (c *column[T]) at(place uint32) *T { return &c.chunks[place/chunkSize][place%chunkSize] }

func (c *column[T]) grow() { c.chunks = append(c.chunks, new([chunkSize]T)) }
