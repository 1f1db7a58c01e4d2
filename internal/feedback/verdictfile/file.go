// Package verdictfile reads the file of verdicts, and writes the audit log of what they changed.
package verdictfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/otelcol-apierror/otelcol-apierror/internal/feedback"
)

// File is a file of verdicts that people edit while it is read. It is to be polled, some times a minute.
type File struct {
	path string
	seen stamp
	read bool
}

// stamp tells one version of the file from another without reading it.
type stamp struct {
	exists   bool
	modified int64
	size     int64
}

// New reads nothing yet.
func New(path string) *File { return &File{path: path} }

// Read returns the verdicts if the file changed since the last time. A file that is not there has none. After an error what was read before stays in
// force; a broken file is told of once, until it changes.
func (f *File) Read() (verdicts []feedback.Verdict, changed bool, err error) {
	now, err := f.stamp()
	if err != nil {
		return nil, false, err
	}
	if f.read && now == f.seen {
		return nil, false, nil
	}
	if now.exists {
		text, err := f.text()
		if err != nil {
			return nil, false, err
		}
		f.seen, f.read = now, true
		if verdicts, err = feedback.Parse(text); err != nil {
			return nil, false, fmt.Errorf("%s: %w", f.path, err)
		}
		return verdicts, true, nil
	}
	f.seen, f.read = now, true
	return nil, true, nil
}

func (f *File) stamp() (stamp, error) {
	info, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return stamp{}, nil
	}
	if err != nil {
		return stamp{}, err
	}
	if !info.Mode().IsRegular() {
		return stamp{}, fmt.Errorf("%s: not a file", f.path)
	}
	return stamp{exists: true, modified: info.ModTime().UnixNano(), size: info.Size()}, nil
}

func (f *File) text() ([]byte, error) {
	file, err := os.Open(f.path)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(file, feedback.MaxBytes+1))
	return text, errors.Join(err, file.Close())
}
