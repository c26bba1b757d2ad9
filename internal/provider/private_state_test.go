package provider

import (
	"context"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// privateKeys is private state as the framework keeps it: a nil value removes a key.
type privateKeys map[string][]byte

func (k privateKeys) GetKey(_ context.Context, key string) ([]byte, diag.Diagnostics) {
	return k[key], nil
}

func (k privateKeys) SetKey(_ context.Context, key string, value []byte) diag.Diagnostics {
	k[key] = value
	if value == nil {
		delete(k, key)
	}
	return nil
}

// TestPrivateStateUnderTheEarlierKeyIsReadAndReplaced: a state has one of the two keys.
func TestPrivateStateUnderTheEarlierKeyIsReadAndReplaced(t *testing.T) {
	t.Parallel()
	stored := privateKeys{earlierStateKey: []byte(`{"p":true}`)}
	for range 2 {
		private, diags := readPrivateState(t.Context(), stored)
		if diags.HasError() || !private.Pinned || private.Lost {
			t.Fatalf("%+v, %v", private, diags)
		}
		if diags := writePrivateState(t.Context(), private, stored); diags.HasError() {
			t.Fatal(diags)
		}
	}
	if len(stored) != 1 || !slices.Equal(stored[privateStateKey], []byte(`{"p":true}`)) {
		t.Errorf("%q", stored)
	}
	if private, _ := readPrivateState(t.Context(), privateKeys{}); !private.Lost {
		t.Errorf("absent private state is read as %+v", private)
	}
}
