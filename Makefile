# Nightdesk. On a fresh Debian or Ubuntu machine with Swift:
#   make demo    opens the console on a live demo world
#   make test    runs every test
# Both install what is missing, and say so.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test unit contract journeys bench install dist lint format

PREFIX ?= /usr/local
DEBUG_BINARY = $(CURDIR)/.build/debug/nightdesk
RELEASE_BINARY = $(CURDIR)/.build/release/nightdesk
# Every request that the client can make, written by the Swift tests for an independent check.
REQUESTS = $(CURDIR)/.build/requests.jsonl
SWIFT_CHECK = --explicit-target-dependency-import-check error

help: ## say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

demo: ## open the console on a live demo world
	@Tests/Setup/install-dependencies build
	@test -x $(RELEASE_BINARY) || echo "Building Nightdesk; the first time takes about ten minutes on two cores."
	@swift build -c release --product nightdesk --quiet
	@$(RELEASE_BINARY) demo $(DEMO)

test: unit contract journeys ## build and run every test

unit: ## the Swift tests: pure parts, snapshots, scenarios, contracts with the real server
	@Tests/Setup/install-dependencies test
	@echo "== Swift tests"
	swift build --build-tests $(SWIFT_CHECK)
	rm -f $(REQUESTS)
	NIGHTDESK_CONFORMANCE_OUT=$(REQUESTS) Tests/Setup/with-server swift test --skip-build

contract: ## the server's own tests, and our requests held against botocore's models
	@echo "== The demo server, and every request against AWS's service models"
	Tests/Setup/run-python Tests/DemoServer
	$$(Tests/Setup/test-python) Tests/Conformance/check_models.py $(REQUESTS)

journeys: ## the built console in tmux
	@echo "== The built console in tmux"
	NIGHTDESK_BINARY=$(DEBUG_BINARY) Tests/Setup/run-python Tests/EndToEnd/run.py

bench: ## measure, beside peers; BENCH="--only keys --quick" passes options on
	@Tests/Setup/install-dependencies test
	@echo "Building in release; the first time takes about ten minutes on two cores."
	@swift build -c release --product nightdesk --quiet
	@NIGHTDESK_BENCH=1 swift build -c release --product nightdesk-bench --quiet
	NIGHTDESK_BINARY=$(RELEASE_BINARY) $$(Tests/Setup/test-python) Tests/Benchmarks/run.py $(BENCH)

install: ## install under PREFIX (/usr/local)
	swift build -c release --product nightdesk --static-swift-stdlib
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/nightdesk/themes $(DESTDIR)$(PREFIX)/share/nightdesk/demo-server
	install -m 755 -s $(RELEASE_BINARY) $(DESTDIR)$(PREFIX)/bin/nightdesk
	install -m 644 themes/*.toml $(DESTDIR)$(PREFIX)/share/nightdesk/themes
	cp -R Sources/nightdesk/Resources/DemoServer/. $(DESTDIR)$(PREFIX)/share/nightdesk/demo-server

dist: ## pack what `make install` installs
	$(MAKE) install PREFIX=/usr DESTDIR=$(CURDIR)/dist/root
	tar -C dist/root -czf dist/nightdesk.tar.gz .

lint: ## check the format of every Swift file
	swift format lint --strict --recursive Sources Tests Package.swift

format: ## rewrite every Swift file in the house format
	swift format --in-place --recursive Sources Tests Package.swift
