package surge

import "math"

// tailTerms is how many terms of a tail are summed one by one. The rest is taken for a geometric series, which errs by less than
// a third, mostly to the safe side.
const tailTerms = 128

// logTail is the natural logarithm of the chance that k or more of n calls fail, where the rate is a draw from Beta(a, b). Below the
// mode of the distribution it says 0, for certainty: nothing there is worth an exact answer.
func logTail(k, n, a, b float64) float64 {
	if k <= 0 || k > n {
		return 0
	}
	sum, term, ratio := 1.0, 1.0, 0.0
	for j, terms := k, 0; j < n && terms < tailTerms; j, terms = j+1, terms+1 {
		ratio = (n - j) * (a + j) / ((j + 1) * (b + n - j - 1))
		if terms == 0 && ratio >= 1 {
			return 0
		}
		term *= ratio
		sum += term
		if term < 1e-6*sum {
			break
		}
	}
	if k+tailTerms < n && term >= 1e-6*sum {
		if ratio >= 1 {
			return 0
		}
		sum += term * ratio / (1 - ratio)
	}
	first := logChoose(n, k) + logBeta(a+k, b+n-k) - logBeta(a, b)
	return min(0, first+math.Log(sum))
}

func logGamma(x float64) float64 {
	l, _ := math.Lgamma(x)
	return l
}

func logBeta(a, b float64) float64 { return logGamma(a) + logGamma(b) - logGamma(a+b) }

func logChoose(n, k float64) float64 { return logGamma(n+1) - logGamma(k+1) - logGamma(n-k+1) }
