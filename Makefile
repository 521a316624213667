# Every recipe of the project; the same ones run in CI. `make demo` and `make test` set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
DEV := $(VENV)/.set-up-dev
FTM := $(VENV)/.set-up-ftm
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
DEBIAN := chromium libicu-dev pkg-config g++
STATIC := src/twosource/outlets/web/static/index.html
SHARED ?= ../shared

.PHONY: help debian web serve pictures demo test check gate geobench robustness bench docs train train-more train-rules train-places train-links pins clean
.DEFAULT_GOAL := help

help: ## list the recipes
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# The pins name everything, so pip need not resolve: it would look at newer versions for an extra and miss their hashes.
$(STAMP): constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r constraints.txt
	$(PIP) --no-build-isolation --editable .
	@touch $@

$(DEV): $(STAMP) constraints-dev.txt
	$(PIP) --require-hashes -r constraints-dev.txt
	@touch $@

# followthemoney builds PyICU from source, so it is set up only where ICU's headers are; its test says so where they are not.
$(FTM): $(DEV) constraints-ftm.txt | debian
	@if pkg-config --exists icu-i18n; then $(PIP) --require-hashes -r constraints-ftm.txt; \
	else echo "ICU headers are missing (Debian: libicu-dev, pkg-config): the export for FollowTheMoney is not tested"; fi
	@touch $@

debian: # what the tests of the web app and of FollowTheMoney stand on, where we may install it
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! { command -v chromium && pkg-config --exists icu-i18n; } >/dev/null; then \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(DEBIAN); } >/dev/null 2>&1 \
	  || echo "could not install $(DEBIAN): the tests that need them are skipped"; fi

demo: $(STAMP) ## set up and run the main job on examples/
	cd examples && ../$(BIN)/twosource report reports

web: $(STATIC) ## build the web app's pages (needs npm)

$(STATIC): web/package-lock.json web/build.mjs web/index.html web/icon.svg $(shell find web/src -type f)
	cd web && npm ci --silent --no-audit --no-fund && npm run --silent check && npm run --silent build

serve: $(STAMP) $(STATIC) ## show the examples in a browser, on this machine only
	mkdir -p build && cd examples && ../$(BIN)/twosource add reports --record ../build/examples.db && ../$(BIN)/twosource serve --record ../build/examples.db --open

test: check $(FTM) debian ## set up and run every test
	@command -v npm >/dev/null || echo "npm is missing: the tests of the pages are skipped"
	@! command -v npm >/dev/null || $(MAKE) --no-print-directory web
	$(BIN)/python -m pytest -n auto

check: $(DEV) ## style, types, rings, spelling
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo >/dev/null || $(BIN)/lint-imports
	$(BIN)/codespell

gate: $(DEV) ## score the reader on the annotated reports
	$(BIN)/python -m quality.gate --shared $(SHARED)
	$(BIN)/python -m quality.public_layers --shared $(SHARED)
	$(BIN)/python -m quality.clusters --shared $(SHARED)
	$(BIN)/python -m quality.joins --shared $(SHARED)

geobench: $(DEV) ## score the places on the geoparsing corpora (TEXTS=folder of their words, if you have them)
	$(BIN)/python -m quality.geobench --shared $(SHARED) $(if $(TEXTS),--texts $(TEXTS))

robustness: $(DEV) ## score the reader on spoiled texts
	$(BIN)/python -m quality.robustness --shared $(SHARED)

bench: $(DEV) ## measure speed and memory, side by side with a baseline
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.linking
	$(BIN)/python -m benchmarks.places

pictures: $(DEV) $(STATIC) ## take the pictures of the web app anew (needs Chromium)
	$(BIN)/python -m docs.pictures

docs: $(DEV) ## write the generated pages
	$(BIN)/python -m docs.generate

train: $(DEV) ## train the network anew and write its bundle (some three hours on two cores; goes on where it was cut off)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable ".[train]"
	$(BIN)/python -m training.train broad --shared $(SHARED)
	$(BIN)/python -m training.train own --shared $(SHARED)
	$(BIN)/python -m training.export own --shared $(SHARED)
	$(BIN)/python -m training.train self --shared $(SHARED)
	$(BIN)/python -m training.export self --shared $(SHARED)

train-more: $(DEV) ## go on from the bundle that ships with what has been annotated since (some forty minutes on two cores)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable ".[train]"
	$(BIN)/python -m training.train more --shared $(SHARED)
	$(BIN)/python -m training.export more --shared $(SHARED)

train-rules: $(DEV) ## train the weights of the tagger and the parser anew (GUM corpus)
	$(BIN)/python -m training.tagger $(SHARED)/data/gum --rounds 6
	$(BIN)/python -m training.trees $(SHARED)/data/gum --rounds 18

train-places: $(DEV) ## learn the weights of places anew (half a minute)
	$(BIN)/python -m training.places --shared $(SHARED) --write

train-links: $(DEV) ## learn the weights of linking anew (a minute)
	$(BIN)/python -m training.rarity --shared $(SHARED)
	$(BIN)/python -m training.linking --shared $(SHARED) --write

PINNED := --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet
pins: ## resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml $(PINNED) --upgrade --extra dev --output-file constraints-dev.txt
	uv pip compile pyproject.toml $(PINNED) --extra build --constraint constraints-dev.txt --output-file constraints.txt
	uv pip compile pyproject.toml $(PINNED) --extra ftm --constraint constraints-dev.txt --output-file constraints-ftm.txt

clean: ## remove what the recipes made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
