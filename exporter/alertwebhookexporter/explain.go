package alertwebhookexporter

import (
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// maxExplained bounds of how many situations it is known that they were explained.
const maxExplained = 10_000

// explained is as how grave and in which status a dry run explained situations last.
type explained struct {
	lru *simplelru.LRU[string, explanation]
}

type explanation struct {
	severity apierror.Severity
	status   apierror.Status
}

// isNew notes that a situation stands like this, and reports whether that is news.
func (x *explained) isNew(f *apierror.Finding) bool {
	if x.lru == nil {
		x.lru, _ = simplelru.NewLRU[string, explanation](maxExplained, nil) // fails for sizes below 1 only
	}
	now := explanation{severity: f.Severity, status: f.Status}
	if last, known := x.lru.Get(f.ID); known && last == now {
		return false
	}
	x.lru.Add(f.ID, now)
	return true
}

// explain tells the log of a dry run whom a finding goes to, and what is against it. The caller holds the lock.
func (e *alertExporter) explain(f *apierror.Finding, now time.Time) {
	if !e.cfg.DryRun || !e.explained.isNew(f) {
		return
	}
	e.set.Logger.Info("dry run: a finding and its way",
		zap.String("finding", apierror.Quote(f.ID)), zap.String("kind", string(f.Kind)), zap.String("status", string(f.Status)),
		zap.String("summary", apierror.Quote(f.Summary)), zap.Strings("routing", e.router.Explain(f, now)))
}
