#!/usr/bin/env bash
# Trunk calls this after each build (Trunk.toml): puts the bundle together in the folder that trunk is about to show.
# The release bundle also gets a twin for the browser tests, which may call servers on this machine: target/local.
set -eu
cd "$(dirname "$0")/.."

# The flags of the page's own compiler run (scripts/build.sh) are not for a program of this machine.
bundle() {
    env -u CARGO_ENCODED_RUSTFLAGS -u CARGO_UNSTABLE_BUILD_STD -u CARGO_UNSTABLE_BUILD_STD_FEATURES -u RUSTC_BOOTSTRAP \
        CARGO_TARGET_DIR="${HOST_TARGET:-$PWD/target}" cargo run --quiet --locked --features bundle --bin bundle -- "$@"
}

built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
if [ "$TRUNK_PROFILE" = release ]; then
    # The program is split before wasm-bindgen has seen it, so Trunk's own run of wasm-bindgen came too early.
    bundle --split "$CARGO_TARGET_DIR/wasm32-unknown-unknown/release/hook-builder.wasm" --to "$built"
    wasm-bindgen --target web --no-typescript --keep-lld-exports --out-dir "$built" --out-name page "$built/main.wasm"
    connect=()
    for origin in ${CONNECT:-}; do
        connect+=(--connect "$origin")
    done
    bundle --from "$built" --to "$TRUNK_STAGING_DIR" --zip target/hook-builder.zip "${connect[@]}"
    bundle --from "$built" --to target/local --local
else
    mv "$TRUNK_STAGING_DIR"/*.js "$TRUNK_STAGING_DIR"/*.wasm "$built"
    bundle --from "$built" --to "$TRUNK_STAGING_DIR" --local --reload
fi
