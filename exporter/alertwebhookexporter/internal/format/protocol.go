package format

// The words of HTTP (RFC 9110) that formats need. The core does not import net/http, which would let it send.
const (
	methodGet  = "GET"
	methodPost = "POST"
	methodPut  = "PUT"

	statusOK              = 200
	statusCreated         = 201
	statusBadRequest      = 400
	statusNotFound        = 404
	statusTooManyRequests = 429
)
