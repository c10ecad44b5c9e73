//! From what the API knows of a pipeline's application to the form: what the user has not typed is filled in, and what is
//! typed and differs is asked about, never overwritten.

mod agreement;

pub use agreement::{Agreement, agreement, other_reading};

use crate::devopness::resource::Application;
use crate::form::field::Field;
use crate::form::values::FormValues;
use crate::provider::credential::{CREDENTIALS, by_code};
use crate::text::json::visible;

/// The form as it can be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filling {
    /// The form with what was filled in.
    pub form: FormValues,
    /// The fields that were filled, each with the reason as a full sentence.
    pub filled: Vec<(Field, String)>,
    /// What would have to change in fields that the user typed.
    pub asks: Vec<Ask>,
    /// What else there is to know, in full sentences.
    pub notes: Vec<String>,
}

/// A field that the user typed, and what it would be instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The field.
    pub field: Field,
    /// Its text.
    pub old: String,
    /// What it would be. For [`Field::Provider`] empty means that the repository's host decides.
    pub new: String,
    /// Why, as a full sentence.
    pub reason: String,
}

/// Fills the form in. `typed` tells which fields the user typed in. Done again, it fills nothing more and asks the same.
pub fn fill(form: &FormValues, typed: &dyn Fn(Field) -> bool, application: &Application) -> Filling {
    let mut filling = Filling { form: form.clone(), filled: Vec::new(), asks: Vec::new(), notes: Vec::new() };
    match agreement(form, application) {
        Agreement::Untold => {
            filling.note(&["The API names no repository or no provider for the application. Name them by hand."]);
        }
        Agreement::Foreign => filling.note(&[
            "The application's repository is at “",
            application.provider(),
            "”, which this page does not know.",
        ]),
        Agreement::Server => {
            filling.note(&["The API does not tell on which server the repository is. What you typed is kept."])
        }
        Agreement::Same | Agreement::Number => {}
        Agreement::Case if typed(Field::Repository) => {}
        _ => filling.propose(typed, application),
    }
    if !application.default_branch.is_empty() {
        filling.note(&["The application deploys the branch “", &application.default_branch, "” by default."]);
    }
    filling
}

impl Filling {
    fn note(&mut self, text: &[&str]) {
        self.notes.push(visible(&text.concat()));
    }

    fn propose(&mut self, typed: &dyn Fn(Field) -> bool, application: &Application) {
        let reason = ["It is the repository of the application “", &application.name, "”."];
        if let Some((field, other)) = other_reading(&self.form, application) {
            let ask = typed(Field::Repository);
            return self.set(field, other, ask, &reason);
        }
        let code = application.provider();
        // What is typed may be right, and only the provider wrong that it is read for: then its host decides, or an edition.
        let editions = CREDENTIALS.iter().filter(|own| own.code() == code).map(|own| own.id());
        for id in [""].into_iter().chain(editions) {
            let mut trial = self.form.clone();
            trial.set_text(Field::Provider, id.into());
            if matches!(agreement(&trial, application), Agreement::Same | Agreement::Server) {
                let ask = typed(Field::Provider);
                return self.set_provider(&trial, ask, application);
            }
        }
        let Some(page) = by_code(code).and_then(|own| own.page(&application.repository)) else { return };
        let mut trial = self.form.clone();
        trial.set_text(Field::Repository, page.clone());
        trial.set_text(Field::Provider, String::new());
        if agreement(&trial, application) != Agreement::Same {
            return self.note(&[
                "The API says that the repository is “",
                &application.repository,
                "”, which cannot be. Name it by hand.",
            ]);
        }
        let ask = typed(Field::Repository) && !self.form.repository.trim().is_empty();
        self.set(Field::Repository, page, ask, &reason);
        // The host of that address says the provider, and one chosen by hand may contradict it.
        let mut chosen = trial.clone();
        chosen.set_text(Field::Provider, self.form.text(Field::Provider).to_string());
        if agreement(&chosen, application) != Agreement::Same {
            self.set_provider(&trial, ask || typed(Field::Provider), application);
        }
    }

    fn set_provider(&mut self, trial: &FormValues, ask: bool, application: &Application) {
        let (name, id) = (trial.provider().provider().name(), trial.text(Field::Provider).to_string());
        let reason = ["The credential of the application “", &application.name, "” is for ", name, "."];
        self.set(Field::Provider, id, ask, &reason);
    }

