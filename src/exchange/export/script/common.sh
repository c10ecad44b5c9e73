say() {
    printf '%s\n' "$*"
}

# fail WHY: before anything was sent.
fail() {
    say "$* Nothing was sent." >&2
    exit 1
}

# send METHOD ADDRESS [FILE]: one call. Its HTTP status is in $code afterwards, the answer in $work/answer. The token goes
# through a pipe: the arguments of a program can be read by everybody on the machine.
send() {
    method=$1
    address=$2
    : >"$work/answer"
    if [ $# -eq 3 ]; then
        set -- --request "$method" --url "$address" --data-binary "@$3"
    else
        set -- --request "$method" --url "$address"
    fi
    code=$(printf 'Authorization: Bearer %s\n' "$DEVOPNESS_TOKEN" |
        curl --disable --silent --show-error --globoff --connect-timeout 20 --max-time 60 --header @- \
            --header 'Accept: application/json' --header 'Content-Type: application/json' \
            --output "$work/answer" --write-out '%{http_code}' "$@" 2>"$work/why") || code=000
}

good() {
    case $code in 2??) return 0 ;; *) return 1 ;; esac
}

# stop [WHY]: after a call that did not do what it should.
stop() {
    {
        say "Stopped at $method $address"
        if [ "$code" = 000 ]; then
            say "No answer came: $(head -n 1 "$work/why")"
            [ "$method" = GET ] || say 'Whether it was carried out is not known.'
        else
            why=$(jq --raw-output "$library complaint" "$work/answer" 2>/dev/null) || why=
            say "HTTP status $code${why:+: $why}"
        fi
        [ $# -eq 0 ] || say "$*"
        if [ -s "$work/done" ]; then
            say 'Done before that:'
            cat "$work/done"
        else
            say 'Nothing was changed before that.'
        fi
        say 'Once the cause is gone, run it again: it looks first, and does what is left.'
    } >&2
    exit 2
}

# note WORDS: something was changed.
note() {
    say "$*"
    say "  $*" >>"$work/done"
}

# Reads all pages of the list into $work/hooks.
read_hooks() {
    page=1
    : >"$work/hooks"
    while :; do
        send GET "$list_address?page=$page&per_page=100"
        good || stop
        count=$(jq --raw-output --slurpfile before "$work/hooks" "$library"' page($before)' "$work/answer" 2>/dev/null) ||
            count=
        case $count in
            again) stop 'The list of hooks does not end: a page came twice.' ;;
            '' | *[!0-9]*) stop 'The answer is no list of hooks.' ;;
        esac
        jq --compact-output '.[] | objects' "$work/answer" >>"$work/hooks"
        [ "$count" -ge 100 ] || break
        page=$((page + 1))
        [ "$page" -le 100 ] || stop 'The list has more than 10,000 hooks.'
    done
}

# post TITLE ADDRESS: creates the hook in $work/body.
post() {
    if [ -n "$dry" ]; then
        say "Would create: $1"
        return
    fi
    send POST "$2" "$work/body"
    good || stop
    id=$(jq --raw-output 'objects | .id | strings' "$work/answer" 2>/dev/null) || id=
    [ -n "$id" ] || stop 'The answer is no hook, so it is not known whether it was created.'
    note "Created: $1"
}

# put TITLE ADDRESS FILE: replaces a hook.
put() {
    if [ -n "$dry" ]; then
        say "Would update: $1"
        return
    fi
    send PUT "$2" "$3"
    good || stop
    note "Updated: $1"
}

# begin OPTION...: reads the options, and looks whether all is there that is needed.
begin() {
    dry=
    update=
    left=
    for option in "$@"; do
        case $option in
            --help)
                help
                exit 0
                ;;
            --dry-run) dry=yes ;;
            *) own_option "$option" || fail "There is no option $option: see --help." ;;
        esac
    done
    for tool in curl jq; do
        command -v "$tool" >/dev/null 2>&1 || fail "The program $tool is missing: install it first."
    done
    case ${DEVOPNESS_TOKEN-} in
        '') fail 'The variable DEVOPNESS_TOKEN is empty: export it with your access token of Devopness.' ;;
        *[[:space:][:cntrl:]]*) fail 'The variable DEVOPNESS_TOKEN holds a space or a line break, which no token has.' ;;
    esac
    umask 077
    work=$(mktemp -d) || fail 'No folder for temporary files could be made.'
    : >"$work/done"
}
