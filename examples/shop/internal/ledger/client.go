package ledger

import (
	"context"
	"fmt"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// Client writes to a ledger elsewhere.
type Client struct{ conn *grpc.ClientConn }

// Dial connects on the first call. The demo's services meet on the loopback interface, hence no TLS.
func Dial(addr string) (*Client, error) {
	conn, err := grpc.NewClient(addr,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithStatsHandler(otelgrpc.NewClientHandler()))
	if err != nil {
		return nil, fmt.Errorf("ledger at %s: %w", addr, err)
	}
	return &Client{conn: conn}, nil
}

// Close ends the connection.
func (c *Client) Close() error { return c.conn.Close() }

// Book enters an order's payment.
func (c *Client) Book(ctx context.Context, order string, amount float64) error {
	return c.call(ctx, bookMethod, map[string]any{"order": order, "amount": amount})
}

// Refund takes an order's payment back.
func (c *Client) Refund(ctx context.Context, order string) error {
	return c.call(ctx, refundMethod, map[string]any{"order": order})
}

func (c *Client) call(ctx context.Context, method string, entry map[string]any) error {
	request, err := structpb.NewStruct(entry)
	if err != nil {
		return err
	}
	return c.conn.Invoke(ctx, method, request, new(emptypb.Empty))
}
