help() {
    cat <<'HELP'
Usage: sh devopness-hooks.sh [--dry-run] [--update]

Keeps the hooks of this file in a Devopness pipeline: lists what is there and creates what is missing. It deletes
nothing, and can be run again at any time. It needs curl and jq, and your access token in the variable DEVOPNESS_TOKEN.
curl's own settings file is not read; its variables for proxies and certificates are.

  --dry-run  sends only what reads, and says what it would do
  --update   replaces a hook that is there for the same event and target, but differs; without it such a hook is shown
             and left
  --help     this text

It ends with
  0  all hooks are in place
  1  an option, a program or the token is missing or wrong; nothing was sent
  2  a call failed; what was done before it is said
  3  something differs or is there twice, and was left
HELP
}

own_option() {
    case $1 in
        --update) update=yes ;;
        *) return 1 ;;
    esac
}

# ensure NAME KEYS: the hook whose JSON follows is to be there. KEYS are the fields of its body that may hold the status
# key, by which a hook is known.
ensure() {
    title=$1
    cat >"$work/body"
    jq --raw-output --slurp --slurpfile new "$work/body" --argjson keys "$2" "$library"' decide($new[0]; $keys)' \
        "$work/hooks" >"$work/found" || stop 'The hooks of the list cannot be compared.'
    read -r verdict id others <"$work/found"
    case $verdict in
        create) post "$title" "$create_address" ;;
        keep) say "In place: $title" ;;
        differs) say "Differs: $title, hook $id" ;;
        *) stop 'The list has a hook whose id cannot stand in an address.' ;;
    esac
    sed 1d "$work/found"
    if [ "$verdict" = differs ]; then
        if [ -n "$update" ]; then
            # The same JSON with the id in front.
            { printf '{\n  "id": "%s",\n' "$id" && sed 1d "$work/body"; } >"$work/update"
            put "$title" "$hook_address$id" "$work/update"
        else
            left=yes
        fi
    fi
    [ "$others" = 0 ] || left=yes
}

finish() {
    [ -z "$dry" ] || say 'This was a dry run: nothing was changed.'
    if [ -n "$left" ]; then
        say 'Left as it is: --update replaces what differs; what is there twice is yours to delete.'
        exit 3
    fi
    [ -n "$dry" ] || say 'All hooks are in place.'
}
