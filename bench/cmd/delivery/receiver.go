package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// receivers are the destinations: each notes when it was first told of a group.
type receivers struct {
	servers []*httptest.Server

	mu            sync.Mutex
	notifications int
	first         map[string]map[int]time.Time // by group and destination
	flood         map[string]int
	seen          map[string]struct{}
}

// told is what is read of a notification.
type told struct {
	Group struct {
		ID     string `json:"id"`
		Flood  bool   `json:"flood"`
		Firing int    `json:"firing"`
	} `json:"group"`
	Data struct {
		ID      string `json:"id"`
		Service string `json:"service"`
	} `json:"data"`
}

func startReceivers(count int) *receivers {
	r := &receivers{first: map[string]map[int]time.Time{}, flood: map[string]int{}, seen: map[string]struct{}{}}
	for i := range count {
		r.servers = append(r.servers, httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
			at := time.Now()
			var message told
			if json.NewDecoder(request.Body).Decode(&message) == nil {
				r.note(i, &message, at)
			}
		})))
	}
	return r
}

func (r *receivers) note(destination int, message *told, at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.notifications++
	group := message.Data.Service
	if r.first[group] == nil {
		r.first[group] = map[int]time.Time{}
	}
	if _, known := r.first[group][destination]; !known {
		r.first[group][destination] = at
	}
	if message.Group.Flood {
		r.flood[message.Group.ID] = max(r.flood[message.Group.ID], message.Group.Firing)
	} else {
		r.seen[message.Data.ID] = struct{}{}
	}
}

// situations is how many the notifications stand for.
func (r *receivers) situations() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	sum := len(r.seen)
	for _, firing := range r.flood {
		sum += firing
	}
	return sum
}

func (r *receivers) received() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.notifications
}

// configuration lists the destinations.
func (r *receivers) configuration() string {
	var lines strings.Builder
	lines.WriteString("    destinations:\n")
	for i, server := range r.servers {
		fmt.Fprintf(&lines, "      - { name: d%d, endpoint: %q }\n", i, server.URL)
	}
	return lines.String()
}

func (r *receivers) close() {
	for _, server := range r.servers {
		server.Close()
	}
}
