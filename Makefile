# Everything a person or a machine does with this project. `make` alone lists it.
# Needs GNU make 3.81 or newer, a POSIX shell and Python 3.11 or newer; nothing has to be activated.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
SHELL := /bin/sh

# A Python of another project must not leak into ours.
unexport PYTHONHOME
unexport PYTHONPATH

# Where the playground page listens: make playground PORT=8001
PORT ?= 8000
# The Python that .venv is made from: make install BASE_PYTHON=python3.12
BASE_PYTHON ?= $(CANDIDATES)
CANDIDATES := python3.14 python3.13 python3.12 python3.11 python3
# Passed on to pytest: make test ARGS="-k waves -x"
ARGS ?=

BIN := .venv/bin
PYTHON := $(BIN)/python
# Written when everything is installed; says for which folder.
READY := .venv/ready
GERMAN := bot/locale/de/LC_MESSAGES/bot.po

.PHONY: help install playground run test check lint types imports words drift bench bench-matching format words-update clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

install: $(READY) ## make .venv with everything in it; does nothing when it is up to date
	@:

playground: $(READY) ## try the bot in a Slack of its own, in the browser (PORT=8000)
	@$(PYTHON) -m bot playground --port $(PORT)

run: $(READY) ## run the bot for a real Slack, with the settings in .env
	@$(PYTHON) -m bot run

test: $(READY) ## run all tests (ARGS="-k name" for some)
	@$(PYTHON) -m pytest -n auto --maxprocesses 4 $(ARGS)

check: lint types imports words drift ## style, types, imports, words and schema: the five below

lint: $(READY) ## style: ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## types: mypy, strict
	$(BIN)/mypy

imports: $(READY) ## who may import whom: import-linter
	$(BIN)/lint-imports --no-cache --no-logo

words: $(READY) ## every sentence in English and in German
	$(PYTHON) -m pytest -q --noconftest tests/test_words.py

drift: $(READY) ## the migrations make exactly the tables that the code expects
	@scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch"' EXIT && \
	export DATABASE_URL="sqlite:///$$scratch/drift.db" && \
	$(BIN)/alembic upgrade head && $(BIN)/alembic check

bench: $(READY) ## measure speed and memory, as ratios within one run
	@for script in $(filter-out bench/matching.py bench/train_matching.py,$(wildcard bench/[!_]*.py)); do \
		name=$${script#bench/}; $(PYTHON) -m "bench.$${name%.py}" || exit 1; \
	done

bench-matching: $(READY) ## who can help? our matching beside baselines, on recorded conversations (MATCHING_BENCH=folder)
	@$(PYTHON) -m bench.matching

format: $(READY) ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

words-update: $(READY) ## bring new sentences into the German catalogue, to be translated there
	@pot=$$(mktemp) && trap 'rm -f "$$pot"' EXIT && \
	$(BIN)/pybabel -q extract --no-default-keywords -k _ -k N_ -k gettext -k ngettext:1,2 \
		--add-location=file --sort-by-file --project Givefirst -o "$$pot" bot handlers && \
	if [ -e $(GERMAN) ]; then \
		$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
			-l de -i "$$pot" -o $(GERMAN); \
	else \
		$(BIN)/pybabel -q init -l de -i "$$pot" -o $(GERMAN); \
	fi
	@echo "$(GERMAN) is up to date; make words says what is left to translate."

clean: ## remove .venv and everything that can be made again; databases stay
	rm -rf .venv .import_linter_cache .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
	find . -name __pycache__ -prune -exec rm -rf {} +

$(READY): pyproject.toml | $(PYTHON)
	@echo "Installing into .venv (a minute the first time) ..."
	@$(PYTHON) -m pip install -qq --disable-pip-version-check --editable '.[dev,semantic]'
	@pwd -P > $@

# The scripts in .venv hold its path, so a copied or moved one is made anew; so is one whose Python has gone.
MADE_FOR := $(shell test -x $(PYTHON) && cat $(READY) 2>/dev/null)
ifneq ($(MADE_FOR),$(CURDIR))
.PHONY: again
$(READY): again
ifneq ($(MADE_FOR),)
$(PYTHON): again
endif
endif

$(PYTHON):
	@bare=; \
	for candidate in $(BASE_PYTHON); do \
		"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		if "$$candidate" -c 'import ensurepip, venv' 2>/dev/null; then \
			echo "Making .venv with $$("$$candidate" --version) ..."; \
			rm -rf .venv && exec "$$candidate" -m venv .venv; \
		fi; \
		bare=$$candidate; \
	done; \
	if [ -n "$$bare" ]; then \
		version=$$("$$bare" -c 'import sys; print("python%d.%d" % sys.version_info[:2])'); \
		echo "$$version is here, but it cannot make virtual environments: its modules venv and ensurepip are missing."; \
		echo "Debian, Ubuntu: sudo apt-get install $$version-venv"; \
	else \
		echo "Givefirst needs Python 3.11 or newer; looked for: $(BASE_PYTHON)."; \
		echo "Debian 12, Ubuntu 24.04 and newer: sudo apt-get install python3 python3-venv"; \
		echo "Fedora: sudo dnf install python3    macOS: brew install python    others: https://www.python.org/downloads/"; \
	fi >&2; \
	exit 1
