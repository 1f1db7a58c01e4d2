package detect

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/generatedpage"
)

// TestDocumentation holds docs/detectors.md against the declarations.
func TestDocumentation(t *testing.T) {
	generatedpage.Require(t, "../../../../docs/detectors.md", document(), "go test ./processor/apierrorprocessor/internal/detect -run TestDocumentation -update")
}

func TestEverySignalIsDescribed(t *testing.T) {
	described := make([]apierror.Signal, 0, len(descriptions))
	for i := range descriptions {
		d := &descriptions[i]
		described = append(described, d.signal)
		for _, text := range []string{d.looks, d.unlike, d.sources} {
			assert.Regexp(t, `^[A-Z0-9].+[.]$`, text, d.signal)
		}
		assert.Equal(t, slices.Contains(withMemory, d.signal), d.memory != "", d.signal)
		assert.Equal(t, d.memory != "", d.decides != "", d.signal)
		assert.True(t, d.memory != "" || len(declarationsOf(string(d.signal))) > 0, "%s: nothing raises it", d.signal)
	}
	assert.Equal(t, apierror.Signals(), described)
}

func TestEveryDetectorIsDescribed(t *testing.T) {
	for _, d := range declarations() {
		assert.Regexp(t, `^[A-Z0-9].+[.]$`, d.about, d.fullName())
		for b := behaviour(1); b <= d.counts; b <<= 1 {
			if d.counts&b != 0 {
				assert.NotEmpty(t, behaviourWords[b], "%s: %b", d.fullName(), b)
			}
		}
		assert.NotEmpty(t, subjectWords[d.per], d.fullName())
		for _, r := range d.references {
			assert.NotPanics(t, func() { link(r) }, r)
		}
	}
}

// behaviourWords say what a declaration counts.
var behaviourWords = map[behaviour]string{ //nolint:gosec // words, no credentials
	accountGuess:       "failed logins of a named account",
	credentialGuess:    "wrong credentials of a named account, wherever",
	namedRefusal:       "calls without valid authentication that name an account, and no logins",
	loginGuess:         "failed logins that name no account",
	refusal:            "calls without valid authentication, and no logins",
	miss:               "calls of what does not exist",
	missingPage:        "calls of what looks like a page of the site as it once was",
	probe:              "calls of what scanners' word lists name",
	denied:             "calls denied before a route matched",
	deniedObject:       "objects denied",
	missingObject:      "objects that do not exist",
	usedObject:         "objects read (of calls that succeed: a sample)",
	deniedFunction:     "functions denied, while it is not known which are usual",
	deniedRareFunction: "functions denied that hardly anybody of the caller's kind uses",
	usedRareFunction:   "functions used that hardly anybody of the caller's kind uses (of calls that succeed: a sample)",
	usedOthersFunction: "functions used that hardly anybody with the caller's roles uses, and others do (likewise)",
	usedNewFunction:    "the same, where nobody used the function until lately",
	ignoredLimit:       "calls refused by a rate limit before the time that it had told the caller to wait until",
	throttled:          "calls refused by a rate limit",
	expiredToken:       "calls with a credential that was good once",
	attackTool:         "calls by a program that is made to attack",
	agentUsed:          "calls without a known actor",
	leaked:             "answers that give away internals",
	sessionUsed:        "calls in a session that is used from several networks",
	credentialUsed:     "calls with a credential that is used from several networks",
	strewnGuess:        "failed logins, where they fail as they never did",
	loginSucceeded:     "guesses before a login that succeeds",
	payload:            "payloads of attacks",
	surePayload:        "payloads that nobody sends by accident",
	brokenPayload:      "payloads on which the service failed",
}

var subjectWords = map[subject]string{
	byCaller:          "caller",
	byActor:           "actor",
	byCallerAndTarget: "caller and account, or login where none is named",
	byCallerAndRoute:  "caller and route",
	bySession:         "session or credential",
	byPlace:           "login, whoever calls",
	byAccount:         "account, whoever calls",
}

var measureWords = map[measure]string{
	ofCalls: "calls", ofAccounts: "different accounts", ofPaths: "different ones", ofAgents: "different user agents",
	ofPrograms: "different programs, whatever their version", ofNetworks: "different networks",
}

const introduction = `# Detectors

What the processor ` + "`apierror`" + ` takes for an attack, generated from the declarations in
[internal/detect](../processor/apierrorprocessor/internal/detect). Do not edit it: change a declaration or a description there, and run

    go test ./processor/apierrorprocessor/internal/detect -run TestDocumentation -update

**How to read it.** Calls are counted for each service by itself, in windows of their own time. A *caller* is where calls come from (the
client's address, else the session) and, if that is somebody else, the actor whom they name. A threshold is the number from which on a
severity holds; it holds until half of it. A *share failing* is of all that the caller called since he was suspected. The confidence begins
at the first number and approaches the second: it has gone half the way at twice the threshold; where a share fails it is in proportion to it.

**How to change it.** Each detector goes by signal/name in the processor's configuration, e.g. ` + "`brute_force/slow`" + `: thresholds, window,
where it applies, or not at all. See [security](../processor/apierrorprocessor/README.md#what-is-suspicious).

Several signals of one caller add up, whatever they are: a low one is 1 point, a medium one 4, a high one 8; 3 points are medium and 8 high.
Points count half after 30 minutes, and several signals of the same calls count once.
`

func document() string {
	page := &strings.Builder{}
	page.WriteString(introduction)
	for i := range descriptions {
		writeSignal(page, &descriptions[i])
	}
	return page.String()
}

