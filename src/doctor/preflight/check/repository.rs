//! Whether the form means the repository that the pipeline's application deploys.

use super::Head;
use super::credential::uses_credential;
use crate::devopness::resource::Application;
use crate::doctor::fill::{Agreement, agreement, other_reading};
use crate::doctor::preflight::evidence::Ground;
use crate::doctor::preflight::line::{Action, Line, Verdict, quoted};
use crate::form::field::Field;
use crate::provider::by_id;
use crate::provider::credential::by_code;
use crate::provider::repository::is_cloud;

const ID: &str = "repository";
const HEAD: Head = (ID, "The repository is the application's");
/// The titles of what is not as it should be.
const OTHER: Head = (ID, "Another repository than the application's");
const PROVIDER: Head = (ID, "Another provider than the application's");
const SPELLING: Head = (ID, "The repository is spelled otherwise than the application's");
const UNSURE: Head = (ID, "Whether the repository is the application's is not known");

pub fn check(ground: &Ground) -> Vec<Line> {
    let application = match ground.known(&ground.evidence.application, HEAD, "the application") {
        Ok(application) => application,
        Err(line) => return vec![*line],
    };
    let (here, there) = (ground.plan.provider.name(), by_code(application.provider()));
    let there_name = there.and_then(|own| by_id(own.id())).map_or(application.provider(), |provider| provider.name());
    let repository = quoted(&application.repository);
    let theirs = ["The application's repository is ", &repository, " at ", there_name];
    let theirs = theirs.concat();
    let take = |line: Line| match there.and_then(|own| own.page(&application.repository)) {
        Some(text) => line.action(Action::Take { field: Field::Repository, text }),
        None => line,
    };
    let focus = Action::Focus(Field::Repository);
    let agreement = agreement(ground.form, application);
    if let Some(line) = stranger(ground, application, &agreement, &theirs) {
        return vec![line];
    }
    let line = match agreement {
        Agreement::Same => Line::new(HEAD, Verdict::Pass, &[&theirs, ", as in the form."]),
        Agreement::Server => {
            Line::new(HEAD, Verdict::Pass, &["The API names this server as the application's: ", &repository, "."])
        }
        Agreement::Case => {
            let text = [&theirs, ". In the form only upper and lower case differ, which may matter there."];
            take(Line::new(SPELLING, Verdict::Warn, &text).next(&["Write it as the API does."]))
        }
        Agreement::Number => {
            let text = [&theirs, ". The form names its repository by a number or UUID, which the API does not tell."];
            Line::new(UNSURE, Verdict::Unknown, &text)
        }
        Agreement::Repository if let Some((field, text)) = other_reading(ground.form, application) => {
            let shown = quoted(&ground.plan.location.shown);
            let why =
                [&theirs, ". The form was read as ", &shown, ", but its address may mean the application's as well."];
            let line = Line::new(OTHER, Verdict::Fail, &why).next(&["Take the application's."]);
            line.action(Action::Take { field, text })
        }
        Agreement::Repository => {
            let shown = quoted(&ground.plan.location.shown);
            let text =
                [&theirs, ". The form names ", &shown, ", where the deployed commits are most likely not found."];
            let next = "If it was renamed or is a copy with the same commits, go on. Otherwise take the application's.";
            take(Line::new(OTHER, Verdict::Warn, &text).next(&[next]))
        }
        Agreement::Provider if uses_credential(ground.form) => {
            let text = [
                &theirs,
                ". The form means ",
                here,
                ", where the token of the application's credential means nothing.",
            ];
            take(Line::new(PROVIDER, Verdict::Fail, &text).next(&["Take the application's repository."]))
        }
        Agreement::Provider => {
            let text = [&theirs, ". The form means ", here, ", with another token than the application's."];
            let next = "If the same commits are there, go on. Otherwise take the application's repository.";
            take(Line::new(PROVIDER, Verdict::Warn, &text).next(&[next]))
        }
        Agreement::Unnamed => {
            let line = Line::new(UNSURE, Verdict::Unknown, &[&theirs, ". The form names none yet that can be."]);
            take(line).action(focus)
        }
        Agreement::Untold => {
            let text = "The API names no repository or no provider for the application.";
            Line::new(UNSURE, Verdict::Unknown, &[text])
        }
        Agreement::Foreign => Line::new(UNSURE, Verdict::Unknown, &[&theirs, ", which this page does not know."]),
    };
    vec![line]
}

