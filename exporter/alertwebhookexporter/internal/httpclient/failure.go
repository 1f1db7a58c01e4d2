package httpclient

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/dialguard"
)

// FailureKind is what kept a request from being answered.
type FailureKind string

const (
	FailureCancelled   FailureKind = "cancelled"   // by the caller
	FailureTimeout     FailureKind = "timeout"     // of the whole attempt, or of a part of it
	FailureNetwork     FailureKind = "network"     // no connection, or no whole answer
	FailureCertificate FailureKind = "certificate" // the two sides do not trust each other
	FailureAddress     FailureKind = "address"     // the guard refused
	FailureAuth        FailureKind = "auth"        // an auth extension or a middleware gave an error
)

// Failure is an error of a client that New made, in words that are fit for the log: they name no part of a URL but the host, and
// quote nothing that a peer sent. The error itself does both: it has the URL, and those of auth extensions may have a token.
type Failure struct {
	Kind    FailureKind
	Message string
}

// lostAfterHandshake is what net/http says of an HTTP/2 connection that ends before its first answer. In TLS 1.3 the server refuses a
// client's certificate only then, and whether its alert is read first is a matter of luck.
const lostAfterHandshake = "http2: client conn could not be established"

// Describe finds the words for an error of a client's Do, or of reading an answer.
func Describe(err error) Failure {
	var (
		timeout   interface{ Timeout() bool }
		refused   *dialguard.RefusedError
		operation *net.OpError
		lookup    *net.DNSError
		sending   *sendError
	)
	switch {
	case errors.Is(err, context.Canceled):
		return Failure{FailureCancelled, "the attempt was broken off"}
	case errors.As(err, &timeout) && timeout.Timeout():
		return Failure{FailureTimeout, "the destination did not answer in time"}
	case errors.As(err, &refused):
		return Failure{FailureAddress, refused.Error()}
	}
	if failure, ok := describeTLS(err); ok {
		return failure
	}
	switch {
	case errors.As(err, &operation):
		return Failure{FailureNetwork, operation.Error()}
	case errors.As(err, &lookup):
		return Failure{FailureNetwork, lookup.Error()}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return Failure{FailureNetwork, "the destination closed the connection without a whole answer"}
	case errors.As(err, &sending) && innermost(sending.error).Error() == lostAfterHandshake:
		return Failure{FailureNetwork, "the destination closed the connection after the TLS handshake: it may want another client certificate, tls::cert_file"}
	case errors.As(err, &sending):
		return Failure{FailureNetwork, fmt.Sprintf("the request failed (%T)", innermost(sending.error))}
	default:
		return Failure{FailureAuth, fmt.Sprintf("an auth extension or a middleware failed before anything was sent (%T)", innermost(err))}
	}
}

func describeTLS(err error) (Failure, bool) {
	var (
		invalid   x509.CertificateInvalidError
		name      x509.HostnameError
		authority x509.UnknownAuthorityError
		other     *tls.CertificateVerificationError
		record    tls.RecordHeaderError
		operation *net.OpError
	)
	because := ""
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil:
		because = fmt.Sprintf("the destination's certificate is valid from %s to %s only: have it renewed, or mend this machine's clock",
			invalid.Cert.NotBefore.Format(time.RFC3339), invalid.Cert.NotAfter.Format(time.RFC3339))
	case errors.As(err, &name):
		because = fmt.Sprintf("the destination's certificate is not one of %q: mend the endpoint, or set tls::server_name_override", name.Host)
	case errors.As(err, &authority):
		because = "the destination's certificate is signed by an authority that is not known here: set tls::ca_file"
	case errors.As(err, &other):
		because = fmt.Sprintf("the destination's certificate cannot be verified (%T)", innermost(other.Err))
	case errors.As(err, &record):
		because = "the destination does not speak TLS: its endpoint may be an http one"
	case errors.As(err, &operation) && operation.Op == "remote error":
		because = "the destination refused the TLS handshake (" + operation.Error() + "): it may want another client certificate, tls::cert_file"
	default:
		return Failure{}, false
	}
	return Failure{FailureCertificate, because}, true
}

// innermost is the cause of causes: of several that were joined the last, which is where fmt.Errorf puts what went wrong.
func innermost(err error) error {
	for {
		inner := errors.Unwrap(err)
		if several, ok := err.(interface{ Unwrap() []error }); ok && len(several.Unwrap()) > 0 {
			inner = several.Unwrap()[len(several.Unwrap())-1]
		}
		if inner == nil {
			return err
		}
		err = inner
	}
}
