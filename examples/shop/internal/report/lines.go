package report

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// eachLine reads what the file exporter wrote: one OTLP request in JSON per line. The error names the line.
func eachLine(from io.Reader, what string, read func(line []byte) error) error {
	lines := bufio.NewReader(from)
	for number := 1; ; number++ {
		line, err := lines.ReadBytes('\n')
		if len(line) > 1 {
			if readErr := read(line); readErr != nil {
				return fmt.Errorf("%s, line %d: %w", what, number, readErr)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
	}
}
