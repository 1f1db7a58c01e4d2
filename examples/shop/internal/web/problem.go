package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
)

// Problem is an error that a client is told about, in the form of RFC 9457.
type Problem struct {
	Status int    `json:"status"`
	Code   string `json:"code"` // short, stable, for programs
	Title  string `json:"title"`

	// RetryAfter, in seconds, becomes the header of that name where it is set.
	RetryAfter int `json:"-"`
	// Cause is for the trace; the client never sees it.
	Cause error `json:"-"`
}

func (p *Problem) Error() string {
	if p.Cause != nil {
		return fmt.Sprintf("%s: %v", p.Title, p.Cause)
	}
	return p.Title
}

func (p *Problem) Unwrap() error { return p.Cause }

// Refuse makes a Problem that has no deeper cause.
func Refuse(status int, code, title string) *Problem {
	return &Problem{Status: status, Code: code, Title: title}
}

// problemOf is what the client is told of any error: one that no handler foresaw is the service's own fault.
func problemOf(err error) *Problem {
	var problem *Problem
	if errors.As(err, &problem) {
		return problem
	}
	return &Problem{Status: http.StatusInternalServerError, Code: "internal_error", Title: "something went wrong", Cause: err}
}

func (p *Problem) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/problem+json")
	if p.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(p.RetryAfter))
	}
	w.WriteHeader(p.Status)
	// The client may have gone; there is nobody left to tell.
	_ = json.NewEncoder(w).Encode(p)
}
