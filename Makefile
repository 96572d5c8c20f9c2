# Every command of the project; `make` alone lists them.
# Paths are relative, so the checkout may lie in a folder with spaces in its name.

PYTHON ?= python3
INSIDE := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench endure demo-reset lock

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
		|| sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1  \2/p' $(MAKEFILE_LIST)

run: ## Set up what is missing and run Pejl with its demo job centre
	@$(PYTHON) -m scripts.setup run
	@PEJL_DEMO=$${PEJL_DEMO-1} exec $(INSIDE) -m pejl run

test: ## Check the code, then run every test on SQLite, PostgreSQL and in a browser
	@$(PYTHON) -m scripts.setup dev
	@exec $(INSIDE) -m scripts.test

check: ## Check code, types, imports, templates, migrations and translations
	@$(PYTHON) -m scripts.setup dev
	@exec $(INSIDE) -m scripts.check

fix: ## Format the code, mend what a tool can mend, gather new texts to translate
	@$(PYTHON) -m scripts.setup dev
	@exec $(INSIDE) -m scripts.fix

bench: ## Measure the main pages on both databases
	@$(PYTHON) -m scripts.setup dev
	@exec $(INSIDE) -m scripts.bench

endure: ## Run what takes long: faults, fuzzing, load
	@$(PYTHON) -m scripts.setup endure
	@exec $(INSIDE) -m scripts.endure

demo-reset: ## Throw the demo job centre away and make it anew
	@$(PYTHON) -m scripts.setup run
	@PEJL_DEMO=1 exec $(INSIDE) -m pejl demo --reset

lock: ## Take the newest allowed versions of all dependencies into the locks
	@$(PYTHON) -m scripts.setup run
	@exec $(INSIDE) -m scripts.lock
