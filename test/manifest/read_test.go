package manifest

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

const (
	root = "../.."
	ours = "github.com/otelcol-apierror/otelcol-apierror"
)

// sections maps a section of the manifest, and of what the binary lists, to the class that metadata.yaml gives.
var sections = map[string]string{
	"receivers":  "receiver",
	"processors": "processor",
	"exporters":  "exporter",
	"connectors": "connector",
	"extensions": "extension",
}

// entry is one line of the manifest.
type entry struct {
	GoMod  string `yaml:"gomod"`
	Import string `yaml:"import"`
	Path   string `yaml:"path"`
}

func (e entry) module() string {
	module, _, _ := strings.Cut(e.GoMod, " ")
	return module
}

func (e entry) version() string {
	_, version, _ := strings.Cut(e.GoMod, " ")
	return version
}

func (e entry) ours() bool { return e.module() == ours }

// dir is where the package of one of ours lies, relative to the root.
func (e entry) dir() string { return strings.TrimPrefix(e.Import, ours+"/") }

// readManifest returns the entries by section, those of components and those of config providers.
func readManifest(t *testing.T) map[string][]entry {
	t.Helper()
	var nodes map[string]yaml.Node
	readYAML(t, "builder-config.yaml", &nodes)

	manifest := map[string][]entry{}
	for section, node := range nodes {
		if _, ok := sections[section]; !ok && section != "providers" {
			continue
		}
		var entries []entry
		require.NoError(t, node.Decode(&entries), "section %s of builder-config.yaml", section)
		manifest[section] = entries
	}
	require.NotEmpty(t, manifest)
	return manifest
}

// metadata is what of a component's metadata.yaml matters here.
type metadata struct {
	Type   string `yaml:"type"`
	Status struct {
		Class string `yaml:"class"`
	} `yaml:"status"`
}

func readMetadata(t *testing.T, dir string) metadata {
	t.Helper()
	var m metadata
	readYAML(t, filepath.Join(dir, "metadata.yaml"), &m)
	return m
}

func readYAML(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, path))
	require.NoError(t, err)
	require.NoError(t, yaml.Unmarshal(data, into), path)
}

// required returns the versions that a go.mod requires, by module.
func required(t *testing.T, gomod string) map[string]string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "mod", "edit", "-json", filepath.Join(root, gomod)).Output()
	require.NoError(t, err, gomod)
	var parsed struct {
		Require []struct{ Path, Version string }
	}
	require.NoError(t, json.Unmarshal(out, &parsed))
	versions := map[string]string{}
	for _, r := range parsed.Require {
		versions[r.Path] = r.Version
	}
	return versions
}
