# The commands of a contributor; README.md tells the story round them.
#   make run     installs what is missing, builds, and opens the shell
#   make test    installs what is missing, builds, and runs every test
.POSIX:
.PHONY: run test build server demo bench search-report guard-report simulate fuzz format lint setup clean

TESTS = .build-test
RELEASE = .build-release
SIMULATION = .build-simulate
RELEASE_FLAGS = -c release --static-swift-stdlib --scratch-path $(RELEASE)

run: setup
	swift build $(RELEASE_FLAGS) --product camtay
	@exec $(RELEASE)/release/camtay

# Four tests at once: where all begin together, each waits for all others, and limits of time say nothing.
RUN_TESTS = SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4 SWIFT_BACKTRACE=enable=no \
  swift test --scratch-path $(TESTS) --skip-build --disable-xctest
test: setup
	swift build --build-tests --scratch-path $(TESTS) --explicit-target-dependency-import-check error
	$(RUN_TESTS) --skip SimulationTests
	$(RUN_TESTS) --filter SimulationTests

server: setup
	swift build $(RELEASE_FLAGS) --product camtay-server
	mkdir -p "$${XDG_DATA_HOME:-$$HOME/.local/share}/camtay-server"
	@exec $(RELEASE)/release/camtay-server run \
	  --database "sqlite:$${XDG_DATA_HOME:-$$HOME/.local/share}/camtay-server/server.sqlite" --listen 127.0.0.1:8080

# The whole story in one script: a server, an enrolled device, a guide walked, a sync, an export.
demo: setup
	swift build $(RELEASE_FLAGS) --product camtay
	swift build $(RELEASE_FLAGS) --product camtay-server
	CAMTAY_PROGRAMS=$(RELEASE)/release sh Tests/Scripts/demo.sh

# Ratios measured in one run against the sqlite3 program and PostgreSQL's COPY.
bench: setup
	swift build $(RELEASE_FLAGS) --product camtay
	swift build $(RELEASE_FLAGS) --product camtay-server
	swift build $(RELEASE_FLAGS) --product camtay-bench
	swift build $(RELEASE_FLAGS) --product camtay-bench-sync
	$(RELEASE)/release/camtay-bench
	$(RELEASE)/release/camtay-bench-sync

# How often the labelled questions find the guide that was meant, first or among three, and which do not.
search-report: setup
	swift build $(RELEASE_FLAGS) --product camtay-search-report
	@$(RELEASE)/release/camtay-search-report

# How much of the personal data in the labelled notes the guard finds, and what it finds that is none.
guard-report: setup
	swift build $(RELEASE_FLAGS) --product camtay-guard-report
	@$(RELEASE)/release/camtay-guard-report

# Plays so many histories of a faulty world, beginning with that seed; PROFILE=large has tens of devices, PROFILE=real
# the stores of the programs, into which the simulator sees (-enable-testing, so it is built apart).
SEEDS = 2000
FIRST = 0
PROFILE = quick
simulate: setup
	swift build -c release --scratch-path $(SIMULATION) -Xswiftc -enable-testing --product camtay-simulate
	$(SIMULATION)/release/camtay-simulate $(SEEDS) $(FIRST) $(PROFILE)

# libFuzzer against the readers of what strangers send, each for so many seconds; a minute in all. Swift marks pointers in
# a global Data, so that the leak sanitizer takes what they point to for lost.
SECONDS_EACH = 15
FUZZED = guides envelope bundle message
fuzz: setup
	@for target in $(FUZZED); do \
	  CAMTAY_FUZZ=1 swift build -c release --scratch-path .build-fuzz --sanitize address --sanitize fuzzer \
	    --product camtay-fuzz-$$target || exit 1; \
	done
	@for target in $(FUZZED); do \
	  echo "$$target:"; corpus=$$(mktemp -d) && SWIFT_BACKTRACE=enable=no \
	    ASAN_OPTIONS=detect_leaks=0 .build-fuzz/release/camtay-fuzz-$$target \
	    -max_total_time=$(SECONDS_EACH) -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -print_funcs=0 -verbosity=0 \
	    -artifact_prefix=$$corpus/ $$corpus Tests/Fuzz/$$target-corpus || exit 1; rm -rf "$$corpus"; \
	done

build: setup
	swift build --scratch-path $(TESTS)

format:
	swift format --in-place --recursive Package.swift Sources Tests

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

# Debian packages that are missing; sudo only where we are not root.
setup:
	@sh Tests/Scripts/setup.sh

clean:
	rm -rf .build .build-*
