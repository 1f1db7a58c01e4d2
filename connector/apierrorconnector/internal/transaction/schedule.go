package transaction

import "github.com/otelcol-apierror/otelcol-apierror/internal/window"

// schedule is a heap of the flows by when something is to be decided of them. Each has one place in it, and knows it.
type schedule struct {
	heap  []appointment
	flows *window.Store[flow, *flow]
}

type appointment struct {
	at  int64
	ref window.Ref
}

// first is the next appointment.
func (s *schedule) first() (appointment, bool) {
	if len(s.heap) == 0 {
		return appointment{}, false
	}
	return s.heap[0], true
}

// set makes an appointment for a flow, or moves it.
func (s *schedule) set(ref window.Ref, at int64) {
	f := s.flows.Value(ref)
	if f.place == 0 {
		s.heap = append(s.heap, appointment{})
		f.place = int32(len(s.heap)) //nolint:gosec // limited by the store
	}
	s.settle(int(f.place)-1, appointment{at, ref})
}

// cancel takes a flow off the schedule.
func (s *schedule) cancel(ref window.Ref) {
	f := s.flows.Value(ref)
	if f.place == 0 {
		return
	}
	i, last := int(f.place)-1, len(s.heap)-1
	moved := s.heap[last]
	s.heap = s.heap[:last]
	f.place = 0
	if i < last {
		s.settle(i, moved)
	}
}

// settle finds the place of an appointment, from a vacant one on.
func (s *schedule) settle(i int, a appointment) {
	for i > 0 && a.at < s.heap[(i-1)/2].at {
		s.put(i, s.heap[(i-1)/2])
		i = (i - 1) / 2
	}
	for {
		child := 2*i + 1
		if child+1 < len(s.heap) && s.heap[child+1].at < s.heap[child].at {
			child++
		}
		if child >= len(s.heap) || a.at <= s.heap[child].at {
			break
		}
		s.put(i, s.heap[child])
		i = child
	}
	s.put(i, a)
}

func (s *schedule) put(i int, a appointment) {
	s.heap[i] = a
	s.flows.Value(a.ref).place = int32(i) + 1 //nolint:gosec // limited by the store
}
