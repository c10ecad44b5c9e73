# Each target installs what it needs first, so that any of them can be the first command on a machine.

PORT ?= 8080
SECONDS ?= 60
EXAMPLES ?= 30
JOBS ?= 2
# Runs a command and says on the standard error how long it took.
step := scripts/step.sh
tests := test-core test-sandbox test-shells test-outputs test-page test-bundle test-browser
same := scripts/same.sh
# As somebody would by hand; a browser test opens what it gives.
trunk := scripts/trunk.sh build --dist target/serve --log warn
# A test waits for its browser half of the time: three keep two cores busy.
browser := cargo test --locked --test browser -- --test-threads=3

.DEFAULT_GOAL := help
.PHONY: help setup ahead serve build bundle test $(tests) test-schema check mutants fuzz bench clean
# Cargo locks its folders, so steps side by side would only wait for each other.
.NOTPARALLEL:

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{ printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install everything that the other targets need, but for bench, mutants and fuzz
	@$(step) scripts/setup.sh rust lints deps page shells outputs browser engines hosting

# Trunk, wasm-bindgen, cargo-deny and geckodriver take minutes to build, and the first steps need none of them. Whoever
# needs one waits for it, and says what is wrong where this failed.
ahead:
	@$(step) scripts/setup.sh rust lints wasm
	@mkdir -p target && nice scripts/setup.sh page deps geckodriver >target/ahead.log 2>&1 &

serve: ## Build and serve page, sandbox and relay on PORT (8080) and the two ports above
	@scripts/serve.sh "$(PORT)"

build: ## Make the release bundle in dist/; CONNECT="https://api.example.com" lets it call that API too
	@$(step) scripts/setup.sh rust page
	@$(step) scripts/build.sh

bundle: build ## Make the release bundle, and one zip of it for a host
	@ls -l target/hook-builder.zip

test: ahead test-core test-sandbox test-shells test-outputs test-page build ## Run all tests
	@$(step) cargo test --locked --features bundle --bin bundle
	@$(step) scripts/setup.sh browser engines hosting
	@$(step) $(trunk)
	@# The browser tests wait more than they work.
	@$(step) scripts/beside.sh "$(same)" "$(browser)"

test-core: ## Test the core: units, examples in the documentation, goldens
	@$(step) scripts/setup.sh rust
	@$(step) cargo test --locked --lib
	@$(step) cargo test --locked --doc
	@$(step) cargo test --locked --test core

test-sandbox: ## Test the sandbox and the relay
	@$(step) scripts/setup.sh rust
	@$(step) cargo test --locked --test sandbox

test-shells: ## Run the written commands in real shells, against the sandbox
	@$(step) scripts/setup.sh rust shells
	@$(step) cargo test --locked --test shells

test-outputs: ## Run everything that the page writes in the tools that read it, against the sandbox
	@$(step) scripts/setup.sh rust shells outputs
	@$(step) cargo test --locked --test outputs

test-page: ## Test pieces of the page in headless Chromium
	@$(step) scripts/setup.sh rust page browser
	@# Without -q, which this runner does not understand.
	@$(step) cargo test --locked --target wasm32-unknown-unknown --bin hook-builder

test-bundle: build ## Test how the bundle is put together, and that building it again gives the same files
	@$(step) cargo test --locked --features bundle --bin bundle
	@$(step) $(same)

test-browser: build ## Make the bundle and use it in Chromium, Firefox and WebKit, against the sandbox
	@$(step) scripts/setup.sh browser engines hosting
	@$(step) $(trunk)
	@$(step) $(browser)

test-schema: ## Ask the sandbox all that the API's description in SPEC allows; EXAMPLES (30) for each operation
	@$(step) scripts/setup.sh rust schemathesis
	@$(step) scripts/schema.sh "$(SPEC)" "$(EXAMPLES)"

check: ahead ## Check format, lints, documentation and dependencies; a warning is an error
	@$(step) cargo fmt --check
	@$(step) cargo clippy --locked --all-targets --features bundle -- -D warnings
	@$(step) cargo clippy --locked --target wasm32-unknown-unknown --bin hook-builder -- -D warnings
	@# The page's own tests, which `--all-targets` would only look at together with those of the host.
	@$(step) cargo clippy --locked --target wasm32-unknown-unknown --bin hook-builder --profile test -- -D warnings
	@RUSTDOCFLAGS="-D warnings" $(step) cargo doc --locked --lib --no-deps --document-private-items
	@$(step) scripts/setup.sh deps
	@$(step) target/tools/bin/cargo-deny --locked check bans licenses sources
	@$(step) scripts/yanked.sh

mutants: ## Mutate the core and see which changes no test notices, with JOBS (2) side by side
	@$(step) scripts/setup.sh rust mutants
	@# It ends with 3 where a mutant ran into the time limit, which is one way of being noticed.
	@$(step) target/tools/bin/cargo-mutants mutants --jobs "$(JOBS)" || \
		[ $$? -eq 3 -a ! -s target/mutants.out/missed.txt ]

fuzz: ## Feed every parser with random input, for SECONDS (60) each
	@$(step) scripts/fuzz.sh "$(SECONDS)"

bench: build ## Make the bundle and measure it; ONLY="sizes start_up" takes parts of it
	@$(step) scripts/setup.sh browser lighthouse others
	@$(step) scripts/build.sh named
	@$(step) cargo bench --locked --features weigh --bench bench

clean: ## Remove what was built, but keep the installed tools
	@# Trunk and wasm-bindgen take minutes to build and depend on nothing here.
	@if [ -d target ]; then find target -mindepth 1 -maxdepth 1 ! -name tools -exec rm -rf {} +; fi
	@rm -rf dist
