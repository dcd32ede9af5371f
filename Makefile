# The menu: `make` or `make help` lists the targets.

GO         ?= go
# The encoder of WebP is the one that is compiled in, never a library of the machine.
export GOFLAGS += -tags=nodynamic
GOFUMPT    := $(GO) run mvdan.cc/gofumpt@v0.12.0
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
BIN        := .bin/drukpers
FUZZTIME   ?= 30s
# A folder with a real site (content/ and site.yaml): tests and benchmarks use it too when it is there.
CORPUS     ?= $(wildcard ../shared/corpus)
# What make screenshots and make lighthouse look at: a folder with a site, or else a sample with every kind of page.
SITE       ?=
# What drukpers --version says of a release.
VERSION    ?= $(shell git describe --tags --always --dirty 2>/dev/null)
export DRUKPERS_CORPUS := $(abspath $(CORPUS))

.DEFAULT_GOAL := help
.PHONY: browser sshd npm help build serve check test chaos lint lint-html lint-systems lighthouse bench bench-preview bench-hugo bench-scale bench-churn bench-deploy fuzz screenshots readme-pictures release clean FORCE

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

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
	@command -v chromium-headless-shell chromium chromium-browser google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && { apt-get install -qq -y --no-install-recommends chromium-headless-shell || \
		apt-get install -qq -y --no-install-recommends chromium; } >/dev/null; \
	else \
		echo "No chromium found: tests in a browser are skipped. On Debian: sudo apt-get install chromium-headless-shell"; \
	fi

# The tests of deploy put a site on a real server of SFTP.
sshd:
	@test -x /usr/sbin/sshd || command -v sshd >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && apt-get install -qq -y --no-install-recommends openssh-server >/dev/null; \
	elif [ -n "$$CI" ]; then \
		echo "No sshd found, and CI has to have it."; exit 1; \
	else \
		echo "No sshd found: tests of SFTP are skipped. On Debian: sudo apt-get install openssh-server"; \
	fi

# Tools of other languages that look at the site; they need node. The lock file says which, to the byte.
NPM := .bin/npm
npm: $(NPM)/done

