package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/report"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/load"
)

// screen is where the demo tells what happens while it happens.
type screen struct {
	out   io.Writer
	style report.Style
	begin time.Time

	mu sync.Mutex
}

func newScreen(out *os.File) *screen {
	info, err := out.Stat()
	terminal := err == nil && info.Mode()&os.ModeCharDevice != 0
	return &screen{out: out, style: report.Style{Colour: terminal && os.Getenv("NO_COLOR") == ""}, begin: time.Now()}
}

// step begins a new part of the demo.
func (s *screen) step(format string, args ...any) {
	s.line(report.Clock(time.Since(s.begin)) + "  " + s.style.Bold(fmt.Sprintf(format, args...)))
}

// note says something about the part that runs.
func (s *screen) note(format string, args ...any) {
	s.line("       " + s.style.Dim(fmt.Sprintf(format, args...)))
}

func (s *screen) counted(c load.Counts) {
	s.note("%d requests: %d refused (4xx), %d broken (5xx); orders taken: %d", c.Requests, c.Refused, c.Broken, c.Orders)
}

// alert shows one that has just reached the webhook.
func (s *screen) alert(alert report.Alert) {
	line := report.AlertLine(alert, 14)
	if alert.Status == "firing" {
		s.line("    »  " + s.style.Severity(alert.Severity, "alert  "+line))
	} else {
		s.line("    »  " + s.style.Dim("ended  "+line))
	}
}

func (s *screen) line(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fmt.Fprintln(s.out, text)
}
