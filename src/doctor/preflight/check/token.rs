//! Whether the API accepts the token, and what kind it is.

use super::Head;
use crate::devopness::error::ApiError;
use crate::doctor::preflight::evidence::Ground;
use crate::doctor::preflight::line::{Action, Line, Verdict, quoted};
use crate::form::field::Field;
use crate::secret::TokenKind;

const HEAD: Head = ("token", "The token is accepted");

pub fn check(ground: &Ground) -> Vec<Line> {
    let evidence = ground.evidence;
    let Some(kind) = evidence.token.filter(|_| evidence.asked.is_some()) else {
        if evidence.asked.is_none() {
            return vec![ground.unread(HEAD, "the token")];
        }
        let line = Line::new(HEAD, Verdict::Fail, &["There is no access token, and without one the API says nothing."]);
        return vec![line.next(&["Paste one."]).action(Action::Focus(Field::Token))];
    };
    let refused = evidence.errors().find(|error| error.status() == Some(401));
    if let Some(error) = refused {
        ground.say(error);
        return vec![unauthenticated(error, kind)];
    }
    if evidence.any_read() {
        let whose = match &evidence.me {
            Some(Ok(me)) if !me.name.trim().is_empty() => [" of ", &quoted(&me.name)].concat(),
            _ => String::new(),
        };
        let line = match kind {
            TokenKind::Personal => {
                let text = ["A personal token", &whose, ": it may do what its owner may, in all projects."];
                Line::new(HEAD, Verdict::Pass, &text)
            }
            TokenKind::Project => {
                let text = "A project token: it works in its own project only, and as far as its role goes.";
                Line::new(HEAD, Verdict::Pass, &[text])
            }
            TokenKind::Unknown => {
                let text = "The API accepts it, although this page does not know its prefix.";
                Line::new(HEAD, Verdict::Pass, &[text])
            }
        };
        return vec![line];
    }
    // As a rule the permission is looked at after the token, but that is no proof.
    let forbidden = evidence.errors().any(|error| error.status() == Some(403));
    if forbidden {
        let text = "The API refused every call (403). Most likely it accepts the token, and the token may not read this pipeline.";
        let next = "Take a token of the pipeline's project, with a role that may read it.";
        return vec![Line::new(HEAD, Verdict::Unknown, &[text]).next(&[next]).action(Action::Focus(Field::Token))];
    }
    if evidence.done {
        let text = "No answer tells whether the API accepts it.";
        return vec![Line::new(HEAD, Verdict::Unknown, &[text]).next(&["See the line above."])];
    }
    vec![ground.unread(HEAD, "the token")]
}

/// The API names no codes for it, so its words are looked at.
fn unauthenticated(error: &ApiError, kind: TokenKind) -> Line {
    let words = error.what().to_lowercase();
    let why = if words.contains("expired") {
        "The token has expired. "
    } else if words.contains("revoked") {
        "The token was revoked. "
    } else {
        ""
    };
    let next = match kind {
        TokenKind::Project => {
            "Create one in Devopness: open the project, then API Tokens. It can be valid for less than a year."
        }
        _ => {
            "Create one in Devopness: open the profile menu, then Personal Access Tokens. It can be valid for less than a year."
        }
    };
    let guess = if why.is_empty() { "It may be mistyped, expired or revoked. " } else { "" };
    Line::new(HEAD, Verdict::Fail, &[why, &error.what()]).next(&[guess, next]).action(Action::Focus(Field::Token))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::resource::Me;
    use crate::doctor::preflight::evidence::Evidence;
    use crate::doctor::preflight::sample::{Sample, refused};

    fn check(change: &dyn Fn(&mut Evidence), verdict: Verdict, text: &str, next: &str) {
        let mut sample = Sample::good();
        change(&mut sample.evidence);
        sample.expect("token", verdict, text, next);
    }

    #[test]
    fn its_kind_is_told_by_its_prefix() {
        check(&|_| {}, Verdict::Pass, "A personal token of “Sam Sandbox”:", "");
        check(&|e| e.me = None, Verdict::Pass, "A personal token: it may", "");
        check(&|e| e.me = Some(Ok(Me::default())), Verdict::Pass, "A personal token: it may", "");
        check(&|e| e.me = Some(Err(refused(403, ""))), Verdict::Pass, "A personal token: it may", "");
        check(&|e| e.token = Some(TokenKind::Project), Verdict::Pass, "its own project only", "");
        check(&|e| e.token = Some(TokenKind::Unknown), Verdict::Pass, "does not know its prefix", "");
        check(&|e| e.token = None, Verdict::Fail, "There is no access token", "Paste one");
    }

    #[test]
    fn a_token_that_is_not_accepted_is_told_apart_by_the_apis_words() {
        let all = |status: u16, message: &'static str, kind: TokenKind| {
            move |e: &mut Evidence| {
                (e.me, e.application, e.project, e.hooks) = (None, None, None, None);
                e.pipeline = Some(Err(refused(status, message)));
                e.token = Some(kind);
            }
        };
        let personal = TokenKind::Personal;
        let may = "mistyped, expired or revoked";
        check(&all(401, "", personal), Verdict::Fail, "does not accept the token (401).", may);
        check(&all(401, "Unauthenticated.", TokenKind::Project), Verdict::Fail, "Unauthenticated.", "open the project");
        let expired = "The token has expired. The API does not accept the token (401): Token EXPIRED.";
        check(
            &all(401, "Token EXPIRED.", personal),
            Verdict::Fail,
            expired,
            "Create one in Devopness: open the profile",
        );
        check(&all(401, "It was revoked.", TokenKind::Unknown), Verdict::Fail, "The token was revoked. ", "Create one");
        check(&all(403, "Forbidden.", personal), Verdict::Unknown, "Most likely it accepts", "Take a token");
        check(&all(500, "", personal), Verdict::Unknown, "No answer tells whether", "line above");
        // One refusal is enough, whatever else was answered.
        check(&|e| e.hooks = Some(Err(refused(401, ""))), Verdict::Fail, "(401)", may);
        check(&|e| e.hooks = Some(Err(refused(403, ""))), Verdict::Pass, "A personal token", "");
    }

    #[test]
    fn while_nothing_came_it_waits() {
        let none = |e: &mut Evidence| {
            let asked = e.asked.clone();
            *e = Evidence { asked, token: Some(TokenKind::Personal), ..Evidence::default() };
        };
        check(&none, Verdict::Waiting, "being read: the token", "");
        check(&|e| *e = Evidence::default(), Verdict::Unknown, "Nothing was looked at yet", "Press Check");
    }
}
