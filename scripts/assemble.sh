#!/usr/bin/env bash
# Trunk calls this after each build (Trunk.toml): puts the page together in the folder that trunk is about to show.
set -eu
cd "$(dirname "$0")/.."

built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
mv "$TRUNK_STAGING_DIR"/*.js "$TRUNK_STAGING_DIR"/*.wasm "$built"
cargo run --quiet --locked --features bundle --bin bundle -- --from "$built" --to "$TRUNK_STAGING_DIR" --local --reload
