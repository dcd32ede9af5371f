# The menu: `make` or `make help` lists the targets.

GO         ?= go
GOFUMPT    := $(GO) run mvdan.cc/gofumpt@v0.12.0
STATICCHECK := $(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2
BIN        := .bin/drukpers
FUZZTIME   ?= 30s
# A folder with a real site (content/ and site.yaml): tests and benchmarks use it too when it is there.
CORPUS     ?= $(wildcard ../shared/corpus)
export DRUKPERS_CORPUS := $(abspath $(CORPUS))

.DEFAULT_GOAL := help
.PHONY: browser help build serve check test lint bench bench-preview bench-hugo bench-scale fuzz clean FORCE

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 16

$(BIN): FORCE
	@$(GO) build -o $(BIN) ./cmd/drukpers

build: $(BIN) ## make the whole site in public/
	$(BIN) build

serve: $(BIN) ## show the site live while you write
	$(BIN) serve

check: $(BIN) ## look for mistakes and doubtful cases, write nothing
	$(BIN) check

# The tests of the preview need a real browser.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium >/dev/null; \
	else \
		echo "No chromium found: tests in a browser are skipped. On Debian: sudo apt-get install chromium"; \
	fi

test: browser ## run all tests, with the race detector where it matters
	$(GO) test $(TESTFLAGS) ./...
	$(GO) test -race -short $(TESTFLAGS) $$($(GO) list ./internal/... | grep -v /testsite) # testsite has no goroutines

lint: ## formatting, vet and staticcheck must be clean
	@unformatted=$$($(GOFUMPT) -l cmd internal themes) && [ -z "$$unformatted" ] || { echo "not formatted (run gofumpt -w):"; echo "$$unformatted"; exit 1; }
	$(GO) vet ./...
	$(STATICCHECK) ./...
	$(GO) mod verify
	$(GO) mod tidy -diff

bench: ## measure the stages, the whole build and the preview, within two minutes (CORPUS=folder adds a site of your own)
	@{ $(GO) test -run '^$$' -skip 'Command|Preview|Memory' -bench . -benchtime 1x -count 3 ./internal/bench; \
	$(GO) test -run '^$$' -bench 'Command|Preview' -benchtime 1x ./internal/bench; } | $(GO) run ./internal/bench/table

bench-preview: ## compare the memory of a preview after a thousand edits with that after ten
	$(GO) test -run '^$$' -bench Memory -benchtime 1x -timeout 30m ./internal/bench

bench-hugo: ## build and preview the same site with drukpers and with Hugo (SIZES="500 2000 7500" ROUNDS=5 EDITS=20)
	@$(GO) run ./internal/bench/hugo -sizes "$(or $(SIZES),500 2000 7500)" -rounds $(or $(ROUNDS),5) -edits $(or $(EDITS),20)

bench-scale: ## build 10,000 and 100,000 articles, and preview the latter (SIZES="10000 100000" ROUNDS=3 EDITS=20)
	@$(GO) run ./internal/bench/scale -sizes "$(or $(SIZES),10000 100000)" -rounds $(or $(ROUNDS),3) -edits $(or $(EDITS),20)

fuzz: ## fuzz every target for FUZZTIME (default 30s)
	@for package in $$($(GO) list ./internal/...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x $$package || exit 1; \
		done; \
	done

clean: ## remove what build made
	rm -rf public .drukpers .bin
