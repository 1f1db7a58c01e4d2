package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// dashboard is what of Grafana's model the tests look at.
type dashboard struct {
	UID    string `json:"uid"`
	Title  string `json:"title"`
	Panels []panel
	Links  []struct {
		URL string `json:"url"`
	} `json:"links"`
	Templating struct {
		List []variable `json:"list"`
	} `json:"templating"`
	Annotations struct {
		List []struct {
			Expr string `json:"expr"`
		} `json:"list"`
	} `json:"annotations"`
}

type panel struct {
	ID          int         `json:"id"`
	Type        string      `json:"type"`
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Datasource  *datasource `json:"datasource"`
	Targets     []target    `json:"targets"`
	GridPos     struct{ X, Y, W, H int }
	FieldConfig struct {
		Defaults  map[string]any `json:"defaults"`
		Overrides []any          `json:"overrides"`
	} `json:"fieldConfig"`
	Transformations []struct {
		Options struct {
			ByField      string            `json:"byField"`
			RenameByName map[string]string `json:"renameByName"`
		} `json:"options"`
	} `json:"transformations"`
}

type datasource struct{ Type, UID string }

type target struct {
	RefID      string      `json:"refId"`
	Expr       string      `json:"expr"`
	Legend     string      `json:"legendFormat"`
	Instant    bool        `json:"instant"`
	Range      bool        `json:"range"`
	Exemplar   bool        `json:"exemplar"`
	Datasource *datasource `json:"datasource"`
}

type variable struct {
	Name       string `json:"name"`
	Type       string `json:"type"`
	AllValue   string `json:"allValue"`
	Definition string `json:"definition"`
	Options    []struct {
		Value string `json:"value"`
	} `json:"options"`
}

const grafana = root + "examples/grafana/"

// dashboards are the shipped ones, by file name.
func dashboards(t *testing.T) map[string]dashboard {
	t.Helper()
	files, err := filepath.Glob(grafana + "dashboards/*.json")
	require.NoError(t, err)
	require.Len(t, files, 3)
	boards := make(map[string]dashboard)
	for _, file := range files {
		var board dashboard
		require.NoError(t, json.Unmarshal([]byte(read(t, file)), &board), file)
		boards[filepath.Base(file)] = board
	}
	return boards
}

// Grafana takes what it does not understand in silence and draws an empty panel; so what it would need is checked here.
func TestGrafanaDashboardsAreComplete(t *testing.T) {
	boards := dashboards(t)
	var uids []string
	for _, board := range boards {
		uids = append(uids, "/d/"+board.UID)
	}
	for name, board := range boards {
		t.Run(name, func(t *testing.T) {
			assert.NotEmpty(t, board.Title)
			assert.Regexp(t, `^[a-z-]{5,40}$`, board.UID)
			assert.Equal(t, "datasource", board.Templating.List[0].Type, "the first variable chooses the data source")
			for _, link := range board.Links {
				assert.Contains(t, uids, link.URL)
			}
			ids, titles := map[int]bool{}, map[string]bool{}
			for i := range board.Panels {
				p := &board.Panels[i]
				assert.False(t, ids[p.ID], "panel %d: two of one id", p.ID)
				assert.False(t, titles[p.Title], "panel %q: two of one title", p.Title)
				ids[p.ID], titles[p.Title] = true, true
				assert.NotEmpty(t, p.Title, "panel %d", p.ID)
				assertPlaced(t, p, board.Panels[:i])
				if p.Type != "row" {
					assertPanel(t, p)
				}
			}
		})
	}
}

func assertPanel(t *testing.T, p *panel) {
	t.Helper()
	chosen := &datasource{Type: "prometheus", UID: "${datasource}"}
	assert.NotEmpty(t, p.Description, p.Title)
	assert.Equal(t, chosen, p.Datasource, p.Title)
	assert.NotEmpty(t, p.Targets, p.Title)
	if p.Type != "table" && p.Type != "heatmap" { // a table's columns have units of their own
		assert.NotEmpty(t, p.FieldConfig.Defaults["unit"], p.Title)
	}
	var refs []string
	for _, query := range p.Targets {
		assert.NotEmpty(t, query.Expr, p.Title)
		assert.Equal(t, chosen, query.Datasource, p.Title)
		assert.NotEqual(t, query.Instant, query.Range, "%s: one of them", p.Title)
		assert.NotContains(t, refs, query.RefID, p.Title)
		refs = append(refs, query.RefID)
	}
}

