# Every task in one word; `make help` lists them. Nothing but Python 3.11, git and make is taken for granted.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
WORKERS ?= $(shell expr $$(nproc) + 1)  # one more than cores: many tests wait on the clock
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
BROWSER_SOURCES := $(shell find static widgets templates -type f -not -path 'static/built/*' -not -path '*/__pycache__/*')
CODE := server widgets tests hatch_build.py requirements

.DELETE_ON_ERROR:
.PHONY: help demo test bench soak quality coverage mutation lint types format build picture lock packages clean

help:  ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.installed static/built/manifest.json  ## Frontdesk and a sample shop, on this machine; Ctrl-C stops both
	$(BIN)/frontdesk demo $(ARGS)

test: packages $(VENV)/.developing static/built/manifest.json  ## every test
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

bench: $(VENV)/.developing static/built/manifest.json  ## the figures, each beside its reference in the same run
	$(BIN)/python -m tests.bench $(ARGS)

soak: packages $(VENV)/.developing static/built/manifest.json  ## what takes long: many kills, many rounds
	$(BIN)/python -m pytest -s -o python_files='soak_*.py' tests/soak $(ARGS)

quality: coverage mutation  ## coverage and mutation of what must not be wrong

coverage: packages $(VENV)/.developing static/built/manifest.json
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n $(WORKERS) --dist worksteal
	$(BIN)/coverage combine
	$(BIN)/coverage report

mutation: packages $(VENV)/.developing
	$(BIN)/python -m tests.quality.mutation $(ARGS)

lint: $(VENV)/.developing  ## ruff: rules and layout
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

types: $(VENV)/.developing  ## mypy, strict
	$(BIN)/mypy

format: $(VENV)/.developing  ## lay the code out and repair what ruff can
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

build: $(VENV)/.developing  ## the wheel and the source archive, in dist/
	$(PIP) install build
	$(BIN)/python -m build --no-isolation

picture: packages $(VENV)/.developing static/built/manifest.json  ## the README's picture, taken anew
	$(BIN)/python -m pytest tests/journeys/test_demo.py
	mkdir -p docs/pictures && cp tests/output/road.png docs/pictures/

lock:  ## look up the newest versions that pyproject.toml allows and pin them
	$(PYTHON) requirements/lock.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# What runs Frontdesk and builds the browser files; touched when it is done, so that the second time is quick.
$(VENV)/.installed: $(VENV)/bin/python requirements/runtime.txt requirements/build.txt pyproject.toml hatch_build.py
	$(PIP) install -r requirements/runtime.txt -r requirements/build.txt
	$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.developing: $(VENV)/.installed requirements/development.txt
	$(PIP) install -r requirements/development.txt
	@touch $@

static/built/manifest.json: $(VENV)/.installed hatch_build.py $(BROWSER_SOURCES)
	$(BIN)/python hatch_build.py
	@touch $@

# The engines that the tests run against, from Debian's own packages; a test that lacks one fails, it is never skipped.
packages:
	@if ! { command -v chromium && command -v chromium-headless-shell && command -v redis-server && ls /usr/lib/postgresql/*/bin/initdb; } >/dev/null 2>&1; then \
		as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$as_root apt-get update -qq && \
		$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium chromium-headless-shell redis-server postgresql; \
	fi

clean:  ## everything that was made here, but for the data
	rm -rf $(VENV) dist static/built .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
