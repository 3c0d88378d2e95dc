# make app     opens the workbook on this computer
# make test    sets everything up and runs every test
# make bundle  rebuilds the front end from its source
# make bench   measures pages beside Panel and stock Voilà, the kernels, a long journal and a room
# make load    lets 60 participants answer for 5 minutes; OPTIONS adds to it
# make lock    pins the dependencies again

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := .venv-bench
FRONTEND := workbook/web/frontend
# One more than the processors of a small machine: browser tests wait a good part of their time.
TEST_WORKERS ?= 3
# What one process of Python has compiled, the next one finds, also where the shell says otherwise.
export PYTHONDONTWRITEBYTECODE :=
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: app test bundle bench load lock clean
.DELETE_ON_ERROR:

app: $(VENV)/app.stamp
	@exec $(BIN)/workbook

test: $(VENV)/test.stamp $(FRONTEND)/node_modules/.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet -c pyproject.toml --recursive workbook
	browser="$$($(BIN)/python tests/find_browser.py)" && \
	office="$$($(BIN)/python -m tests.find_office)" && \
	WORKBOOK_TEST_BROWSER="$$browser" WORKBOOK_TEST_OFFICE="$$office" $(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadfile --no-loadscope-reorder

bundle: $(VENV)/test.stamp $(FRONTEND)/node_modules/.stamp
	cd $(FRONTEND) && PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent build

bench: $(VENV)/test.stamp $(BENCH)/made.stamp
	browser="$$($(BIN)/python tests/find_browser.py)" && export WORKBOOK_TEST_BROWSER="$$browser" && \
	$(BIN)/python -m tests.benchmarks.page && $(BIN)/python -m tests.benchmarks.kernels && \
	$(BIN)/python -m tests.benchmarks.looking_back && $(BIN)/python -m tests.benchmarks.room

load: $(VENV)/test.stamp
	$(BIN)/python -m tests.benchmarks.load --participants 60 --minutes 5 $(OPTIONS)

# uv is only needed here. Neither lock may hold an address or a path of this machine.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links --no-annotate
lock: $(VENV)/app.stamp
	$(PIP) install uv
	$(LOCK) pyproject.toml --output-file requirements.lock
	$(LOCK) pyproject.toml --extra dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) $(BENCH) $(FRONTEND)/node_modules dist

# Debian's python3 may lack ensurepip: then the pip beside it fills the environment.
$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Second Look needs Python 3.11 or newer; $(PYTHON) is older or missing. Try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 || { \
	$(PYTHON) -m venv --clear --without-pip $(VENV) && \
	$(PYTHON) -m pip --quiet --python $(BIN)/python install pip; }
	@touch $@

$(VENV)/app.stamp: requirements.lock pyproject.toml $(VENV)/made.stamp
	@echo "Installing what the workbook needs. This takes a minute the first time."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/test.stamp: requirements-dev.lock $(VENV)/app.stamp
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# A peer must not change the versions that are tested, so it has an environment of its own.
$(BENCH)/made.stamp: pyproject.toml $(VENV)/test.stamp
	$(BIN)/python -m venv --clear --without-pip $(BENCH)
	$(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['bench'], sep='\n')" > $(BENCH)/requirements.txt
	$(PIP) --python $(BENCH)/bin/python install -r $(BENCH)/requirements.txt
	@touch $@

$(FRONTEND)/node_modules/.stamp: $(FRONTEND)/package-lock.json $(VENV)/test.stamp
	cd $(FRONTEND) && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --no-audit --no-fund
	@touch $@
