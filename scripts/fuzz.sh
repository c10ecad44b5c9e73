#!/usr/bin/env bash
# fuzz.sh SECONDS [TARGET...]: feeds each target of fuzz/ with random input for so many seconds, or the named ones only.
# What libFuzzer learns is kept in target/fuzz/corpus, and an input that fails in target/fuzz/artifacts. Both are tried
# first the next time, so a target fails until the reason is gone.
set -eu
cd "$(dirname "$0")/.."

seconds=${1:-60}
if ! [[ $seconds =~ ^[1-9][0-9]*$ ]]; then
    echo "SECONDS needs a whole number from 1, not \"$seconds\"." >&2
    exit 1
fi
shift
targets=("$@")
[ $# -gt 0 ] || mapfile -t targets < <(sed -n 's/^name = "\([a-z_]*\)"$/\1/p' fuzz/Cargo.toml)

scripts/setup.sh rust fuzz

# The core itself has no unsafe code, so most of what can be found is found without the sanitizer as well.
sanitizer=none
host=$(rustc -vV | sed -n 's/^host: //p')
for library in "$(rustc --print sysroot)/lib/rustlib/$host/lib"/librustc*_rt.asan.*; do
    [ ! -e "$library" ] || sanitizer=address
done

# RUSTC_BOOTSTRAP lets the pinned compiler take the unstable options of the sanitizer.
env PATH="$PWD/target/tools/bin:$PATH" RUSTC_BOOTSTRAP=1 \
    cargo fuzz build --sanitizer "$sanitizer" --target-dir "$PWD/target/fuzz/build"

failed=0
for target in "${targets[@]}"; do
    corpus=target/fuzz/corpus/$target
    artifacts=target/fuzz/artifacts/$target
    log=target/fuzz/$target.log
    mkdir -p "$corpus" "$artifacts"
    if "target/fuzz/build/$host/release/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
        -dict=fuzz/dictionary.txt -artifact_prefix="$artifacts/" -print_final_stats=1 \
        "$corpus" "fuzz/seeds/$target" "$artifacts" >"$log" 2>&1; then
        echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs, sanitizer $sanitizer"
    else
        failed=1
        tail -n 60 "$log" >&2
        echo "$target failed: the input is in $artifacts, all of the output in $log." >&2
    fi
done
exit "$failed"
