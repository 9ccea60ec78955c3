# Everything a fresh clone needs: `make demo` to see it work, `make test` to prove it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEBIAN := tesseract-ocr tesseract-ocr-chi-sim fonts-wqy-zenhei fonts-arphic-ukai fonts-arphic-uming chromium postgresql strace

.PHONY: demo test pytest lint bench bundle docs system lock specimens wheel sbom clean
.DEFAULT_GOAL := test

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# The second OCR engine, the fonts that test pages are drawn with, the browser that reports are tested in, the database
# server that the service is tested on; they cannot come by pip.
system:
	@missing=""; for p in $(DEBIAN); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
		sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
		$$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends $$missing; \
	fi

demo: $(READY)
	@$(BIN)/docvet demo

# Tests start docvet some hundred times: without byte code each start would compile it anew, a fifth of its cost.
# What lints runs on one core, so the tests begin beside it.
test: $(READY) system
	$(BIN)/python -m compileall -q docvet sample_docs tests
	@$(MAKE) --no-print-directory -j2 lint pytest

pytest: $(READY)
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/licences.py
	$(BIN)/python tools/audit.py

# The same bytes from the same sources: times in it are those of the last commit.
wheel: $(READY)
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m hatchling build -t wheel -d out/wheel
	@sha256sum out/wheel/*.whl

# What docvet is made of, with versions, hashes and licences, in CycloneDX.
sbom: $(READY)
	@mkdir -p out
	$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --of JSON -o out/docvet.cdx.json requirements.lock

bench: $(READY) system
	$(BIN)/python -m benchmarks.licences
	$(BIN)/python -m benchmarks.hostile --bombs out/bombs
	$(BIN)/python -m benchmarks.mutations

specimens: $(READY) system
	$(BIN)/python -m sample_docs specimens

# docvet with all it needs for Windows, macOS and Linux, to be started with a double click, offline; downloads about 1 GB.
bundle: $(READY)
	$(BIN)/python -m deploy.bundle

# Writes docs/rules.md from the rulesets, docs/fields.md from the table of fields, docs/commands.md from the command line and docs/roles.md from
# the paths of the service.
docs: $(READY)
	$(BIN)/python -X utf8 docs/generate.py

# Writes the lock that every other target installs from; uv is needed here only.
lock:
	uv pip compile pyproject.toml --extra tesseract --extra service --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.lock $(if $(UPGRADE),--upgrade,)
	uv pip compile pyproject.toml --extra service --python-platform x86_64-apple-darwin --only-binary :all: --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet --output-file deploy/bundle/macos-x86_64.lock $(if $(UPGRADE),--upgrade,)

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis out
