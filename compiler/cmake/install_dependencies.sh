# Installs the Debian packages that a build needs and that are missing. Sourced by examples/run and tests/run.
# docs/dependencies.md gives the reason for each.
# shellcheck shell=bash

# What is needed to build rulec. A word is a package, or package:command when any provider of the command will do.
build_packages=(
  cmake:cmake ninja-build:ninja g++:g++ python3:python3 pkg-config:pkg-config
  tao-pegtl-dev libcli11-dev nlohmann-json3-dev libutf8proc-dev nettle-dev
)

# What the tests need besides.
test_packages=(catch2 libbenchmark-dev libboost-dev python3-jsonschema clang-19:clang++-19 libclang-rt-19-dev llvm-19-dev gdb
  chromium:chromium)

package_is_installed() {
  [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Prints the packages among the arguments that are missing, one a line.
missing_packages() {
  local word package command
  for word in "$@"; do
    package=${word%%:*}
    command=${word#"$package"}
    command=${command#:}
    if [ -n "$command" ] && command -v "$command" >/dev/null; then continue; fi
    package_is_installed "$package" || printf '%s\n' "$package"
  done
}

# Installs what is missing among the arguments, as root; without root says which command would do it and ends with 1.
# Does nothing, and needs neither root nor network, when all is there.
install_dependencies() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if [ "${#missing[@]}" -eq 0 ]; then return 0; fi
  if ! command -v apt-get >/dev/null; then
    echo "Missing, and this is not Debian: ${missing[*]}. Install what corresponds to them and run again." >&2
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    echo "Missing packages. As root, run this and then run again:" >&2
    echo "  apt-get update && apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  echo "  installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  quietly apt-get update
  quietly apt-get install -y --no-install-recommends "${missing[@]}"
}
