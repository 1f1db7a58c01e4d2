package content

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

// Config is the user's own knowledge: what to do first, and where to look.
type Config struct {
	Runbooks RunbooksConfig `mapstructure:"runbooks"`
	Links    []LinkConfig   `mapstructure:"links"`
}

// RunbooksConfig says what to do first. The most specific that fits holds: of the process, the signal, the category with its
// reason, the category, the kind. They stand before those that are shipped.
type RunbooksConfig struct {
	Process  map[string]RunbookConfig `mapstructure:"process"`
	Signal   map[string]RunbookConfig `mapstructure:"signal"`
	Category map[string]RunbookConfig `mapstructure:"category"` // timeout, or with a reason timeout/deadline_exceeded
	Kind     map[string]RunbookConfig `mapstructure:"kind"`
}

// RunbookConfig is steps, a page, or both. Steps and page may have the placeholders of links.
type RunbookConfig struct {
	Steps []string `mapstructure:"steps"`
	URL   string   `mapstructure:"url"`
}

// LinkConfig is a place to look that every alert links to, where it has what the URL needs.
type LinkConfig struct {
	Name string   `mapstructure:"name"`
	Type LinkType `mapstructure:"type"`
	// URL is the server's base URL, or for a custom link the whole URL with placeholders.
	URL string `mapstructure:"url"`
	// Datasource is the UID of Grafana's data source.
	Datasource string `mapstructure:"datasource"`
	// DatasourceType is what the data source of a link of type grafana is.
	DatasourceType string `mapstructure:"datasource_type"`
}

const (
	maxSteps = 10
	maxStep  = 500 // bytes
	maxName  = 64  // bytes
	maxLinks = 10
)

// uid is the form of a UID of Grafana's: https://grafana.com/docs/grafana/latest/developers/http_api/data_source/.
var uid = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,40}$`)

// Check reports everything that is wrong. Each error begins with the key path below the section that holds runbooks and links.
func (c *Config) Check() []error {
	errs := keypath.Under("runbooks", c.Runbooks.check()...)
	if len(c.Links) > maxLinks {
		errs = append(errs, fmt.Errorf("links: %d: at most %d", len(c.Links), maxLinks))
	}
	listed := make([]string, len(c.Links))
	for i := range c.Links {
		listed[i] = c.Links[i].Name
		errs = append(errs, keypath.Under(fmt.Sprintf("links::%d", i), c.Links[i].check()...)...)
	}
	return append(errs, keypath.Unique("links", listed)...)
}

func (c *RunbooksConfig) check() []error {
	var errs []error
	for _, section := range []struct {
		name    string
		books   map[string]RunbookConfig
		known   func(string) bool
		allowed string
	}{
		{"process", c.Process, func(name string) bool { return !keypath.Blank(name) }, "the name of a process, not blank"},
		{"signal", c.Signal, func(name string) bool { return apierror.Signal(name).Valid() }, keypath.Words(apierror.Signals())},
		{
			"category", c.Category, knownCategory,
			keypath.Words(apierror.Categories()) + "; or with a reason, such as timeout/deadline_exceeded",
		},
		{"kind", c.Kind, func(name string) bool { return apierror.Kind(name).Valid() }, keypath.Words(slices.Sorted(maps.Keys(kindRunbooks)))},
	} {
		for _, name := range slices.Sorted(maps.Keys(section.books)) {
			if !section.known(name) {
				errs = append(errs, fmt.Errorf("%s: %q: is unknown: must be %s", section.name, name, section.allowed))
				continue
			}
			book := section.books[name]
			errs = append(errs, keypath.Under(section.name+"::"+name, book.check()...)...)
		}
	}
	return errs
}

func knownCategory(name string) bool {
	category, reason, withReason := strings.Cut(name, "/")
	return apierror.Category(category).Valid() && withReason == (reason != "")
}

func (c *RunbookConfig) check() []error {
	var errs []error
	if len(c.Steps) == 0 && c.URL == "" {
		errs = append(errs, errors.New("steps: none, and no url either: a runbook needs one of them"))
	}
	if len(c.Steps) > maxSteps {
		errs = append(errs, fmt.Errorf("steps: %d: at most %d: what to do first fits on a phone", len(c.Steps), maxSteps))
	}
	errs = append(errs, keypath.Each("steps", c.Steps, func(step string) error {
		if keypath.Blank(step) || len(step) > maxStep {
			return fmt.Errorf("must be 1 to %d bytes", maxStep)
		}
		return nil
	})...)
	if c.URL != "" {
		if err := checkURL(c.URL); err != nil {
			errs = append(errs, fmt.Errorf("url: %s: %w", shownURL(c.URL), err))
		}
	}
	return errs
}

func (c *LinkConfig) check() []error {
	var errs []error
	if keypath.Blank(c.Name) || len(c.Name) > maxName {
		errs = append(errs, fmt.Errorf("name: %q: must be 1 to %d bytes", c.Name, maxName))
	}
	if !slices.Contains(linkTypes, c.Type) {
		errs = append(errs, fmt.Errorf("type: %q: must be one of %s", c.Type, keypath.Words(linkTypes)))
	}
	if err := checkURL(c.URL); err != nil {
		errs = append(errs, fmt.Errorf("url: %s: %w", shownURL(c.URL), err))
	} else if c.Type != LinkCustom && strings.ContainsAny(c.URL, "{?#") {
		errs = append(errs, fmt.Errorf("url: %q: must be the server's base URL, without query, fragment and placeholders; type custom takes any", c.URL))
	}
	return append(errs, c.checkDatasource()...)
}

// shownURL is a URL as an error may show it: whole, unless there may be a password in it.
func shownURL(written string) string {
	if strings.Contains(written, "@") {
		return "(not shown, for there is an @ in it)"
	}
	return strconv.Quote(apierror.Cut(written, maxURL))
}

func (c *LinkConfig) checkDatasource() []error {
	var errs []error
	switch explore := c.Type == LinkTempo || c.Type == LinkGrafana; {
	case explore && !uid.MatchString(c.Datasource):
		errs = append(errs, fmt.Errorf("datasource: %q: must be the UID of Grafana's data source: 1 to 40 letters, digits, - and _", c.Datasource))
	case !explore && c.Datasource != "":
		errs = append(errs, fmt.Errorf("datasource: %q: is only for the types tempo and grafana", c.Datasource))
	}
	switch {
	case c.Type == LinkGrafana && !slices.Contains(datasourceTypes, c.DatasourceType):
		errs = append(errs, fmt.Errorf("datasource_type: %q: must be one of %s; Tempo has the type tempo", c.DatasourceType, keypath.Words(datasourceTypes)))
	case c.Type != LinkGrafana && c.DatasourceType != "":
		errs = append(errs, fmt.Errorf("datasource_type: %q: is only for the type grafana", c.DatasourceType))
	}
	return errs
}
