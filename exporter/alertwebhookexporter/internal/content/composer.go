package content

import (
	"errors"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
)

// The sections, in the order in which a reader should have them.
const (
	sectionWhat    = "What happens"
	sectionSince   = "Since when"
	sectionBad     = "How bad"
	sectionWhy     = "Why we think so"
	sectionFirst   = "What to do first"
	sectionChanged = "What changed"
	sectionFiring  = "Also firing"
	sectionEnded   = "Also ended"
)

// Composer words notifications. It is safe for concurrent use.
type Composer struct {
	runbooks runbooks
	links    []link
}

// NewComposer refuses what Check finds something wrong with.
func NewComposer(cfg *Config) (*Composer, error) {
	if err := errors.Join(cfg.Check()...); err != nil {
		return nil, err
	}
	c := &Composer{runbooks: newRunbooks(&cfg.Runbooks)}
	for i := range cfg.Links {
		c.links = append(c.links, newLink(&cfg.Links[i]))
	}
	return c, nil
}

// Compose words a notification: the same for the same, with its title and all lines and links in at most 16 KiB.
func (c *Composer) Compose(n *notification.Notification) Text {
	text := Text{Title: title(n)}
	book := c.runbooks.of(n.Leading())
	var left int
	text.Links, left = c.where(n.Leading(), &book, maxText-len(text.Title))
	text.Sections = bound([]Section{
		{sectionWhat, whatHappens(n)},
		{sectionSince, sinceWhen(n)},
		{sectionBad, howBad(n)},
		{sectionWhy, why(n)},
		{sectionFirst, doFirst(n, &book)},
		{sectionChanged, changed(n)},
		{sectionFiring, alsoFiring(n)},
		{sectionEnded, alsoEnded(n)},
	}, left)
	return text
}
