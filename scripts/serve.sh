#!/usr/bin/env bash
# serve.sh PORT: serves the page on 127.0.0.1:PORT, the sandbox on the next port and the relay on the one after it.
# The page takes the two from its own port.
set -eu
cd "$(dirname "$0")/.."

fail() {
    echo "$*" >&2
    exit 1
}

is_open() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

port=${1:-8080}
if ! [[ $port =~ ^[1-9][0-9]{0,4}$ ]] || [ "$port" -gt 65533 ]; then
    fail "PORT needs a number from 1 to 65533, not \"$port\"."
fi
sandbox=$((port + 1))
relay=$((port + 2))
for taken in "$port" "$sandbox" "$relay"; do
    if is_open "$taken"; then
        fail "Port $taken is in use by another program: end it, or take other ports, as with \`make serve PORT=9000\`."
    fi
done

scripts/setup.sh rust page
cargo build --locked --example sandbox --example relay
# Trunk would do these two by itself, but would keep serving an empty folder if one failed.
cargo build --locked --features bundle --bin bundle
cargo build --locked --target wasm32-unknown-unknown --bin hook-builder

pids=()
# shellcheck disable=SC2329 # The trap below calls it.
stop() {
    trap - EXIT
    kill "${pids[@]}" 2>/dev/null || true
    # Waiting for them here keeps bash from reporting each as terminated.
    wait "${pids[@]}" 2>/dev/null || true
}
trap stop EXIT
trap 'exit 0' INT TERM HUP

examples=${CARGO_TARGET_DIR:-target}/debug/examples
"$examples/sandbox" --port "$sandbox" &
pids+=($!)
"$examples/relay" --port "$relay" --page "http://127.0.0.1:$port" &
pids+=($!)
# The folder is not dist/, which holds the release bundle.
scripts/trunk.sh serve --address 127.0.0.1 --port "$port" --dist target/serve --log warn &
pids+=($!)

all_run() {
    for pid in "${pids[@]}"; do
        kill -0 "$pid" 2>/dev/null || return 1
    done
}

until is_open "$port" && is_open "$sandbox" && is_open "$relay"; do
    all_run || fail "One of the three servers did not start; see above for its reason."
    sleep 0.2
done
cat <<END

The page     http://127.0.0.1:$port/ (an edit of src/, style/ or index.html reloads it)
The sandbox  http://127.0.0.1:$sandbox/ (on the page: API "Local sandbox"; open it to push a commit and see its status)
To try it    pipeline 512, repository https://github.com/acme/shop, access token devopness_pat_sandbox
A real token works with API "Production"; if the browser refuses that, with "Production, through this machine".
Ctrl-C stops everything.

END
while all_run; do
    sleep 1
done
fail "One of the three servers ended, so the others were stopped too."
