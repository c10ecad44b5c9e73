trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
steps
finish
