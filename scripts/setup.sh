#!/usr/bin/env bash
# Installs what is missing of the named parts, and does nothing where all is there:
#   rust     checks Rust and a C compiler          wasm     the WebAssembly target, and the standard library's sources
#   lints    rustfmt and clippy                    deps     cargo-deny, which checks the dependencies
#   page     what the page is built with           shells   the shells that commands are run in
#   browser  Chromium, its driver and axe-core     hosting  the web servers that the bundle is tested with
#   engines  Firefox and WebKit, with their drivers     geckodriver   Firefox's, which is part of it
#   outputs  the tools that read what the page writes: languages, API clients, CI systems
#   mutants  cargo-mutants                         fuzz     cargo-fuzz and a C++ compiler
#   lighthouse, others   what the bench looks with, and at
#   schemathesis         what asks the sandbox everything that the API's description allows
set -eu
cd "$(dirname "$0")/.."

rust_version=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
cargo_deny_version=0.20.2
trunk_version=0.21.14
wasm_bindgen_version=0.2.129
mutants_version=27.1.0
fuzz_version=0.13.2
geckodriver_version=0.36.0
tools=$PWD/target/tools

fail() {
    echo "$*" >&2
    exit 1
}

has() {
    command -v "$1" >/dev/null 2>&1
}

rust() {
    if ! has rustc || ! has cargo; then
        fail "Rust is missing: install rustup (https://rustup.rs)," \
            "then run \`rustup toolchain install $rust_version\`."
    fi
    # rustup answers with an error when the pinned version is not installed and may not be installed by itself.
    found=$(rustc --version 2>/dev/null) || found="none for this folder"
    case $found in
        "rustc $rust_version "*) ;;
        *)
            fail "Rust $rust_version is needed and \`rustc --version\` says \"$found\":" \
                "run \`rustup toolchain install $rust_version\`."
            ;;
    esac
    has cc || fail "A C compiler is missing, which Rust links programs with: install one that answers to \`cc\`," \
        "on Debian with \`apt-get install gcc libc6-dev\`."
}

# add KIND NAME: adds a part to the toolchain. Each caller looks first, without the network, whether it is there.
add() {
    has rustup || fail "Rust's $1 \"$2\" is missing, and so is rustup, which would add it (https://rustup.rs)."
    rustup "$1" add "$2" || fail "\`rustup $1 add $2\` failed; see above for its reason."
}

libraries() {
    echo "$(rustc --print sysroot)/lib/rustlib"
}

# build_tools NAME@VERSION...: builds programs of crates.io in target/tools.
build_tools() {
    echo "Building $* in target/tools, which takes some minutes." >&2
    # Their own release profiles take four times as long, for the same output and no speed that could be felt.
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
        cargo install --locked --no-default-features --force --root "$tools" --target-dir "$tools/build-${1%@*}" "$@" ||
        fail "The tools could not be built; see above for cargo's reason."
    rm -rf "$tools/build-${1%@*}"
}

lints() {
    cargo fmt --version >/dev/null 2>&1 || add component rustfmt
    cargo clippy --version >/dev/null 2>&1 || add component clippy
}

deps() {
    [ "$("$tools/bin/cargo-deny" --version 2>/dev/null)" = "cargo-deny $cargo_deny_version" ] ||
        build_tools "cargo-deny@$cargo_deny_version"
}

wasm() {
    [ -d "$(libraries)/wasm32-unknown-unknown/lib" ] || add target wasm32-unknown-unknown
    # The release bundle's standard library is compiled with the page.
    [ -d "$(libraries)/src/rust/library" ] || add component rust-src
}

