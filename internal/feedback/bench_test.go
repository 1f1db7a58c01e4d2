package feedback

import (
	"testing"
	"time"
)

func BenchmarkAllows(b *testing.B) {
	book := NewBook()
	var file []Verdict
	for i := range 20 {
		s := surge(time.Duration(i).String(), 3, at(i, 2))
		s.Evidence, s.Class.Decade = 0.4, int8(i%2)
		book.Told(s.ID, &s)
		file = append(file, Verdict{Finding: s.ID, Word: False, At: s.At})
	}
	book.Heed(file, at(30, 0))
	weak := surge("/other", 2, at(31, 14))
	weak.Evidence = 1.9 // just above the widest limits
	for name, s := range map[string]Situation{"strong": surge("/other", 100, at(31, 2)), "judged": surge("0s", 3, at(31, 14)), "weak": weak} {
		if told, reason := book.Allows(&s); !told {
			b.Fatal(name, reason)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				book.Allows(&s)
			}
		})
	}
	b.Run("nothing judged", func(b *testing.B) {
		empty, s := NewBook(), surge("/other", 100, at(31, 2))
		b.ReportAllocs()
		for b.Loop() {
			empty.Allows(&s)
		}
	})
}

func BenchmarkHeed(b *testing.B) {
	book := NewBook()
	var file []Verdict
	for i := range MaxVerdicts {
		s := surge(time.Duration(i%500).String(), 3, at(0, 2)+int64(i)*20*minutes)
		book.Told(s.ID, &s)
		file = append(file, Verdict{Finding: s.ID, Word: words[i%3], At: s.At})
	}
	for b.Loop() {
		book.Heed(file, at(30, 0))
	}
}
