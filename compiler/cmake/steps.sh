# Steps of a script that say what they do and how far they are. Sourced by examples/run and tests/run.
# shellcheck shell=bash

n_steps=0
step_number=0

# step TEXT: announces the next of n_steps steps, with the seconds since the start.
step() {
  step_number=$((step_number + 1))
  printf '[%d/%d, %ds] %s\n' "$step_number" "$n_steps" "$SECONDS" "$1"
}

# quietly COMMAND…: runs a command whose output matters only if it fails.
quietly() {
  local log code=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || code=$?
  if [ "$code" -ne 0 ]; then
    cat "$log" >&2
    echo "failed: $*" >&2
  fi
  rm -f "$log"
  return "$code"
}

# Passes lines on, but of ninja's own « [12/80 34s] … » lines at most one every 10 seconds.
thin_progress() {
  local line last=-10
  while IFS= read -r line; do
    if [[ $line == '['[0-9]*/* ]]; then
      if ((SECONDS - last < 10)); then continue; fi
      last=$SECONDS
    fi
    if [[ $line == *'Re-checking globbed'* || $line == 'ninja: no work to do.' || $line == 'ninja: Entering directory'* ]]; then continue; fi
    printf '  %s\n' "$line"
  done
}

# configure PRESET [OPTION…]: configures a preset that is not configured yet, or not with these options.
configure() {
  local preset=$1 option
  shift
  local cache="build/$preset/CMakeCache.txt" fresh=yes
  [ -f "build/$preset/build.ninja" ] || fresh=no
  for option in "$@"; do
    option=${option#-D}
    grep -q "^${option%%=*}:[A-Z]*=${option#*=}$" "$cache" 2>/dev/null || fresh=no
  done
  if [ "$fresh" = yes ]; then return 0; fi
  quietly cmake --preset "$preset" "$@"
}

# build PRESET [TARGET…]: builds with as many jobs as there are processors, and memory for, at 1.5 GiB each.
build() {
  local preset=$1
  shift
  local jobs memory_jobs
  jobs=$(nproc)
  memory_jobs=$(awk '/^MemAvailable:/ { print int($2 / 1572864) }' /proc/meminfo)
  if [ "$memory_jobs" -lt 1 ]; then memory_jobs=1; fi
  if [ "$memory_jobs" -lt "$jobs" ]; then jobs=$memory_jobs; fi
  NINJA_STATUS='[%f/%t %es] ' ninja -C "build/$preset" -j "$jobs" "$@" | thin_progress
  return "${PIPESTATUS[0]}"
}
