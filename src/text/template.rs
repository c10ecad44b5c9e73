//! Template variables: `{{ path }}`, which Devopness replaces when a hook fires.
//!
//! The rules are those of the outgoing hook's description in the vendor's JavaScript SDK of 2022, the only place that
//! has them in writing: a dot path between `{{` and `}}`, expanded in the target URL, in request headers and in the request
//! body. Filters, defaults and escapes are documented nowhere, so there are none here.

mod catalogue;
mod holding;

pub use catalogue::{MEANINGS, PARSED, VARIABLES, Variable, find};
pub use holding::{holds_secret, secret_in};

/// The template that stands for one variable of the incoming hook.
pub fn parsed_variable(name: &str) -> String {
    ["{{ ", PARSED, name, " }}"].concat()
}

/// One stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Ordinary text.
    Text(&'a str),
    /// A whole `{{ path }}`: the text as it stands, and the path without the spaces around it.
    Variable(&'a str, &'a str),
    /// A `{{` that no `}}` ends.
    Unclosed(&'a str),
}

/// Splits a text at its variables. Joined again, the pieces are the text.
pub fn scan(text: &str) -> Pieces<'_> {
    Pieces(text)
}

/// The pieces of a text.
#[derive(Clone)]
pub struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let whole = self.0;
        let (piece, len) = match find_two(whole, b'{') {
            _ if whole.is_empty() => return None,
            None => (Piece::Text(whole), whole.len()),
            Some(0) => match find_two(&whole[2..], b'}') {
                None => (Piece::Unclosed(whole), whole.len()),
                Some(close) => (Piece::Variable(&whole[..close + 4], whole[2..close + 2].trim()), close + 4),
            },
            Some(open) => (Piece::Text(&whole[..open]), open),
        };
        self.0 = &whole[len..];
        Some(piece)
    }
}

/// Where a sign of ASCII stands twice in a row.
fn find_two(text: &str, sign: u8) -> Option<usize> {
    text.as_bytes().windows(2).position(|pair| pair == [sign, sign])
}

/// The most characters a text can have once its variables are filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worst<'a> {
    /// The characters, counting variables without a limit as nothing.
    pub chars: usize,
    /// The first variable without a known limit.
    pub unlimited: Option<&'a str>,
}

/// Counts the worst case. Characters are Unicode code points.
pub fn worst(text: &str) -> Worst<'_> {
    let mut worst = Worst { chars: 0, unlimited: None };
    for piece in scan(text) {
        match piece {
            Piece::Text(t) | Piece::Unclosed(t) => worst.chars += t.chars().count(),
            Piece::Variable(_, path) => match find(path).and_then(|v| v.max) {
                Some(max) => worst.chars += max,
                None => worst.unlimited = worst.unlimited.or(Some(path)),
            },
        }
    }
    worst
}

/// Sample values: the catalogue's examples, and those that the form decides.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// Values that come before the catalogue's: path and value.
    pub own: Vec<(String, String)>,
}

impl Samples {
    /// The text with every variable replaced by a sample value. A variable nobody knows becomes its own name in
    /// angle brackets, so that it can be seen.
    pub fn render(&self, text: &str) -> String {
        let mut out = String::new();
        for piece in scan(text) {
            match piece {
                Piece::Text(t) | Piece::Unclosed(t) => out.push_str(t),
                Piece::Variable(_, path) => match self.own.iter().find(|(p, _)| p == path) {
                    Some((_, value)) => out.push_str(value),
                    None => match find(path) {
                        Some(variable) => out.push_str(variable.example),
                        None => {
                            out.push('<');
                            out.push_str(path.strip_prefix(PARSED).unwrap_or(path));
                            out.push('>');
                        }
                    },
                },
            }
        }
        out
    }
}

/// What is wrong with the variables in a text, if anything: the first finding, as a sentence.
///
/// Any name is right after [`PARSED`], since the incoming hook decides which there are.
pub fn validate_variables(text: &str) -> Option<String> {
    scan(text).find_map(|piece| match piece {
        Piece::Text(_) => None,
        Piece::Unclosed(_) => {
            Some("“{{” without “}}”: it will stay as it is. Write a variable as {{ action.id }}.".to_string())
        }
        Piece::Variable(_, "") => Some("“{{ }}” names no variable. Write a variable as {{ action.id }}.".to_string()),
        Piece::Variable(_, path) => unknown_path(path),
    })
}

fn unknown_path(path: &str) -> Option<String> {
    if find(path).is_some() {
        return None;
    }
    if let Some(name) = path.strip_prefix(PARSED) {
        return (!is_variable_name(name)).then(|| {
            ["“", name, "” cannot be a variable's name: use letters, digits and _, as the incoming hook declares it."]
                .concat()
        });
    }
    let known = match nearest(path) {
        Some(near) => [" Did you mean {{ ", near, " }}?"].concat(),
        None => " The list of variables has those that are known.".into(),
    };
    Some(["“", path, "” is no variable that we know of; it may come out empty.", &known].concat())
}

