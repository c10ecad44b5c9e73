#!/usr/bin/env bash
# Makes the release bundle in dist/, with a standard library compiled for the page: a tenth smaller than with the one
# that comes with Rust, which brings the texts and the unwinding of panics along. The browser tests get a twin, which may
# call servers on this machine: target/local.
set -eu
cd "$(dirname "$0")/.."

target=$PWD/target
cargo_home=${CARGO_HOME:-$HOME/.cargo}
sysroot=$(rustc --print sysroot)

# Joined by a character that no path has: cargo splits RUSTFLAGS at blanks. The linker says where each function and each
# text is used, so that the program can be split (scripts/bundle/split.rs).
flags=
for flag in -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none \
    --cfg=split -Clink-arg=--emit-relocs \
    "--remap-path-prefix=$PWD=hook-builder" \
    "--remap-path-prefix=$cargo_home/registry/src=crates" \
    "--remap-path-prefix=$sysroot/lib/rustlib/src/rust=rust"; do
    flags=${flags:+$flags$'\x1f'}$flag
done

# A folder of its own keeps these flags from invalidating other builds. RUSTC_BOOTSTRAP lets the pinned compiler take the
# unstable options.
compile() {
    env RUSTC_BOOTSTRAP=1 \
        CARGO_UNSTABLE_BUILD_STD=std,panic_abort \
        CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size \
        CARGO_ENCODED_RUSTFLAGS="$flags" \
        CARGO_TARGET_DIR="$target/page" \
        cargo build --release --locked --target wasm32-unknown-unknown "$@"
}

# For the bench: `build.sh style NAME FEATURE` compiles a form in one style (tests/bench/styles/) as the page is compiled.
if [ "${1:-}" = style ]; then
    compile --example "style_$2" --features "$3"
    exec target/tools/bin/wasm-bindgen --target web --no-typescript --out-dir "$target/styles" --out-name "$2-$3" \
        "$target/page/wasm32-unknown-unknown/release/examples/style_$2.wasm"
fi

compile --bin hook-builder

bundle() {
    CARGO_TARGET_DIR="${HOST_TARGET:-$target}" cargo run --quiet --locked --features bundle --bin bundle -- "$@"
}

# What the compiler wrote in parts, with the JavaScript of the page's own.
split() {
    bundle --split "$target/page/wasm32-unknown-unknown/release/hook-builder.wasm" --to "$@"
    target/tools/bin/wasm-bindgen --target web --no-typescript --keep-lld-exports --out-dir "$1" --out-name page \
        "$1/main.wasm"
}

# For the bench: the page's part of the program with the names of its functions.
if [ "${1:-}" = named ]; then
    split "$target/named" --named
    exit
fi

built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
split "$built"
connect=()
for origin in ${CONNECT:-}; do
    connect+=(--connect "$origin")
done
bundle --from "$built" --to dist --zip target/hook-builder.zip "${connect[@]}"
bundle --from "$built" --to target/local --local

for path in "$PWD/src/" "$cargo_home/registry/" "$sysroot/lib/"; do
    if grep -raqF -- "$path" dist; then
        echo "The bundle names a folder of this machine, $path, which it must not." >&2
        exit 1
    fi
done
