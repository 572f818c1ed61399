# Everything here needs Python 3.11 or newer, make and a package registry; nothing else.
.DEFAULT_GOAL := help
.PHONY: help run test check bench faults lock clean environment environment-dev
MAKEFLAGS += --no-print-directory

IN_ENV := .venv/bin/python
# The first of these that is 3.11 to 3.14 and can make environments; PYTHON=… on the command line goes first.
MAKE_ENV = for python in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
		if $$python -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null; \
		then exec $$python -I webapp/kit/environment.py $(1); fi; \
	done; \
	echo 'No usable Python found: 3.11, 3.12, 3.13 or 3.14 with its venv module (on Debian: apt install python3-venv).' >&2; \
	echo 'Name one yourself: make run PYTHON=/path/to/python3.11' >&2; exit 1

help:  ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

run: environment  ## the whole house with its demo fund: web, relay, worker and their servers (PORT, DATA_DIR)
	@exec $(IN_ENV) -m webapp.cli all

test: environment-dev  ## the whole test suite (ARGS="tests/rules -k fee" for a part of it)
	@exec $(IN_ENV) -m pytest -n 2 --dist loadgroup $(ARGS)

check: environment-dev  ## lint, types, contracts, catalogues, migrations, house tests
	@failed=; \
	step() { what=$$1; echo "== $$what"; shift; "$$@" || failed="$$failed, $$what"; }; \
	step lint $(IN_ENV) -m ruff check .; \
	step types $(IN_ENV) -m mypy; \
	step contracts .venv/bin/lint-imports --no-cache; \
	step catalogues $(IN_ENV) -m webapp.cli i18n check; \
	step 'house tests' $(IN_ENV) -m pytest -q -n 2 --dist loadgroup tests/house; \
	if [ -n "$$failed" ]; then echo "check: FAILED$$failed; see above" >&2; exit 1; fi; \
	echo 'check: all hold'

bench: environment-dev  ## benchmarks with their goals (ONLY=name)
	@exec $(IN_ENV) -m tests.bench $(ONLY)

faults: environment-dev  ## fault drills with their promises (ONLY=F1)
	@exec $(IN_ENV) -m tests.faults $(ONLY)

lock: environment-dev  ## write the lock files anew from requirements*.in
	@UV_PYTHON_DOWNLOADS=never; export UV_PYTHON_DOWNLOADS; \
	options='--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q'; \
	$(IN_ENV) -m uv pip compile $$options requirements.in -o requirements.txt && \
	$(IN_ENV) -m uv pip compile $$options -c requirements.txt requirements-dev.in -o requirements-dev.txt

clean:  ## remove the environment and caches (the demo's data in var/ stay)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@$(call MAKE_ENV,requirements.txt)

environment-dev:
	@$(call MAKE_ENV,requirements.txt requirements-dev.txt)