/// The line for a server of one's own that the API does not name: the provider's token would go there.
fn stranger(ground: &Ground, application: &Application, agreement: &Agreement, theirs: &str) -> Option<Line> {
    let host = ground.plan.receiver().filter(|host| !is_cloud(host) && application.host().as_deref() != Some(host))?;
    let host = quoted(host);
    // Another provider or another repository has words of its own.
    if !matches!(agreement, Agreement::Server | Agreement::Number | Agreement::Untold | Agreement::Foreign) {
        return None;
    }
    let server = if application.host().is_some() { ". " } else { ". On which server, the API does not tell. " };
    let text = [theirs, server, "The form sends the status, and the token with it, to ", &host, "."];
    Some(Line::new(UNSURE, Verdict::Warn, &text).next(&[
        "Go on only if the application's repository is on ",
        &host,
        ".",
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::endpoint::Call;
    use crate::doctor::preflight::sample::{Sample, application, failed};
    use crate::form::values::FormValues;

    fn sample(text: &str, provider: &str, code: &str, repository: &str) -> Sample {
        let mut sample = Sample::good();
        sample.form = FormValues::new("512", text);
        sample.form.set_text(Field::Provider, provider.into());
        sample.evidence.application = Some(Ok(application(code, repository)));
        sample
    }

    #[test]
    fn it_is_compared_with_the_applications() {
        use Verdict::{Fail, Pass, Unknown, Warn};
        let check = |text: &str, provider: &str, code: &str, repository: &str, verdict, part: &str, next: &str| {
            sample(text, provider, code, repository).expect("repository", verdict, part, next);
        };
        let shop = "https://github.com/acme/shop";
        check(shop, "", "github", "acme/shop", Pass, "is “acme/shop” at GitHub, as in the form.", "");
        check(shop, "", "github", "ACME/Shop", Pass, "as in the form.", "");
        check(
            "https://gitlab.com/A/b",
            "",
            "gitlab",
            "a/b",
            Warn,
            "only upper and lower case differ",
            "as the API does",
        );
        check("4711", "", "gitlab", "a/b", Unknown, "by a number or UUID", "");
        check(shop, "", "github", "acme/shops", Warn, "The form names “acme/shop”, where", "If it was renamed");
        check(shop, "", "gitlab", "acme/shop", Fail, "at GitLab. The form means GitHub, where the token", "Take the");
        check("", "", "github", "acme/shop", Unknown, "The form names none yet", "");
        check(shop, "", "github", "", Unknown, "names no repository or no provider", "");
        check(shop, "", "aws", "acme/shop", Unknown, "at aws, which this page does not know.", "");
        let own = "https://git.example.com/acme/shop";
        check(
            own,
            "gitlab-self-managed",
            "gitlab",
            "acme/shop",
            Warn,
            "and the token with it, to “git.example.com”",
            "Go on only if the application's repository is on “git.example.com”.",
        );
        check(
            "https://git.example.com/api/v4/projects/7",
            "gitlab-self-managed",
            "gitlab",
            "a/b",
            Warn,
            "to “git.",
            "Go",
        );
    }

    #[test]
    fn of_two_meanings_of_an_address_the_applications_is_right() {
        let jobs = "https://gitlab.com/acme/web/jobs";
        let check = |text: &str, repository: &str| sample(text, "", "gitlab", repository).line("repository");
        let line = check(jobs, "acme/web/jobs");
        assert_eq!((line.verdict, line.title), (Verdict::Fail, OTHER.1));
        assert!(line.text.contains("was read as “acme/web”, but its address may mean"), "{}", line.text);
        let other = "https://gitlab.com/acme/web/jobs.git";
        assert_eq!(line.actions, [Action::Take { field: Field::Repository, text: other.into() }]);
        assert_eq!(check(jobs, "acme/web").verdict, Verdict::Pass);
        assert_eq!(check(other, "acme/web/jobs").verdict, Verdict::Pass);
        assert_eq!(check(jobs, "acme/shop").verdict, Verdict::Warn);
        let below = check("https://gitlab.internal/scm/apps/play", "apps/play");
        let server = Action::Take { field: Field::Server, text: "https://gitlab.internal/scm".into() };
        assert_eq!((below.verdict, below.actions), (Verdict::Fail, vec![server]));
    }

    #[test]
    fn a_title_says_what_came_of_it() {
        let title = |text: &str, code: &str| sample(text, "", code, "acme/shop").line("repository").title;
        assert_eq!(title("https://github.com/acme/shop", "github"), HEAD.1);
        assert_eq!(title("https://github.com/acme/web", "github"), OTHER.1);
        assert_eq!(title("https://gitlab.com/acme/shop", "github"), PROVIDER.1);
        assert_eq!(title("https://gitlab.com/Acme/shop", "gitlab"), SPELLING.1);
        for (text, code) in [("", "github"), ("4711", "gitlab"), ("https://github.acme.dev/acme/shop", "github")] {
            assert_eq!(title(text, code), UNSURE.1);
        }
    }

    #[test]
    fn another_token_may_be_for_another_provider() {
        let mut sample = sample("https://github.com/acme/shop", "", "gitlab", "acme/shop");
        sample.form.headers[0].value = "Bearer ghp_1".into();
        sample.expect("repository", Verdict::Warn, "with another token than the application's", "If the same commits");
    }

    #[test]
    fn one_press_takes_the_applications_repository_over() {
        let actions =
            |text: &str, code: &str, repository: &str| sample(text, "", code, repository).line("repository").actions;
        let take = |text: &str| Action::Take { field: Field::Repository, text: text.into() };
        let shop = "https://github.com/acme/shop";
        assert_eq!(actions(shop, "github", "acme/shop"), []);
        assert_eq!(actions(shop, "gitlab", "a/b/c"), [take("https://gitlab.com/a/b/c")]);
        assert_eq!(actions(shop, "github", "acme/x"), [take("https://github.com/acme/x")]);
        let focus = Action::Focus(Field::Repository);
        assert_eq!(actions("", "bitbucket", "acme/x"), [take("https://bitbucket.org/acme/x"), focus]);
    }

    #[test]
    fn without_the_application_nothing_is_compared() {
        let mut sample = Sample::good();
        sample.evidence.application = Some(Err(failed(Call::Application(34), 403, "")));
        let needs = "needs the permission application:read";
        sample.expect("repository", Verdict::Unknown, "may not read application 34 (403)", needs);
        sample.evidence.application = None;
        sample.expect("repository", Verdict::Unknown, "could not be read", "lines above");
        sample.evidence.done = false;
        sample.expect("repository", Verdict::Waiting, "the application", "");
    }
}
