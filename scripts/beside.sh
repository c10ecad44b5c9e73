#!/usr/bin/env bash
# beside.sh FIRST SECOND: runs two commands side by side, and shows what the first one says once both have ended.
set -eu
said=$(mktemp)
trap 'rm -f "$said"' EXIT
bash -c "$1" >"$said" 2>&1 &
status=0
bash -c "$2" || status=$?
wait $! || status=$?
cat "$said"
exit "$status"
