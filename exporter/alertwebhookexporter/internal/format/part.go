package format

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
)

const (
	maxPartName   = 100
	maxShownLinks = 6
	maxLinkName   = 60
	maxLinkURL    = 2000

	// A part shorter than this says nothing.
	shortestPart = 40
)

// part is a section of a text as far as a format has room for it.
type part struct {
	name, text string
}

// partsOf places sections in their order in a budget, each with at most limit of text. Names and texts are never empty.
func partsOf(sections []content.Section, budget, limit int, size unit, escape func(rune) string) []part {
	placed := make([]part, 0, len(sections))
	for i := range sections {
		name := fitLine(sections[i].Name, maxPartName, size, escape)
		left := budget - size.of(name)
		if left < shortestPart {
			break
		}
		text := fit(strings.TrimSpace(strings.Join(sections[i].Lines, "\n")), min(limit, left), size, escape)
		if name == "" || text == "" {
			continue
		}
		budget = left - size.of(text)
		placed = append(placed, part{name: name, text: text})
	}
	return placed
}

// linksOf are the links that are safe to be followed, with a URL of nothing but ASCII and no character that ends a link in any markup.
func linksOf(text *content.Text) []content.Link {
	links := make([]content.Link, 0, min(len(text.Links), maxShownLinks))
	for _, link := range text.Links {
		if len(links) == maxShownLinks {
			break
		}
		parsed, err := url.Parse(link.URL)
		if err != nil || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" || len(link.URL) > maxLinkURL ||
			strings.ContainsFunc(link.URL, endsLink) || strings.TrimSpace(link.Name) == "" {
			continue
		}
		links = append(links, link)
	}
	return links
}

func endsLink(r rune) bool {
	return r <= ' ' || r >= 0x7f || strings.ContainsRune(`<>|"\^{}`+"`", r)
}

// within encodes a body with ever less text, from budget on, until it has at most limit bytes.
func within(limit, budget int, body func(budget int) any) ([]byte, error) {
	for {
		encoded, err := marshal(body(budget))
		if err != nil || len(encoded) <= limit {
			return encoded, err
		}
		if budget == 0 {
			return nil, fmt.Errorf("encode request: %d bytes without any text, %d are taken", len(encoded), limit)
		}
		budget /= 2
	}
}

const (
	// reasonUnexpected is of an answer that the service does not give: most likely of something that stands before it.
	reasonUnexpected = "unexpected_answer"
	// reasonRefused is of an error that the format does not know, and which is not repeated since it was received.
	reasonRefused = "refused_by_service"
)
