package classify

// inputPhrases are what validators and parsers say of what they were given.
var inputPhrases = []phraseRow{
	{&ownAnswerMismatch, "graphql.org: execution; graphql-java, Hot Chocolate, graphql-js", []string{
		"cannot return null for non-nullable", "resolved to a null value", "must not be null for non-nullable", "enum * cannot represent value", "expected iterable, but did not find one",
	}},
	{&ownAnswerMismatch, "fastapi, fastify, NestJS: answers", []string{"responsevalidationerror", "response doesn't match the schema"}},
	{&invalidInput, "graphql.org: variables", []string{"got invalid value", "of required type * was not provided", "variable * of type * used in position"}},
	{&statementTooComplex, "graphql-java, graphql-depth-limit, graphql-armor", []string{"maximum query depth exceeded", "exceeds maximum operation depth", "query is too complex", "maximum query complexity exceeded", "query complexity"}},
	{&schemaMismatch, "github.com/FasterXML/jackson, google/gson, square/moshi, Kotlin/kotlinx.serialization", []string{
		"cannot deserialize value of type", "cannot deserialize instance of", "cannot construct instance of", "unrecognized field", "unrecognized token '", "no content to map due to end-of-input", "unexpected end-of-input",
		"expected begin_object but was", "expected begin_array but was", "use jsonreader.setlenient(true)", "unexpected json token at offset", "required for type with serial name", "encountered an unknown key", "required value * missing at $",
		"json parse error:", "malformed json",
	}},
	{&schemaMismatch, "github.com/dotnet/runtime: System.Text.Json; JamesNK/Newtonsoft.Json", []string{
		"the json value could not be converted to", "is an invalid start of a value", "error converting value", "unexpected character encountered while parsing", "error reading * from jsonreader", "could not find member", "the json object contains a trailing comma", "was missing required properties",
	}},
	{&schemaMismatch, "pkg.go.dev/encoding/json, xml, gopkg.in/yaml", []string{"after top-level value", "after object key", "invalid character * in literal", "yaml: unmarshal errors", "xml syntax error", "cannot unmarshal"}},
	{&schemaMismatch, "docs.python.org/3/library/json.html", []string{"extra data: line", "expecting property name enclosed", "unterminated string starting at", "codec can't decode byte", "invalid control character at: line"}},
	{&schemaMismatch, "docs.rs/serde_json, serde: errors", []string{"eof while parsing", "missing field `", "unknown field `", "invalid type: * expected", "unknown variant `", "expected `,` or `", "trailing characters at line", "key must be a string at line"}},
	{&schemaMismatch, "github.com/v8/v8, JavaScriptCore: JSON.parse", []string{"unexpected token * json", "json parse error", "in json (line", "expected property name or '}'"}},
	{&schemaMismatch, "ruby/json, php/php-src, symfony/serializer: JSON", []string{"unexpected token at '", "=syntax error", "unexpected character: '", "malformed utf-8 characters"}},
	{&schemaMismatch, "protobuf, avro, msgpack, thrift, XML: wire formats", []string{
		"protocol message contained an invalid tag", "while parsing a protocol message", "illegal tag value", "invalid wire type", "wrong wire type", "invalid wire-format", "error parsing message", "premature eof",
		"premature end of file", "content is not allowed in prolog", "data at the root level is invalid", "root element is missing", "no root element", "failed to decode protobuf", "error deserializing", "error serializing avro",
		"incompatible with an earlier schema", "bad magic number", "malformed xml",
	}},
	{&invalidInput, "jakarta.ee/specifications/bean-validation; Spring MVC", []string{
		"validation failed for", "failed to convert value of type", "required request body is missing", "required request parameter", "required request header", "required request part", "method parameter '", "interpolatedmessage=",
		"must not be blank", "must not be null", "must not be empty",
	}},
	{&invalidInput, "zod, joi, yup, class-validator, ajv, express-validator", []string{
		"is not allowed to be empty", "is a required field", "must be a `", "should not exist", "must have required property", "must not have additional properties", "invalid_type", "must be equal to one of the allowed values", "should not be empty", "must be shorter than", "must be longer than",
		`" is not allowed`, `" is required`, "' is required", "field is required", "invalid enum value", "must be a valid",
	}},
	{&invalidInput, "pydantic, marshmallow, jsonschema, Django, DRF", []string{
		"validation error for", "validation errors for", "value is not a valid", "field required", "missing data for required field", "is a required property", "is not of type '", "additional properties are not allowed", "this field may not be", "extra inputs are not permitted", "not a valid choice", "enter a valid",
	}},
	{&invalidInput, "fluentvalidation.net; System.ComponentModel.DataAnnotations; ASP.NET Core", []string{
		"-- severity: error", "one or more validation errors occurred", "the value * is not valid", "failed to read parameter", "failed to bind parameter", "unexpected end of request content", "required parameter",
	}},
	{&invalidInput, "github.com/go-playground/validator; gin, echo", []string{"field validation for", "=missing form body", "unmarshal type error: expected"}},
	{&invalidInput, "ActiveModel, Ecto, Laravel, Symfony: validators", []string{
		"validation failed:", "can't be blank", "is too short (minimum", "is too long (maximum", "param is missing or the value is empty", "the given data was invalid", "this value should not be", "this value is not", "has already been taken", "could not perform * because changeset is invalid",
	}},
	{&invalidInput, "docs.rs/axum, actix-web, validator: rejections", []string{"failed to deserialize the json body", "failed to parse the request body as json", "failed to deserialize query string", "query deserialize error", "json deserialize error", "path deserialize error"}},
	{&unsupportedMedia, "Spring MVC, axum, Fastify, DRF: media types", []string{"content-type * is not supported", "content type * not supported", "unsupported media type", "expected request with `content-type: application/json`"}},
	{&methodNotAllowed, "Spring MVC, DRF, Symfony, Werkzeug", []string{"request method * is not supported", `method "* not allowed`, "method not allowed"}},
	{&routeNotFound, "Spring MVC, Express, Rails, Symfony, Laravel, Fastify", []string{"no static resource", "no handler found for", "no route matches", "no route found for", "no endpoint get", "no endpoint post", "could not be found. route", "route not found", "cannot get /", "cannot post /", "cannot put /", "cannot delete /", "=404 page not found"}},
	{&notFound, "Django, Laravel, Rails, Spring Data, TypeORM, Prisma, Ecto", []string{
		"matching query does not exist", "no query results for model", "couldn't find * with '", "could not find any entity of type", "expected at least one result but got none", "no * matches the given query", "unable to find * with id", "=entity not found", "=not found",
	}},
	{&payloadTooLarge, "Spring, Tomcat, multer, Rack, Django, PHP, .NET: limits", []string{
		"maximum upload size exceeded", "exceeds its maximum permitted size", "request body is too large", "body exceeded", "file too large", "multipart body length limit", "request entity is too large", "payload content length greater than maximum", "payload too large", "request was rejected because its size", "body is too large", "content too large", "length limit exceeded", "request too large", "bodylimit",
	}},
	{&misconfigured, "configuration of all languages", []string{"missing required configuration", "missing configuration", "invalid configuration", "configuration error", "required environment variable", "missing env", "no configuration found"}},
	{&unsupportedVersion, "HTTP, gRPC, Avro, databases", []string{"unsupported version", "version not supported", "unsupported client version"}},
	{&checksumMismatch, plainWords, []string{"checksum failed", "checksum error", "bad checksum", "crc mismatch", "digest mismatch", "hash mismatch", "checksum does not match", "invalid checksum"}},
}
