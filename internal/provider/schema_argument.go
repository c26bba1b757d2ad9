package provider

import (
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	ephemeral "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// schemaArgument is an argument of a resource, a data source and an ephemeral
// resource, whose schemas have types of their own. It has the validators of its kind.
type schemaArgument struct {
	kind        argumentKind
	description string
	texts       []validator.String
	sets        []validator.Set
	maps        []validator.Map
	// sensitive hides a text in plans, and writeOnly keeps it out of plan and state. A
	// computed text is filled in if it is not set.
	sensitive, writeOnly, computed bool
}

type argumentKind int

const (
	aText argumentKind = iota
	aFlag
	aStatusSet
	aTextSet
	aTextMap
)

// eachArgument constructs the arguments of one of the schemas.
func eachArgument[A any](arguments map[string]schemaArgument, construct func(schemaArgument) A) map[string]A {
	made := map[string]A{}
	for name, argument := range arguments {
		made[name] = construct(argument)
	}
	return made
}

func (a schemaArgument) ofResource() schema.Attribute {
	switch a.kind {
	case aFlag:
		return schema.BoolAttribute{MarkdownDescription: a.description, Optional: true}
	case aStatusSet:
		return schema.SetAttribute{MarkdownDescription: a.description, ElementType: types.Int64Type, Optional: true, Validators: a.sets}
	case aTextSet:
		return schema.SetAttribute{MarkdownDescription: a.description, ElementType: types.StringType, Optional: true, Validators: a.sets}
	case aTextMap:
		return schema.MapAttribute{MarkdownDescription: a.description, ElementType: types.StringType, Optional: true, Validators: a.maps}
	default:
		return schema.StringAttribute{MarkdownDescription: a.description, Optional: true, Computed: a.computed, Sensitive: a.sensitive, WriteOnly: a.writeOnly, Validators: a.texts}
	}
}

func (a schemaArgument) ofDataSource() datasource.Attribute {
	switch a.kind {
	case aFlag:
		return datasource.BoolAttribute{MarkdownDescription: a.description, Optional: true}
	case aStatusSet:
		return datasource.SetAttribute{MarkdownDescription: a.description, ElementType: types.Int64Type, Optional: true, Validators: a.sets}
	case aTextSet:
		return datasource.SetAttribute{MarkdownDescription: a.description, ElementType: types.StringType, Optional: true, Validators: a.sets}
	case aTextMap:
		return datasource.MapAttribute{MarkdownDescription: a.description, ElementType: types.StringType, Optional: true, Validators: a.maps}
	default:
		return datasource.StringAttribute{MarkdownDescription: a.description, Optional: true, Computed: a.computed, Sensitive: a.sensitive, Validators: a.texts}
	}
}

func (a schemaArgument) ofEphemeral() ephemeral.Attribute {
	switch a.kind {
	case aFlag:
		return ephemeral.BoolAttribute{MarkdownDescription: a.description, Optional: true}
	case aStatusSet:
		return ephemeral.SetAttribute{MarkdownDescription: a.description, ElementType: types.Int64Type, Optional: true, Validators: a.sets}
	case aTextSet:
		return ephemeral.SetAttribute{MarkdownDescription: a.description, ElementType: types.StringType, Optional: true, Validators: a.sets}
	case aTextMap:
		return ephemeral.MapAttribute{MarkdownDescription: a.description, ElementType: types.StringType, Optional: true, Validators: a.maps}
	default:
		return ephemeral.StringAttribute{MarkdownDescription: a.description, Optional: true, Computed: a.computed, Sensitive: a.sensitive, Validators: a.texts}
	}
}
