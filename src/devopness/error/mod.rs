//! What can go wrong with a call of the API, told apart as far as a browser can, each with the next step. The call itself says
//! what it was about, so that a sentence names what is missing or forbidden, and what to do about that.

mod read;

pub(crate) use read::{Words, words};

use crate::devopness::endpoint::{Call, HookKind, retry};

/// A call that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// What was asked.
    pub call: Call,
    /// Why it failed.
    pub cause: Cause,
}

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The browser says that it has no network.
    Offline,
    /// The browser gave no answer: refused connection, failed name, CORS, a blocker, a redirect. It hides which.
    NoAnswer,
    /// No answer within the limit, in seconds.
    TimedOut(u32),
    /// The answer began, and broke off.
    CutOff {
        /// The HTTP status.
        status: u16,
    },
    /// The API answered with an error status.
    Refused {
        /// The HTTP status.
        status: u16,
        /// The API's own words, if it had any.
        message: String,
        /// The API's words on single fields: its key, which may be empty, and a text.
        fields: Vec<(String, String)>,
        /// How many seconds to wait, from one to those of a quarter of an hour, when the API says so and the browser may
        /// read it.
        retry_after: Option<u32>,
        /// Whether the answer is a web page, which the API never gives.
        page: bool,
    },
    /// A good status, but no JSON.
    NotJson {
        /// The HTTP status.
        status: u16,
    },
    /// The access token would have been sent in a place that is not its own, so nothing was.
    TokenToSend,
    /// A hook that holds the access token: it is not shown, and what is not shown is not written back either.
    TokenInHook,
    /// An answer so long that it was not read to its end.
    TooLong {
        /// The HTTP status.
        status: u16,
    },
    /// A good status and JSON, but not of the kind that was asked for.
    Unexpected {
        /// The HTTP status.
        status: u16,
    },
}

impl Call {
    /// The error that this call failed.
    pub fn failed(self, cause: Cause) -> ApiError {
        ApiError { call: self, cause }
    }
}

impl ApiError {
    /// The error status that the API answered with.
    pub fn status(&self) -> Option<u16> {
        match self.cause {
            Cause::Refused { status, .. } => Some(status),
            _ => None,
        }
    }

    /// The API's words on single fields: its key, which may be empty, and a text.
    pub fn fields(&self) -> &[(String, String)] {
        match &self.cause {
            Cause::Refused { fields, .. } => fields,
            _ => &[],
        }
    }

    /// Whether the cause is none of this call's own, so that the next one would meet it as well.
    pub fn is_general(&self) -> bool {
        match self.cause {
            Cause::Offline | Cause::NoAnswer | Cause::TimedOut(_) => true,
            Cause::Refused { status, .. } => matches!(status, 401 | 402 | 429 | 502..=504),
            _ => false,
        }
    }

    /// Whether the server may have acted although no answer came: then sending again could make a duplicate.
    pub fn answer_lost(&self) -> bool {
        match self.cause {
            Cause::Offline | Cause::TokenToSend | Cause::TokenInHook => false,
            Cause::Refused { status, .. } => (500..600).contains(&status),
            _ => true,
        }
    }

    /// What happened, in one sentence.
    pub fn what(&self) -> String {
        let deed = self.call.deed();
        match &self.cause {
            Cause::Offline => "This device has no network.".into(),
            Cause::NoAnswer => "No answer that this page may read.".into(),
            Cause::TokenToSend => "Nothing was sent: your access token stands in what was to be sent.".into(),
            Cause::TokenInHook => {
                "Your access token stands in this hook, so this page neither shows nor changes it.".into()
            }
            Cause::TimedOut(seconds) => format!("No answer within {seconds} seconds."),
            Cause::CutOff { status } => format!("The answer ({status}) to the request to {deed} broke off."),
            Cause::NotJson { status } => {
                format!("The answer ({status}) to the request to {deed} is not JSON, so it is hardly the API's.")
            }
            Cause::TooLong { status } => {
                format!(
                    "The answer ({status}) to the request to {deed} is far longer than any of the API's, so it was not read."
                )
            }
            Cause::Unexpected { status } => {
                format!("The answer ({status}) to the request to {deed} is JSON, but not what was asked for.")
            }
            Cause::Refused { status, message, page, .. } => {
                let title = self.title(*status, &deed);
                if *page {
                    format!("{title} ({status}). The answer is a web page, and not in the API's own words.")
                } else if message.is_empty() {
                    format!("{title} ({status}).")
                } else {
                    format!("{title} ({status}): {message}")
                }
            }
        }
    }

    fn title(&self, status: u16, deed: &str) -> String {
        let subject = self.call.subject();
        match (status, self.call) {
            (300..400, _) => format!("The API answered with a redirect when asked to {deed}"),
            (400, _) => format!("The API could not make sense of the request to {deed}"),
            (401, _) => "The API does not accept the token".into(),
            (402, _) => "The limit of the organisation's plan is reached".into(),
            (403, _) => format!("The token may not {deed}"),
            (404, _) => format!("The API does not know {subject}"),
            (405, _) => format!("The API's address does not allow requests to {deed}"),
            (409, _) => format!("The API reports a conflict when asked to {deed}"),
            (410, _) => format!("The API says that {subject} no longer exists"),
            (413, _) => format!("The request to {deed} is too long for the API"),
            (415, _) => format!("The API does not accept the content type of the request to {deed}"),
            (422, Call::Create(..) | Call::Update(_)) => {
                format!("The API finds something wrong in the request to {deed}")
            }
            (422, _) => format!("The API does not accept the request to {deed}"),
            (429, _) => "The API has received too many calls".into(),
            (502 | 504, _) => "The server in front of the API got no usable answer from it".into(),
            (503, _) => "The API is not available at the moment".into(),
            (500..600, _) => format!("The API failed to {deed}"),
            _ => format!("The API refused to {deed}"),
        }
    }