page() {
    wasm
    locked=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"/\1/p;}' Cargo.lock)
    [ "$locked" = "$wasm_bindgen_version" ] ||
        fail "Cargo.lock has wasm-bindgen $locked, but scripts/setup.sh installs wasm-bindgen-cli" \
            "$wasm_bindgen_version: write the same version in both."
    set --
    [ "$("$tools/bin/trunk" --version 2>/dev/null)" = "trunk $trunk_version" ] || set -- "trunk@$trunk_version"
    [ "$("$tools/bin/wasm-bindgen" --version 2>/dev/null)" = "wasm-bindgen $wasm_bindgen_version" ] ||
        set -- "$@" "wasm-bindgen-cli@$wasm_bindgen_version"
    [ $# -eq 0 ] || build_tools "$@"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# apt_install PACKAGES FOR...: installs Debian packages, or says which programs to install.
apt_install() {
    packages=$1
    shift
    has apt-get || fail "Please install $* first: the tests run them."
    # shellcheck disable=SC2086 # Both are lists of words.
    {
        as_root apt-get update -q &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $packages
    } >&2 || fail "apt-get could not install $*: see above for its reason, or install them by hand."
}

# npm_locked NAME: installs what tests/tools/NAME locks, each package checked by its hash, in target/tools/NAME. Nothing
# of a package runs while it is installed.
npm_locked() {
    lock=tests/tools/$1/package-lock.json
    cmp -s "$lock" "$tools/$1/installed" && return
    mkdir -p "$tools/$1"
    cp "tests/tools/$1/package.json" "$lock" "$tools/$1"
    (cd "$tools/$1" && npm ci --ignore-scripts --no-fund --no-audit --loglevel=error >&2) ||
        fail "npm could not install the packages of $lock; see above for its reason."
    cp "$lock" "$tools/$1/installed"
}

shells() {
    missing=
    for program in bash busybox curl dash fish zsh; do
        has "$program" || missing="$missing $program"
    done
    # shellcheck disable=SC2086 # A list of words.
    [ -z "$missing" ] || apt_install "$missing" $missing
}

browser() {
    missing=
    packages=
    if ! has chromium && ! has google-chrome; then
        missing="$missing chromium"
        # Without a font all text would be boxes; without the sandbox only root could start it.
        packages="$packages chromium chromium-sandbox fonts-liberation"
    fi
    has chromedriver || { missing="$missing chromedriver"; packages="$packages chromium-driver"; }
    has npm || { missing="$missing npm"; packages="$packages npm"; }
    # shellcheck disable=SC2086 # A list of words.
    [ -z "$missing" ] || apt_install "$packages" $missing
    # One script, which the tests put into the page.
    npm_locked axe
}

engines() {
    missing=
    packages=
    has firefox || { missing="$missing firefox"; packages="$packages firefox-esr"; }
    has WebKitWebDriver || { missing="$missing WebKitWebDriver"; packages="$packages webkit2gtk-driver"; }
    has Xvfb || { missing="$missing Xvfb"; packages="$packages xvfb"; }
    # shellcheck disable=SC2086 # A list of words.
    [ -z "$missing" ] || apt_install "$packages" $missing
    one geckodriver
}

geckodriver() {
    [ "$("$tools/bin/geckodriver" --version 2>/dev/null | head -n 1)" = "geckodriver $geckodriver_version" ] ||
        build_tools "geckodriver@$geckodriver_version"
}

hosting() {
    # Debian keeps them where only root looks for programs. Unpacked and not installed, since an installed one would start
    # to serve at once; Apache's programs have no service of their own.
    PATH="$PATH:/usr/sbin"
    unpacked nginx
    unpacked caddy
    { has apache2 && [ -f /etc/mime.types ]; } || apt_install "apache2-bin media-types" apache2
}

unpacked() {
    ! has "$1" || return 0
    [ ! -x "$tools/$1/usr/sbin/$1" ] && [ ! -x "$tools/$1/usr/bin/$1" ] || return 0
    has apt-get || fail "Please install $1 first: the bundle is tested with it."
    mkdir -p "$tools/$1"
    (
        cd "$tools/$1"
        apt-get download -q "$1" || { as_root apt-get update -q && apt-get download -q "$1"; }
        dpkg-deb --extract "$1"_*.deb .
        rm "$1"_*.deb
    ) >&2 || fail "$1 could not be unpacked; see above for the reason, or install it by hand."
}

# Debian's programs, npm's packages in target/tools/outputs/node_modules, Python's in target/tools/outputs/python.
outputs() {
    missing=
    packages=
    for program in busybox jq rsync wget; do
        has "$program" || { missing="$missing $program"; packages="$packages $program"; }
    done
    has go || { missing="$missing go"; packages="$packages golang-go"; }
    has npm || { missing="$missing npm"; packages="$packages npm"; }
    python3 -c 'import ensurepip' 2>/dev/null ||
        { missing="$missing python3 with venv"; packages="$packages python3-venv"; }
    # shellcheck disable=SC2086 # A list of words.
    [ -z "$missing" ] || apt_install "$packages" $missing
    npm_locked outputs
    python=$tools/outputs/python
    if ! cmp -s tests/tools/outputs/requirements.txt "$python/installed"; then
        rm -rf "$python"
        # Each file is checked by its hash, and none that would run while it is installed is taken.
        { python3 -m venv "$python" &&
            "$python/bin/pip" install --quiet --disable-pip-version-check --require-hashes --no-deps \
                --only-binary=:all: --requirement tests/tools/outputs/requirements.txt; } >&2 ||
            fail "pip could not install the packages; see above for its reason."
        cp tests/tools/outputs/requirements.txt "$python/installed"
    fi
}

lighthouse() {
    npm_locked lighthouse
}

# The packages as they are published, without what they depend on: only their own files are weighed.
others() {
    while read -r other hash; do
        name=$(echo "${other%@*}" | tr -d @ | tr / -)
        [ "$(cat "$tools/others/$name/installed" 2>/dev/null)" != "$hash" ] || continue
        rm -rf "${tools:?}/others/$name"
        mkdir -p "$tools/others/$name"
        (
            cd "$tools/others/$name"
            npm pack --silent --ignore-scripts "$other" >&2
            [ "sha512-$(openssl dgst -sha512 -binary ./*.tgz | base64 -w 0)" = "$hash" ] ||
                fail "$other is not what tests/tools/others.txt names by its hash."
            tar -xzf ./*.tgz
            rm ./*.tgz
            echo "$hash" >installed
        ) || fail "npm could not fetch $other; see above for its reason."
    done <tests/tools/others.txt
}

schemathesis() {
    python3 -c 'import ensurepip' 2>/dev/null || apt_install python3-venv "python3 with venv"
    wanted=tests/sandbox/schema/requirements.txt
    cmp -s "$wanted" "$tools/schemathesis/requirements.txt" && return 0
    rm -rf "$tools/schemathesis"
    { python3 -m venv "$tools/schemathesis" &&
        "$tools/schemathesis/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes \
            --only-binary :all: --requirement "$wanted"; } >&2 ||
        fail "pip could not install schemathesis; see above for its reason."
    cp "$wanted" "$tools/schemathesis/requirements.txt"
}

mutants() {
    [ "$("$tools/bin/cargo-mutants" mutants --version 2>/dev/null)" = "cargo-mutants $mutants_version" ] ||
        build_tools "cargo-mutants@$mutants_version"
}

fuzz() {
    # libFuzzer, which makes the inputs, is written in C++.
    has c++ || apt_install g++ "a C++ compiler that answers to c++"
    [ "$("$tools/bin/cargo-fuzz" --version 2>/dev/null)" = "cargo-fuzz $fuzz_version" ] ||
        build_tools "cargo-fuzz@$fuzz_version"
}

# one NAME: installs a part. Where another process is at it already, this one waits and finds it done.
one() {
    if has flock; then
        mkdir -p "$tools"
        (flock 9 && "$1") 9>"$tools/$1.lock"
    else
        "$1"
    fi
}

for part in "$@"; do
    case $part in
        rust | lints | deps | wasm | page | shells | browser | engines | geckodriver | hosting | outputs | lighthouse | others | mutants | fuzz | schemathesis) one "$part" ;;
        *) fail "scripts/setup.sh knows no part \"$part\"." ;;
    esac
done
