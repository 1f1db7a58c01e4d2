// Package manifest holds builder-config.yaml, what ocb builds, against the tree, the pinned versions and the binary.
package manifest

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

func TestOurEntriesAreComponents(t *testing.T) {
	for section, entries := range readManifest(t) {
		for _, e := range entries {
			if !e.ours() {
				continue
			}
			t.Run(e.dir(), func(t *testing.T) {
				require.NotEmpty(t, e.Import, "%s: an entry of %s needs an `import:`", section, ours)
				assert.Equal(t, ".", e.Path, "`path:` is where the root module lies")
				require.FileExists(t, filepath.Join(root, e.dir(), "factory.go"))
				require.FileExists(t, filepath.Join(root, e.dir(), "metadata.yaml"))
				assert.Equal(t, sections[section], readMetadata(t, e.dir()).Status.Class,
					"class in metadata.yaml, and the section of builder-config.yaml that lists it")
			})
		}
	}
}

func TestComponentsInTheTreeAreBuilt(t *testing.T) {
	var listed []string
	for _, entries := range readManifest(t) {
		for _, e := range entries {
			if e.ours() {
				listed = append(listed, e.dir())
			}
		}
	}
	assert.ElementsMatch(t, listed, componentDirs(t),
		"A: our entries in builder-config.yaml; B: the folders that have a metadata.yaml")
}

// The Collector's modules are tested together only at one release, whose two numbers are those of the component module
// (stable) and of ocb itself (beta).
func TestOneCollectorRelease(t *testing.T) {
	pinned := required(t, "go.mod")
	release := []string{
		pinned["go.opentelemetry.io/collector/component"],
		required(t, "tools/ocb/go.mod")["go.opentelemetry.io/collector/cmd/builder"],
	}
	require.NotContains(t, release, "", "the release is unknown: go.mod must require component, tools/ocb/go.mod the builder")

	for module, version := range pinned {
		if strings.HasPrefix(module, "go.opentelemetry.io/collector/") ||
			strings.HasPrefix(module, "github.com/open-telemetry/opentelemetry-collector-contrib/") {
			assert.Contains(t, release, version, "go.mod requires %s outside the one release", module)
		}
	}
	for section, entries := range readManifest(t) {
		for _, e := range entries {
			if e.ours() {
				assert.Equal(t, "v0.0.0", e.version(), "%s: our version must be the same everywhere", e.dir())
				continue
			}
			assert.Contains(t, release, e.version(), "%s: %s is outside the one release", section, e.module())
			if version, ok := pinned[e.module()]; ok {
				assert.Equal(t, version, e.version(), "%s: go.mod requires another version of %s", section, e.module())
			}
		}
	}
}

// The binary cannot name the package of one of ours, only the module, so ours are compared by the type in their
// metadata.yaml and all others by their module.
func TestBinaryListsTheManifest(t *testing.T) {
	listed := binaryComponents(t)
	manifest := readManifest(t)
	for section := range sections {
		var want, got []string
		for _, e := range manifest[section] {
			if e.ours() {
				want = append(want, ours+" "+readMetadata(t, e.dir()).Type)
			} else {
				want = append(want, e.GoMod)
			}
		}
		for _, c := range listed[section] {
			if strings.HasPrefix(c.Module, ours+" ") {
				got = append(got, ours+" "+c.Name)
			} else {
				got = append(got, c.Module)
			}
		}
		assert.ElementsMatch(t, want, got,
			"%s. A: builder-config.yaml; B: the binary's `components`. Is the binary older than the manifest? Run make build", section)
	}
}

type component struct {
	Name   string `yaml:"name"`
	Module string `yaml:"module"`
}

// binaryComponents asks the built collector what it has in it.
func binaryComponents(t *testing.T) map[string][]component {
	t.Helper()
	if testing.Short() {
		t.Skip("needs the built collector")
	}
	binary, named := os.LookupEnv("OTELCOL_APIERROR")
	if !named {
		binary = "_build/otelcol-apierror"
	}
	if !filepath.IsAbs(binary) {
		binary = filepath.Join(root, binary)
	}
	if _, err := os.Stat(binary); err != nil && !named {
		t.Skip("the collector is not built: run make build")
	}
	out, err := exec.CommandContext(t.Context(), binary, "components").Output()
	require.NoError(t, err, "%s components", binary)

	var nodes map[string]yaml.Node
	require.NoError(t, yaml.Unmarshal(out, &nodes))
	listed := map[string][]component{}
	for section := range sections {
		node := nodes[section]
		var components []component
		require.NoError(t, node.Decode(&components), "section %s of `components`", section)
		listed[section] = components
	}
	return listed
}

// componentDirs returns the folders that have a metadata.yaml, relative to the root.
func componentDirs(t *testing.T) []string {
	t.Helper()
	var dirs []string
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && !holdsOurCode(d.Name()) {
			return fs.SkipDir
		}
		if d.Name() == "metadata.yaml" {
			dir, err := filepath.Rel(root, filepath.Dir(path))
			dirs = append(dirs, filepath.ToSlash(dir))
			return err
		}
		return nil
	}))
	return dirs
}

// holdsOurCode leaves out what the go command leaves out of ./... as well, and what npm installs.
func holdsOurCode(folder string) bool {
	return !strings.HasPrefix(folder, ".") && !strings.HasPrefix(folder, "_") && folder != "testdata" && folder != "node_modules"
}
