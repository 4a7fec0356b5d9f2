# Everything rota's people type. The environment is made once and again only when pyproject.toml changes.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: demo run test soak lint types check bench docs clean

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	$(BIN)/python -m compileall -q support integrations tui
	touch $@

demo: $(VENV)/.installed          ## the full screen on the sample desk
	$(BIN)/rota demo

run: $(VENV)/.installed           ## the full screen on your own desk
	$(BIN)/rota

test: $(VENV)/.installed          ## the quick tests
	$(BIN)/python -m pytest -n auto -m "not soak"

soak: $(VENV)/.installed          ## the long tests, with their full counts
	ROTA_SOAK=1 $(BIN)/python -m pytest -n auto

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed
	$(BIN)/mypy

check: test lint types            ## what CI runs

bench: $(VENV)/.installed         ## ratios, side by side in one run
	$(BIN)/python -m benchmarks

docs: $(VENV)/.installed          ## regenerate the tables in README.md
	$(BIN)/python -m tui.document README.md

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .hypothesis