/// Whether an incoming hook's variable can have this name, as far as is known: letters, digits, `_` and `-`.
pub fn is_variable_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// The known path that is nearest to a mistyped one, if any is near.
pub fn nearest(path: &str) -> Option<&'static str> {
    let path = path.to_ascii_lowercase();
    VARIABLES
        .iter()
        .map(|v| {
            let tail = v.path.rsplit('.').next().unwrap_or(v.path);
            // Somebody who types only the last part, or that part under another root, means the whole path.
            let tail_of_path = path.rsplit('.').next().unwrap_or(&path);
            let by_tail = if tail.len() > 2 && tail == tail_of_path { 1 } else { usize::MAX };
            // What differs by more than that in length alone is not near, and may be of any length.
            let long = path.len().abs_diff(v.path.len()) > near_enough(v.path);
            (if long { by_tail } else { distance(&path, v.path).min(by_tail) }, v.path)
        })
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, near)| *distance <= near_enough(near))
        .map(|(_, near)| near)
}

/// How many characters of a path may be wrong.
fn near_enough(path: &str) -> usize {
    2 + path.len() / 6
}

/// Levenshtein distance in bytes; paths are short, so the plain table serves. Of longer ones the beginnings count.
pub fn distance(a: &str, b: &str) -> usize {
    const MOST: usize = 120;
    let [a, b] = [a, b].map(|text| &text.as_bytes()[..text.len().min(MOST)]);
    // What both begin with costs nothing.
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let mut row: [usize; MOST + 1] = std::array::from_fn(|at| at);
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_joined_are_the_text() {
        for text in
            ["", "a", "{{ action.id }}", "a{{b}}c{{ d }}", "{{", "}}", "a {{ b", "{{{{ x }}}}", "é{{ é }}é", "{{}}"]
        {
            let joined: String = scan(text)
                .map(|p| match p {
                    Piece::Text(t) | Piece::Variable(t, _) | Piece::Unclosed(t) => t,
                })
                .collect();
            assert_eq!(joined, text);
        }
    }

    #[test]
    fn the_worst_case_counts_what_variables_can_become() {
        let check = |text, chars, unlimited| assert_eq!(worst(text), Worst { chars, unlimited }, "{text}");
        check("héllo", 5, None);
        check("https://app.devopness.com/actions/{{ action.id }}", 34 + 19, None);
        check("{{application.name}}/{{ x.y }}", 1, Some("application.name"));
        check("{{ action.id", 12, None);
    }

    #[test]
    fn unknown_variables_are_flagged_with_the_nearest_known_one() {
        let check = |text: &str, part: Option<&str>| {
            let got = validate_variables(text);
            match part {
                None => assert_eq!(got, None, "{text}"),
                Some(part) => assert!(got.as_ref().is_some_and(|g| g.contains(part)), "{text}: {got:?}"),
            }
        };
        check("plain } text {", None);
        check("{{ action.id }} and {{action.status}}", None);
        check("{{ action.triggered_from.hook_parsed_variables.anything_goes }}", None);
        check("{{ action.ids }}", Some("{{ action.id }}"));
        check("{{ action.stauts }}", Some("{{ action.status }}"));
        check("{{ Action.Id }}", Some("{{ action.id }}"));
        check("{{ commit_hash }}", Some("hook_parsed_variables.commit_hash"));
        check(
            "{{ action.hook_parsed_variables.commit_hash }}",
            Some("triggered_from.hook_parsed_variables.commit_hash"),
        );
        check("{{ application.source_provider.token }}", Some("access_token"));
        check("{{ zzz.qqq }}", Some("list of variables"));
        check("{{ action.id", Some("without"));
        check("{{ }}", Some("names no variable"));
        check("{{ action.triggered_from.hook_parsed_variables.a b }}", Some("cannot be a variable's name"));
    }

    #[test]
    fn samples_are_the_forms_own_first() {
        let samples = Samples { own: vec![("action.status".into(), "failed".into())] };
        assert_eq!(samples.render("{{ action.status }} {{ action.id }} {{ x }}"), "failed 794613284672 <x>");
        assert_eq!(samples.render(&parsed_variable("mine")), "<mine>");
    }

    #[test]
    fn the_catalogue_is_sound() {
        for (i, v) in VARIABLES.iter().enumerate() {
            assert!(VARIABLES[..i].iter().all(|w| w.path != v.path), "{} stands twice", v.path);
            assert!(v.path.split('.').all(is_variable_name), "{}", v.path);
            assert!(!MEANINGS[i].is_empty() && !v.example.is_empty());
            assert!(v.max.is_none_or(|max| v.example.chars().count() <= max), "{}", v.path);
            assert_eq!(nearest(v.path), Some(v.path));
        }
    }

    /// The fields of `Action`, `Hook` and `Application` in the vendor's API description of August 2026 that are no relations,
    /// and those of the objects inside of an action that belong to it alone.
    const FIELDS: [(&str, &str); 6] = [
        (
            "action.",
            "id pipeline_id retry_of status status_human_readable status_reason_code status_reason_human_readable type \
             type_human_readable url_web_permalink trigger_comment started_at completed_at created_at updated_at",
        ),
        ("action.triggered_from.", "origin trigger_type name email ip_address user_id hook_id hook_request_id"),
        (
            "action.action_data.commit.",
            "repository author_name author_email committed_at hash message url clone_url download_url",
        ),
        ("action.action_data.deployment.", "type source_type source_ref repository provider_name pipeline_id"),
        (
            "hook.",
            "id name type action_type url target_url is_auto_generated requires_secret verify_ssl active project_id \
             environment_id pipeline_id resource_type resource_id secret secret_algorithm secret_header_name created_at \
             updated_at",
        ),
        (
            "application.",
            "id project_id environment_id created_by name repository repository_name repository_owner default_branch \
             created_at updated_at",
        ),
    ];
    /// What the vendor's guides and its SDK name besides.
    const NAMED: [&str; 3] =
        ["application.source_provider.access_token", "user.name", "deployment.source.pull_request_id"];

    #[test]
    fn a_variable_is_a_field_by_the_vendors_rule_or_is_doubtful() {
        for variable in VARIABLES.iter().filter(|variable| !variable.path.starts_with(PARSED)) {
            let is_field = FIELDS.iter().any(|(root, names)| {
                variable.path.strip_prefix(root).is_some_and(|name| names.split_whitespace().any(|own| own == name))
            });
            assert_eq!(is_field || NAMED.contains(&variable.path), !variable.doubtful, "{}", variable.path);
        }
        assert!(VARIABLES.iter().filter(|variable| variable.doubtful).map(|own| own.path).eq(["action.pipeline.id"]));
    }

    #[test]
    fn the_distance_counts_changes_of_single_characters() {
        for (a, b, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("abc", "abc", 0),
            ("abc", "axc", 1),
            ("abc", "ac", 1),
            ("ac", "abc", 1),
            ("kitten", "sitting", 3),
            ("flaw", "lawn", 2),
            ("abcdef", "badcfe", 4),
            ("aaaa", "bbbb", 4),
        ] {
            assert_eq!((distance(a, b), distance(b, a)), (expected, expected), "{a}, {b}");
        }
        // What is typed may be of any length; nobody means a path with one that is far too long.
        assert_eq!(distance(&"a".repeat(5000), "a"), 119);
    }

    #[test]
    fn only_a_near_path_is_proposed() {
        for (typed, expected) in [
            // Two characters, and one more for each six of the path, may be wrong.
            ("action.id", Some("action.id")),
            ("actoin.di", None),
            ("action.xyz", Some("action.id")),
            ("action.wxyz", None),
            ("application.nom", Some("application.name")),
            ("application.wxyz", Some("application.name")),
            ("application.wxyzv", None),
            ("USER.NAME", Some("user.name")),
            // The last part alone, or behind another root, if it is more than a common short word.
            ("commit_hash", Some("action.triggered_from.hook_parsed_variables.commit_hash")),
            ("x.pull_request_title", Some("action.triggered_from.hook_parsed_variables.pull_request_title")),
            ("deployment.access_token", Some("application.source_provider.access_token")),
            ("deploy.id", None),
            ("id", None),
            ("", None),
            ("zzz", None),
        ] {
            assert_eq!(nearest(typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_variables_name_has_letters_digits_and_two_signs() {
        for right in ["a", "Z9", "commit_hash", "commit-hash", "-", "0"] {
            assert!(is_variable_name(right), "{right}");
        }
        for wrong in ["", "a b", "a.b", "é", "{{a}}", "a/b"] {
            assert!(!is_variable_name(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_text_is_cut_where_a_variable_begins_and_ends() {
        use Piece::{Text, Unclosed, Variable};
        let check = |text: &str, expected: &[Piece]| assert_eq!(scan(text).collect::<Vec<_>>(), expected, "{text}");
        check("", &[]);
        check("}} {", &[Text("}} {")]);
        check("{{a}}", &[Variable("{{a}}", "a")]);
        check("x{{ a }}y{{b}}", &[Text("x"), Variable("{{ a }}", "a"), Text("y"), Variable("{{b}}", "b")]);
        check("{{}}", &[Variable("{{}}", "")]);
        check("{{{ a }}}", &[Variable("{{{ a }}", "{ a"), Text("}")]);
        check("{{a}}{{b", &[Variable("{{a}}", "a"), Unclosed("{{b")]);
        check("{{ a {{ b }}", &[Variable("{{ a {{ b }}", "a {{ b")]);
    }
}
