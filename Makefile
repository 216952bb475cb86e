# Thin calls of packaging/dev.py. `make run` starts the product, `make test` proves it; each sets up what it needs.
# More words: make test ARGS="tests/ui -x"; make simulate N=100000

is_311 = $(shell $(1) -c 'import sys; print(sys.version_info[:2] == (3, 11))' 2>/dev/null)
PYTHON ?= $(firstword $(foreach name,python3.11 python3 python,$(if $(filter True,$(call is_311,$(name))),$(name))))
COMMANDS := setup run test check bench simulate screenshots lock clean

.DEFAULT_GOAL := run
.PHONY: $(COMMANDS)
$(COMMANDS):
	@$(if $(PYTHON),:,echo "Python 3.11 was not found. Install it (Debian 12: apt-get install python3.11-venv) and try again."; exit 1)
	@$(PYTHON) packaging/dev.py $@ $(if $(filter simulate,$@),$(if $(N),--histories $(N))) $(ARGS)
