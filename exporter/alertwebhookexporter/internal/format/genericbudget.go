package format

import (
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/untrusted"
)

// The most bytes of a text, by what it is, and the longest lists.
const (
	shortText  = 256 // a name, an id, a route
	mediumText = 1 << 10
	longText   = 2 << 10

	mostListed = 16

	// An id of a situation has 16 bytes; there are as many as a cascade takes down.
	idText     = 64
	mostCovers = 64

	maxEvidence = 12 << 10 // bytes of text, before JSON escapes

	mostSections = 16
	mostLines    = 64
	mostLinks    = 16
	mostLabels   = 16

	// framing is more than the keys and brackets take that hold the parts measured.
	framing = 96
)

// budget is how many bytes of JSON may still be added.
type budget struct {
	left int
}

// take reports whether a value still fits, and counts it.
func (b *budget) take(value any) bool {
	encoded, err := marshal(value)
	if err != nil || len(encoded)+1 > b.left {
		return false
	}
	b.left -= len(encoded) + 1
	return true
}

// genericMessageOf keeps whole lines, from the first on; nil where not even the title fits. Links come before sections: they are
// few, and the way to all that the sections leave out.
func genericMessageOf(text *content.Text, left *budget) *genericMessage {
	message := &genericMessage{Title: untrusted.Text(text.Title, mediumText)}
	left.left -= framing
	if message.Title == "" || !left.take(message) {
		return nil
	}
	for _, link := range text.Links[:min(len(text.Links), mostLinks)] {
		shown := genericLink{Name: untrusted.Text(link.Name, shortText), URL: untrusted.Text(link.URL, longText)}
		// A URL that was cut leads elsewhere.
		if shown.URL == link.URL && left.take(shown) {
			message.Links = append(message.Links, shown)
		}
	}
	for _, section := range text.Sections[:min(len(text.Sections), mostSections)] {
		shown := genericSection{Name: untrusted.Text(section.Name, shortText), Lines: []string{}}
		if !left.take(shown) {
			break
		}
		for _, line := range section.Lines[:min(len(section.Lines), mostLines)] {
			cleaned := untrusted.Text(line, longText)
			if !left.take(cleaned) {
				break
			}
			shown.Lines = append(shown.Lines, cleaned)
		}
		message.Sections = append(message.Sections, shown)
	}
	return message
}

// alerts lists as many as there is room for, from the gravest on.
func (b *budget) alerts(all []notification.Alert) []genericAlert {
	b.left -= framing
	var list []genericAlert
	for i := range all {
		shown := genericAlertOf(&all[i])
		if !b.take(shown) {
			break
		}
		list = append(list, shown)
	}
	return list
}
