# Nightdesk: `make demo` opens the console on a live demo world, `make test` runs every test.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help test lint format

help: ## say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

test: ## build and run every test
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --skip-build

lint: ## check the format of every Swift file
	swift format lint --strict --recursive Sources Tests Package.swift

format: ## rewrite every Swift file in the house format
	swift format --in-place --recursive Sources Tests Package.swift
