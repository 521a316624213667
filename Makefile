# Every recipe of the project; the same ones run in CI. `make demo` and `make test` set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
SHARED ?= ../shared

.PHONY: help demo test check gate geobench robustness bench docs train train-rules train-places train-links pins clean
.DEFAULT_GOAL := help

help: ## list the recipes
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP): constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	@# The pins name everything, so pip need not resolve: it would look at newer versions for an extra and miss their hashes.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(STAMP) ## set up and run the main job on examples/
	cd examples && ../$(BIN)/twosource report reports

test: check ## set up and run every test
	$(BIN)/python -m pytest -n auto

check: $(STAMP) ## style, types, rings, spelling
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo >/dev/null || $(BIN)/lint-imports
	$(BIN)/codespell

gate: $(STAMP) ## score the reader on the annotated reports
	$(BIN)/python -m quality.gate --shared $(SHARED)
	$(BIN)/python -m quality.public_layers --shared $(SHARED)
	$(BIN)/python -m quality.clusters --shared $(SHARED)
	$(BIN)/python -m quality.joins --shared $(SHARED)

geobench: $(STAMP) ## score the places on the geoparsing corpora (TEXTS=folder of their words, if you have them)
	$(BIN)/python -m quality.geobench --shared $(SHARED) $(if $(TEXTS),--texts $(TEXTS))

robustness: $(STAMP) ## score the reader on spoiled texts
	$(BIN)/python -m quality.robustness --shared $(SHARED)

bench: $(STAMP) ## measure speed and memory, side by side with a baseline
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.linking
	$(BIN)/python -m benchmarks.places

docs: $(STAMP) ## write the generated pages
	$(BIN)/python -m docs.generate

train: $(STAMP) ## train the network anew and write its bundle (some three hours on two cores; goes on where it was cut off)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable ".[train]"
	$(BIN)/python -m training.train broad --shared $(SHARED)
	$(BIN)/python -m training.train own --shared $(SHARED)
	$(BIN)/python -m training.export own --shared $(SHARED)
	$(BIN)/python -m training.train self --shared $(SHARED)
	$(BIN)/python -m training.export self --shared $(SHARED)

train-rules: $(STAMP) ## train the weights of the tagger and the parser anew (GUM corpus)
	$(BIN)/python -m training.tagger $(SHARED)/data/gum --rounds 6
	$(BIN)/python -m training.trees $(SHARED)/data/gum --rounds 18

train-places: $(STAMP) ## learn the weights of places anew (half a minute)
	$(BIN)/python -m training.places --shared $(SHARED) --write

train-links: $(STAMP) ## learn the weights of linking anew (a minute)
	$(BIN)/python -m training.rarity --shared $(SHARED)
	$(BIN)/python -m training.linking --shared $(SHARED) --write

pins: $(STAMP) ## resolve the dependencies anew (needs uv)
	uv pip compile --quiet pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --upgrade --output-file constraints.txt

clean: ## remove what the recipes made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
