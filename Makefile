# Canvass. `make` alone lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help install install-dev demo test check types collected cover soak bench campaign lock clean

BIN := .venv/bin
# What Python and pytest make of a module is kept for the next process, whatever the machine's own setting says.
export PYTHONDONTWRITEBYTECODE :=

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: ## Set up .venv with canvass in its bin
	@.ci/set-up

install-dev: ## The same, with what the tests and checks need
	@.ci/set-up --dev

demo: install ## Print, mark, scan and count a small county's ballots (simulated)
	@$(BIN)/canvass demo

test: install-dev collected ## Every test but those marked long, in the order in which they are written
	@$(BIN)/python -m pytest -n $$(($$(nproc) + 1)) --dist worksteal -p no:randomly -m "not long" --durations=10

check: install-dev ## What .ci/run runs: lint, format, types and every test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	@$(MAKE) --no-print-directory --jobs=2 types test

types: install-dev
	$(BIN)/mypy

# What pytest makes of each file of tests is kept, so the processes that run them need not each make it. They say what fails.
collected: install-dev
	@$(BIN)/python -m pytest -qq --collect-only >/dev/null 2>&1 || true

cover: install-dev ## The tests in random order, failing where less than 95% of the product's lines run
	@$(BIN)/python -m pytest -n auto --cov --cov-report=term:skip-covered

soak: install-dev ## What takes longer: twenty times the random examples, fifty kills, half an hour of spoiled files
	@CANVASS_SOAK=20 CANVASS_KILLS=50 CANVASS_KILL_SHEETS=300 $(BIN)/python -m pytest -n auto --durations=10
	@$(BIN)/python -m benchmarks.fuzzing --minutes 30

bench: install-dev ## Measure; every benchmark checks its answers first
	@$(BIN)/python -m benchmarks

campaign: install-dev ## Read ten million simulated ballot positions; goes on where it stopped
	@$(BIN)/python -m benchmarks.campaign --work $(or $(WORK),build/campaign)

lock: install-dev ## Write the lock files anew; UPGRADE=--upgrade moves to the newest versions
	@.ci/lock $(UPGRADE)

clean: ## Remove .venv and everything made here
	rm -rf .venv build demo-output *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
