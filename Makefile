# Two commands for a fresh machine with Python 3.11 or newer, a C compiler and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types docs bench stress clean

demo: $(VENV)/demo
	$(BIN)/python examples/demo.py

# Lines are counted where the tests are quick; those marked `dear` run without that. The others run the same lines
# very often, build things, or break derivations off with signals and forks, which a tracer that holds locks of its
# own does not outlive.
MEASURED := kzpenal $(addprefix tests/test_,$(addsuffix .py,\
  asking bad bounds case charging cli condition dumping flips foreign interview languages layers milder pictures \
  proceedings receipts supports why))
PYTEST := $(BIN)/python -m pytest -q -n auto --dist loadgroup

test: $(VENV)/test lint types
	$(PYTEST) tests docs README.md $(MEASURED:%=--ignore=%)
	$(PYTEST) $(MEASURED) -m dear
	$(PYTEST) $(MEASURED) -m "not dear" --cov --cov-report=term --cov-fail-under=95

lint: $(VENV)/test
	$(BIN)/ruff check kzpenal tests examples bench docs stress
	$(BIN)/ruff format --check kzpenal tests examples bench docs stress

types: $(VENV)/test
	$(BIN)/mypy

docs: $(VENV)/test
	$(BIN)/python docs/build_site.py site
	@echo "the documents are in site/index.html"

bench: $(VENV)/test
	$(BIN)/python bench/assess.py

# Every module of stress/ that does not begin with an underscore is a stage, and fails by its exit code.
STAGES := $(sort $(filter-out _%,$(notdir $(basename $(wildcard stress/*.py)))))

stress: $(VENV)/test
	@set -e; for stage in $(STAGES); do echo "== stress.$$stage"; $(BIN)/python -m stress.$$stage; done

clean:
	rm -rf $(VENV) .hypothesis .mypy_cache .ruff_cache .coverage dist site

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kzpenal needs Python 3.11 or newer; name one: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	@touch $@

$(VENV)/test: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[test,docs]'
	@touch $@ $(VENV)/demo
