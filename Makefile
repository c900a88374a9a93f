# What people type. Only Python 3.11 or newer is needed; everything else is installed into .venv.
PYTHON ?= python3
PORT ?= 8501
ADDRESS ?= 127.0.0.1
HOSTS ?=
CERT ?=
KEY ?=
PROXY ?=
BIN := .venv/bin
FONT := static/fonts/kaoping-sans.woff2
# A file's tests stay in one worker, so that what they share is started once.
# Three, since a browser often waits for its server.
WORKERS := -n 3 --dist loadfile
WORDS := scoring/words/locale/zh_CN/LC_MESSAGES/kaoping

# With names given, those are the only ones the server answers to; it always answers to this machine itself.
ALLOWED = $(if $(strip $(HOSTS)),$(foreach name,localhost 127.0.0.1 $(HOSTS),--server.allowedHosts $(name)))

# Beyond this machine only encrypted: by files of ours, or by a proxy that is said to do it.
TLS = $(if $(strip $(CERT)),--server.sslCertFile $(CERT) --server.sslKeyFile $(KEY))

.PHONY: help run serve test test-browser test-libreoffice faults pictures bench lint format fonts venv dev docs sample examples lock clean

help:
	@echo "make run        install what is pinned and open the app on http://127.0.0.1:$(PORT)"
	@echo "make serve      the same for a network, once there is an administrator: ADDRESS=0.0.0.0 opens the port, HOSTS=name the"
	@echo "                name that people type, CERT=file KEY=file encrypts, PROXY=tls says that a proxy does"
	@echo "make test       install the test tools and run the tests"
	@echo "make test-browser       those in a real browser"
	@echo "make test-libreoffice   what LibreOffice makes of our workbooks, where it is installed"
	@echo "make faults     kill, fill, cut and tamper; what then holds, as a table"
	@echo "make pictures   pictures of every page into build/pictures, for people to look at"
	@echo "make lint       ruff, mypy, import layers"
	@echo "make bench      speed, as ratios against rivals in one run"
	@echo "make docs       write docs/rules.md and docs/problems.md from the code"
	@echo "make sample     make sample_data/ anew"
	@echo "make examples   score the systems in examples/ and compare with what was worked by hand"
	@echo "make lock       resolve requirements*.txt into requirements*.lock"

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 run"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: requirements.lock .venv/.python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@touch $@

$(FONT): ui/frame/fonts.py .venv/.installed
	$(BIN)/python -m ui.frame.fonts

$(WORDS).mo: $(WORDS).po .venv/.installed
	$(BIN)/python -m scoring.words.compile

.venv/.dev: requirements-dev.lock .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $@

venv: .venv/.installed $(FONT) $(WORDS).mo

dev: .venv/.dev $(FONT) $(WORDS).mo

fonts: $(FONT)

run: .venv/.installed $(FONT) $(WORDS).mo
	$(BIN)/streamlit run server.py --server.port $(PORT) $(ALLOWED)

serve: export KAOPING_PROXY := $(PROXY)
serve: .venv/.installed $(FONT) $(WORDS).mo
	$(BIN)/streamlit run server.py --server.headless true --server.address $(ADDRESS) --server.port $(PORT) $(ALLOWED) $(TLS)

test: .venv/.dev $(FONT)
	$(BIN)/python -m pytest $(WORKERS) --durations 10 -m "not browser and not libreoffice and not faults"

test-browser: .venv/.dev $(FONT) $(WORDS).mo
	$(BIN)/python -m pytest $(WORKERS) --durations 10 -m browser

faults: .venv/.dev $(WORDS).mo
	$(BIN)/python -m pytest $(WORKERS) -q --durations 5 -m faults tests/faults

test-libreoffice: .venv/.dev
	$(BIN)/python -m pytest -m libreoffice

pictures: .venv/.dev $(FONT)
	$(BIN)/python -m tests.browser.pictures

bench: .venv/.dev $(WORDS).mo
	$(BIN)/python -m bench.engine
	$(BIN)/python -m bench.intake
	$(BIN)/python -m bench.screens
	$(BIN)/python -m bench.verification

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy scoring ui pages door app.py server.py
	$(BIN)/lint-imports

format: .venv/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/.installed
	$(BIN)/python -m scoring.cli.docs

sample: .venv/.installed
	$(BIN)/python -m sample_data.make

examples: .venv/.installed $(WORDS).mo
	@$(BIN)/python -m examples.check

lock: .venv/.dev
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url requirements.txt -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url requirements-dev.txt -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv build static/fonts .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
