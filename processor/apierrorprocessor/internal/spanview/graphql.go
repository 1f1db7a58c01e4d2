package spanview

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// graphQLSpaces are the name spaces in which servers and routers tell of GraphQL.
var graphQLSpaces = [...]string{"graphql.", "hive.graphql.", "apollo.graphql."}

// tellsGraphQLErrors recognises what servers put on a span of the errors in a GraphQL response, for which the conventions have no
// attribute: graphql.errors, graphql.error.count, hive.graphql.error.codes, apollo.graphql.error.message …
func tellsGraphQLErrors(key string) bool {
	for _, space := range graphQLSpaces {
		if strings.HasPrefix(key, space) {
			return strings.Contains(key, "error")
		}
	}
	return false
}

// graphQL reads what says that a response had errors: how many there were, that there were any, their codes, or what they said.
func (v *View) graphQL(key string, value pcommon.Value) {
	switch value.Type() {
	case pcommon.ValueTypeInt:
		v.GraphQLErrors = v.GraphQLErrors || value.Int() > 0
		return
	case pcommon.ValueTypeBool:
		v.GraphQLErrors = v.GraphQLErrors || value.Bool()
		return
	case pcommon.ValueTypeStr:
	case pcommon.ValueTypeSlice:
		if value.Slice().Len() == 0 {
			return
		}
		if first := value.Slice().At(0).Type(); first != pcommon.ValueTypeStr && first != pcommon.ValueTypeInt {
			v.GraphQLErrors = true
			return
		}
	default:
		return
	}
	text := v.firstText(value)
	if isAbsent(text) {
		return
	}
	v.GraphQLErrors = true
	if strings.Contains(key, "code") {
		setIfEmpty(&v.ErrorCode, text)
	} else {
		setIfEmpty(&v.Detail, text)
	}
}
