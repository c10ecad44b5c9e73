#!/usr/bin/env bash
# Makes the release bundle in dist/, with a standard library compiled for the page: a tenth smaller than with the one
# that comes with Rust, which brings the texts and the unwinding of panics along.
set -eu
cd "$(dirname "$0")/.."

cargo_home=${CARGO_HOME:-$HOME/.cargo}
sysroot=$(rustc --print sysroot)

# Joined by a character that no path has: cargo splits RUSTFLAGS at blanks. The linker says where each function and each
# text is used, so that the program can be split (scripts/bundle/split.rs).
flags=
for flag in -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none \
    -Clink-arg=--emit-relocs \
    "--remap-path-prefix=$PWD=hook-builder" \
    "--remap-path-prefix=$cargo_home/registry/src=crates" \
    "--remap-path-prefix=$sysroot/lib/rustlib/src/rust=rust"; do
    flags=${flags:+$flags$'\x1f'}$flag
done

# A folder of its own keeps these flags from invalidating other builds. RUSTC_BOOTSTRAP lets the pinned compiler take the
# unstable options. Trunk cannot read the usual NO_COLOR=1.
page_env() {
    env -u NO_COLOR \
        PATH="$PWD/target/tools/bin:$PATH" \
        RUSTC_BOOTSTRAP=1 \
        CARGO_UNSTABLE_BUILD_STD=std,panic_abort \
        CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size \
        CARGO_ENCODED_RUSTFLAGS="$flags" \
        "$@"
}

# For the bench: the page's part of the same program with the names of its functions.
if [ "${1:-}" = named ]; then
    page_env CARGO_TARGET_DIR="$PWD/target/named" CARGO_PROFILE_RELEASE_STRIP=none \
        cargo build --release --locked --target wasm32-unknown-unknown --bin hook-builder
    cargo run --quiet --locked --features bundle --bin bundle -- \
        --split target/named/wasm32-unknown-unknown/release/hook-builder.wasm --to target/named
    exec target/tools/bin/wasm-bindgen --target web --keep-lld-exports --out-dir target/named --out-name hook-builder \
        target/named/main.wasm
fi

# Trunk hands its environment on to cargo, and to scripts/assemble.sh.
page_env CARGO_TARGET_DIR="$PWD/target/page" trunk build --release --locked --dist dist

for path in "$PWD/src/" "$cargo_home/registry/" "$sysroot/lib/"; do
    if grep -raqF -- "$path" dist; then
        echo "The bundle names a folder of this machine, $path, which it must not." >&2
        exit 1
    fi
done