func writeSignal(page *strings.Builder, d *description) {
	fmt.Fprintf(page, "\n## `%s`\n\n%s\n\n**Innocent traffic like it:** %s\n", d.signal, d.looks, d.unlike)
	references := slices.Clone(d.references)
	if d.memory != "" {
		fmt.Fprintf(page, "\n[internal/%s](../processor/apierrorprocessor/internal/%s) decides: %s.\nIt has no thresholds to set.\n",
			d.memory, d.memory, d.decides)
	}
	if found := declarationsOf(string(d.signal)); len(found) > 0 {
		page.WriteString("\n")
		head(page, "detector", "counts", "of each", "within", "thresholds", "and", "confidence")
		for i := range found {
			writeDetector(page, &found[i])
			references = append(references, found[i].references...)
		}
		page.WriteString("\n")
		for i := range found {
			fmt.Fprintf(page, "- `%s`: %s\n", found[i].name, found[i].about)
		}
	}
	var links []string
	for _, r := range references {
		if l := link(r); !slices.Contains(links, l) {
			links = append(links, l)
		}
	}
	if d.signal == apierror.SignalInjectionAttempt {
		links = append(links, "and those of the payload's kind")
	}
	fmt.Fprintf(page, "\n**Thresholds from:** %s\n\n**References:** %s\n", d.sources, strings.Join(links, ", "))
}

func writeDetector(page *strings.Builder, d *declaration) {
	var counts []string
	for b := behaviour(1); b <= d.counts; b <<= 1 {
		if d.counts&b != 0 {
			counts = append(counts, behaviourWords[b])
		}
	}
	var thresholds []string
	for _, s := range d.steps {
		thresholds = append(thresholds, fmt.Sprintf("%d %s", s.from, s.severity))
	}
	line(page, "`"+d.name+"`", strings.Join(counts, "; "), subjectWords[d.per], short(d.window),
		measureWords[d.measure]+": "+strings.Join(thresholds, ", "), further(d), fmt.Sprintf("%g–%g", d.floor, d.ceiling))
}

// further is what has to hold besides a threshold.
func further(d *declaration) string {
	var all []string
	add := func(when bool, format string, values ...any) {
		if when {
			all = append(all, fmt.Sprintf(format, values...))
		}
	}
	add(d.sources > 0 && !d.byNetwork, "from at least %d sources", d.sources)
	add(d.byNetwork, "from at least %d networks", d.sources)
	add(d.lasting > 0, "for at least %s", short(d.lasting))
	add(d.failing > 0, "%s failing", percent(d.failing))
	add(d.many > 0, "or %s from %d on", percent(d.failingOfMany), d.many)
	add(d.varied > 0, "of %s of the calls another", percent(d.varied))
	add(d.patientBelow > 0, "fewer than %d within 5m", d.patientBelow)
	add(d.after != 0, "then a login succeeds; the window is that of the guesses, of `%s`", d.afterSignal)
	add(d.ordered, "without an order of their numbers a severity less")
	add(d.unusual, "hardly any of at least %d known callers comes to a quarter", enoughCallers)
	add(d.lowIfCommon, "low where one or two callers are all, or many come half as far")
	add(d.per == byPlace, "at least %d times the usual, from %d accounts and %d sources on", timesUsual, fewestAccounts, fewestSources)
	if len(all) == 0 {
		return "–"
	}
	return strings.Join(all, "; ")
}

func percent(share float64) string { return strconv.Itoa(int(share*100+0.5)) + "%" }

// short leaves out the parts of a duration that are zero.
func short(d time.Duration) string {
	text := d.String()
	for _, zero := range []string{"m0s", "h0m"} {
		if cut, found := strings.CutSuffix(text, zero); found {
			text = cut + zero[:1]
		}
	}
	return text
}

// owaspPages are the pages of the OWASP API Security Top 10 of 2023, https://owasp.org/API-Security/editions/2023/en/0x11-t10/.
var owaspPages = map[string]string{
	"API1": "0xa1-broken-object-level-authorization", "API2": "0xa2-broken-authentication",
	"API3": "0xa3-broken-object-property-level-authorization", "API4": "0xa4-unrestricted-resource-consumption",
	"API5": "0xa5-broken-function-level-authorization", "API6": "0xa6-unrestricted-access-to-sensitive-business-flows",
	"API7": "0xa7-server-side-request-forgery", "API8": "0xa8-security-misconfiguration",
	"API9": "0xa9-improper-inventory-management", "API10": "0xaa-unsafe-consumption-of-apis",
}

// link is a reference as a link to the page that it names.
func link(reference string) string {
	kind, id, _ := strings.Cut(reference, ":")
	switch kind {
	case "owasp":
		name, year, _ := strings.Cut(id, ":")
		page, known := owaspPages[name]
		if !known {
			panic("no page of " + reference)
		}
		return fmt.Sprintf("[OWASP %s:%s](https://owasp.org/API-Security/editions/%s/en/%s/)", name, year, year, page)
	case "attack":
		return fmt.Sprintf("[ATT&CK %s](https://attack.mitre.org/techniques/%s/)", id, strings.ReplaceAll(id, ".", "/"))
	case "cwe":
		return fmt.Sprintf("[CWE-%s](https://cwe.mitre.org/data/definitions/%s.html)", id, id)
	default:
		panic("a reference of no kind: " + reference)
	}
}

func head(page *strings.Builder, columns ...string) {
	line(page, columns...)
	line(page, slices.Repeat([]string{"---"}, len(columns))...)
}

func line(page *strings.Builder, cells ...string) {
	page.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}
