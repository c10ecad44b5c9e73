use super::*;

/// Words, what is read besides, and what follows the statement.
fn check(dialect: Dialect, text: &str, words: &[&str], input: Option<&str>, rest: &str) {
    let (commands, end) = dialect.read(text, 0, &mut Known::default()).unwrap_or_else(|| panic!("{text}"));
    let command = commands.into_iter().next().expect("a command");
    let input_text = match command.input {
        Some(Stream::Text(word)) => Some(word.text),
        _ => None,
    };
    let own: Vec<String> = command.words.into_iter().map(|word| word.text).collect();
    assert_eq!(
        (own, input_text.as_deref(), &text[end..]),
        (words.iter().map(|word| word.to_string()).collect(), input, rest),
        "{text}"
    );
}

fn is_open(dialect: Dialect, text: &str) -> bool {
    dialect.read(text, 0, &mut Known::default()).is_none()
}

#[test]
fn bash_reads_its_quotes() {
    let check = |text: &str, words: &[&str], input, rest: &str| check(Dialect::Posix, text, words, input, rest);
    check("a 'b c'\\''d' \"e $F \\\"g\\\" \\n\" h\\ i '' # j", &["a", "b c'd", "e $F \"g\" \\n", "h i", ""], None, "");
    check("a \\\n  b \\  \r\n c\nd", &["a", "b", "c"], None, "d");
    check(r"a $'b\'\u00e9\x41\n' $'c'; d", &["a", "b'éA\n", "c"], None, " d");
    check(r"a $'Gr\303\266\303\237e' $'\xC3\xB6\ud83d\ude80\q'", &["a", "Größe", "ö🚀\\q"], None, "");
    check("a \"b\\\nc\" && d", &["a", "bc"], None, " d");
    check("a <<'E' -b\nx 'y\nE\nc", &["a", "-b"], Some("x 'y\n"), "c");
    check("a <<-E\n\tx\n\tE\n", &["a"], Some("x\n"), "");
    check("a <<< 'b c' -d\n", &["a", "-d"], Some("b c\n"), "");
    check("a https://h/<id>/x?y#z", &["a", "https://h/<id>/x?y#z"], None, "");
    check("a \\\n # note\n b\nc", &["a", "b"], None, "c");
    check("a b\n\n# note\n  --c d\ne", &["a", "b", "--c", "d"], None, "e");
    check("a 2>/dev/null >b c 2>&1 &> d", &["a", "c"], None, "");
    check("a https://h/?b=1&c=2", &["a", "https://h/?b=1&c=2"], None, "");
    for open in ["a 'b", "a \"b", "a $'b", "a <<E\nx", "a $(b"] {
        assert!(is_open(Dialect::Posix, open), "{open}");
    }
}

#[test]
fn bash_reads_its_variables_and_what_commands_write() {
    let words = |text: &str| {
        let mut known = Known::before(text.len());
        let (mut at, mut last) = (0, Vec::new());
        while at < text.len() {
            let (commands, end) = Dialect::Posix.read(text, at, &mut known).expect(text);
            last = commands.last().map_or(last, |command| command.words.clone());
            at = end;
        }
        last
    };
    let check = |text: &str, wanted: &[&str], open: Option<&str>| {
        let words = words(text);
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let first_open = words.iter().find_map(|word| word.open.as_deref());
        assert_eq!((texts.as_slice(), first_open), (wanted, open), "{text}");
    };
    check("B='x y'; a \"$B\" ${B}", &["a", "x y", "x", "y"], None);
    check("export B=c\na $B$B", &["a", "cc"], None);
    check("B=(c 'd e'); a \"${B[@]}\"", &["a", "c", "d e"], None);
    check("a \"${B:-c}\" \"$C\"", &["a", "c", "$C"], Some("$C"));
    check("a \"$(cat <<'E'\n{\"b\": \"it's\"}\nE\n)\"", &["a", "{\"b\": \"it's\"}"], None);
    check("a \"$(echo 'b' | cat)\" `printf '%s-%s' c d`", &["a", "b", "c-d"], None);
    check("a \"$(jq -n '{b: 1}')\"", &["a", "$(jq -n '{b: 1}')"], Some("$(jq -n '{b: 1}')"));
}

#[test]
fn cmd_and_the_program_read_one_after_the_other() {
    let check = |text: &str, words: &[&str], rest: &str| check(Dialect::Cmd, text, words, None, rest);
    check("a \"b c\" ^\n  d ^\r\n e\nf", &["a", "b c", "d", "e"], "f");
    check(r#"a "{\"b\": \"c\\\" d\"}" e"#, &["a", r#"{"b": "c\" d"}"#, "e"], "");
    check(r#"a ^"{^\^"b^\^": 1 ^& 2}^" & c"#, &["a", r#"{"b": 1 & 2}"#], " c");
    check(
        "a \"b^\" ^^ c\\d \"e\"\"f\" \"g\\\\\" %%H%% %I%",
        &["a", "b^", "^", "c\\d", "e\"f", "g\\", "%H%", "%I%"],
        "",
    );
    check("a ^\"b^\n\nc^\"", &["a", "b\nc"], "");
    check("a ^\"b^\r\n\r\nc^\"", &["a", "b\nc"], "");
    assert!(is_open(Dialect::Cmd, "a \"b"));
}

#[test]
fn powershell_reads_its_quotes() {
    let check = |text: &str, words: &[&str], rest: &str| check(Dialect::PowerShell, text, words, None, rest);
    check(
        "a 'b ''c'' `d' `\n \"e `\"f`\" \"\"g\"\" $env:H`n\" `i; j",
        &["a", "b 'c' `d", "e \"f\" \"g\" $env:H\n", "i"],
        " j",
    );
    check("a @'\nb 'c'\n\"d\"\n'@ && e", &["a", "b 'c'\n\"d\""], " e");
    check("a @\"\r\nb `$c \"d\"\r\n\"@", &["a", "b $c \"d\""], "");
    check("a @'\n'@ b", &["a", "", "b"], "");
    check("a ‘b’ “c” \"$([char]34)\"", &["a", "b", "c", "\""], "");
    for open in ["a 'b", "a \"b", "a @'\nb"] {
        assert!(is_open(Dialect::PowerShell, open), "{open}");
    }
}

#[test]
fn the_shell_is_known_by_its_line() {
    let check = |command: &str, dialect: Dialect| assert_eq!(Dialect::of(command), dialect, "{command}");
    check("curl 'x' \\\n -d y", Dialect::Posix);
    check("curl \"x\" ^\n -d y", Dialect::Cmd);
    check("curl.exe \"x\" `\n -d y", Dialect::PowerShell);
    check("curl 'x' -d '$env:X %PATH% ^\"' \\\n -d y", Dialect::Posix);
    check("curl \"x\" -H \"Authorization: Bearer %TOKEN%\"", Dialect::Cmd);
    check("curl \"x\" -H \"Authorization: Bearer $env:TOKEN\"", Dialect::PowerShell);
    check("curl.exe x", Dialect::PowerShell);
    check("curl x%20y%2F", Dialect::Posix);
}
