package apierror

// The parts that make a situation one, for each kind. Every component that tells of a situation takes its id from here, so that
// what comes as spans and what comes as findings is one alert. An endpoint is the http.route, or the rpc.method where there is none.

// SecuritySituation is one actor's behaviour of one signal, wherever it shows.
func SecuritySituation(actor Actor, signal Signal) string {
	return SituationID(KindSecurity, string(actor.Type), actor.ID, string(signal))
}

// DataLeakSituation is a place that leaks: it is mended there, whoever was there to see.
func DataLeakSituation(service, endpoint string) string {
	return SituationID(KindDataLeak, service, endpoint)
}

// SLABreachSituation is a partner's broken agreement, whichever service called.
func SLABreachSituation(partner string) string { return SituationID(KindSLABreach, partner) }

// BusinessFailureSituation is a process that fails in one way, in whichever service.
func BusinessFailureSituation(process string, category Category) string {
	return SituationID(KindBusinessFailure, process, string(category))
}

// ContractDriftSituation is an endpoint whose callers and service no longer agree on its contract.
func ContractDriftSituation(service, endpoint string) string {
	return SituationID(KindContractDrift, service, endpoint)
}

// SurgeSituation is an endpoint that fails in one way.
func SurgeSituation(service, endpoint string, category Category) string {
	return SituationID(KindSurge, service, endpoint, string(category))
}

// SLOBurnSituation is an objective whose error budget burns.
func SLOBurnSituation(slo string) string { return SituationID(KindSLOBurn, slo) }

// ForecastSituation is something that will happen to a place: a service and an endpoint, a process, a partner, or an objective.
func ForecastSituation(measure string, place ...string) string {
	return SituationID(KindForecast, append([]string{measure}, place...)...)
}
