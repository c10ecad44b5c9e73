#!/bin/sh
# Changes hooks of a Devopness pipeline; `--help` says how. It looks before it writes, and can be run again.
# Needs curl, jq, and the access token in the variable DEVOPNESS_TOKEN.
set -eu
# zsh would take words and patterns in its own way.
if [ -n "${ZSH_VERSION-}" ]; then emulate sh; fi
