# Sourced by the scripts beside it: the messages, the timing of steps and the size of the machine.

# The repository, whatever the caller's working directory is.
# shellcheck disable=SC2034 # Used by the scripts that source this file.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage_error() {
  printf '%s: %s; see %s --help\n' "${0##*/}" "$1" "$0" >&2
  exit 2
}

# step <name> <command>...
# Runs a command between two lines that name it and say how long it took. `set -e` does not reach
# into a shell function run this way: such a function returns its failure itself.
step() {
  local name=$1 begin=$SECONDS status=0
  shift
  printf '==> %s\n' "$name"
  "$@" || status=$?
  if ((status == 0)); then
    printf '==> %s: done in %d s\n' "$name" $((SECONDS - begin))
  else
    printf '==> %s: FAILED with exit code %d after %d s\n' "$name" "$status" $((SECONDS - begin))
  fi
  return "$status"
}

# Prints how many MiB may be used: what the kernel calls available, or the container's rest if that
# is less.
memory_mib() {
  local available limit current
  available=$(awk '/^MemAvailable:/ {print int($2 / 1024)}' /proc/meminfo)
  if limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null) && [[ $limit != max ]]; then
    current=$(cat /sys/fs/cgroup/memory.current)
    limit=$(((limit - current) / 1024 / 1024))
    ((limit >= available)) || available=$limit
  fi
  printf '%d\n' "$available"
}

# Prints how many cores may be used: those of the affinity mask, or the container's quota if that is
# less.
cores() {
  local count quota period
  count=$(nproc)
  if read -r quota period 2>/dev/null </sys/fs/cgroup/cpu.max && [[ $quota != max ]]; then
    quota=$(((quota + period - 1) / period))
    ((quota >= count)) || count=$quota
  fi
  printf '%d\n' "$count"
}

# Prints how many compilers may run at once. A translation unit with actors takes up to 1.5 GiB
# under the sanitizers; more jobs than memory would end in the out-of-memory killer.
compile_jobs() {
  local jobs by_memory
  jobs=$(cores)
  by_memory=$(($(memory_mib) / 1536))
  ((by_memory >= jobs)) || jobs=$by_memory
  ((jobs >= 1)) || jobs=1
  printf '%d\n' "$jobs"
}
