# The portal's commands. `make demo` and `make test` do all they need by themselves.
#
#   make setup        the Python environment in .venv, from the hashes in requirements.lock
#   make demo         the whole portal with made-up people on http://127.0.0.1:8000/ (PORT=8001)
#   make code         a new code to sign in to the demo with, after the password
#   make test         lint, and every test, the browser's included; with TESTS=… that part alone, without lint
#   make test-deep    the same, with the long property tests at their full size (an hour or so)
#   make usability    the clicks, keys and seconds of ten everyday tasks, into docs/usability.md
#   make lint         the checks that need no server
#   make lock         new pins from pyproject.toml, after a dependency was changed there
#   make clean-data   removes var/: the embedded servers' data, and the demo's keys with them
#   make clean        removes everything that can be made again, var/ too
#
# PYTHON=/path/to/python chooses the Python; ESFPORTAL_VAR=/path moves var/; TESTS=tests/projects runs
# some of the tests, PROCESSES=1 one at a time.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup demo code test test-deep migrations-check lint lint-style lint-imports lint-templates lint-types
.PHONY: lint-security lock translations usability clean clean-data

PORT ?= 8000
PROCESSES ?= auto
VAR := $(or $(ESFPORTAL_VAR),var)
BIN := .venv/bin
STAMP := .venv/installed
TRANSLATIONS := $(wildcard locale/*/LC_MESSAGES/*.po)

help:
	@sed -n 's/^#   //p' Makefile

setup: $(STAMP) translations

$(STAMP): requirements.lock
	@PYTHON="$(PYTHON)" sh scripts/environment.sh requirements.lock >&2

translations: $(TRANSLATIONS:.po=.mo)

%.mo: %.po $(STAMP)
	@echo "Compiling $<"
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@

demo: setup
	@exec $(BIN)/python -m esfportal.demo --port "$(PORT)"

code: $(STAMP)
	@ESFPORTAL_VAR="$(ESFPORTAL_VAR)" $(BIN)/python -m esfportal.demo.code

# Two at a time: each uses one processor.
lint: setup
	@echo "Linting"
	@$(MAKE) --no-print-directory -j 2 lint-types lint-security lint-imports lint-templates lint-style

lint-style:
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Some files are not formatted: ruff format ."; exit 1; }

lint-imports:
	@$(BIN)/lint-imports --no-cache

lint-templates:
	@$(BIN)/djlint --quiet --lint templates

lint-types:
	@$(BIN)/mypy

lint-security:
	@$(BIN)/bandit --quiet --configfile pyproject.toml --recursive accounts esfportal participants projects reporting scripts manage.py 2>/dev/null

# Compiled modules are kept, even where the environment says not to: the tests start some hundred processes.
test: export PYTHONDONTWRITEBYTECODE :=
# A part of the tests runs by itself: the checks are for the whole.
test: setup $(if $(TESTS),,lint migrations-check)
	@sh scripts/browser.sh
	@sh scripts/pooler.sh
	@sh scripts/verapdf.sh
	@echo "Running the tests"
	@CHROMIUM="$$(cat .venv/chromium)" $(BIN)/python -m pytest -n $(PROCESSES) --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(TESTS)

migrations-check: setup
	@echo "Looking for changes of the models without a migration"
	@ESFPORTAL_ENV=test $(BIN)/python manage.py makemigrations --check --dry-run

usability: setup
	@sh scripts/browser.sh
	@CHROMIUM="$$(cat .venv/chromium)" $(BIN)/python -m pytest -q -n 0 --usability tests/browser/tasks

test-deep:
	@ESFPORTAL_TESTS=deep $(MAKE) test

lock: $(STAMP)
	@sh scripts/lock.sh

clean-data:
	@sh scripts/clean-data.sh "$(VAR)"

clean: clean-data
	rm -rf .venv staticfiles .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f $(TRANSLATIONS:.po=.mo)
