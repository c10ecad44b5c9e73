#!/usr/bin/env bash
# Makes the release bundle a second time, from a copy of the sources in another folder and with nothing built before, and
# compares: the same sources must give the same bytes, or nobody could check what a host serves.
set -eu
cd "$(dirname "$0")/.."

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [ ! -f "$file" ] || printf '%s\0' "$file"
done | tar --create --null --files-from=- | tar --extract --directory="$copy"
# The tools are no part of the sources, and the host's programs no part of the bundle.
mkdir "$copy/target"
ln -s "$PWD/target/tools" "$copy/target/tools"
HOST_TARGET="$PWD/target" "$copy/scripts/build.sh"
if ! diff --recursive --brief dist "$copy/dist" || ! cmp target/hook-builder.zip "$copy/target/hook-builder.zip"; then
    echo "Two builds of the same sources differ." >&2
    exit 1
fi
echo "Two builds give the same $(find dist -type f | wc -l) files, and the same zip."
