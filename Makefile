# `make demo` and `make test` set up what they need on a Debian machine that has Swift.
SHELL := /bin/bash -eu -o pipefail

SYSTEM_PACKAGES := libgraphviz-dev libsqlite3-dev libsimdjson-dev libssl-dev libzstd-dev zlib1g-dev
SYSTEM_MODULES := libgvc sqlite3 simdjson libcrypto libzstd zlib
TEST_PACKAGES := chromium fonts-noto-core fonts-noto-cjk python3-venv libxml2-utils zstd
TEST_PROGRAMS := chromium xmllint zstd
VENV := .venv
LINEAGE := .build/release/lineage
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: demo test build lint check-determinism browser-test format-test bench reproduce setup setup-tests clean help

help:
	@echo "make demo    build, index the embedded sample, print a share table and an ancestry, write ./site"
	@echo "make test    every test: lint, unit, end to end, determinism, browser, formats"
	@echo "make build   the release binary: $(LINEAGE)"
	@echo "make lint    the formatter as a judge"
	@echo "make bench   measurements, written to artefacts/bench.md; what they need: docs/benchmarks.md"
	@echo "make reproduce DATA=DIR   the ledger of published numbers, docs/reproduction.md"
	@echo "make clean   remove what the others made"

setup:
	@if ! pkg-config --exists $(SYSTEM_MODULES) 2>/dev/null; then \
	  export DEBIAN_FRONTEND=noninteractive; \
	  $(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -y -qq pkg-config $(SYSTEM_PACKAGES) >/dev/null; \
	fi

setup-tests: setup
	@if ! which $(TEST_PROGRAMS) >/dev/null || ! python3 -c 'import ensurepip' 2>/dev/null; then \
	  export DEBIAN_FRONTEND=noninteractive; \
	  $(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -y -qq --no-install-recommends $(TEST_PACKAGES) >/dev/null; \
	fi
	@if [ ! -x $(VENV)/bin/python ] || [ Tests/Browser/requirements.txt -nt $(VENV)/.done ] \
	  || [ Tests/Formats/requirements.txt -nt $(VENV)/.done ]; then \
	  python3 -m venv $(VENV) && $(VENV)/bin/pip install -q --disable-pip-version-check \
	    -r Tests/Browser/requirements.txt -r Tests/Formats/requirements.txt \
	  && touch $(VENV)/.done; \
	fi

build: setup
	swift build -c release --product lineage

demo: build
	$(LINEAGE) build --out site
	@echo
	@$(LINEAGE) share lm/all/all/root+alias/fractional/models/family/all
	@echo
	@$(LINEAGE) ancestry Steelskull/L3.3-MS-Nevoria-70b
	@echo
	@echo "Open site/index.html, or ask site/lineage.db: $(LINEAGE) --help"

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

test: setup-tests lint
	swift build --build-tests
	swift test --skip-build
	$(MAKE) --no-print-directory browser-test format-test

format-test: setup-tests
	$(VENV)/bin/python -m pytest -q Tests/Formats

browser-test: setup-tests
	$(VENV)/bin/python -m pytest -q Tests/Browser

bench: build
	python3 Tests/Benchmarks/bench.py --binary $(LINEAGE)

reproduce: build
	@test -n "$(DATA)" || { echo "DATA names the folder with the weekly files" >&2; exit 2; }
	python3 Tests/Reproduction/ledger.py $(LINEAGE) "$(DATA)" >docs/reproduction.md.part
	mv docs/reproduction.md.part docs/reproduction.md

clean:
	rm -rf .build .build-benchmarks site artefacts $(VENV)
