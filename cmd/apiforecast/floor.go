package main

// floor is 0 below a series that was never negative, as counts are: its values are not foretold to be. The zero value is ready.
type floor struct{ broken bool }

func (f *floor) note(value float64) { f.broken = f.broken || value < 0 }

// raise takes what is foretold to the floor. What is missing stays so.
func (f *floor) raise(x float64) float64 {
	if f.broken {
		return x
	}
	return max(0, x)
}