// assertPlaced checks that a panel lies on Grafana's grid of 24 columns, and on no other panel.
func assertPlaced(t *testing.T, p *panel, others []panel) {
	t.Helper()
	at := p.GridPos
	assert.True(t, at.W > 0 && at.H > 0 && at.X >= 0 && at.Y >= 0 && at.X+at.W <= 24, "%s: %+v", p.Title, at)
	for i := range others {
		other := others[i].GridPos
		apart := at.X+at.W <= other.X || other.X+other.W <= at.X || at.Y+at.H <= other.Y || other.Y+other.H <= at.Y
		assert.True(t, apart, "%s lies on %s", p.Title, others[i].Title)
	}
}

var (
	usedVariable = regexp.MustCompile(`\$\{?([a-z]\w*)`)
	usedLabel    = regexp.MustCompile(`\{\{(\w+)\}\}`)
	usedMetric   = regexp.MustCompile(`(?:^|[^\w:])(apierror_\w+)(?:\{|\[|\))`)
	grouping     = regexp.MustCompile(`by \([^)]*\)`)
	labelKey     = regexp.MustCompile("`([a-z]+(?:[._][a-z]+)*)`")
)

// A metric, a label or a variable that does not exist is no error in Grafana: it shows as nothing.
func TestGrafanaDashboardsUseWhatThereIs(t *testing.T) {
	labels := []string{"memory", "kind", "status", "alertname", "severity", "destination", "reason"}
	for _, key := range labelKey.FindAllStringSubmatch(read(t, root+"docs/metrics.md"), -1) {
		labels = append(labels, strings.ReplaceAll(key[1], ".", "_"))
	}
	metrics := documentedMetrics(t)
	for name, board := range dashboards(t) {
		var variables []string
		for _, v := range board.Templating.List {
			variables = append(variables, v.Name)
		}
		for i := range board.Panels {
			p := &board.Panels[i]
			for _, query := range p.Targets {
				for _, used := range usedVariable.FindAllStringSubmatch(query.Expr, -1) {
					assert.Contains(t, variables, used[1], "%s: %s: $%s", name, p.Title, used[1])
				}
				for _, used := range usedMetric.FindAllStringSubmatch(grouping.ReplaceAllString(query.Expr, ""), -1) {
					assert.Contains(t, metrics, used[1], "%s: %s", name, p.Title)
				}
				for _, used := range usedLabel.FindAllStringSubmatch(query.Legend, -1) {
					assert.Contains(t, labels, used[1], "%s: %s", name, p.Title)
				}
			}
			for _, transformation := range p.Transformations {
				for column := range transformation.Options.RenameByName {
					known := column == "Value" && len(p.Targets) == 1 || slices.Contains(labels, column) ||
						strings.HasPrefix(column, "Value #") && slices.ContainsFunc(p.Targets, func(q target) bool { return "Value #"+q.RefID == column })
					assert.True(t, known, "%s: %s: column %s", name, p.Title, column)
				}
				if by := transformation.Options.ByField; by != "" {
					assert.Contains(t, labels, by, "%s: %s", name, p.Title)
				}
			}
		}
	}
}

// The provisioning files are YAML of the version that Grafana reads, and find the dashboards where the README puts them.
func TestGrafanaProvisioning(t *testing.T) {
	var sources struct {
		APIVersion  int `yaml:"apiVersion"`
		Datasources []struct {
			Name, UID, Type, URL string
		} `yaml:"datasources"`
	}
	require.NoError(t, yaml.Unmarshal([]byte(read(t, grafana+"provisioning/datasources/prometheus.yaml")), &sources))
	require.Len(t, sources.Datasources, 1)
	assert.Equal(t, 1, sources.APIVersion)
	assert.Equal(t, "prometheus", sources.Datasources[0].Type)

	var providers struct {
		APIVersion int `yaml:"apiVersion"`
		Providers  []struct {
			Type    string `yaml:"type"`
			Options struct {
				Path string `yaml:"path"`
			} `yaml:"options"`
		} `yaml:"providers"`
	}
	require.NoError(t, yaml.Unmarshal([]byte(read(t, grafana+"provisioning/dashboards/apierror.yaml")), &providers))
	require.Len(t, providers.Providers, 1)
	assert.Equal(t, 1, providers.APIVersion)
	assert.Equal(t, "file", providers.Providers[0].Type)
	assert.Contains(t, read(t, grafana+"README.md"), "/examples/grafana/dashboards:"+providers.Providers[0].Options.Path+"\"")
	entries, err := os.ReadDir(grafana + "dashboards")
	require.NoError(t, err)
	assert.Len(t, entries, len(dashboards(t)), "nothing but dashboards")
}
