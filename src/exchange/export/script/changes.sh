help() {
    cat <<'HELP'
Usage: sh devopness-hooks.sh [--dry-run]

Changes hooks of a Devopness pipeline, step by step, in the order of this file. A step that is done already is passed over,
so it can be run again. It needs curl and jq, and your access token in the variable DEVOPNESS_TOKEN. curl's own settings
file is not read; its variables for proxies and certificates are.

  --dry-run  sends only what reads, and says what it would do
  --help     this text

It ends with
  0  all steps are done
  1  an option, a program or the token is missing or wrong; nothing was sent
  2  a call failed; what was done before it is said
HELP
}

own_option() {
    return 1
}

# create NAME TYPE ADDRESS: creates the hook whose JSON follows, unless such a hook is there.
create() {
    title=$1
    cat >"$work/body"
    read_hooks
    there=$(jq --slurp --arg type "$2" --slurpfile new "$work/body" "$library"' there($type; $new[0])' "$work/hooks") ||
        stop 'The hooks of the list cannot be compared.'
    if [ "$there" = true ]; then
        say "In place: $title"
    else
        post "$title" "$3"
    fi
}

# update NAME ADDRESS: replaces the hook at the address by the JSON that follows, unless it is like that.
update() {
    title=$1
    cat >"$work/body"
    send GET "$2"
    good || stop
    same=$(jq --slurpfile new "$work/body" "$library"' updated($new[0])' "$work/answer" 2>/dev/null) || same=
    case $same in
        true) say "In place: $title" ;;
        false) put "$title" "$2" "$work/body" ;;
        *) stop 'The answer is no hook.' ;;
    esac
}

# delete NAME ADDRESS: deletes the hook at the address, unless it is gone.
delete() {
    send GET "$2"
    if [ "$code" = 404 ]; then
        say "Gone: $1"
        return
    fi
    good || stop
    if [ -n "$dry" ]; then
        say "Would delete: $1"
        return
    fi
    send DELETE "$2"
    [ "$code" = 404 ] || good || stop
    note "Deleted: $1"
}

finish() {
    if [ -n "$dry" ]; then
        say 'This was a dry run: nothing was changed.'
    else
        say 'All steps are done.'
    fi
}
