// OpenTelemetry, switched on from outside: `node --require ./telemetry.js server.js`. The service knows nothing of it.
'use strict';

const { registerInstrumentations } = require('@opentelemetry/instrumentation');
const { ExpressInstrumentation } = require('@opentelemetry/instrumentation-express');
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-http');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { BatchSpanProcessor, NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');
const { randomUUID } = require('node:crypto');
const { name, version } = require('./package.json');

const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({
    'service.name': name.replace(/^shop-/, ''),
    'service.version': version,
    'service.instance.id': randomUUID(),
    'deployment.environment.name': 'demo',
  }),
  // The exporter reads OTEL_EXPORTER_OTLP_ENDPOINT. Half a second, because the demo is over soon.
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter(), { scheduledDelayMillis: 500 })],
});
provider.register();

registerInstrumentations({
  instrumentations: [
    new HttpInstrumentation({ ignoreIncomingRequestHook: (request) => request.url === '/healthz' }),
    new ExpressInstrumentation(),
  ],
});

// The server closes first, by its own handler of the same signal; what it leaves behind is sent here.
process.on('SIGTERM', () => provider.shutdown().finally(() => process.exit(0)));
