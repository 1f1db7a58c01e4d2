package format

import (
	"reflect"
	"strconv"
	"strings"
)

// number is written in full: 2000000, where text/template would write 2e+06.
type number float64

func (n number) String() string { return strconv.FormatFloat(float64(n), 'f', -1, 64) }

// templateData is what a template is given: the generic payload by the names in its JSON. All fields are there, empty where they do
// not apply, so that .data.actor.id needs no question. Beside them it has
//
//	.id           the webhook-id
//	.status       firing or resolved, of the whole group
//	.destination  the name of the destination
//	.message.text the sections as one text
func templateData(m *Message, self Self) map[string]any {
	document := genericOf(m, self)
	left := budget{left: maxGeneric}
	document.Message = genericMessageOf(&m.Text, &left)
	if document.Message == nil {
		document.Message = &genericMessage{}
	}
	if len(m.Alerts) > 1 {
		document.Group.Alerts = (&budget{left: maxGeneric}).alerts(m.Alerts)
	}
	data, _ := valueOf(reflect.ValueOf(document)).(map[string]any)
	data["id"] = m.ID
	data["status"] = string(m.Status())
	data["destination"] = m.Destination
	if message, ok := data["message"].(map[string]any); ok {
		message["text"] = textOfSections(document.Message.Sections)
	}
	return data
}

func textOfSections(sections []genericSection) string {
	var text strings.Builder
	for i, section := range sections {
		if i > 0 {
			text.WriteString("\n\n")
		}
		text.WriteString(section.Name + ":\n" + strings.Join(section.Lines, "\n"))
	}
	return text.String()
}

// valueOf copies a value into what templates can walk by the names of the JSON: a struct that is missing is one of empty fields.
func valueOf(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return valueOf(reflect.Zero(v.Type().Elem()))
		}
		return valueOf(v.Elem())
	case reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return valueOf(v.Elem())
	case reflect.Struct:
		fields := make(map[string]any, v.NumField())
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			fields[name] = valueOf(v.Field(i))
		}
		return fields
	case reflect.Map:
		entries := make(map[string]any, v.Len())
		for name, value := range v.Seq2() {
			entries[name.String()] = valueOf(value)
		}
		return entries
	case reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = valueOf(v.Index(i))
		}
		return list
	case reflect.Float64:
		return number(v.Float())
	default:
		return v.Interface()
	}
}
