#!/usr/bin/env bash
# schema.sh SPEC EXAMPLES: asks the sandbox everything that a description of the Devopness API allows, and what it does not
# allow, with so many examples for each operation. `tests/sandbox/schema/hooks.py` has what is meant to differ.
set -eu
cd "$(dirname "$0")/.."

fail() {
    echo "$*" >&2
    exit 1
}

spec=${1:-}
[ -f "$spec" ] || fail "Name the file of the API's description, as with \`make test-schema SPEC=spec.json\`."
spec=$(realpath "$spec")
examples=${2:-30}

cargo build --locked --example sandbox
work=$(mktemp -d)
# shellcheck disable=SC2329 # The trap below calls it.
stop() {
    [ -z "${pid:-}" ] || kill "$pid" 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT
"${CARGO_TARGET_DIR:-target}/debug/examples/sandbox" --port 0 >"$work/log" &
pid=$!
until url=$(sed -n 's/^The sandbox listens on \(http:[^ ]*\) .*/\1/p' "$work/log") && [ -n "$url" ]; do
    kill -0 "$pid" 2>/dev/null || fail "The sandbox did not start; see above for its reason."
    sleep 0.1
done
tools=$PWD/target/tools/schemathesis
export PYTHONPATH=$PWD/tests/sandbox/schema PYTHONDONTWRITEBYTECODE=1 SCHEMATHESIS_HOOKS=hooks
# It keeps what it found beside itself.
cd "$work"
"$tools/bin/schemathesis" run "$spec" --url "$url" --header "Authorization: Bearer devopness_pat_sandbox" \
    --header "Accept: application/json" --header "Content-Type: application/json" \
    --seed "${SEED:-1}" --max-examples "$examples" --phases examples,coverage,fuzzing --continue-on-failure --warnings off \
    --exclude-operation-id deliver
