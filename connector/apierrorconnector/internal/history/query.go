package history

// Queries are what a server is asked for, in PromQL, evaluated once a minute. Their series have the labels service_name; http_route,
// rpc_method or messaging_destination_name; apierror_business_process; and those of failures apierror_category. Only the first is needed.
type Queries struct {
	// Calls and Failures are counts of the minute before.
	Calls    string `mapstructure:"calls"`
	Failures string `mapstructure:"failures"`
	// Latency is the 95th percentile in seconds.
	Latency string `mapstructure:"latency"`
}

// entries are the calls that enter a service, as in the connector: of spans of kind internal only those are counted that are the first of
// their trace. What found no room in max_series has no labels to go by.
const entries = `{span_kind=~"server|consumer|internal",otel_metric_overflow=""}`

// DefaultQueries ask for the connector's own metrics.
//
// They subtract samples and do not use increase(): Prometheus' extrapolates, which makes two failures of one where it scrapes every
// half minute, and nothing of what it scrapes every minute. A counter that starts again loses that minute. Zeros are left to the server.
func DefaultQueries() Queries {
	const place = "service_name,http_route,rpc_method,messaging_destination_name"
	return Queries{
		Calls: "sum by (" + place + ",apierror_business_process) (clamp_min(" +
			"apierror_requests_total" + entries + " - apierror_requests_total" + entries + " offset 1m, 0)) > 0",
		Failures: "sum by (" + place + ",apierror_business_process,apierror_category) (clamp_min(" +
			"apierror_errors_total" + entries + " - apierror_errors_total" + entries + " offset 1m, 0)) > 0",
		Latency: "histogram_quantile(0.95, sum by (" + place + ") (rate(apierror_duration_seconds" + entries + "[2m])))",
	}
}
