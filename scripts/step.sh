#!/usr/bin/env bash
# Runs a command and says on the standard error how long it took.
set -eu
SECONDS=0
status=0
"$@" || status=$?
echo "[${SECONDS} s] $*" >&2
exit "$status"
