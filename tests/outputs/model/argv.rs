//! How a program on Windows takes its one command line apart, which it does by itself:
//! <https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments>. The tests below are that page's examples.

/// The arguments behind the program's name.
pub fn arguments(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = line.trim_matches([' ', '\t']).chars().peekable();
    while rest.peek().is_some() {
        let mut argument = String::new();
        let mut quoted = false;
        let mut backslashes = 0;
        while let Some(c) = rest.next_if(|c| quoted || !" \t".contains(*c)) {
            match c {
                '\\' => {
                    backslashes += 1;
                    continue;
                }
                '"' => {
                    argument.push_str(&"\\".repeat(backslashes / 2));
                    if backslashes % 2 == 1 {
                        argument.push('"');
                    } else {
                        quoted = !quoted;
                        // Versions of the run-time library differ in what two quotes within quotes are.
                        assert!(quoted || rest.peek() != Some(&'"'), "{line}: two quotes in a row are not known");
                    }
                }
                c => {
                    argument.push_str(&"\\".repeat(backslashes));
                    argument.push(c);
                }
            }
            backslashes = 0;
        }
        assert!(!quoted, "{line}: a quote that does not end is not known");
        argument.push_str(&"\\".repeat(backslashes));
        found.push(argument);
        while rest.next_if(|c| " \t".contains(*c)).is_some() {}
    }
    found
}

#[test]
fn the_documented_examples_are_read_as_documented() {
    for (line, wanted) in [
        (r#""abc" d e"#, ["abc", "d", "e"]),
        (r#"a\\b d"e f"g h"#, [r"a\\b", "de fg", "h"]),
        (r#"a\\\"b c d"#, [r#"a\"b"#, "c", "d"]),
        (r#"a\\\\"b c" d e"#, [r"a\\b c", "d", "e"]),
        (r#""ab\"c" "\\" d"#, [r#"ab"c"#, r"\", "d"]),
        (" a\t b  \"\" ", ["a", "b", ""]),
    ] {
        assert_eq!(arguments(line), wanted, "{line}");
    }
}

#[test]
fn what_is_not_documented_for_all_is_not_guessed() {
    for line in [r#""a""b""#, r#"a "b"#] {
        assert!(std::panic::catch_unwind(|| arguments(line)).is_err(), "{line}");
    }
}
