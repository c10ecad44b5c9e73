//! What is known of the application's credential, with which Devopness calls the provider.

use super::Head;
use crate::devopness::resource::AuthKind;
use crate::doctor::preflight::evidence::Ground;
use crate::doctor::preflight::line::{Line, Verdict, quoted};
use crate::form::values::FormValues;
use crate::provider::credential::credentials;
use crate::text::template::{Piece, scan};

const HEAD: Head = ("credential", "The application's credential is active");

/// The variable that gives the credential's token.
const ACCESS_TOKEN: &str = "application.source_provider.access_token";

pub fn check(ground: &Ground) -> Vec<Line> {
    if !uses_credential(ground.form) {
        let text = "No header uses the application's credential. Whether the token in its place may write, this page cannot check.";
        return vec![Line::new(HEAD, Verdict::Unknown, &[text])];
    }
    let application = match ground.known(&ground.evidence.application, HEAD, "the application") {
        Ok(application) => application,
        Err(line) => return vec![*line],
    };
    let Some(credential) = &application.credential else {
        let text = "The API names no credential of the application. Without one the provider gets no token.";
        let next = "See in Devopness whether the application is connected to its repository.";
        return vec![Line::new(HEAD, Verdict::Unknown, &[text]).next(&[next])];
    };
    let name = quoted(&credential.name);
    let kind = match &credential.kind {
        AuthKind::OAuth => "made by OAuth".into(),
        AuthKind::App => "of an installed app".into(),
        AuthKind::ApiCredentials => "made of a pasted token".into(),
        AuthKind::Other(word) if word.is_empty() => "of a kind that the API does not say".into(),
        AuthKind::Other(word) => ["of the kind ", &quoted(word)].concat(),
    };
    if credential.active == Some(false) {
        let text =
            ["The credential ", &name, ", ", &kind, ", is not active, so the provider gets no token that works."];
        let line = Line::new(HEAD, Verdict::Fail, &text);
        return vec![line.next(&["Connect it anew in Devopness, under the environment's credentials."])];
    }
    let Some(own) = credentials(ground.plan.provider.id()).filter(|own| own.code() == credential.provider) else {
        let text = ["The credential ", &name, " is not for ", ground.plan.provider.name(), "."];
        return vec![Line::new(HEAD, Verdict::Unknown, &text).next(&["See the line on the repository."])];
    };
    let active = if credential.active.is_some() {
        " is active. "
    } else {
        " is there; whether it is active, the API does not say. "
    };
    let writing = own.writing(&credential.kind);
    let verdict = match credential.active {
        None => Verdict::Unknown,
        Some(_) if writing.likely => Verdict::Pass,
        Some(_) => Verdict::Warn,
    };
    let line = Line::new(HEAD, verdict, &["The credential ", &name, ", ", &kind, ",", active, writing.text]);
    let next = "If a status is refused with 403 or 404, put a token of your own into the header Authorization.";
    vec![if verdict == Verdict::Pass { line } else { line.next(&[next]) }]
}

/// Whether a header of the form uses the application's credential.
pub fn uses_credential(form: &FormValues) -> bool {
    let token = |piece: Piece| matches!(piece, Piece::Variable(_, path) if path == ACCESS_TOKEN);
    form.headers.iter().any(|row| scan(&row.value).any(token))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::resource::Credential;
    use crate::doctor::preflight::sample::{Sample, application, refused};
    use crate::form::values::AUTHORIZATION;

    fn check(change: &dyn Fn(&mut Credential), verdict: Verdict, text: &str, next: &str) {
        let mut sample = Sample::good();
        if let Some(Ok(application)) = &mut sample.evidence.application {
            change(application.credential.as_mut().expect("a credential"));
        }
        sample.expect("credential", verdict, text, next);
    }

    #[test]
    fn each_kind_is_told_with_what_is_known_of_it() {
        let own = "put a token of your own";
        let scope = "made by OAuth, is active. GitHub asks for the scope repo:status";
        check(&|_| {}, Verdict::Pass, scope, "");
        check(&|c| c.kind = AuthKind::App, Verdict::Warn, "of an installed app, is active. GitHub asks an app", own);
        check(&|c| c.kind = AuthKind::ApiCredentials, Verdict::Warn, "made of a pasted token, is active.", own);
        check(
            &|c| c.kind = AuthKind::Other("magic".into()),
            Verdict::Warn,
            "of the kind “magic”, is active. This page",
            own,
        );
        check(&|c| c.kind = AuthKind::default(), Verdict::Warn, "of a kind that the API does not say, is active.", own);
        check(&|c| c.active = None, Verdict::Unknown, "whether it is active, the API does not say. GitHub", own);
        check(&|c| c.active = Some(false), Verdict::Fail, "is not active", "Connect it anew");
        check(&|c| c.provider = "gitlab".into(), Verdict::Unknown, "is not for GitHub.", "line on the repository");
        for (pipeline, words) in [(513, "scope api"), (514, "scope repository only")] {
            Sample::of(pipeline).expect("credential", Verdict::Pass, words, "");
        }
    }

    #[test]
    fn a_token_of_ones_own_cannot_be_checked() {
        let mut sample = Sample::good();
        sample.form.headers[0].value = "Bearer ghp_secret".into();
        sample.expect("credential", Verdict::Unknown, "No header uses the application's credential.", "");
        assert!(!sample.line("credential").text.contains("ghp_secret"));
        let uses = |value: &str| {
            let mut form = FormValues::default();
            form.headers[0].value = value.into();
            uses_credential(&form)
        };
        assert!(uses(AUTHORIZATION) && uses("token {{application.source_provider.access_token}}"));
        assert!(!uses("Bearer {{ hook.secret }}") && !uses("application.source_provider.access_token"));
    }

    #[test]
    fn without_application_or_credential_nothing_is_known() {
        let mut sample = Sample::good();
        let mut bare = application("github", "acme/shop");
        bare.credential = None;
        sample.evidence.application = Some(Ok(bare));
        sample.expect("credential", Verdict::Unknown, "names no credential", "is connected");
        sample.evidence.application = Some(Err(refused(404, "")));
        assert!(sample.lines().iter().all(|line| line.id != "credential"), "another line tells of the application");
        (sample.evidence.application, sample.evidence.done) = (None, false);
        sample.expect("credential", Verdict::Waiting, "the application", "");
    }
}
