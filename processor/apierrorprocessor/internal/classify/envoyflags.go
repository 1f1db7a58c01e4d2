package classify

import "strings"

// envoyFlags is where Envoy says what its flags mean.
const envoyFlags = "envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage: RESPONSE_FLAGS"

// flagRow recognises a flag with which Envoy, and so Istio, says why it answered as it did.
type flagRow struct {
	flag   string
	means  *meaning
	source string
}

// flagRows stand in order, the most telling first: Envoy may set several, and a retry that failed too says less than why it
// did. DI (a delay was injected), LH (a health check failed) and RFCF (the answer came from a cache) tell of no failure.
var flagRows = []flagRow{
	{"FI", &faultInjected, envoyFlags},
	{"NR", &routeNotFound, envoyFlags},
	{"NC", &upstreamMissing, envoyFlags},
	{"NFCF", &misconfigured, envoyFlags},
	{"UAEX", &forbidden, envoyFlags},
	{"RL", &rateLimited, envoyFlags},
	{"RLSE", &rateLimiterFailed, envoyFlags},
	{"OM", &overloadedHere, envoyFlags},
	{"DO", &overloadedHere, envoyFlags},
	{"UDO", &overloadedHere, envoyFlags},
	{"UO", &circuitOpen, envoyFlags},
	{"DF", &dnsFailure, envoyFlags},
	{"UH", &noHealthyUpstream, envoyFlags},
	{"UF", &upstreamUnconnected, envoyFlags},
	{"UT", &gatewayTimeout, envoyFlags},
	{"UMSDR", &gatewayTimeout, envoyFlags},
	{"UPE", &protocolError, envoyFlags},
	{"UC", &connectionReset, envoyFlags},
	{"UR", &connectionReset, envoyFlags},
	{"IH", &invalidInput, envoyFlags},
	{"DPE", &invalidInput, envoyFlags},
	{"DT", &timeout, envoyFlags},
	{"SI", &timeout, envoyFlags},
	{"LR", &connectionReset, envoyFlags},
	{"URX", &retriesExhausted, envoyFlags},
	{"DR", &userCancelled, envoyFlags},
	{"DC", &userCancelled, envoyFlags},
}

// byResponseFlags finds what Envoy's response flags mean, which stand apart by commas; nil where none tells of a failure.
func byResponseFlags(flags string) *meaning {
	best := len(flagRows)
	for flag := range strings.SplitSeq(flags, ",") {
		for i := range best {
			if flagRows[i].flag == flag {
				best = i
				break
			}
		}
	}
	if best == len(flagRows) {
		return nil
	}
	return flagRows[best].means
}
