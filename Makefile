# Everything starts here; each target installs what it needs into .venv and nowhere else.
.DEFAULT_GOAL := help
.PHONY: help run install install-dev test check bench simulate format messages prompts vendor lock

# The first Python on PATH that is new enough; PYTHON=/path/to/python overrides.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && exit; done; echo python3)
BIN := .venv/bin
# Whoever sets this pays for each of the product's processes with twice the time to start.
unexport PYTHONDONTWRITEBYTECODE
# Two workers a core: some tests wait for what takes its time (measured on 2 cores: 6:52 with 2, 5:24 with 3, 4:40 with 4).
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(8, 2 * (os.cpu_count() or 1)))')

help:  ## Say what there is to do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 14

run: install  ## Bring the product up on this machine; Ctrl-C takes it down
	@$(BIN)/python -m tools.messages compile
	@exec $(BIN)/python -m cc_saas.local

test: install-dev  ## Run all tests, browser included (under 5 minutes on 2 cores)
	@$(BIN)/python -m tools.chromium
	@$(BIN)/python -m tools.messages compile
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

check: install-dev  ## Style, types, imports, migrations, translations
	@$(BIN)/python -m tools.check

bench: install-dev  ## Measure speed as ratios (docs/operations.md says what they mean)
	@$(BIN)/python -m tests.bench

simulate: install-dev  ## Prove on a virtual clock how good the distribution is (ARGS=--short: 2 minutes)
	@$(BIN)/python -m tests.simulation $(ARGS)

format: install-dev  ## Format the code and sort its imports
	@$(BIN)/ruff check -q --fix-only .
	@$(BIN)/ruff format -q .

messages: install-dev  ## Collect every visible string into locale/
	@$(BIN)/python -m tools.messages update

prompts: install  ## Make the sounds that callers hear again (static/prompts/README.md)
	@$(BIN)/python manage.py render_prompts

install:
	@$(PYTHON) tools/bootstrap.py run

install-dev:
	@$(PYTHON) tools/bootstrap.py dev

vendor: install-dev  ## Copy browser libraries from npm into static/vendor
	npm ci
	@$(BIN)/python -m tools.vendor

lock: install-dev  ## Resolve requirements*.in into hashed locks
	@$(BIN)/python -m tools.lock