    fn set(&mut self, field: Field, new: String, ask: bool, reason: &[&str]) {
        let reason = visible(&reason.concat());
        if ask {
            self.asks.push(Ask { field, old: self.form.text(field).to_string(), new, reason });
        } else {
            self.form.set_text(field, new);
            self.filled.push((field, reason));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn application(code: &str, repository: &str) -> Application {
        let value = json!({
            "name": "shop", "repository": repository, "default_branch": "main", "credential": {"provider": {"code": code}},
        });
        Application::parse(&value).unwrap()
    }

    /// Fills in a form of this repository and provider. Checks what must hold of any filling.
    fn filled(text: &str, provider: &str, typed: &[Field], code: &str, repository: &str) -> Filling {
        let mut form = FormValues::new("512", text);
        form.set_text(Field::Provider, provider.into());
        let typed = |field: Field| typed.contains(&field);
        let application = application(code, repository);
        let first = fill(&form, &typed, &application);
        for field in [Field::Repository, Field::Provider] {
            let kept = first.form.text(field) == form.text(field);
            assert_ne!(kept, first.filled.iter().any(|(own, _)| *own == field), "{text}, {field:?}");
            // An empty field holds nothing that could be lost.
            assert!(kept || !typed(field) || form.text(field).is_empty(), "{text}, {field:?}");
        }
        let again = fill(&first.form, &typed, &application);
        assert_eq!((&again.form, &again.asks), (&first.form, &first.asks), "{text}");
        assert_eq!(again.filled, [], "{text}");
        first
    }

    fn check(
        form: (&str, &str),
        typed: &[Field],
        found: (&str, &str),
        repository: &str,
        provider: &str,
        asks: &[(Field, &str)],
    ) {
        let filling = filled(form.0, form.1, typed, found.0, found.1);
        let got = (filling.form.repository.as_str(), filling.form.provider.as_deref().unwrap_or_default());
        assert_eq!(got, (repository, provider), "{form:?} {found:?}");
        let asked: Vec<(Field, &str)> = filling.asks.iter().map(|ask| (ask.field, ask.new.as_str())).collect();
        assert_eq!(asked, asks, "{form:?} {found:?}");
        assert!(filling.notes.iter().any(|note| note.contains("“main”")));
        for (field, reason) in &filling.filled {
            assert!(reason.ends_with('.'), "{field:?}: {reason}");
        }
    }

    #[test]
    fn of_two_meanings_of_an_address_the_applications_is_asked_about() {
        let jobs = "https://gitlab.com/acme/web/jobs";
        let asked = filled(jobs, "", &[Field::Repository], "gitlab", "acme/web/jobs");
        let [ask] = asked.asks.as_slice() else { panic!("{:?}", asked.asks) };
        assert_eq!((ask.field, ask.new.as_str()), (Field::Repository, "https://gitlab.com/acme/web/jobs.git"));
        assert_eq!(filled(jobs, "", &[Field::Repository], "gitlab", "acme/web").asks, []);
        // What the API names is written so that it means nothing else.
        let fresh = filled("", "", &[], "gitlab", "acme/web/jobs");
        assert_eq!(fresh.form.repository, "https://gitlab.com/acme/web/jobs.git");
    }

    #[test]
    fn what_was_not_typed_is_filled_and_what_was_is_asked_about() {
        use Field::{Provider, Repository};
        let github = ("github", "acme/shop");
        let page = "https://github.com/acme/shop";
        check(("", ""), &[], github, page, "", &[]);
        check(("", ""), &[Repository, Provider], github, page, "", &[]);
        check(("https://github.com/a/b", ""), &[], github, page, "", &[]);
        check(
            ("https://github.com/a/b", ""),
            &[Repository],
            github,
            "https://github.com/a/b",
            "",
            &[(Repository, page)],
        );
        check(("not a repository", ""), &[Repository], github, "not a repository", "", &[(Repository, page)]);
        // Another spelling of the same stays.
        check(("ACME/shop.git", ""), &[Repository], github, "ACME/shop.git", "", &[]);
        check(("acme/shop", "github"), &[], github, "acme/shop", "github", &[]);
        check(("", ""), &[], ("gitlab", "acme/platform/shop"), "https://gitlab.com/acme/platform/shop", "", &[]);
        check(("", ""), &[], ("bitbucket", "acme/shop"), "https://bitbucket.org/acme/shop", "", &[]);
        check(("4711", ""), &[], ("gitlab", "acme/platform/shop"), "4711", "", &[]);
        // Only case differs: what the API says where nothing was typed.
        check(("gitlab.com/Acme/shop", ""), &[], ("gitlab", "acme/shop"), "https://gitlab.com/acme/shop", "", &[]);
        check(("gitlab.com/Acme/shop", ""), &[Repository], ("gitlab", "acme/shop"), "gitlab.com/Acme/shop", "", &[]);
    }

    #[test]
    fn the_provider_alone_is_filled_where_the_name_is_right() {
        use Field::{Provider, Repository};
        let bitbucket = ("bitbucket", "acme/shop");
        check(("acme/shop", ""), &[Repository], bitbucket, "acme/shop", "bitbucket", &[]);
        check(("acme/shop", "gitlab"), &[Repository], bitbucket, "acme/shop", "bitbucket", &[]);
        let asks = [(Provider, "bitbucket")];
        check(("acme/shop", "gitlab"), &[Repository, Provider], bitbucket, "acme/shop", "gitlab", &asks);
        // A host of which nothing is known: the edition that runs at the user's place.
        let own = "https://git.example.com/acme/shop";
        check((own, ""), &[Repository], ("gitlab", "acme/shop"), own, "gitlab-self-managed", &[]);
        check((own, ""), &[Repository], ("github", "acme/shop"), own, "github-enterprise-server", &[]);
        check((own, "gitlab-self-managed"), &[Repository], ("gitlab", "acme/shop"), own, "gitlab-self-managed", &[]);
        let page = "https://gitlab.com/acme/other";
        check((own, ""), &[Repository], ("gitlab", "acme/other"), own, "", &[(Repository, page)]);
    }

    #[test]
    fn a_provider_chosen_by_hand_gives_way_together_with_the_repository() {
        use Field::{Provider, Repository};
        let (page, other) = ("https://github.com/acme/shop", "https://gitlab.com/a/b");
        let github = ("github", "acme/shop");
        check((other, "gitlab"), &[], github, page, "", &[]);
        check((other, "gitlab"), &[Provider], github, page, "gitlab", &[(Provider, "")]);
        check(("acme/shop", "gitlab"), &[Repository], github, "acme/shop", "", &[]);
        // One that does not contradict stays.
        check(("", "github"), &[Provider], github, page, "github", &[]);
        check(("https://github.com/a/b", "github"), &[], github, page, "github", &[]);
        let asks = [(Repository, page), (Provider, "")];
        check((other, "gitlab"), &[Repository], github, other, "gitlab", &asks);
        check((other, "gitlab"), &[Repository, Provider], github, other, "gitlab", &asks);
    }

    #[test]
    fn the_headers_follow_the_provider() {
        let filling = filled("", "", &[], "bitbucket", "acme/shop");
        let names: Vec<&str> = filling.form.headers.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Authorization", "Accept", "Content-Type"]);
    }

    #[test]
    fn what_cannot_be_filled_is_said() {
        let check = |code: &str, repository: &str, note: &str| {
            let filling = filled("", "", &[], code, repository);
            assert!(filling.filled.is_empty() && filling.asks.is_empty(), "{code} {repository}");
            assert!(filling.notes.iter().any(|own| own.contains(note)), "{code} {repository}: {:?}", filling.notes);
        };
        check("github", "", "names no repository or no provider");
        check("", "acme/shop", "names no repository or no provider");
        check("aws", "acme/shop", "“aws”, which this page does not know");
        check("github", "acme/shop/../x", "which cannot be");
        check("github", "acme/shop?x", "which cannot be");
        check("github", "acme/\u{202e}shop", "acme/\\u202eshop");
        check("github", "shop", "which cannot be");
        let server = filled("https://gitlab.example.com/acme/shop", "", &[], "gitlab", "acme/shop");
        assert!(server.notes[0].contains("does not tell on which server"));
        let without_branch = Application { default_branch: String::new(), ..application("github", "acme/shop") };
        assert_eq!(fill(&FormValues::default(), &|_| false, &without_branch).notes, Vec::<String>::new());
    }
}
