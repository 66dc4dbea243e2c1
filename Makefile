# Two commands set everything up on a machine with git, make and Python 3.11:
#   make serve   builds the atlas and serves it
#   make test    installs what the tests need and runs every test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links --extra build

.PHONY: serve build check test lint lock browser install install-dev

install: $(VENV)/run.stamp
install-dev: $(VENV)/dev.stamp

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@ $(VENV)/run.stamp

serve: install
	$(BIN)/atlas serve

build: install
	$(BIN)/atlas build

check: install
	$(BIN)/atlas check

# Chromium comes from Debian's packages: browser builds of test tools are not downloaded.
browser:
	@command -v chromium >/dev/null || { SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$SUDO apt-get update && $$SUDO apt-get install -y --no-install-recommends chromium fonts-dejavu-core; }

tests/web/node_modules/.stamp: tests/web/package.json tests/web/package-lock.json | install-dev
	cd tests/web && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --no-audit --no-fund && touch node_modules/.stamp

test: install-dev browser tests/web/node_modules/.stamp
	$(BIN)/pytest -n auto

lint: install-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

lock: install-dev
	$(COMPILE) pyproject.toml -o requirements/run.txt
	$(COMPILE) --extra dev pyproject.toml -o requirements/dev.txt
