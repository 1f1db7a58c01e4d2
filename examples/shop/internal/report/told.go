package report

import (
	"io"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Told is one finding, and when the connector told of it.
type Told struct {
	At time.Time
	apierror.Finding
}

// ReadFindings reads findings as the file exporter wrote them, in the order in which they were told.
func ReadFindings(from io.Reader) ([]Told, error) {
	var told []Told
	var decoder plog.JSONUnmarshaler
	err := eachLine(from, "findings", func(line []byte) error {
		logs, err := decoder.UnmarshalLogs(line)
		if err != nil {
			return err
		}
		for _, resource := range logs.ResourceLogs().All() {
			for _, scope := range resource.ScopeLogs().All() {
				for _, record := range scope.LogRecords().All() {
					finding, err := apierror.ReadLog(record)
					if err != nil {
						return err
					}
					told = append(told, Told{At: record.ObservedTimestamp().AsTime(), Finding: finding})
				}
			}
		}
		return nil
	})
	return told, err
}
