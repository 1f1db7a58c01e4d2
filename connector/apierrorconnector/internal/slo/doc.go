// Package slo judges service level objectives: how fast each burns its error budget, how much of that is left, and whether
// somebody should be told. The method is the multiwindow, multi-burn-rate alerting of Google's SRE workbook (chapter 5, "Alerting
// on SLOs"); what it leaves open for low traffic, start-up and recovery is said where it is decided: gate.go, rule.go, alert.go.
//
// Time is the spans' own, in Unix nanoseconds. Calls may come in any order: those that are late fall into the windows that they
// still belong to. Nothing here is safe for concurrent use.
package slo