$(NPM)/done: $(wildcard internal/dev/reader/npm/*.json) internal/dev/reader/npm/.npmrc
	@command -v npm >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && apt-get install -qq -y --no-install-recommends nodejs npm >/dev/null; \
	fi
	@if command -v npm >/dev/null; then \
		mkdir -p $(NPM) && cp $^ $(NPM) && (cd $(NPM) && npm ci) && touch $@; \
	elif [ -n "$$CI" ]; then \
		echo "No npm found, and CI has to have it."; exit 1; \
	else \
		echo "No npm found: tests with axe-core are skipped. On Debian: sudo apt-get install nodejs npm"; \
	fi

# Packages with goroutines of their own, for the race detector: compiling the others again takes a minute.
CONCURRENT = $$(grep -rlE --include='*.go' --exclude='*_test.go' --exclude-dir=dev '\bgo func|"sync"|errgroup' internal | xargs -n1 dirname | sort -u | sed 's|^|./|')

test: browser sshd npm ## run all tests, with the race detector where it matters
	$(GO) test -timeout 20m $(TESTFLAGS) ./...
	$(GO) test -race -short $(TESTFLAGS) $(CONCURRENT)

chaos: ## fail every call of a build's output in turn, and cut templates at many places
	DRUKPERS_CHAOS=1 $(GO) test -timeout 60m ./internal/build ./internal/theme

screenshots: browser ## draw pages at three widths, light and dark (SITE=folder, ONLY=home,term)
	$(GO) run ./internal/dev/reader/tools screenshots -site "$(SITE)" $(if $(ONLY),-only "$(ONLY)")

readme-pictures: browser $(BIN) ## draw the pictures of README.md, in docs/
	$(GO) run ./internal/dev/reader/tools readme -drukpers $(BIN)

lint: ## formatting, vet and staticcheck must be clean
	@unformatted=$$($(GOFUMPT) -l cmd internal themes) && [ -z "$$unformatted" ] || { echo "not formatted (run gofumpt -w):"; echo "$$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	$(GO) mod verify
	$(GO) mod tidy -diff

# Of the command and what it is made of: the tests' own libraries would take as long again.
lint-systems: ## the same for the other systems that releases are made for
	@for os in windows darwin; do \
		packages=$$(GOOS=$$os $(GO) list -deps ./cmd/drukpers | grep '^drukpers/'); \
		echo "$$os" && GOOS=$$os $(GO) build -o /dev/null ./cmd/drukpers && GOOS=$$os $(GO) vet $$packages && \
		$(GO) run -exec "env GOOS=$$os" $(STATICCHECK) -tests=false $$packages || exit 1; \
	done

lint-html: npm ## every kind of page must be valid HTML, as the theme makes it and as the host gets it
	$(GO) run ./internal/dev/reader/tools pages
	@for kind in plain small; do \
		$(NPM)/node_modules/.bin/html-validate --config internal/dev/reader/npm/$$kind.mjs --max-warnings 0 .bin/pages/$$kind/*.html || exit 1; \
	done

lighthouse: browser npm ## Lighthouse must give 100 to the main kinds of page (SITE=folder)
	$(GO) run ./internal/dev/reader/tools lighthouse -site "$(SITE)"

bench: ## measure the stages, the whole build and the preview, within two minutes (CORPUS=folder adds a site of your own)
	@outputs=$$(mktemp -d) && trap 'rm -rf "$$outputs"' EXIT && export DRUKPERS_OUTPUTS="$$outputs" && \
	{ $(GO) test -run '^$$' -skip 'Command|Preview|Memory' -bench . -benchtime 1x -count 3 ./internal/dev/bench; \
	$(GO) test -run '^$$' -bench 'Command|Preview' -benchtime 1x ./internal/dev/bench; } | $(GO) run ./internal/dev/bench/table

bench-preview: ## compare the memory of a preview after a thousand edits with that after ten
	$(GO) test -run '^$$' -bench Memory -benchtime 1x -timeout 30m ./internal/dev/bench

bench-hugo: ## build and preview the same site with drukpers and with Hugo (SIZES="500 2000 7500" ROUNDS=5 EDITS=20)
	@$(GO) run ./internal/dev/bench/hugo -sizes "$(or $(SIZES),500 2000 7500)" -rounds $(or $(ROUNDS),5) -edits $(or $(EDITS),20)

bench-scale: ## build 10,000 and 100,000 articles, and preview the latter (SIZES="10000 100000" ROUNDS=3 EDITS=20)
	@$(GO) run ./internal/dev/bench/scale -sizes "$(or $(SIZES),10000 100000)" -rounds $(or $(ROUNDS),3) -edits $(or $(EDITS),20)

bench-churn: ## count the files that a day of 100 new articles changes (CORPUS=folder, or a generated site)
	@$(GO) run ./internal/dev/bench/churn -site "$(CORPUS)"

bench-deploy: ## put 7,500 articles in a folder and in a server of S3: all, nothing, and what a day's articles change
	@$(GO) test -run '^$$' -bench Deploy -benchtime 1x -timeout 30m ./internal/deploy

fuzz: ## fuzz every target for FUZZTIME (default 30s)
	@grep -rE --include='*_test.go' '^func Fuzz' internal | sed -E 's|^(.*)/[^/]*:func (Fuzz[A-Za-z]*).*|./\1 \2|' | \
	while read -r package target; do \
		echo "$$package $$target"; \
		$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x $$package </dev/null || exit 1; \
	done

release: ## make the programs for all systems, their licences and checksums in .bin/release (VERSION=v1.2.3)
	$(GO) run ./internal/dev/release -version "$(or $(VERSION),devel)" -output .bin/release

clean: ## remove what build made
	rm -rf public .drukpers .bin
