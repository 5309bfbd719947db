# `make demo` and `make test` are all a newcomer needs; each sets up what it needs, without root.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
FACES := src/writingviews/editions/paper/built/.made
FRONTEND := $(shell find frontend -type f 2>/dev/null)

.PHONY: demo build test check bench pictures format clean
.DELETE_ON_ERROR:

demo: build
	$(BIN)/writingviews demo --dir demo-house --port $(PORT)

build: $(VENV)/.installed src/writingviews/house/built/manifest.json $(FACES)

# Everything with hashes; the package itself by a link to this folder.
$(VENV)/.installed: requirements-dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# Node from the system, else the one that PyPI carries, into the same .venv.
node_modules/.installed: package-lock.json $(VENV)/.installed
	command -v npm >/dev/null || test -x $(BIN)/npm || \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock
	PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --loglevel=error
	touch $@

src/writingviews/house/built/manifest.json: node_modules/.installed $(FRONTEND)
	PATH="$$PATH:$(CURDIR)/$(BIN)" node frontend/build.mjs
	touch $@

# The faces for paper, from the same packages as the site's.
$(FACES): node_modules/.installed src/writingviews/editions/paper/faces.py \
  src/writingviews/editions/paper/make_faces.py
	$(BIN)/python -m writingviews.editions.paper.make_faces node_modules
	touch $@

# Tests keep to their files, for the tests of a file may share a house; those that start a house
# take longest and come first, so that no process waits for another in the end. The journeys of
# tests/ come by themselves: they measure how soon readers see a change. 5 is pytest's word for
# "no tests": TESTS may name a room without any of one sort.
PARALLEL := -n auto --dist loadfile
test: build
	$(BIN)/python -m pytest $(PARALLEL) --no-loadscope-reorder -m "not browser and not long" \
	  $(or $(TESTS),tests src) || [ $$? = 5 ]
	$(BIN)/python -m pytest $(PARALLEL) -m "browser and not journey" $(or $(TESTS),src) || [ $$? = 5 ]
	$(BIN)/python -m pytest -m journey $(or $(TESTS),tests) || [ $$? = 5 ]

check: build
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PATH="$$PATH:$(CURDIR)/$(BIN)" npm run --silent check
	$(BIN)/writingviews --version

format: build
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: build
	$(BIN)/python -m tests.bench

pictures: build
	$(BIN)/python -m tests.pictures

clean:
	rm -rf $(VENV) node_modules src/writingviews/house/built \
	  src/writingviews/editions/paper/built demo-house bench-house pictures
