//! Whether the form means the repository that the pipeline's application has.

use crate::devopness::resource::Application;
use crate::form::field::Field;
use crate::form::reading::reading;
use crate::form::rules;
use crate::form::values::FormValues;
use crate::provider::credential::{by_code, credentials};

/// How form and application stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Both name the same repository at the same provider.
    Same,
    /// Both have the same name, but whether it is on this server the API does not tell.
    Server,
    /// Only upper and lower case differ, at a provider of which it is not known that they make no difference.
    Case,
    /// The form names the repository by a number or a UUID, and the API by its name.
    Number,
    /// The form names another repository at the same provider.
    Repository,
    /// The form means another provider.
    Provider,
    /// The form names no repository, or none that can be.
    Unnamed,
    /// The API names no repository, or no provider.
    Untold,
    /// The application's provider is none that this page knows.
    Foreign,
}

/// Compares the form with the application.
pub fn agreement(form: &FormValues, application: &Application) -> Agreement {
    let code = application.provider();
    if application.repository.is_empty() || code.is_empty() {
        return Agreement::Untold;
    }
    if by_code(code).is_none() {
        return Agreement::Foreign;
    }
    let reading = reading(form);
    let provider = reading.provider;
    let (Some(location), _) = rules::locate(form, &reading) else { return Agreement::Unnamed };
    let Some(own) = credentials(provider.id()).filter(|own| own.code() == code) else { return Agreement::Provider };
    let Some(name) = own.full_name(&location) else { return Agreement::Number };
    let theirs = application.full_name();
    if name != theirs {
        if name.to_lowercase() != theirs.to_lowercase() {
            return Agreement::Repository;
        }
        if !own.ignores_case() {
            return Agreement::Case;
        }
    }
    if provider.self_hosted() { Agreement::Server } else { Agreement::Same }
}

/// The field and its text with which the repository's address, which may mean two, means the application's.
pub fn other_reading(form: &FormValues, application: &Application) -> Option<(Field, String)> {
    let reading = reading(form);
    let doubt = rules::doubt(&form.repository, reading.place(), reading.provider, reading.server()).ok()??;
    let mut trial = form.clone();
    trial.set_text(doubt.input.into(), doubt.other.clone());
    let is_same = matches!(agreement(&trial, application), Agreement::Same | Agreement::Server);
    is_same.then_some((doubt.input.into(), doubt.other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn form_and_application_are_compared_as_the_provider_compares() {
        use Agreement::*;
        let check = |text: &str, provider: &str, code: &str, repository: &str, expected: Agreement| {
            let mut form = FormValues::new("512", text);
            form.set_text(Field::Provider, provider.into());
            let application = json!({"repository": repository, "credential": {"provider": {"code": code}}});
            let application = Application::parse(&application).unwrap();
            assert_eq!(agreement(&form, &application), expected, "{text:?} by {provider:?}, {code:?}: {repository:?}");
        };
        check("https://github.com/acme/shop", "", "github", "acme/shop", Same);
        check("https://github.com/acme/shop/tree/main", "", "github", "acme/shop", Same);
        check("git@github.com:acme/shop.git", "", "github", "acme/shop", Same);
        check("acme/shop", "", "github", "acme/shop", Same);
        check("ACME/Shop", "", "github", "acme/shop", Same);
        check("acme/shops", "", "github", "acme/shop", Repository);
        check("https://gitlab.com/acme/platform/shop", "", "gitlab", "acme/platform/shop", Same);
        check("acme/platform/shop", "", "gitlab", "acme/platform/shop", Same);
        check("https://gitlab.com/acme/shop", "", "gitlab", "acme/platform/shop", Repository);
        check("https://gitlab.com/Acme/platform/shop", "", "gitlab", "acme/platform/shop", Case);
        check("4711", "", "gitlab", "acme/platform/shop", Number);
        check("https://api.github.com/repositories/7", "", "github", "acme/shop", Number);
        check("https://bitbucket.org/acme/shop", "", "bitbucket", "acme/shop", Same);
        check("https://bitbucket.org/acme/Shop", "", "bitbucket", "acme/shop", Case);
        let uuid = "https://bitbucket.org/acme/{01234567-89ab-cdef-0123-456789abcdef}";
        check(uuid, "", "bitbucket", "acme/shop", Number);
        // Another provider: by the host, by hand, by what is assumed.
        check("https://gitlab.com/acme/shop", "", "github", "acme/shop", Provider);
        check("acme/shop", "gitlab", "github", "acme/shop", Provider);
        check("acme/shop", "", "bitbucket", "acme/shop", Provider);
        // A server of one's own has the code of the cloud.
        check("https://gitlab.example.com/acme/shop", "", "gitlab", "acme/shop", Server);
        check("https://git.example.com/acme/shop", "github-enterprise-server", "github", "Acme/shop", Server);
        check("https://git.example.com/acme/shop", "gitlab-self-managed", "gitlab", "acme/other", Repository);
        check("https://git.example.com/acme/shop", "gitlab-self-managed", "github", "acme/shop", Provider);
        check("https://git.example.com/acme/shop", "", "gitlab", "acme/shop", Unnamed);
        check("", "", "github", "acme/shop", Unnamed);
        check("shop", "", "github", "acme/shop", Unnamed);
        check("acme/shop", "", "github", "", Untold);
        check("acme/shop", "", "", "acme/shop", Untold);
        check("", "", "", "", Untold);
        check("acme/shop", "", "aws", "acme/shop", Foreign);
        // A whole address, where the API should ever name one.
        let own = "https://git.example.com/acme/shop";
        check(own, "gitlab-self-managed", "gitlab", own, Server);
        check(own, "gitlab-self-managed", "gitlab", "https://git.example.com/acme/web", Repository);
    }
}
