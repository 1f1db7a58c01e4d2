package apierror

import "slices"

// Signal names a suspicious behaviour.
type Signal string

const (
	SignalBruteForce         Signal = "brute_force"
	SignalCredentialStuffing Signal = "credential_stuffing" //nolint:gosec // the name of a signal, not a credential
	SignalPasswordSpraying   Signal = "password_spraying"
	SignalAccountTakeover    Signal = "account_takeover"
	SignalPermissionProbing  Signal = "permission_probing" // OWASP: broken function level authorization
	SignalObjectEnumeration  Signal = "object_enumeration" // OWASP: broken object level authorization
	SignalEndpointScanning   Signal = "endpoint_scanning"
	SignalSensitivePathProbe Signal = "sensitive_path_probe"
	SignalInjectionAttempt   Signal = "injection_attempt"
	SignalAutomatedClient    Signal = "automated_client"
	SignalRateLimitAbuse     Signal = "rate_limit_abuse"
	SignalResourceExhaustion Signal = "resource_exhaustion"
	SignalErrorDataLeak      Signal = "error_data_leak"
	SignalLateralMovement    Signal = "lateral_movement"
	SignalTokenAbuse         Signal = "token_abuse"
	SignalGeoAnomaly         Signal = "geo_anomaly"
)

var signals = []Signal{
	SignalBruteForce, SignalCredentialStuffing, SignalPasswordSpraying, SignalAccountTakeover, SignalPermissionProbing,
	SignalObjectEnumeration, SignalEndpointScanning, SignalSensitivePathProbe, SignalInjectionAttempt, SignalAutomatedClient,
	SignalRateLimitAbuse, SignalResourceExhaustion, SignalErrorDataLeak, SignalLateralMovement, SignalTokenAbuse,
	SignalGeoAnomaly,
}

// Signals lists every signal, in the order of the documentation.
func Signals() []Signal { return slices.Clone(signals) }

// Valid reports whether s is in the vocabulary.
func (s Signal) Valid() bool { return slices.Contains(signals, s) }
