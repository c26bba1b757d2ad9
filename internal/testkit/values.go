package testkit

import (
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// These functions panic on errors, which are errors in the test.

// Text is a string of the protocol.
func Text(value string) tftypes.Value { return tftypes.NewValue(tftypes.String, value) }

// Texts is a map of strings.
func Texts(values map[string]string) tftypes.Value {
	elements := map[string]tftypes.Value{}
	for name, value := range values {
		elements[name] = Text(value)
	}
	return tftypes.NewValue(tftypes.Map{ElementType: tftypes.String}, elements)
}

// Object is an object of a type. Attributes without a value are null.
func Object(of tftypes.Type, values map[string]tftypes.Value) tftypes.Value {
	attributes := map[string]tftypes.Value{}
	for name, attributeType := range objectType(of).AttributeTypes {
		attributes[name] = tftypes.NewValue(attributeType, nil)
	}
	maps.Copy(attributes, values)
	return tftypes.NewValue(of, attributes)
}

// AttributeType is the type of an attribute of an object type.
func AttributeType(of tftypes.Type, name string) tftypes.Type {
	attribute, exists := objectType(of).AttributeTypes[name]
	if !exists {
		panic("no attribute " + name)
	}
	return attribute
}

func objectType(of tftypes.Type) tftypes.Object {
	object, isObject := of.(tftypes.Object)
	if !isObject {
		panic(fmt.Sprintf("%s is not an object type", of))
	}
	return object
}

// Attributes is a copy of the attributes of an object, nil for null.
func Attributes(of tftypes.Value) map[string]tftypes.Value {
	var attributes map[string]tftypes.Value
	if of.IsNull() || of.As(&attributes) != nil {
		return nil
	}
	return maps.Clone(attributes) // As returns the value's own map.
}

// Encode encodes a value for a request.
func Encode(as tftypes.Type, value tftypes.Value) *tfprotov6.DynamicValue {
	encoded, err := tfprotov6.NewDynamicValue(as, value)
	if err != nil {
		panic(err)
	}
	return &encoded
}

// Decode decodes a value of a response; nil is null.
func Decode(as tftypes.Type, encoded *tfprotov6.DynamicValue) tftypes.Value {
	if encoded == nil {
		return tftypes.NewValue(as, nil)
	}
	value, err := encoded.Unmarshal(as)
	if err != nil {
		panic(err)
	}
	return value
}
