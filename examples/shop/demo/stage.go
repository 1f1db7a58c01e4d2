package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/receiver"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/roles"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/supervise"
)

const (
	readyWithin = 20 * time.Second
	stopWithin  = 8 * time.Second
)

// stage is every process of the demo and how to reach it.
type stage struct {
	dir       string
	addresses map[string]string // by the variable that names it
	collector *supervise.Process
	services  []*supervise.Process
	exited    chan *supervise.Process
}

// The addresses that only the demo itself hands out.
const (
	envOTLPGRPC = "SHOP_OTLP_GRPC"
	envOTLPHTTP = "SHOP_OTLP_HTTP"
)

// newStage reserves a free port for everybody before anybody starts.
func newStage(dir string) (*stage, error) {
	s := &stage{dir: dir, addresses: make(map[string]string), exited: make(chan *supervise.Process, 16)}
	for _, variable := range []string{
		envOTLPGRPC, envOTLPHTTP, roles.EnvStorefront, roles.EnvCheckout, roles.EnvPayments, roles.EnvLedger,
		roles.EnvCardnet, roles.EnvCardnetControl, roles.EnvReviews,
	} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, fmt.Errorf("free port: %w", err)
		}
		defer listener.Close()
		s.addresses[variable] = listener.Addr().String()
	}
	return s, nil
}

func (s *stage) startCollector(ctx context.Context, binary, config string, hook *receiver.Receiver) error {
	cmd := exec.Command(binary, "--config", config) //nolint:gosec,noctx // the user names it; supervise ends it
	cmd.Env = append(os.Environ(),
		"SHOP_DATA="+s.dir, envOTLPGRPC+"="+s.addresses[envOTLPGRPC], envOTLPHTTP+"="+s.addresses[envOTLPHTTP],
		"WEBHOOK_URL="+hook.URL, "WEBHOOK_SECRET="+hook.Secret)
	collector, err := s.start("collector", cmd)
	if err != nil {
		return err
	}
	s.collector = collector
	for _, variable := range []string{envOTLPGRPC, envOTLPHTTP} {
		if err := awaitPort(ctx, s.addresses[variable], collector); err != nil {
			return err
		}
	}
	return nil
}

// startServices starts the shop. Without reviews the storefront is not told of them.
func (s *stage) startServices(ctx context.Context, reviewsDir string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	health := map[string]string{
		"storefront": roles.EnvStorefront, "checkout": roles.EnvCheckout, "payments": roles.EnvPayments,
		"ledger": roles.EnvLedger, "cardnet": roles.EnvCardnetControl,
	}
	if reviewsDir == "" {
		delete(s.addresses, roles.EnvReviews)
	} else if err := s.startReviews(ctx, reviewsDir); err != nil {
		return err
	}
	for _, name := range roles.Names() {
		cmd := exec.Command(self, name) //nolint:gosec,noctx // this very program; supervise ends it
		// The SDKs speak both of OTLP's protocols, so that both are seen to work.
		cmd.Env = s.serviceEnv(name == "ledger" || name == "checkout")
		process, err := s.startService(name, cmd)
		if err != nil {
			return err
		}
		if err := awaitPort(ctx, s.addresses[health[name]], process); err != nil {
			return err
		}
	}
	return nil
}

func (s *stage) startReviews(ctx context.Context, dir string) error {
	cmd := exec.Command("node", "--require", "./telemetry.js", "server.js") //nolint:noctx // supervise ends it
	cmd.Dir = dir
	cmd.Env = s.serviceEnv(false)
	process, err := s.startService("reviews", cmd)
	if err != nil {
		return err
	}
	return awaitPort(ctx, s.addresses[roles.EnvReviews], process)
}

func (s *stage) serviceEnv(grpc bool) []string {
	env := os.Environ()
	for variable, address := range s.addresses {
		env = append(env, variable+"="+address)
	}
	if grpc {
		return append(env, "OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "OTEL_EXPORTER_OTLP_ENDPOINT=http://"+s.addresses[envOTLPGRPC])
	}
	return append(env, "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_EXPORTER_OTLP_ENDPOINT=http://"+s.addresses[envOTLPHTTP])
}

func (s *stage) startService(name string, cmd *exec.Cmd) (*supervise.Process, error) {
	process, err := s.start(name, cmd)
	if err == nil {
		s.services = append(s.services, process)
	}
	return process, err
}

func (s *stage) start(name string, cmd *exec.Cmd) (*supervise.Process, error) {
	process, err := supervise.Start(name, s.dir, cmd)
	if err != nil {
		return nil, err
	}
	go func() {
		<-process.Done()
		s.exited <- process
	}()
	return process, nil
}

// stop ends the services first: their last spans still reach the collector, and its last alerts the webhook.
func (s *stage) stop() error {
	err := supervise.Stop(stopWithin, s.services...)
	if s.collector != nil {
		err = errors.Join(err, supervise.Stop(stopWithin, s.collector))
	}
	s.services, s.collector = nil, nil
	return err
}

// cardNetwork switches the card network's mode, by the port that the shop does not know.
func (s *stage) cardNetwork(ctx context.Context, mode string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, "http://"+s.addresses[roles.EnvCardnetControl]+"/mode/"+mode, http.NoBody)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	if err := answer.Body.Close(); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("card network: mode %s: %s", mode, answer.Status)
	}
	return nil
}

// binaryPath finds the collector.
func binaryPath() (string, error) {
	path := os.Getenv("OTELCOL_APIERROR")
	if path == "" {
		path = filepath.Join("_build", "otelcol-apierror")
	}
	if _, err := os.Stat(path); err != nil { //nolint:gosec // the user names it
		return "", fmt.Errorf("there is no collector at %s: run `make build` first, in the project's root", path)
	}
	return filepath.Abs(path)
}
