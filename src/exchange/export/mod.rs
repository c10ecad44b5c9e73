//! Requests as text that a person can paste, run or import. An output is one file here and a line in [`OUTPUTS`]; the few
//! of the first view stand in [`FORMATS`] too.

mod bruno;
mod client;
mod curl;
mod curl_cmd;
mod curl_powershell;
mod curl_strict;
mod fetch;
mod github_actions;
mod gitlab_ci;
mod go;
mod http_file;
mod httpie;
mod insomnia;
mod invoke_rest_method;
mod job;
mod node_sdk;
mod openapi;
mod payload;
mod postman;
mod provider_curl;
mod provider_request;
mod python_requests;
mod python_sdk;
pub mod quote;
mod rust;
mod script;
mod script_powershell;
mod script_sh;
mod sdk;
mod wget;

pub use curl::{TOKEN_VARIABLE, curl};
pub use job::{Call, Job, Kind};
pub use provider_curl::{TOKEN_VARIABLE as PROVIDER_TOKEN_VARIABLE, delivery_curl, sample_curl};

/// A text of requests.
pub trait Format: Sync {
    /// A short name that never changes.
    fn id(&self) -> &'static str;
    /// The name on the page.
    fn label(&self) -> &'static str;
    /// The text, without a line break at the end. The access token is never in it: it names the variable
    /// [`TOKEN_VARIABLE`], or whatever the tool has in its place. `{{ }}` reaches the API as it stands.
    fn render(&self, job: &Job<'_>) -> String;
}

/// The outputs of the first view, the most useful first.
pub const FORMATS: &[&dyn Format] = &[&curl::Curl, &payload::Payload, &provider_request::ProviderRequest];

/// What is said about a format beside its text. What follows is not in the page's first program.
pub trait Output: Format {
    /// Where it stands in the list.
    fn group(&self) -> Group;
    /// The name of a file with the text.
    fn file_name(&self) -> &'static str;
    /// What has to be there, how the token gets in, and how `{{ }}` survives the tool's own braces, in a sentence or two.
    fn note(&self) -> &'static str;
    /// What each line does, in plain words, from top to bottom.
    fn lines(&self) -> &'static [Line];
}

/// What one line of a text does, or several alike.
pub struct Line {
    /// How it begins, or what it holds.
    pub code: &'static str,
    /// What it does.
    pub words: &'static str,
}

/// What kind of tool reads an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// A command for a terminal.
    Command,
    /// A script that can be run again.
    Script,
    /// A program in some language.
    Code,
    /// A file for a program that sends requests.
    Client,
    /// A job of a CI system.
    Ci,
}

impl Group {
    /// All groups, in the order of the list.
    pub const ALL: [Group; 5] = [Group::Command, Group::Script, Group::Code, Group::Client, Group::Ci];

    /// The heading.
    pub fn label(self) -> &'static str {
        match self {
            Group::Command => "Commands",
            Group::Script => "Scripts",
            Group::Code => "Code",
            Group::Client => "API clients",
            Group::Ci => "CI jobs",
        }
    }
}

/// All outputs, in the order of the list.
pub const OUTPUTS: &[&dyn Output] = &[
    // Commands
    &curl::Curl,
    &curl_cmd::CurlCmd,
    &curl_powershell::CurlPowerShell,
    &curl_strict::CurlStrict,
    &wget::Wget,
    &httpie::Httpie,
    &invoke_rest_method::InvokeRestMethod,
    &provider_curl::ProviderCurl,
    // Scripts
    &script_sh::Script,
    &script_powershell::PowerShell,
    // Code
    &fetch::Fetch,
    &node_sdk::NodeSdk,
    &python_requests::PythonRequests,
    &python_sdk::PythonSdk,
    &go::Go,
    &rust::Rust,
    // API clients
    &payload::Payload,
    &provider_request::ProviderRequest,
    &http_file::HttpFile,
    &postman::Postman,
    &insomnia::Insomnia,
    &bruno::Bruno,
    &openapi::OpenApi,
    // CI jobs
    &github_actions::GithubActions,
    &gitlab_ci::GitlabCi,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::plan::plan;
    use crate::form::values::FormValues;
    use crate::text::json;

    #[test]
    fn outputs_are_known_by_words_that_never_change() {
        let words: Vec<_> = FORMATS.iter().map(|format| (format.id(), format.label())).collect();
        let wanted = [("curl", "cURL"), ("payload", "JSON payload"), ("provider-request", "Provider request")];
        assert_eq!(words, wanted);
    }

    #[test]
    fn each_output_has_a_name_a_place_and_words_of_its_own() {
        for (at, output) in OUTPUTS.iter().enumerate() {
            let others = || OUTPUTS[..at].iter();
            assert!(
                others().all(|other| other.id() != output.id() && other.label() != output.label()),
                "{}",
                output.id()
            );
            assert!(output.id().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            assert!(
                output.file_name().bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)),
                "{}",
                output.id()
            );
            assert!(output.note().ends_with('.'), "{}", output.id());
            assert!(!output.lines().is_empty(), "{}", output.id());
            assert!(
                output.lines().iter().all(|line| line.words.ends_with('.') && !line.code.is_empty()),
                "{}",
                output.id()
            );
            assert!(others().all(|other| other.group() as usize <= output.group() as usize), "{}", output.id());
        }
        for format in FORMATS {
            assert!(OUTPUTS.iter().any(|output| output.id() == format.id()), "{}", format.id());
        }
    }

    #[test]
    fn what_a_line_explains_is_in_the_text() {
        let plan = plan(&FormValues::new("512", "acme/shop"));
        for output in OUTPUTS {
            let text = output.render(&Job::set(&plan.list, &plan.hooks));
            for line in output.lines() {
                assert!(text.contains(line.code), "{}: {} is not in\n{text}", output.id(), line.code);
            }
        }
    }

    #[test]
    fn several_hooks_are_one_text_that_can_be_pasted_as_a_whole() {
        let plan = plan(&FormValues::new("512", "acme/shop"));
        for format in FORMATS {
            let texts: Vec<String> =
                plan.hooks.iter().map(|hook| format.render(&Job::hook(&plan.list, hook))).collect();
            let all = format.render(&Job::set(&plan.list, &plan.hooks));
            assert!(texts.iter().all(|text| all.contains(text)), "{all}");
            if format.id() == "payload" {
                let list = json::parse(&all).expect("the payloads are a list");
                let names: Vec<_> =
                    list.as_array().unwrap().iter().map(|hook| hook["name"].as_str().unwrap()).collect();
                assert_eq!(names, ["CI(build): started", "CI(build): failed", "CI(build): completed"]);
            } else {
                assert_eq!(all, texts.join("\n\n"));
            }
        }
        let one = FORMATS[1].render(&Job::set(&plan.list, &plan.hooks[1..2]));
        assert_eq!(json::parse(&one).unwrap().as_array().unwrap().len(), 1);
    }

    #[test]
    fn a_title_is_one_line() {
        let mut form = FormValues::new("512", "acme/shop");
        form.events[0].hook_name = "a\u{202e}b\nc".into();
        let plan = plan(&form);
        assert_eq!(Job::set(&plan.list, &plan.hooks).calls[0].title(), "Create a\\u202eb\\u000ac");
    }
}
