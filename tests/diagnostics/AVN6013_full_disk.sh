#!/usr/bin/env bash
# Results that cannot be written are an error, not a success. Only the process itself sees it, so this runs rulec.
# Usage: AVN6013_full_disk.sh RULEC
set -u
code=0
messages=$("$1" help --lang en 2>&1 >/dev/full) || code=$?
echo "$messages"
[ "$code" -eq 4 ] || [ "$code" -eq 10 ] || { echo "the exit code is $code"; exit 1; }
case $messages in
  *'error[AVN6013]'*) ;;
  *) echo "AVN6013 is not reported"; exit 1 ;;
esac
