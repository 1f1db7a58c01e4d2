// Package storageclient opens a component's part of the storage extension that a configuration names.
package storageclient

import (
	"context"
	"fmt"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension/xextension/storage"
)

// Owner is whose part it is; one component may have several, by their names.
type Owner struct {
	Kind component.Kind
	ID   component.ID
	Name string
}

// Open gives the owner's part of a storage. Its errors begin with the configuration's key, storage, and say what to do.
func Open(ctx context.Context, host component.Host, storageID component.ID, owner Owner) (storage.Client, error) {
	extension, ok := host.GetExtensions()[storageID]
	if !ok {
		return nil, fmt.Errorf("storage: no extension %q runs: list it under service::extensions", storageID)
	}
	opener, ok := extension.(storage.Extension)
	if !ok {
		return nil, fmt.Errorf("storage: extension %q stores nothing: name a storage extension, such as file_storage", storageID)
	}
	client, err := opener.GetClient(ctx, owner.Kind, owner.ID, owner.Name)
	if err != nil {
		return nil, fmt.Errorf("storage: %w", err)
	}
	return client, nil
}
