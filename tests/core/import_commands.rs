//! Commands as people paste them: in each shell, of each program, and in what stands around a command. Each row has what is
//! recognised, and what it is read to, or the sentence that says why it is not.

use hook_builder::exchange::import::{Import, import};
use hook_builder::form::values::FormValues;

const API: &str = "https://api.devopness.com/pipelines/512/hooks/outgoing";
const STATUS: &str = "https://api.github.com/repos/acme/shop/statuses/0123456789abcdef0123456789abcdef01234567";

/// A hook whose description is this text, written as JSON.
fn hook(description: &str) -> String {
    let url =
        "https://api.github.com/repos/acme/shop/statuses/{{ action.triggered_from.hook_parsed_variables.commit_hash }}";
    serde_json::json!({
        "name": "Ours",
        "target_url": url,
        "settings": {
            "request_headers": [{"name": "Authorization", "value": "Bearer {{ application.source_provider.access_token }}"}],
            "request_body": {"state": "pending", "context": "ours", "description": description},
        },
        "trigger_when": {"events": ["action.started"]},
    })
    .to_string()
}

/// A body of a commit status whose description is this text.
fn status(description: &str) -> String {
    serde_json::json!({"state": "pending", "context": "ours", "description": description}).to_string()
}

fn read(text: &str) -> Import {
    let mut form = FormValues::new("7", "");
    // One hook says nothing of the others, and where there are none nothing has to be said of that.
    form.events.iter_mut().skip(1).for_each(|event| event.on = false);
    import(text, &form).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// What is recognised in a text, and what its one hook or status says. Nothing is left to say of it.
#[track_caller]
fn check(what: &str, text: &str, description: &str) {
    let imported = read(text);
    assert_eq!(imported.findings, [""; 0], "{text}");
    told(&imported, what, text, description);
}

#[track_caller]
fn told(imported: &Import, what: &str, text: &str, description: &str) {
    let form = &imported.form;
    let pipeline = if text.contains("512") { "512" } else { "7" };
    assert_eq!((form.pipeline.as_str(), form.status_key.as_str()), (pipeline, "ours"), "{}\n{text}", imported.what);
    assert_eq!(form.events[0].description, description, "{text}");
    // Where it stands in a file, that is named first.
    let what = what.strip_prefix("A ").unwrap_or(what);
    assert!(imported.what.contains(what), "{}\n{text}", imported.what);
}

/// What is said of a text, with what is read of it all the same.
#[track_caller]
fn said(text: &str, sentence: &str) {
    let imported = match import(text, &FormValues::default()) {
        Ok(imported) => imported.findings.join("\n"),
        Err(error) => error,
    };
    assert!(imported.contains(sentence), "{imported}\n{text}");
}

fn quote(text: &str) -> String {
    ["'", &text.replace('\'', "'\\''"), "'"].concat()
}

/// The text with each line break lost.
fn on_one_line(text: &str) -> String {
    text.replace('\n', " ")
}

const DONE: &str = "it's done";
const BASH: &str = "A cURL command for bash that creates one hook";
const BASH_STATUS: &str = "A cURL command for bash with a commit status for GitHub";

#[test]
fn a_command_for_bash_is_read_however_its_lines_end() {
    let body = quote(&hook(DONE));
    let lines = format!(
        "curl --request POST \\\n  --url {API} \\\n  --header 'Content-Type: application/json' \\\n  --data {body}\n"
    );
    for text in [
        lines.clone(),
        lines.replace('\n', "\r\n"),
        lines.replace('\n', "\r"),
        on_one_line(&lines),
        lines.replace("\\\n ", "\\"),
        lines.replace("\\\n  ", "\\\n\n  "),
        lines.replace("\\\n  ", "\\  \n  "),
        lines.replace("\\\n  ", "\\\n  # note, isn't it\n  "),
        lines.replace("\\\n", "\n"),
        lines.replace("\\\n  --data ", "\\\n  # the body:\n\n  --data "),
        format!("curl -X POST \\\n # note\n {API} \\\n -d \\\n # note\n {body}"),
        lines.replace("\\\n", "^\n").replace("^\n", "\\\n"),
    ] {
        check(BASH, &text, DONE);
    }
}

#[test]
fn a_command_is_found_behind_whatever_starts_it() {
    let body = quote(&hook(DONE));
    for start in [
        "/usr/bin/curl",
        "./curl",
        "sudo curl",
        "sudo -u deploy curl",
        "time curl",
        "env A=b curl",
        "A=b C='d e' curl",
        "nohup curl",
        "exec /opt/bin/curl",
        "docker run --rm curlimages/curl",
        "docker run --rm curlimages/curl:8.10.1",
        "podman exec web curl",
        "cd /tmp && curl",
        "set -e; curl",
        "true || curl",
        "if ! curl",
        "( curl",
        "{ curl",
        "@curl",
        "\\curl",
        "curl.exe",
        "sleep 1 & curl",
        "Then run curl",
        "Don't forget: curl",
        "- curl",
        "RUN curl",
        "RUN apk add curl && curl",
    ] {
        check(BASH, &format!("{start} -X POST {API} -d {body}"), DONE);
    }
    check("A CI job (a cURL command for bash) that creates", &format!("run: curl -X POST {API} -d {body}"), DONE);
    for text in [
        format!("RESPONSE=$(curl -s -X POST {API} -d {body})\necho \"$RESPONSE\""),
        format!("code=`curl -s -o /dev/null -w '%{{http_code}}' -X POST {API} -d {}`", quote(&hook("done"))),
        format!("curl -X POST {API} -d {body} > /dev/null 2>&1 || exit 1"),
        format!("curl -X POST {API} -d {body} | jq ."),
        format!("curl -X POST {API} \\\n -d {body} \\\n 2>/dev/null"),
    ] {
        let wanted = if text.contains("it") && text.contains(r"'\''") { DONE } else { "done" };
        check(BASH, &text, wanted);
    }
}

#[test]
fn prompts_are_no_part_of_a_command() {
    let body = hook(DONE).replace(",\"", ",\n\"");
    let lines = format!("curl -X POST {API} \\\n  -H 'Accept: application/json' \\\n  -d {}", quote(&body));
    for (first, more) in [
        ("$ ", "> "),
        ("$ ", ">"),
        ("# ", "> "),
        ("% ", "> "),
        ("ada@host:~/shop$ ", "> "),
        ("root@web:/# ", "> "),
        ("[ada@host shop]$ ", "> "),
        ("bash-5.2$ ", "> "),
        ("❯ ", ""),
        ("> ", "> "),
        ("$ ", ""),
        ("$ ", "$ "),
    ] {
        let text = [first, &lines.replace('\n', &["\n", more].concat())].concat();
        check(BASH, &text, DONE);
    }
    let json = hook("done").replace('"', "\\\"");
    for prompt in ["C:\\>", "C:\\Users\\Ada Lovelace> ", "D:\\shop> "] {
        let text = format!("{prompt}curl -X POST \"{API}\" ^\n  -d \"{json}\"");
        check("A cURL command for the Windows Command Prompt that creates one hook", &text, "done");
        let text = format!("{prompt}curl -X POST \"{API}\" ^\nMore? -d \"{json}\"");
        check("A cURL command for the Windows Command Prompt that creates one hook", &text, "done");
    }
    let text = format!("PS C:\\shop> curl.exe -X POST {API} `\n>> -d '{}'", hook("done"));
    check("A cURL command for PowerShell that creates one hook", &text, "done");
}

#[test]
fn a_body_that_another_command_writes_is_read() {
    let json = hook(DONE);
    let quoted = quote(&json);
    let plain = hook("done");
    for (text, description) in [
        (format!("cat <<EOF | curl -X POST {API} -d @-\n{json}\nEOF\n"), DONE),
        (format!("cat <<'EOF' | curl -X POST {API} -d @-\n{json}\nEOF\n"), DONE),
        (format!("cat << \"EOF\" |\n{json}\nEOF\ncurl -X POST {API} -d @-"), DONE),
        (format!("cat <<-EOF | curl -X POST {API} -d @-\n\t{json}\n\tEOF\n"), DONE),
        (format!("  cat <<EOF | curl -X POST {API} -d @-\n  {json}\n  EOF\n"), DONE),
        (format!("curl -X POST {API} -d @- <<EOF\n{json}\nEOF\n"), DONE),
        (format!("curl -X POST {API} --data-binary @/dev/stdin <<'EOF'\n{json}\nEOF"), DONE),
        (format!("curl -X POST -d @- {API} <<< {quoted}"), DONE),
        (format!("curl -X PUT -T - {API} <<< {quoted}"), DONE),
        (format!("echo {quoted} | curl -X POST {API} -d @-"), DONE),
        (format!("echo {quoted} \\\n  | curl -X POST {API} -d @-"), DONE),
        (format!("echo {quoted} |\n  curl -X POST {API} --json @-"), DONE),
        (format!("printf '%s' {quoted} | curl -X POST {API} -d @-"), DONE),
        (format!("printf '%s\\n' {quoted} | jq -c . | tee body.json | curl -X POST {API} -d @-"), DONE),
        (format!("$ cat <<EOF | curl -X POST {API} -d @-\n> {json}\n> EOF\n"), DONE),
        (format!("curl -X POST {API} -d \"$(cat <<'EOF'\n{json}\nEOF\n)\""), DONE),
        (format!("curl -X POST {API} -d \"$(cat <<EOF\n{json}\nEOF\n)\""), DONE),
        (format!("curl -X POST {API} -d \"$(echo {quoted})\""), DONE),
        (format!("curl -X POST {API} -d \"$(echo {quoted} | jq -c .)\""), DONE),
        (format!("curl -X POST {API} -d `echo '{plain}'`"), "done"),
        (format!("curl -X POST {API} -d @<(cat <<'EOF'\n{json}\nEOF\n)"), DONE),
        (format!("BODY={quoted}; curl -X POST {API} -d \"$BODY\""), DONE),
        (format!("BODY={quoted}\ncurl -X POST {API} -d \"${{BODY}}\""), DONE),
        (format!("BODY={quoted}\ncurl -X POST {API} -d $BODY"), DONE),
        (format!("export BODY={quoted} && curl -X POST {API} -d \"$BODY\""), DONE),
        (format!("BODY=$(cat <<'EOF'\n{json}\nEOF\n)\n\ncurl -X POST {API} -d \"$BODY\""), DONE),
        (format!("read -r -d '' BODY <<'EOF'\n{json}\nEOF\ncurl -X POST {API} -d \"$BODY\""), DONE),
        (format!("ARGS=(-X POST -d {quoted})\ncurl \"${{ARGS[@]}}\" {API}"), DONE),
        (format!("URL={API}\nBODY={quoted}\ncurl -X POST \"$URL\" -d \"$BODY\""), DONE),
        (format!("curl -K - <<'EOF'\nurl = {API}\n-X POST\ndata = {}\nEOF", serde_json::json!(json)), DONE),
        (format!("cat > body.json <<'EOF'\n{json}\nEOF\ncurl -X POST {API} -d @body.json"), DONE),
        (format!("cat <<'EOF' >body.json\n{json}\nEOF\ncurl -X POST {API} -d @- < body.json"), DONE),
        (format!("echo {quoted} > /tmp/b.json && curl -X POST {API} -d @/tmp/b.json"), DONE),
    ] {
        check("A cURL command for bash that", &text, description);
    }
}

#[test]
fn what_only_the_shell_knows_is_said() {
    let url = STATUS;
    for (text, sentence) in [
        (format!("curl -X POST {url} -d @body.json"), "in a file"),
        (format!("curl -X POST -d @- < body.json {url}"), "in a file"),
        (format!("curl -X POST --data-binary @body.json {API}"), "in a file"),
        (format!("curl -X POST {url} -T body.json"), "in a file"),
        (format!("wget --post-file=body.json {url}"), "in a file"),
        (format!("http POST {url} < body.json"), "in a file"),
        (format!("http POST {url} state=pending description=@text.txt"), "in a file"),
        (format!("cat body.json | curl -X POST {url} -d @-"), "in a file"),
        (format!("curl -X POST {url} --data-urlencode description@text.txt"), "in a file"),
        (format!("curl -X POST {url} -F 'description=<text.txt'"), "in a file"),
        (format!("curl -X POST {url} -d \"$(jq -n '{{state: \"pending\"}}')\""), "put together by the program"),
        (format!("jq -n '{{state: \"pending\"}}' | curl -X POST {url} -d @-"), "put together by the program"),
        (format!("python3 body.py | curl -X POST {url} -d @-"), "put together by the program"),
        (format!("curl -X POST {url} -d \"$BODY\""), "put together by the program, with “$BODY”"),
        (
            format!("curl -X POST {url} -d \"{{\\\"state\\\": \\\"pending\\\", \\\"context\\\": \\\"$NAME\\\"}}\""),
            "“$NAME” stands in it",
        ),
        (format!("curl -X POST {url} -d @-"), "from another program"),
        (format!("curl --config options.txt {url}"), "not read"),
        (format!("curl -X POST {url} -d '{{\"state\": \"pending\""), "could not be read"),
        (format!("curl -X POST {url} -d {{\"state\":\"pending\",\"context\":\"ours\"}}"), "lost its quotes"),
        (format!("curl -X POST {url} -d 'pending'"), "“pending” is no JSON by the rules of bash"),
        (format!("Invoke-RestMethod -Method Post -Uri {url} -InFile body.json"), "in a file"),
        (format!("Invoke-RestMethod -Method Post -Uri {url} -Body $body"), "put together by the program, with “$body”"),
    ] {
        said(&text, sentence);
        let form = read(&text).form;
        assert!(text.contains(API) || form.repository.contains("acme/shop"), "{text}");
    }
}

#[test]
fn a_word_is_what_bash_makes_of_it() {
    for (word, description) in [
        (quote(&status(DONE)), DONE),
        (r#"{\"state\":\"pending\",\"context\":\"ours\",\"description\":\"it\'s\ done\"}"#.into(), DONE),
        (r#""{\"state\":\"pending\",\"context\":\"ours\",\"description\":\"it's done\"}""#.into(), DONE),
        (r#"$'{"state":"pending","context":"ours","description":"it\'s done"}'"#.into(), DONE),
        (r#"$'{"state":"pending","context":"ours","description":"it\u0027s done\u0021"}'"#.into(), "it's done!"),
        (r#"$'{"state":"pending","context":"ours","description":"Gr\303\266\303\237e \xc3\xa9"}'"#.into(), "Größe é"),
        (r#"'{"state":"pending","context":"ours","description":"it'"'"'s done"}'"#.into(), DONE),
        (r#"'{"state":"pending",'"\"context\":\"ours\"",\"description\":\"it\'s' done"}'"#.into(), DONE),
        ("'{\"state\":\"pending\",\n\"context\":\"ours\",\n\"description\":\"it'\\''s done\"}'".into(), DONE),
        (r#"$"{\"state\":\"pending\",\"context\":\"ours\",\"description\":\"done\"}""#.into(), "done"),
    ] {
        check(BASH_STATUS, &format!("curl -X POST {STATUS} -d {word}"), description);
        check(BASH_STATUS, &format!("curl -d{word} {STATUS}"), description);
        check(BASH_STATUS, &format!("curl --data={word} {STATUS} -H 'Accept: */*'"), description);
        check(BASH_STATUS, &format!("BODY={word}\ncurl -d \"$BODY\" {STATUS}"), description);
    }
}

#[test]
fn what_a_program_for_letters_made_of_a_command_is_read() {
    let body = hook("done");
    let curly = body.replace('"', "”").replace("{”", "{“").replace(",”", ",“").replace(":”", ":“");
    for text in [
        format!("curl -X POST -H “Content-Type: application/json” -d '{body}' {API}"),
        format!("curl -X POST -H “Content-Type: application/json” -d ‘{body}’ {API}"),
        format!("curl —request POST —header “Accept: */*” —data ‘{body}’ {API}"),
        format!("curl –X POST –d '{body}' {API}"),
        format!("curl\u{a0}-X\u{a0}POST\u{a0}{API}\u{a0}-d\u{a0}'{body}'"),
        format!("curl\u{202f}-X POST\u{2003}{API} -d\u{3000}'{body}'"),
        format!("curl -X POST {API} \u{200b}-d '{body}'"),
    ] {
        check(BASH, &text, "done");
    }
    for text in [format!("curl -X POST {API} -d ‘{curly}’"), format!("curl -X POST {API} -d '{curly}'")] {
        let imported = read(&text);
        assert_eq!(imported.findings.len(), 1, "{:?}", imported.findings);
        assert!(imported.findings[0].starts_with("These are typographic quotes"), "{:?}", imported.findings);
        told(&imported, BASH, &text, "done");
    }
    check(BASH, &format!("curl\u{a0}-X POST {API} -d {}", quote(&hook(DONE))), DONE);
    check(BASH, &format!("curl -X POST {API} -H “Accept: */*” -d {}", quote(&hook("it’s “fine”"))), "it’s “fine”");
}

#[test]
fn options_that_take_a_value_do_not_take_the_next_word_for_an_address() {
    let body = quote(&status(DONE));
    for options in [
        "--limit-rate 1.5M --stderr /dev/null",
        "-o /dev/null -w '%{http_code}'",
        "-x http://proxy.acme.dev:3128",
        "--preproxy socks5://p.acme.dev",
        "--unix-socket /run/a.sock",
        "--cacert ./ca.pem --key a/b.key",
        "-sSLfo /dev/null",
        "-A 'a/1.0'",
        "-e https://acme.dev/",
        "--retry 3 --retry-delay 2",
        "--resolve api.github.com:443:127.0.0.1",
        "--trace-ascii /tmp/t",
        "--cookie-jar /tmp/c",
        "-m 30",
        "--noproxy a.b,c.d",
        "--variable a=b/c",
        "--etag-save a/b.txt",
        "--happy-eyeballs-timeout-ms 20",
        "-c/tmp/c",
        "--max-time=5.5",
        "-#",
        "--compressed --http1.1 -k -L -i -v -4",
        "--ech a.b/c",
    ] {
        check(BASH_STATUS, &format!("curl {options} -d {body} {STATUS}"), DONE);
        check(BASH_STATUS, &format!("curl -XPOST {STATUS} {options} -d{body}"), DONE);
    }
    check("2 cURL commands", &format!("curl -d {body} {STATUS} --next -d {body} {STATUS}"), DONE);
    check("2 cURL commands", &format!("curl -d {body} {STATUS} -: -d {body} {STATUS}"), DONE);
}

#[test]
fn fields_are_read_by_the_option_that_sends_them() {
    let gitlab = "https://gitlab.com/api/v4/projects/acme%2Fshop/statuses/0123456789abcdef0123456789abcdef01234567";
    for (options, description) in [
        ("--data-urlencode 'description=lint & test'", "lint & test"),
        ("--data-urlencode description='a+b %26'", "a+b %26"),
        ("--form 'description=a+b & c'", "a+b & c"),
        ("-F 'description=a+b;type=text/plain'", "a+b"),
        ("-F 'description=\"a;b\"'", "a;b"),
        ("--form-string 'description=@a;type=b'", "@a;type=b"),
        ("-d 'description=lint+%26+test'", "lint & test"),
        ("-d description=lint%20test", "lint test"),
        ("--data-raw 'description=@x'", "@x"),
        ("--data-ascii 'description=x'", "x"),
        ("-G -d description=x", "x"),
        ("--url-query description=x", "x"),
    ] {
        let what = "A cURL command for bash with a commit status for GitLab";
        check(what, &format!("curl -X POST {gitlab} -d state=running -d name=ours {options}"), description);
        check(
            what,
            &format!("curl -F state=running --form name=ours {options} {gitlab}")
                .replace("-F state=running --form name=ours -d", "-d 'state=running&name=ours' -d")
                .replace("-F state=running --form name=ours -G", "-d 'state=running&name=ours' -G"),
            description,
        );
    }
    check("A cURL command for bash", &format!("curl {gitlab}?state=running&name=ours&description=x"), "x");
    check("A cURL command for bash", &format!("curl --json {} {STATUS}", quote(&status(DONE))), DONE);
}

#[test]
fn a_name_without_a_password_is_no_secret() {
    let body = quote(&status(DONE));
    for login in
        ["-u jdoe", "-ujdoe", "--user jdoe", "-u \"$LOGIN\"", "-u jdoe:$PASSWORD", "-U proxyuser", "-b cookies.txt"]
    {
        check(BASH_STATUS, &format!("curl {login} -d {body} {STATUS}"), DONE);
    }
    let imported = read(&format!("curl -b \"$COOKIES\" -d {body} {STATUS}"));
    assert!(imported.findings.join("").starts_with("“Cookie” is left out"), "{:?}", imported.findings);
    for login in [
        "-u jdoe:s3cr3t",
        "-b 'session=s3cr3ts3cr3t'",
        "--oauth2-bearer s3cr3ts3cr3t",
        "-H 'Cookie: a=s3cr3ts3cr3t'",
        "-U a:s3cr3t",
    ] {
        let sentence = import(&format!("curl {login} -d {body} {STATUS}"), &FormValues::default()).expect_err(login);
        assert!(sentence.contains("token stands in it") && !sentence.contains("s3cr3t"), "{login}: {sentence}");
    }
}

#[test]
fn requests_that_a_browser_copied_are_read() {
    let cmd = "A cURL command for the Windows Command Prompt that creates one hook";
    let json = hook("it's done & 5% {x} <y>");
    let special = |c: char| !(c.is_ascii_alphanumeric() || " \n_-:=+~'/.',?;()*`".contains(c));
    let carets = |text: &str| -> String {
        text.replace('\\', "\\\\")
            .replace('"', "\\\"")
            .chars()
            .flat_map(|c| special(c).then_some('^').into_iter().chain([c]))
            .collect()
    };
    // Chrome up to 2023, and since.
    check(
        cmd,
        &format!(
            "curl \"{API}\" ^\n  -H \"content-type: application/json\" ^\n  --data-raw \"{}\" ^\n  --compressed",
            carets(&json)
        ),
        "it's done & 5% {x} <y>",
    );
    check(
        cmd,
        &format!(
            "curl --request POST ^\n  --url ^\"{API}^\" ^\n  -H ^\"content-type: application/json^\" ^\n  --data-raw ^\"{}^\"",
            carets(&json)
        ),
        "it's done & 5% {x} <y>",
    );
    check(cmd, &format!("curl \"{API}\" --data-raw \"{}\"", carets(&json)), "it's done & 5% {x} <y>");
    // Firefox.
    check(
        cmd,
        &format!("curl \"{API}\" -X POST -H \"Accept: */*\" --data-raw \"{}\"", json.replace('"', "\"\"")),
        "it's done & 5% {x} <y>",
    );
    check(
        cmd,
        &format!(
            "curl.exe \"{API}\" ^\n -X POST ^\n --data-raw \"{}\"",
            json.replace('"', "\"\"").replace('%', "\"%\"")
        ),
        "it's done & 5% {x} <y>",
    );
    // Chrome for bash, and Safari.
    let bash = json.replace('\'', "\\u0027").replace('!', "\\u0021");
    check(
        BASH,
        &format!("curl '{API}' \\\n  -H 'accept: */*' \\\n  --data-raw $'{bash}' \\\n  --compressed"),
        "it's done & 5% {x} <y>",
    );
    check(
        BASH,
        &format!("curl '{API}' \\\n-X 'POST' \\\n-H 'Accept: */*' \\\n--data-binary {}", quote(&json)),
        "it's done & 5% {x} <y>",
    );
    // Chrome for PowerShell.
    let escaped = json.replace('"', "`\"");
    check(
        "A PowerShell command",
        &format!(
            "Invoke-WebRequest -UseBasicParsing -Uri \"{API}\" `\n-Method \"POST\" `\n-Headers @{{\n\"accept\"=\"*/*\"\n}} `\n-ContentType \"application/json\" `\n-Body \"{escaped}\""
        ),
        "it's done & 5% {x} <y>",
    );
}

#[test]
fn commands_that_clients_write_are_read() {
    let body = hook(DONE);
    // Postman, for bash and cmd.
    check(
        BASH,
        &format!(
            "curl --location --request POST '{API}' \\\n--header 'Content-Type: application/json' \\\n--data-raw {}",
            quote(&body)
        ),
        DONE,
    );
    check(
        BASH,
        &format!("curl --location -g --request POST '{API}' \\\n--data {}", quote(&body.replace(",", ",\n    "))),
        DONE,
    );
    check(
        "A cURL command for the Windows Command Prompt",
        &format!(
            "curl --location --request POST \"{API}\" ^\n--header \"Content-Type: application/json\" ^\n--data-raw \"{}\"",
            body.replace('"', "\\\"")
        ),
        DONE,
    );
    // Insomnia.
    check(
        BASH,
        &format!(
            "curl --request POST \\\n  --url {API} \\\n  --header 'Content-Type: application/json' \\\n  --header 'User-Agent: insomnia/10.0.0' \\\n  --data {}",
            quote(&body)
        ),
        DONE,
    );
}

#[test]
fn commands_of_windows_are_read() {
    let cmd = "A cURL command for the Windows Command Prompt";
    let json = status("done");
    let slashes = json.replace('"', "\\\"");
    check(cmd, &format!("C:\\Windows\\System32\\curl.exe -X POST \"{STATUS}\" -d \"{slashes}\""), "done");
    check(cmd, &format!("\"C:\\Program Files\\curl\\curl.exe\" -X POST \"{STATUS}\" -d \"{slashes}\""), "done");
    check(
        cmd,
        &format!("@echo off\r\ncurl -X POST \"{STATUS}\" ^\r\n  -H \"Accept: */*\" ^\r\n  -d \"{slashes}\"\r\n"),
        "done",
    );
    check(cmd, &format!("set BODY={slashes}\ncurl -X POST \"{STATUS}\" -d \"%BODY%\""), "done");
    check(cmd, &format!("echo {json} | curl -X POST \"{STATUS}\" ^\n -d @-"), "done");
    let ps = "A cURL command for PowerShell";
    check(ps, &format!("curl.exe -X POST {STATUS} -d '{slashes}'"), "done");
    check(
        ps,
        &format!("curl.exe -X POST {STATUS} `\n  -H \"Authorization: Bearer $env:TOKEN\" `\n  -d '{json}'"),
        "done",
    );
    check(ps, &format!("$body = '{json}'\n$body | curl.exe -X POST {STATUS} -d '@-'"), "done");
    check(ps, &format!("curl.exe -X POST {STATUS} -d @'\n{json}\n'@"), "done");
}

#[test]
fn powershell_is_read_with_its_variables_and_tables() {
    let ps = "A PowerShell command";
    let json = status("it's done");
    let single = json.replace('\'', "''");
    let table = "@{\n  state = 'pending'; context = \"ours\"\n  # note\n  'description' = 'it''s done'\n}";
    for text in [
        format!("Invoke-RestMethod -Method Post -Uri \"{STATUS}\" -ContentType 'application/json' -Body '{single}'"),
        format!("irm {STATUS} -Method Post -Body '{single}'"),
        format!("curl -Uri {STATUS} -Method POST -Body '{single}'"),
        format!("$body = @'\n{json}\n'@\nInvoke-RestMethod -Uri {STATUS} -Method Post -Body $body"),
        format!("$body = @\"\n{json}\n\"@\n\n$response = Invoke-WebRequest -Uri {STATUS} -Method Post -Body $body"),
        format!("$body = \"{}\"\nInvoke-RestMethod '{STATUS}' -Method 'POST' -Body $body", json.replace('"', "`\"")),
        format!(
            "$body = \"{}\"\nInvoke-RestMethod '{STATUS}' -Method 'POST' -Body $body",
            json.replace('"', "`\"").replace(",", ",`n  ")
        ),
        format!("$body = {table} | ConvertTo-Json -Depth 10\nInvoke-RestMethod -Uri {STATUS} -Method Post -Body $body"),
        format!(
            "$data = {table}\n$body = $data | ConvertTo-Json\nInvoke-RestMethod -Uri {STATUS} -Method Post -Body $body"
        ),
        format!("Invoke-RestMethod -Uri {STATUS} -Method Post -Body ({table} | ConvertTo-Json -Compress)"),
        format!("Invoke-RestMethod -Uri {STATUS} -Method Post -Body (ConvertTo-Json {table})"),
        format!("Invoke-RestMethod -Uri {STATUS} -Method Post -Body {table}"),
        format!("$p = @{{\n  Uri = '{STATUS}'\n  Method = 'Post'\n  Body = '{single}'\n}}\nInvoke-RestMethod @p"),
        format!(
            "$headers = @{{ 'Accept' = '*/*'; Authorization = \"Bearer $env:TOKEN\" }}\ntry {{\n  Invoke-RestMethod -Headers $headers -Uri {STATUS} -Method Post -Body '{single}'\n}} catch {{ throw }}"
        ),
        format!("PS C:\\> Invoke-RestMethod -Uri {STATUS} `\n>>   -Method Post `\n>>   -Body '{single}'"),
        format!(
            "$url = '{STATUS}'\n[string]$body = '{single}'\n$null = Invoke-RestMethod $url -Method:Post -Body $body"
        ),
    ] {
        check(ps, &text, DONE);
    }
    let nested = format!(
        "$hook = [ordered]@{{\n  name = 'Ours'\n  target_url = 'https://api.github.com/repos/acme/shop/statuses/{{{{ action.triggered_from.hook_parsed_variables.commit_hash }}}}'\n  settings = @{{ request_headers = @(@{{ name = 'Authorization'; value = 'Bearer {{{{ application.source_provider.access_token }}}}' }}); request_body = {table} }}\n  trigger_when = @{{ events = @('action.started') }}\n}}\nInvoke-RestMethod -Uri '{API}' -Method Post -Body ($hook | ConvertTo-Json -Depth 9)"
    );
    check(ps, &nested, DONE);
}

#[test]
fn commands_of_other_programs_are_read() {
    let json = status(DONE);
    let body = quote(&json);
    let fields = "state=pending context=ours description=\"it's done\"";
    for (what, text) in [
        ("A Wget command for bash", format!("wget --post-data {body} {STATUS}")),
        (
            "A Wget command for bash",
            format!("wget -q -O - --method=POST --header='Accept: */*' --body-data={body} {STATUS}"),
        ),
        ("A Wget command for bash", format!("wget -qO- --method POST \\\n  --body-data {body} \\\n  '{STATUS}'")),
        ("A Wget command for bash", format!("wget -nv -t1 -T 5 --post-data={body} {STATUS}")),
        ("An HTTPie command for bash", format!("http POST {STATUS} {fields}")),
        ("An HTTPie command for bash", format!("http {STATUS} {fields} Accept:'*/*' --check-status -v")),
        (
            "An HTTPie command for bash",
            format!(
                "https POST api.github.com/repos/acme/shop/statuses/0123456789abcdef0123456789abcdef01234567 {fields}"
            ),
        ),
        ("An HTTPie command for bash", format!("http --ignore-stdin POST {STATUS} --raw {body}")),
        ("An HTTPie command for bash", format!("http --raw={body} POST {STATUS}")),
        ("An HTTPie command for bash", format!("echo {body} | http POST {STATUS}")),
        ("An HTTPie command for bash", format!("http POST {STATUS} <<< {body}")),
        ("An HTTPie command for bash", format!("http -f POST {STATUS} {fields}")),
        ("An HTTPie command for bash", format!("xh POST {STATUS} {fields}")),
        ("An HTTPie command for bash", format!("http -A bearer -a \"$TOKEN\" POST {STATUS} {fields}")),
    ] {
        check(what, &text, DONE);
    }
    let inner = quote(
        &serde_json::json!({"request_body": {"state": "pending", "context": "ours", "description": DONE}}).to_string(),
    );
    let url =
        "https://api.github.com/repos/acme/shop/statuses/{{ action.triggered_from.hook_parsed_variables.commit_hash }}";
    let head = format!("http POST {API} name=Ours 'target_url={url}' ");
    for rest in [
        format!("settings:={inner} trigger_when:='{{\"events\":[\"action.started\"]}}'"),
        "settings[request_body][state]=pending 'settings[request_body][context]=ours' settings[request_body][description]=\"it's done\" 'trigger_when[events][]=action.started'".into(),
        "settings[request_body][state]=pending settings[request_body][context]=ours settings[request_body][description]=\"it's done\" trigger_when[events][0]=action.started".into(),
    ] {
        check("An HTTPie command for bash that creates one hook", &[head.clone(), rest].concat(), DONE);
    }
}

#[test]
fn commands_are_read_in_what_stands_around_them() {
    let json = hook(DONE);
    let plain = hook("done");
    let body = quote(&json);
    let command = format!("curl -X POST {API} -d {body}");
    let simple = format!("curl -X POST {API} -d '{plain}'");
    let slashed = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let html =
        |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('\'', "&#39;").replace('<', "&lt;");
    let lines = format!("curl -X POST \\\n  {API} \\\n  -d {body}");
    for (text, description) in [
        (format!("```bash\n{lines}\n```"), DONE),
        (format!("Use this:\n\n```\n{command}\n```\n\nIt's easy."), DONE),
        (format!("Run `{simple}` and it's done; see `curl --help`."), "done"),
        (format!("> {}", lines.replace('\n', "\n> ")), DONE),
        (format!("jobs:\n  a:\n    steps:\n      - run: |\n          {}", lines.replace('\n', "\n          ")), DONE),
        (format!("      - run: >-\n          curl -X POST {API}\n          -d {body}"), DONE),
        (format!("build:\n  script:\n    - {command}\n    - echo done"), DONE),
        (format!("FROM alpine\nRUN {}", lines.replace("\\\n", "\\\n# note\n")), DONE),
        (format!("RUN [\"curl\", \"-X\", \"POST\", \"{API}\", \"-d\", {}]", serde_json::json!(json)), DONE),
        (format!("subprocess.run(['curl', '-X', 'POST', '{API}', '-d', '{plain}'])"), "done"),
        (format!("spawn('curl', ['-X', 'POST', '{API}', '-d', {}])", serde_json::json!(json)), DONE),
        (format!("ssh deploy@web {}", quote(&command)), DONE),
        (format!("ssh web \"{}\"", command.replace('\\', "\\\\").replace('"', "\\\"")), DONE),
        (format!("ssh web curl -X POST {API} -d {}", quote(&body)), DONE),
        (format!("Use curl -X POST {API} -d '{plain}' and it's done."), "done"),
        (format!("ssh web <<'END'\ncd /srv\n{command}\nEND"), DONE),
        (format!("bash -c {}", quote(&command)), DONE),
        (format!("docker exec web sh -c {}", quote(&lines)), DONE),
        (format!("ssh web {}", quote(&format!("sh -c {}", quote(&command)))), DONE),
        (format!("stage('a') {{ steps {{ sh '{}' }} }}", command.replace('\\', "\\\\").replace('\'', "\\'")), DONE),
        (format!("    sh \"{}\"", slashed(&simple)), "done"),
        (format!("    sh '''\n      {}\n    '''", lines.replace('\n', "\n      ")), DONE),
        (format!("    sh '''{command}'''"), DONE),
        (format!("    sh \"\"\"{simple}\"\"\""), "done"),
        (format!("\"scripts\": {{\"hook\": \"{}\"}}", slashed(&command)), DONE),
        (format!("os.system(\"{}\")", slashed(&simple)), "done"),
        (format!("hook:\n\t@curl -X POST {API} -H \"Authorization: Bearer $$TOKEN\" -d {body}\n"), DONE),
        (format!("hook:\n\tcurl -X POST {API} \\\n\t  -d {}\n", quote(&hook("$$5"))), "$5"),
        (format!("0 4 * * * {}", quote_percent(&hook("5% done"))), "5% done"),
        (html(&command), DONE),
        (format!("<pre><code>{}</code></pre>", html(&lines)), DONE),
        (html(&html(&command)), DONE),
    ] {
        let imported = read(&text);
        assert_eq!(imported.findings, [""; 0], "{text}");
        told(&imported, "A cURL command for", &text, description);
    }
}

fn quote_percent(json: &str) -> String {
    format!("curl -X POST {API} -d {}", quote(json)).replace('%', "\\%")
}

#[test]
fn several_commands_of_one_text_are_all_read() {
    let one = |key: &str, event: &str| {
        let json = hook("done").replace("Ours", key).replace("action.started", event);
        format!("curl -X POST {API} -d '{json}'")
    };
    let three = [one("A", "action.started"), one("B", "action.failed"), one("C", "action.completed")];
    for between in [
        "\n",
        "\r\n",
        " && ",
        "; ",
        " && \\\n  ",
        "\n\n# note, isn't it\n",
        "\necho \"it's one\"\n",
        " || exit 1\n",
        "\r",
        " &\n",
        "\n\nAnd then it's this one:\n\n",
    ] {
        let imported = read(&three.join(between));
        assert_eq!(imported.what, "3 cURL commands for bash that create 3 hooks", "{between:?}");
        let names: Vec<&str> = imported.form.events.iter().map(|event| event.hook_name.as_str()).collect();
        assert!(names.contains(&"A") && names.contains(&"B") && names.contains(&"C"), "{between:?}: {names:?}");
    }
}

#[test]
fn a_body_that_a_web_page_shows_is_read_alone() {
    let html = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('\'', "&#39;");
    check("A JSON text", &html(&hook("it's &amp; done")).replace("512", ""), "it's &amp; done");
    check("A JSON text", &hook("it's &quot;done&quot;"), "it's &quot;done&quot;");
    // Whatever stands behind the entity.
    check("A JSON text", &html(&hook("🎉")).replace("512", ""), "🎉");
    let typographic = hook("done").replace('"', "”").replace("{”", "{“");
    told(&read(&typographic), "A JSON text", &typographic, "done");
    said(&typographic, "These are typographic quotes");
}

#[test]
fn what_writes_a_body_for_bash_is_no_list_for_windows() {
    let body = quote(&status(DONE));
    check("An HTTPie command for bash", &format!("echo {body} | http POST {STATUS}"), DONE);
    check("A cURL command for bash", &format!("echo {body} \\\n| curl {STATUS} -d @-"), DONE);
}

#[test]
fn a_text_is_read_by_the_rules_of_what_stands_around_it() {
    let awkward = r#"it's done: C:\new "b" \u00e9"#;
    let json = hook(awkward);
    let command = format!("# Ours.\n: \"${{DEVOPNESS_TOKEN:?}}\"\ncurl -X POST {API} \\\n  -d {}", quote(&json));
    let groovy = command.replace('\\', "\\\\").replace("'''", "\\'\\'\\'");
    let doubled = command.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$");
    for text in [
        format!("sh '''\n{groovy}\n'''"),
        format!("steps {{\n  sh(script: \"\"\"{doubled}\"\"\", returnStdout: true)\n}}"),
        format!("bash -ec \"{doubled}\""),
        format!("/bin/sh -c {}", quote(&command)),
        format!("$ ssh -t ci@build.acme.dev {}", quote(&command)),
        format!("Run:\n```sh\n$ ssh ci@build.acme.dev {}\n```", quote(&command)),
        format!("$ {}", command.replace('\n', "\n> ")),
    ] {
        check(BASH, &text, awkward);
    }
}

#[test]
fn commands_of_the_providers_own_programs_are_read() {
    let path = STATUS.strip_prefix("https://api.github.com").expect("a path");
    for (what, text) in [
        ("A GitHub CLI command for bash", format!("gh api --method POST -H 'Accept: x/y' {path} -f 'state=pending' -f context=ours -f \"description=it's done\"")),
        ("A GitHub CLI command for bash", format!("gh api -X POST {} --raw-field=state=pending -fcontext=ours -F \"description=it's done\" --silent", &path[1..])),
        ("A GitHub CLI command for bash", format!("echo {} | gh api {path} --input -", quote(&status(DONE)))),
        ("A GitLab CLI command for bash", "glab api -X POST projects/acme%2Fshop/statuses/abc -f state=pending -f name=ours -f \"description=it's done\"".into()),
        ("An HTTPie command for bash", format!("xh post {STATUS} state=pending context=ours \"description=it's done\"")),
    ] {
        check(what, &text, DONE);
    }
    said(&format!("gh api {path} --input body.json"), "The body is in a file");
    said(&format!("gh api {path} -f state=pending -f context=ours -f description=\"$DONE\""), "“$DONE” stands in it");
}
