package situation

import (
	"container/heap"
	"time"
)

// entry is the time at which something is to be looked at next.
type entry struct {
	at    time.Time
	place int // in the agenda, from 1; 0 where it is in none
}

// agenda has what is to be looked at, the earliest first. The zero one is empty.
type agenda[T interface{ planned() *entry }] struct{ items []T }

// set puts an item at a time, wherever it was.
func (a *agenda[T]) set(item T, at time.Time) {
	e := item.planned()
	e.at = at
	if e.place == 0 {
		heap.Push(a, item)
		return
	}
	heap.Fix(a, e.place-1)
}

// advance puts an item at a time if that is earlier than where it is.
func (a *agenda[T]) advance(item T, at time.Time) {
	if e := item.planned(); e.place == 0 || at.Before(e.at) {
		a.set(item, at)
	}
}

func (a *agenda[T]) drop(item T) {
	if e := item.planned(); e.place > 0 {
		heap.Remove(a, e.place-1)
	}
}

// pop takes off what is to be looked at by now.
func (a *agenda[T]) pop(now time.Time) (item T, ok bool) {
	if len(a.items) == 0 || now.Before(a.items[0].planned().at) {
		return item, false
	}
	item, ok = heap.Pop(a).(T)
	return item, ok
}

func (a *agenda[T]) Len() int { return len(a.items) }

func (a *agenda[T]) Less(i, j int) bool {
	return a.items[i].planned().at.Before(a.items[j].planned().at)
}

func (a *agenda[T]) Swap(i, j int) {
	a.items[i], a.items[j] = a.items[j], a.items[i]
	a.items[i].planned().place, a.items[j].planned().place = i+1, j+1
}

func (a *agenda[T]) Push(x any) {
	item, _ := x.(T)
	a.items = append(a.items, item)
	item.planned().place = len(a.items)
}

func (a *agenda[T]) Pop() any {
	last := a.items[len(a.items)-1]
	clear(a.items[len(a.items)-1:])
	a.items = a.items[:len(a.items)-1]
	last.planned().place = 0
	return last
}
