# Sourced by scripts that need the Python client: creates a virtual environment for it, again when
# the requirements change. Expects $root and a function fail.

source "$root/integration-tests/retries.sh"

python_environment=$root/integration-tests/target/python

make_python_environment() { # PYTHON
  local python=$1 requirements=$root/integration-tests/parity/requirements.txt
  cmp -s "$requirements" "$python_environment/requirements.txt" && return
  command -v "$python" >/dev/null || fail "$python is not found: install Python 3.11 or later."
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 or later is required, but $python is $("$python" --version 2>&1)."
  "$python" -c 'import venv, ensurepip' 2>/dev/null ||
    fail "Python's module venv is missing: install it (on Debian and Ubuntu: apt-get install python3-venv)."
  echo "Installing neptune_query into a virtual environment ..."
  rm -rf "$python_environment"
  "$python" -m venv "$python_environment"
  with_retries "$python_environment/bin/pip" install -q --disable-pip-version-check -r "$requirements"
  cp "$requirements" "$python_environment/requirements.txt"
}
