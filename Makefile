# Rà Soát. Một lệnh chạy thử: make demo. Một lệnh kiểm tra: make test.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help install demo run test check format bench soak jar messages screenshots xlsforms clean

help: ## Liệt kê các lệnh
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.runtime: requirements.txt setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên."; exit 1; }
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@echo "Cài thư viện (một lần)…"
	@$(BIN)/python -m pip install -qq --no-compile --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation -e .
	@# Compiled once, on every core: the server starts in half the time. Templates that are no Python are passed over.
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib server sync >/dev/null || true
	@touch $@

$(VENV)/.tests: $(VENV)/.runtime requirements-dev.txt
	@echo "Cài công cụ kiểm tra (một lần)…"
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements-dev.txt
	@touch $@

install: $(VENV)/.runtime ## Chuẩn bị .venv với lệnh rasoat

demo: $(VENV)/.runtime ## Tạo nút tập huấn và chạy ở http://127.0.0.1:8080 (PORT, HOST đổi được)
	@$(BIN)/rasoat demo

run: $(VENV)/.runtime ## Chạy máy chủ của nút đã có trong var/
	@$(BIN)/rasoat serve

test: $(VENV)/.tests ## Mọi kiểm tra: kiểu, phong cách, bộ kiểm thử với PostgreSQL, JavaRosa, trình duyệt thật
	@sh tests/install_browser.sh
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/.tests ## Phong cách và kiểu
	@$(BIN)/ruff check server sync tests
	@$(BIN)/ruff format --check server sync tests
	@$(BIN)/mypy

format: $(VENV)/.tests ## Định dạng mã
	@$(BIN)/ruff check --fix -q server sync tests || true
	@$(BIN)/ruff format server sync tests

bench: $(VENV)/.tests ## Đo hiệu năng, in JSON
	@$(BIN)/rasoat bench ingest --json
	@$(BIN)/rasoat bench lists --json
	@$(BIN)/rasoat bench assess --json
	@$(BIN)/rasoat bench tablets --json
	@$(BIN)/rasoat bench review --json
	@$(BIN)/rasoat bench import --json

soak: $(VENV)/.tests ## Các lượt chạy dài
	@$(BIN)/python -m pytest -q -m soak

jar: $(VENV)/.tests ## Dựng lại máy điền phiếu (cần javac)
	@tests/clients/javarosa/build.sh

messages: $(VENV)/.runtime ## Đưa danh mục chữ tiếng Anh theo kịp các trang
	@$(BIN)/python -m server.translations.collect

screenshots: $(VENV)/.tests ## Ảnh các trang chính (1280, 800, nền tối) vào var/screenshots, để xem bằng mắt
	@sh tests/install_browser.sh
	@$(BIN)/python -m tests.builders.screenshots

xlsforms: $(VENV)/.runtime ## Ghi biểu mẫu tập huấn ra xlsforms/<biểu mẫu>/built/
	@$(BIN)/rasoat forms write

clean: ## Xóa dữ liệu thử và .venv
	@rm -rf var $(VENV)
