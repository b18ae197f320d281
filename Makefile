# Two commands do everything: `make run` (the main job) and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
# Where it is set, every command would compile parley and Prefect anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check bench soak images train lock clean help
.DEFAULT_GOAL := help

help: ## list these targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else f"parley needs Python 3.11 to 3.13, this is {v[0]}.{v[1]}: make PYTHON=python3.12 run")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@echo "installing (once)…"
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --constraints constraints.txt --editable '.[dev]'
	@touch $@

run: $(READY) ## load the seeds, code them, publish, write the weekly summaries
	@$(BIN)/parley run

test: $(READY) ## the test suite, at most four minutes; .ci/run adds what takes longer
	@$(BIN)/python -m pytest -q -n 2 --dist loadgroup -m 'not chaos and not browser and not slow and not speed'

check: $(READY) ## ruff, mypy --strict, import-linter
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: $(READY) ## measure speed and tagging quality on this machine
	@$(BIN)/python -m bench

soak: $(READY) ## long kill runs, of loads and of polls
	@$(BIN)/python -m bench.soak && $(BIN)/python -m bench.feed_soak

images: $(READY) ## draw the README's pictures anew (needs the extra `browser` and Chromium)
	@$(BIN)/python -m bench.images

train: $(READY) ## train the tagger's models anew (needs the extra `train`)
	@$(BIN)/python -m bench.training

lock: $(READY) ## resolve the dependencies anew into constraints.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra dev --extra browser --extra search --extra notebook --extra peers --no-header --no-annotate --output-file constraints.txt pyproject.toml

clean: ## remove the environment; data stays
	@rm -rf $(VENV)
