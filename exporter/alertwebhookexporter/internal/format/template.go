package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"mime"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"go.opentelemetry.io/collector/config/configopaque"
	"golang.org/x/net/http/httpguts"
)

const (
	defaultMethod = "POST"

	// maxOutput bounds what a template writes, and what each of its functions gives.
	maxOutput      = 256 << 10
	maxHeaderValue = 4 << 10
	maxHeaders     = 32
)

// templateLimits: whoever wrote the template knows what the receiver takes.
var templateLimits = Limits{}

var templateMethods = []string{"POST", "PUT", "PATCH", "DELETE"}

// reservedHeaders are set by the client, by the exporter, or by content_type.
var reservedHeaders = []string{
	"host", "content-length", "content-type", "content-encoding", "transfer-encoding", "connection", "upgrade", "te", "trailer",
	"webhook-id", "webhook-timestamp", "webhook-signature",
}

// TemplateConfig is a request of the user's own. Method, the headers' values and the body are templates: see templatefuncs.go for what
// they can call, and templatedata.go for what they are given.
type TemplateConfig struct {
	Method string `mapstructure:"method"` // empty for POST
	// Headers are sent beside those of the client. They and the body may hold tokens.
	Headers     map[string]configopaque.String `mapstructure:"headers"`
	Body        configopaque.String            `mapstructure:"body"`
	ContentType string                         `mapstructure:"content_type"` // empty for application/json
}

// Check parses the templates, and tries them on samples of a finding that begins and of one that is over.
func (cfg *TemplateConfig) Check() []error {
	t, errs := newTemplates("", cfg, Self{Version: "0"})
	if len(errs) > 0 {
		return errs
	}
	for _, sample := range templateSamples() {
		if _, err := t.Next(sample, nil); err != nil {
			return []error{err}
		}
	}
	return nil
}

// DefaultEndpoint is none: every receiver has its own.
func (*TemplateConfig) DefaultEndpoint() string { return "" }

// templates posts what a user's templates write.
type templates struct {
	byStatus
	endpoint    string
	self        Self
	method      *boundedTemplate
	headers     []headerTemplate
	body        *boundedTemplate
	contentType string
	json        bool
}

type headerTemplate struct {
	name  string
	value *boundedTemplate
}

// newTemplates makes the format. The errors begin with the key that they are about.
func newTemplates(endpoint string, cfg *TemplateConfig, self Self) (*templates, []error) {
	t := &templates{endpoint: endpoint, self: self, contentType: cfg.ContentType}
	var errs []error
	parse := func(key, text string) *boundedTemplate {
		parsed, err := parseTemplate(key, text)
		if err != nil {
			errs = append(errs, err)
		}
		return parsed
	}
	if cfg.Body == "" {
		errs = append(errs, errors.New(`body: missing: a template is needed, such as {"text": {{ json .message.title }}}`))
	} else {
		t.body = parse("body", string(cfg.Body))
	}
	method := cfg.Method
	if method == "" {
		method = defaultMethod
	}
	t.method = parse("method", method)
	if len(cfg.Headers) > maxHeaders {
		errs = append(errs, fmt.Errorf("headers: %d: must be %d at most", len(cfg.Headers), maxHeaders))
	}
	for _, name := range slices.Sorted(maps.Keys(cfg.Headers)) {
		if err := checkHeaderName(name); err != nil {
			errs = append(errs, err)
			continue
		}
		t.headers = append(t.headers, headerTemplate{name: name, value: parse("headers::"+name, string(cfg.Headers[name]))})
	}
	if t.contentType == "" {
		t.contentType = contentTypeJSON
	}
	kind, _, err := mime.ParseMediaType(t.contentType)
	if err != nil || !strings.Contains(kind, "/") || !httpguts.ValidHeaderFieldValue(t.contentType) {
		errs = append(errs, fmt.Errorf("content_type: %q: must be a media type, such as application/json or text/plain; charset=utf-8", cfg.ContentType))
	}
	t.json = kind == contentTypeJSON || strings.HasSuffix(kind, "+json")
	return t, errs
}

func checkHeaderName(name string) error {
	switch {
	case !httpguts.ValidHeaderFieldName(name):
		return fmt.Errorf("headers: %q: is no header name: letters, digits and hyphens", name)
	case strings.EqualFold(name, "content-type"):
		return fmt.Errorf("headers::%s: is set by content_type", name)
	case slices.Contains(reservedHeaders, strings.ToLower(name)):
		return fmt.Errorf("headers::%s: is set by the exporter itself", name)
	}
	return nil
}

func (t *templates) Next(m *Message, answers []Answer) (*Request, error) {
	if len(answers) > 0 {
		return nil, nil //nolint:nilnil // the interface's word for: all is said
	}
	data := templateData(m, t.self)
	body, err := t.body.execute(data)
	if err != nil {
		return nil, err
	}
	if t.json {
		err = checkJSON(body)
		if err != nil {
			return nil, err
		}
	}
	method, err := t.method.execute(data)
	if err != nil {
		return nil, err
	}
	request := post(t.endpoint, t.contentType, body)
	request.Method = string(bytes.TrimSpace(method))
	if !slices.Contains(templateMethods, request.Method) {
		// What it wrote may be what an attacker sent.
		return nil, fmt.Errorf("method: must come out as one of %s", strings.Join(templateMethods, ", "))
	}
	for _, header := range t.headers {
		value, err := header.value.execute(data)
		if err != nil {
			return nil, err
		}
		request.Header = append(request.Header, Header{Name: header.name, Value: headerValue(value)})
	}
	return request, nil
}

var notInHeader = regexp.MustCompile(`[\x00-\x1f\x7f]+`)

// headerValue is on one line, so that a value cannot begin a header of its own.
func headerValue(value []byte) string {
	return strings.ToValidUTF8(string(bytes.TrimSpace(notInHeader.ReplaceAll(value[:min(len(value), maxHeaderValue)], []byte(" ")))), "")
}

// checkJSON says where the body breaks, and nothing of what is in it.
func checkJSON(body []byte) error {
	if json.Valid(body) {
		return nil
	}
	var syntax *json.SyntaxError
	offset := len(body)
	if err := json.Unmarshal(body, new(json.RawMessage)); errors.As(err, &syntax) {
		offset = min(int(syntax.Offset), len(body))
	}
	return fmt.Errorf("body: what it writes is no valid JSON in line %d, at byte %d of %d: "+
		"write {{ json .x }} for a value, or {{ jsonEscape .x }} within quotes, or set another content_type",
		1+bytes.Count(body[:offset], []byte("\n")), offset, len(body))
}

// parseTemplate reads a template. The error begins with the key.
func parseTemplate(key, text string) (*boundedTemplate, error) {
	parsed, err := template.New(key).Option("missingkey=error").Funcs(templateFuncs).Parse(text)
	if err != nil {
		return nil, templateError(key, err)
	}
	if err := bound(parsed); err != nil {
		return nil, templateError(key, err)
	}
	return &boundedTemplate{key: key, parsed: parsed}, nil
}

// An error of text/template shows the action at fault, which may hold a token; line and column, which are before it, tell enough.
var shownAction = regexp.MustCompile(`(?s) at <.*?>:`)

func templateError(key string, err error) error {
	text := strings.TrimPrefix(err.Error(), "template: ")
	text = strings.TrimPrefix(text, key+":")
	text = shownAction.ReplaceAllString(text, ":")
	text = strings.TrimPrefix(strings.ReplaceAll(text, fmt.Sprintf(" executing %q:", key), ""), " ")
	return fmt.Errorf("%s: line %s", key, text)
}
