#!/usr/bin/env bash
# Runs Trunk with the tools of this folder. It takes the wasm-bindgen that comes first on PATH, and would try to download a
# missing one; it cannot read the usual NO_COLOR=1.
set -eu
cd "$(dirname "$0")/.."
exec env -u NO_COLOR PATH="$PWD/target/tools/bin:$PATH" trunk "$@"
