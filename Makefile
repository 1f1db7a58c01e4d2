# Everything needed besides Go, make, gcc and git comes through the Go module proxy; the tools' versions are in tools/*/go.mod.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Without version-control stamps it builds in a tarball's tree and in a checkout that belongs to another user as well.
export GOFLAGS := $(filter-out -buildvcs=%,$(GOFLAGS)) -buildvcs=false

BINARY := _build/otelcol-apierror
DEMO := _build/demo

OCB := go tool -modfile=tools/ocb/go.mod builder
GOLANGCI_LINT := go tool -modfile=tools/lint/go.mod golangci-lint

# Added to every `go test`, as in: make test TEST_FLAGS=-v
TEST_FLAGS ?=

COMPONENT_DIRS := $(wildcard connector exporter extension internal processor receiver)

# What the binary is compiled from: folders too, so that a removed file counts as a change.
SOURCES := $(shell find $(COMPONENT_DIRS) -name testdata -prune -o \
	! -name '*_test.go' ! -name '*.md' -print)

# What mdatagen writes, as checksums, to tell whether generating changed anything.
GENERATED_SUMS = find $(COMPONENT_DIRS) -type f \( -name 'generated_*' -o -name documentation.md -o -name README.md \) \
	-exec sha256sum {} + | sort -k2

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: $(BINARY) ## Build the collector into _build/otelcol-apierror (minutes the first time, then seconds)

_build/.generated: builder-config.yaml go.mod go.sum tools/ocb/go.mod
	@echo "build 1/2: ocb writes the collector's main package and resolves its modules (a first time downloads them)"
	@log=$$(mktemp); trap 'rm -f "$$log"' EXIT; \
		$(OCB) --config=builder-config.yaml --skip-compilation >"$$log" 2>&1 || { cat "$$log"; exit 1; }
	@touch $@

# Compiled as ocb would, but with `go build -v`, whose package names, one a line, become a count of what is done.
$(BINARY): _build/.generated $(SOURCES)
	@echo "build 2/2: compiling (minutes on two cores when Go's build cache is cold, seconds when warm)"
	@total=$$(go -C _build list -deps . | wc -l); \
		CGO_ENABLED=0 go -C _build build -v -trimpath -ldflags='-s -w' -o $(notdir $@) . 2>&1 | \
		awk -v total="$$total" '/^[^ :#]+$$/ { if (++n % 100 == 0) { print "  " n " of at most " total " packages"; fflush() } next } { print }'
	@touch $@
	@echo "built $@"

.PHONY: run
run: build ## Start the collector with examples/quickstart/config.yaml
	@exec $(BINARY) --config=examples/quickstart/config.yaml

# The demo is built and exec'd, not `go run`: a signal then reaches it directly, so it can stop what it started.
.PHONY: demo
demo: build ## Show it at work: a small shop, its failures, the attacks on it and the alerts
	@go build -o $(DEMO) ./examples/shop/demo
	@exec $(DEMO)

.PHONY: test
test: build ## Run every test under the race detector, the end-to-end tests against the built collector included
	OTELCOL_APIERROR="$(CURDIR)/$(BINARY)" go test -race -timeout 20m $(TEST_FLAGS) ./...
	go -C test/alertmanager test -timeout 5m $(TEST_FLAGS) ./...
	@$(MAKE) --no-print-directory corpus

# Their score is a log line of tests that pass, which `go test` keeps to itself. With -race they are compiled already.
.PHONY: corpus
corpus: ## Print how much of what real instrumentation emits is read rightly (processor/apierrorprocessor/testdata)
	@go test -race -count=1 -run 'Corpus$$' -v ./processor/apierrorprocessor | sed -n 's/^ *[a-z_]*_test.go:[0-9]*: \([a-z]*: [0-9].*\)/\1/p'

.PHONY: lint
lint: vet lint-go lint-generated lint-tidy ## Lint, vet, and see that generated code and go.mod are up to date

.PHONY: check
check: fmt-check vet lint-go test-short ## What every commit must pass: format, vet, lint and unit tests

.PHONY: bench
bench: ## Measure side by side with the peers
	go -C bench run ./cmd/ratios

.PHONY: bench-connector
bench-connector: ## Measure the connector side by side with contrib's spanmetrics
	go -C bench run ./cmd/connectors

.PHONY: bench-delivery
bench-delivery: build ## Measure alerts under load and in a storm
	go -C bench run ./cmd/delivery

.PHONY: generate
generate: ## Generate code and documentation from every metadata.yaml
	go generate ./...

.PHONY: fmt
fmt: ## Format the Go code
	$(GOLANGCI_LINT) fmt ./...

.PHONY: clean
clean: ## Remove what was built
	rm -rf _build

# The parts of the targets above, in the order in which they fail soonest.

.PHONY: fmt-check
fmt-check:
	$(GOLANGCI_LINT) fmt --diff ./...

.PHONY: vet
vet:
	go vet ./...
	go -C bench vet ./...
	go -C test/alertmanager vet ./...

.PHONY: lint-go
lint-go:
	$(GOLANGCI_LINT) run ./...
	cd bench && go tool -modfile=../tools/lint/go.mod golangci-lint run --config=../.golangci.yml ./...
	cd test/alertmanager && go tool -modfile=../../tools/lint/go.mod golangci-lint run --config=../../.golangci.yml ./...

.PHONY: test-short
test-short:
	go test -race -short $(TEST_FLAGS) $$(go list ./... | grep -v /test/e2e)

# Compares with the files as they are, not with git, so that it may be run before a commit.
.PHONY: lint-generated
lint-generated:
	@before=$$($(GENERATED_SUMS)); go generate ./...; after=$$($(GENERATED_SUMS)); \
		diff <(echo "$$before") <(echo "$$after") || \
		{ echo "generated code was out of date; it has been generated anew: commit it"; exit 1; }

.PHONY: lint-tidy
lint-tidy:
	@for module in . bench test/alertmanager tools/*/; do \
		go -C "$$module" mod tidy -diff || { echo "run: go -C $$module mod tidy"; exit 1; }; \
	done
