def part($name): if type == "object" then .[$name] else null end;
def list: if type == "array" then . else [] end;
def text: if type == "string" then . elif type == "number" then tostring else "" end;
def events: [part("trigger_when") | part("events") | list | .[] | strings];
def headers: [part("settings") | part("request_headers") | list | .[] | objects | {name: (.name | text), value}];
def conditions: [part("trigger_when") | part("conditions") | list | .[] | objects | {name: (.path | text), value: .accepted_values}];

# What a terminal would act upon, or nobody would see, is shown by its number.
def hex: if . < 16 then "0123456789abcdef"[.:. + 1] else (. / 16 | floor | hex) + (. % 16 | hex) end;
def unseen: . < 32 or (. >= 127 and . < 160) or . == 173 or . == 1564 or . == 6158 or (. >= 8203 and . <= 8207)
    or (. >= 8232 and . <= 8238) or (. >= 8288 and . <= 8303) or . == 65279 or (. >= 65529 and . <= 65531)
    or (. >= 917504 and . <= 917631);
def visible: (if length > 300 then .[:300] + "..." else . end) | explode
    | map(if unseen then "\\u" + (hex | if length < 4 then "0000" + . | .[-4:] else . end) else [.] | implode end) | join("");

# An address or a key with its variables written in one way, or all of them alike.
def trim: if startswith(" ") then .[1:] | trim elif endswith(" ") then .[:-1] | trim else . end;
def spell(f): split("{{") | (.[0] // "") + (.[1:]
    | map(split("}}") as $ends | if ($ends | length) < 2 then "{{" + . else ($ends[0] | trim | f) + ($ends[1:] | join("}}")) end)
    | add // "");
def plain: spell("{{ " + . + " }}");
def bare: if endswith("/") then .[:-1] | bare else . end;
def address(f): text | trim | spell(f) | ascii_downcase | bare;
def body: part("settings") | part("request_body") | if type == "string" then (try fromjson catch null) else . end;
def key($keys): body as $body | [$keys[] as $name | $body | part($name) | strings | plain] | .[0];

# The fields in which a hook is not as it is wanted, one line each. Of a header only the name is shown.
def named($what; $old; $new; f; same): [($old + $new)[].name | f] | unique[] as $name
    | [$old[] | select((.name | f) == $name).value] as $old | [$new[] | select((.name | f) == $name).value] as $new
    | select($old != $new) | $what + " " + ($name | visible) + if same then
        if $old == [] then ": missing" elif $new == [] then ": too much" else ": another value" end
      else
        ": " + (if $old == [] then "missing" else $old | map(tojson) | join(", ") | visible end)
        + ", wanted: " + (if $new == [] then "none" else $new | map(tojson) | join(", ") | visible end)
      end;
def fields: to_entries | map({name: .key, value});
def one($what; $old; $new): select($old != $new) | $what + ": " + ($old | tojson | visible) + ", wanted: " + ($new | tojson | visible);
def differences($new): . as $old | [
    one("Name"; $old.name | text; $new.name | text),
    (select(($new.active | type) == "boolean" and $old.active == ($new.active | not)) | "Active: " + if $new.active then "paused, wanted: active" else "active, wanted: paused" end),
    one("Events"; $old | events; $new | events),
    (select($new | has("target_url")) | one("Target URL"; $old.target_url | text; $new.target_url)),
    named("Header"; $old | headers; $new | headers; ascii_downcase; true),
    (($old | part("settings") | part("request_body")) as $o | ($new | part("settings") | part("request_body")) as $n
        | if ($o | type) == "object" and ($n | type) == "object" then named("Body field"; $o | fields; $n | fields; .; false)
          else one("Body"; $o; $n) end),
    named("Condition"; $old | conditions; $new | conditions; .; false),
    one("Variables"; $old | part("settings") | part("variables") | list; $new | part("settings") | part("variables") | list)
];

# Hooks of a list, each once.
def safe: length > 0 and (explode | all(. == 45 or . == 95 or (. >= 48 and . <= 57) or (. >= 65 and . <= 90) or (. >= 97 and . <= 122)));
def hooks($type): reduce (.[] | objects | select(.type == $type and (.id | text) != "")) as $hook
    ({seen: {}, all: []}; ($hook.id | text) as $id
        | if .seen[$id] then . else .seen[$id] = true | .all += [$hook] end) | .all;

# How many hooks a page has; "again" where the first of them came before.
def page($before): if type != "array" then error("no list") else
    (.[0] | part("id") | text) as $first
    | if $first != "" and any($before[]; part("id") | text == $first) then "again" else length end end;

# What an API says of a failure.
def texts: if type == "array" or type == "object" then .[] | texts else text end;
def complaint: if type == "object" then
    ([.message | strings] + [.errors | if type == "object" then to_entries[] | .key + ": " + ([.value | texts] | join(" ")) else texts end])
    | map(select(. != "") | visible) | join("\n  ") else empty end;

# Which hook is the wanted one: to the same address at the same event with the same status key, or where it has no key
# under the same name. First what to do, the id of the hook, and how many others do the same; then the reasons.
def decide($new; $keys): ($new | key($keys)) as $key
    | hooks("out") | map(select(events == ($new | events)
        and (.target_url | address("{{ }}")) == ($new.target_url | address("{{ }}"))) | . as $hook | key($keys) as $own
        | select(if $own == null or $key == null then $hook.name == $new.name else $own == $key end)
        | {hook: $hook, exact: ((.target_url | address("{{ " + . + " }}")) == ($new.target_url | address("{{ " + . + " }}"))),
           keyed: ($own != null), differences: differences($new)})
    | sort_by([.keyed, .exact | not], .hook.active == false, (.differences | length)) | .[0] as $best
    | if $best == null then "create - 0" else
        (.[1:] | map(select(.keyed or $key == null))) as $others
        | ([if ($best.hook.id | text | safe) | not then "unsafe" elif $best.differences == [] then "keep" else "differs" end,
            ($best.hook.id | text | if safe then . else "-" end), ($others | length)] | map(tostring) | join(" ")),
        ($best.differences[] | "  " + .),
        ($others[].hook | "  There is another one: hook " + (.id | text | visible) + ", " + (.name | text | visible)
            + if .active == false then " (paused)" else "" end)
      end;

# Whether such a hook is there, and whether a hook is as an update would leave it.
def there($type; $new): any(hooks($type)[]; differences($new) == []);
def updated($new): . as $old | $new | to_entries | all(.key == "id" or .key == "action_type" or $old[.key] == .value);
