// Package ledger keeps the shop's books, over gRPC.
package ledger

import (
	"context"
	"net"
	"sync"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// Ledger is the books of one day.
type Ledger struct {
	mu      sync.Mutex
	entries map[string]float64 // by order
}

// New is a ledger without an entry.
func New() *Ledger { return &Ledger{entries: make(map[string]float64)} }

// Run answers on addr until ctx ends.
func Run(ctx context.Context, addr string) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	server := grpc.NewServer(grpc.StatsHandler(otelgrpc.NewServerHandler()))
	server.RegisterService(&description, New())
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		server.GracefulStop()
		return <-failed
	}
}

// Book enters an order's payment, once.
func (l *Ledger) Book(_ context.Context, entry *structpb.Struct) (*emptypb.Empty, error) {
	order, amount := entry.GetFields()["order"].GetStringValue(), entry.GetFields()["amount"].GetNumberValue()
	if order == "" || amount <= 0 {
		return nil, status.Error(codes.InvalidArgument, "an entry needs an order and an amount above zero")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, booked := l.entries[order]; booked {
		return nil, status.Errorf(codes.AlreadyExists, "order %s is booked", order)
	}
	l.entries[order] = amount
	return &emptypb.Empty{}, nil
}

// Refund takes an order's payment back.
func (l *Ledger) Refund(_ context.Context, entry *structpb.Struct) (*emptypb.Empty, error) {
	order := entry.GetFields()["order"].GetStringValue()
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, booked := l.entries[order]; !booked {
		return nil, status.Errorf(codes.NotFound, "no entry for order %s", order)
	}
	delete(l.entries, order)
	return &emptypb.Empty{}, nil
}
