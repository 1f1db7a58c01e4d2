package format

// The words of HTTP (RFC 9110) that formats need. The core does not import net/http, which would let it send.
const (
	methodGet  = "GET"
	methodPost = "POST"
	methodPut  = "PUT"

	statusOK                 = 200
	statusCreated            = 201
	statusAccepted           = 202
	statusNoContent          = 204
	statusBadRequest         = 400
	statusForbidden          = 403
	statusNotFound           = 404
	statusGone               = 410
	statusTooManyRequests    = 429
	statusServiceUnavailable = 503
)
