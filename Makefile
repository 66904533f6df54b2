# Everything a clone needs, on a machine with Python 3.11 or newer and make. Each target sets itself up.
#
#   make demo [ARGS="--plain"]   the board with the sample project
#   make test [ARGS="-k board"]  the tests
#   make check                   format, lint, types, who imports whom
#   make bench [ARGS=…]          the goals as ratios

PYTHON ?= python3
ARGS ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LISTS := pyproject.toml constraints.txt
CODE := core sync themes tui

# A stamp is newer than the lists it was made from, or it is made again; nothing else is looked at.
RUN := .venv/.pengtou-run
DEV := .venv/.pengtou-dev

.PHONY: demo test check bench constraints
.DELETE_ON_ERROR:

demo: $(RUN)
	@$(BIN)/pengtou demo $(ARGS)

test: $(DEV)
	$(BIN)/python -m pytest -n 3 --dist worksteal $(ARGS)

check: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEV)
	$(BIN)/python -m tests.bench $(ARGS)

# The versions of the environment as it stands; a test holds pyproject.toml against them.
constraints: $(DEV)
	$(BIN)/python -m tests.shape.pins > constraints.new
	mv constraints.new constraints.txt
	touch $(RUN) $(DEV)

.venv:
	@command -v "$(PYTHON)" >/dev/null || \
	  { echo "pengtou needs Python 3.11 or newer, and there is no '$(PYTHON)': make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "pengtou needs Python 3.11 or newer, '$(PYTHON)' is $$("$(PYTHON)" -V 2>&1): make PYTHON=python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "this Python cannot make virtual environments; on Debian: apt install python3-venv" >&2; exit 1; }
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; exit 1; }

# pip is brought to the pinned version first: dependency groups need 25.1, Python 3.11 brings 23 or 24.
$(RUN): $(LISTS) | .venv
	$(PIP) install --quiet --constraint constraints.txt pip
	$(PIP) install --quiet --constraint constraints.txt --build-constraint constraints.txt --editable .
	@$(BIN)/python -m compileall -q $(CODE)
	@touch $@

$(DEV): $(LISTS) $(RUN) | .venv
	$(PIP) install --quiet --constraint constraints.txt --group dev
	@touch $@
