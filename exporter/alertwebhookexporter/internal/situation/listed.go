package situation

import (
	"cmp"
	"maps"
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
)

// choose says which of what fires is listed where not all find room: the first, then what is news, then the rest. The order stays.
func choose(firing []line, room int) (listed, unlisted []line) {
	if len(firing) <= room {
		return firing, nil
	}
	news := 0
	for i := range firing[1:] {
		if firing[1+i].news {
			news++
		}
	}
	news = min(news, room-1)
	others := room - 1 - news
	listed, unlisted = make([]line, 0, room), make([]line, 0, len(firing)-room)
	for i, l := range firing {
		left := &others
		if l.news {
			left = &news
		}
		switch {
		case i == 0:
			listed = append(listed, l)
		case *left > 0:
			*left--
			listed = append(listed, l)
		default:
			unlisted = append(unlisted, l)
		}
	}
	return listed, unlisted
}

// count says how many are new and graver, and what a flood of all kinds is made of.
func (p *plan) count(n *notification.Notification) {
	for i := range p.firing {
		switch l := &p.firing[i]; {
		case !l.news:
		case l.m.told().lasting():
			n.Worse++
		default:
			n.Joined++
		}
	}
	if p.lost == fires {
		n.Joined += p.g.lost.Situations - p.g.lost.Told
	}
	if !p.g.mixed() {
		return
	}
	lines := p.firing
	if len(lines) == 0 {
		lines = p.ended
	}
	shares := make(map[alertName]notification.Share)
	for i := range lines {
		l := &lines[i]
		if l.what == merged {
			continue
		}
		of := alertNameOf(l.m)
		share := shares[of]
		shares[of] = notification.Share{
			Kind: of.kind, Name: of.name, Situations: share.Situations + 1, Severity: max(share.Severity, l.m.s.finding.Severity),
		}
	}
	made := slices.SortedFunc(maps.Values(shares), func(a, b notification.Share) int {
		return cmp.Or(
			cmp.Compare(b.Severity, a.Severity),
			cmp.Compare(b.Situations, a.Situations),
			cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Name, b.Name),
		)
	})
	n.Makeup = slices.Clone(made[:min(len(made), notification.MaxShares)])
}