    /// What to do next.
    pub fn next_step(&self) -> String {
        let writes = self.call.writes();
        match &self.cause {
            Cause::Offline => "Connect to the network, then go on.".into(),
            Cause::NoAnswer => {
                let why = "The browser hides why: the API may not allow calls from this page (CORS), a blocker may have \
                           stopped the call, its address may lead elsewhere, or the server cannot be reached. The \
                           commands that this page writes do the same from a terminal, without these limits.";
                if writes { format!("{why} {LOOK}") } else { why.into() }
            }
            Cause::TokenToSend => "Take the token out: it belongs in the field “Access token” alone.".into(),
            Cause::TokenInHook => {
                "Take it out of the hook in Devopness, and revoke the token: whoever could see the hook may have it."
                    .into()
            }
            Cause::TimedOut(_) | Cause::CutOff { .. } if writes => LOOK.into(),
            Cause::TimedOut(_) | Cause::CutOff { .. } => "Nothing was changed. Try again in a while.".into(),
            Cause::NotJson { .. } | Cause::TooLong { .. } | Cause::Unexpected { .. } if writes => {
                format!("{LOOK} {BETWEEN}")
            }
            Cause::NotJson { .. } | Cause::TooLong { .. } | Cause::Unexpected { .. } => BETWEEN.into(),
            Cause::Refused { status, retry_after, .. } => self.after_refusal(*status, *retry_after),
        }
    }

    fn after_refusal(&self, status: u16, retry_after: Option<u32>) -> String {
        let writes = self.call.writes();
        match status {
            300..=399 => MOVED.into(),
            401 => "The token may be mistyped, expired or revoked. Create one in Devopness and paste it again.".into(),
            402 => "See the organisation's plan and usage in Devopness.".into(),
            403 => match (self.call, self.call.permissions()) {
                (Call::Me, _) => "Only a personal token may. Everything else works without it.".into(),
                (_, "") => format!("The token's owner or role needs the permission for it. {PROJECT}"),
                (_, needed) => format!("The token's owner or role needs {needed} in this project. {PROJECT}"),
            },
            404 | 410 => match self.call {
                Call::Me | Call::Projects => BETWEEN.into(),
                Call::Pipeline(_) | Call::Hooks(_) | Call::Create(..) => {
                    "Check the pipeline's number, and that the token belongs to its project.".into()
                }
                Call::Hook(_) | Call::Update(_) | Call::Delete(_) | Call::Deliveries(_) => {
                    "It may have been deleted meanwhile: list the hooks again.".into()
                }
                Call::Delivery => "It may have been removed meanwhile: read the list of deliveries again.".into(),
                _ => "It may be gone, or belong to a project that this token does not see.".into(),
            },
            409 if writes => {
                "Somebody else may be changing the same thing: list the hooks to see what is there by now.".into()
            }
            409 => "Somebody else may be changing the same thing. Try again in a while.".into(),
            413 if matches!(self.call, Call::Create(HookKind::Incoming, _) | Call::Update(HookKind::Incoming)) => {
                "Shorten the hook's variables or its conditions.".into()
            }
            413 if matches!(self.call, Call::Create(..) | Call::Update(_)) => {
                "Shorten the hook's request body, its headers or its conditions.".into()
            }
            405 | 413 | 415 => BETWEEN.into(),
            422 => match self.call {
                Call::Create(HookKind::Outgoing, _) => {
                    "Correct what is named, then press Create hooks again: hooks that exist are not sent again.".into()
                }
                Call::Create(..) => "Correct what is named, then create it again.".into(),
                Call::Update(_) => "The hook was not changed. Correct what is named, then try again.".into(),
                Call::Delete(_) => "The hook is still there. The API's own words say why, where it gave any.".into(),
                _ => CHANGED.into(),
            },
            429 => {
                let wait = retry_after.map_or("a minute".into(), retry::words);
                let then = if writes { "go on" } else { "try again" };
                format!("Wait {wait}, then {then}.")
            }
            500..600 => {
                let wait = retry_after.map_or("a while".into(), retry::words);
                let then = if writes { "Go on" } else { "Try again" };
                format!("It is not your fault. {then} in {wait}.")
            }
            _ if writes => "Compare the request with the API's documentation, or try the command in a terminal.".into(),
            _ => CHANGED.into(),
        }
    }
}

const LOOK: &str = "It may have been done all the same: look before you send again.";
const MOVED: &str = "Check the API's address: the API may have moved.";
const BETWEEN: &str = "Check the API's address: something between this page and the API may be answering in its place.";
const PROJECT: &str = "A project token works in its own project only.";
const CHANGED: &str = "The API may have changed since this page was made: look for a newer version of the page.";
