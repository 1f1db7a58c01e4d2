package content

import (
	"encoding/json"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// LinkType says whose URLs a link has.
type LinkType string

const (
	LinkJaeger  LinkType = "jaeger"  // Jaeger's own pages, the span in question highlighted
	LinkTempo   LinkType = "tempo"   // Tempo, as Grafana's Explore shows it
	LinkGrafana LinkType = "grafana" // another trace store in Grafana's Explore
	LinkCustom  LinkType = "custom"
)

var (
	linkTypes       = []LinkType{LinkJaeger, LinkTempo, LinkGrafana, LinkCustom}
	datasourceTypes = []string{"jaeger", "zipkin"}
)

// link is a place to look. Of its templates the first holds that a finding has all values for.
type link struct {
	name      string
	templates []urlTemplate
}

// newLink makes a link of what Check found nothing wrong with.
func newLink(cfg *LinkConfig) link {
	made := link{name: cfg.Name}
	base := strings.TrimRight(cfg.URL, "/")
	var templates []string
	switch cfg.Type {
	case LinkJaeger:
		templates = []string{base + "/trace/{trace_id}?uiFind={span_id}", base + "/trace/{trace_id}"}
	case LinkTempo:
		templates = []string{base + explore(cfg.Datasource, "tempo", "traceql")}
	case LinkGrafana:
		templates = []string{base + explore(cfg.Datasource, cfg.DatasourceType, "")}
	default:
		templates = []string{cfg.URL}
	}
	for _, template := range templates {
		made.templates = append(made.templates, newURLTemplate(template))
	}
	return made
}

// explore is the path of Grafana's Explore with a trace by its id. Its panes are JSON in the query, in version 1 of their schema
// (https://grafana.com/docs/grafana/latest/explore/); Tempo looks an id up as TraceQL.
func explore(datasource, datasourceType, queryType string) string {
	type source struct {
		Type string `json:"type"`
		UID  string `json:"uid"`
	}
	type query struct {
		RefID      string `json:"refId"`
		Datasource source `json:"datasource"`
		QueryType  string `json:"queryType,omitempty"`
		Query      string `json:"query"`
	}
	type pane struct {
		Datasource string            `json:"datasource"`
		Queries    []query           `json:"queries"`
		Range      map[string]string `json:"range"`
	}
	panes, err := json.Marshal(map[string]pane{"trace": {
		Datasource: datasource,
		Queries:    []query{{"A", source{datasourceType, datasource}, queryType, "{trace_id}"}},
		Range:      map[string]string{"from": "{from_ms}", "to": "{to_ms}"},
	}})
	if err != nil {
		panic(err) // texts always encode
	}
	var encoded strings.Builder
	writeEscaped(&encoded, string(panes), unreserved)
	// The values of these have nothing that JSON escapes.
	named := strings.NewReplacer("%7Btrace_id%7D", "{trace_id}", "%7Bfrom_ms%7D", "{from_ms}", "%7Bto_ms%7D", "{to_ms}").Replace(encoded.String())
	return "/explore?schemaVersion=1&panes=" + named
}

func (l *link) of(f *apierror.Finding) (string, bool) {
	for _, template := range l.templates {
		if written, ok := template.of(f); ok {
			return written, true
		}
	}
	return "", false
}

// where lists the links of a finding, the runbook's first, as far as a quarter of the size goes. It returns what is left of the size.
func (c *Composer) where(f *apierror.Finding, book *book, size int) (links []Link, left int) {
	left = size
	add := func(name, written string) {
		if cost := len(name) + len(written); size-left+cost <= size/4 {
			links = append(links, Link{Name: name, URL: written})
			left -= cost
		}
	}
	if book.page != nil {
		if written, ok := book.page.of(f); ok {
			add("Runbook", written)
		}
	}
	for i := range c.links {
		if written, ok := c.links[i].of(f); ok {
			add(c.links[i].name, written)
		}
	}
	if book.source.url != "" {
		add(book.source.name, book.source.url)
	}
	return links, left
}
