#!/usr/bin/env bash
# Fails where a version of Cargo.lock has been yanked from crates.io. cargo-deny would first ask for RustSec's database;
# cargo itself asks the index for each locked version when it packs, through whatever registry it is set to.
set -eu
cd "$(dirname "$0")/.."

said=$(cargo package --locked --no-verify --allow-dirty --color never --target-dir target/yanked 2>&1) || {
    echo "$said" >&2
    exit 1
}
if grep -F "is yanked" <<<"$said" >&2; then
    echo "Take another version: cargo update --package NAME" >&2
    exit 1
fi
