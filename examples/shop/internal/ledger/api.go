package ledger

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// The API is registered by hand over well-known types, so that building the demo needs no protoc.
const (
	serviceName  = "shop.ledger.v1.Ledger"
	bookMethod   = "/" + serviceName + "/Book"
	refundMethod = "/" + serviceName + "/Refund"
)

// api is what a ledger offers. An entry is a Struct of "order" and "amount".
type api interface {
	Book(context.Context, *structpb.Struct) (*emptypb.Empty, error)
	Refund(context.Context, *structpb.Struct) (*emptypb.Empty, error)
}

var description = grpc.ServiceDesc{
	ServiceName: serviceName,
	HandlerType: (*api)(nil),
	Methods: []grpc.MethodDesc{
		{MethodName: "Book", Handler: handler(bookMethod, api.Book)},
		{MethodName: "Refund", Handler: handler(refundMethod, api.Refund)},
	},
}

func handler(method string, call func(api, context.Context, *structpb.Struct) (*emptypb.Empty, error)) grpc.MethodHandler {
	return func(server any, ctx context.Context, decode func(any) error, intercept grpc.UnaryServerInterceptor) (any, error) {
		entry := new(structpb.Struct)
		if err := decode(entry); err != nil {
			return nil, err
		}
		run := func(ctx context.Context, request any) (any, error) {
			return call(server.(api), ctx, request.(*structpb.Struct))
		}
		if intercept == nil {
			return run(ctx, entry)
		}
		return intercept(ctx, entry, &grpc.UnaryServerInfo{Server: server, FullMethod: method}, run)
	}
}
