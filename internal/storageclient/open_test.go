package storageclient

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension/extensiontest"
)

type hostWith struct {
	extensions map[component.ID]component.Component
}

func (h hostWith) GetExtensions() map[component.ID]component.Component { return h.extensions }

func TestOpenRefuses(t *testing.T) {
	id := component.MustNewID("file_storage")
	notStorage, err := extensiontest.NewNopFactory().Create(t.Context(), extensiontest.NewNopSettings(extensiontest.NopType), nil)
	require.NoError(t, err)
	for name, test := range map[string]struct {
		extensions map[component.ID]component.Component
		want       string
	}{
		"what does not run": {nil, `storage: no extension "file_storage" runs: list it under service::extensions`},
		"what stores nothing": {
			map[component.ID]component.Component{id: notStorage},
			`storage: extension "file_storage" stores nothing: name a storage extension, such as file_storage`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			client, err := Open(t.Context(), hostWith{test.extensions}, id, Owner{Kind: component.KindProcessor})
			require.EqualError(t, err, test.want)
			assert.Nil(t, client)
		})
	}
}
