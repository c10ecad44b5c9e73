//! What is remembered of sharing and keeping.

use super::{Model, Origin};
use crate::devopness::endpoint::Api;
use crate::exchange::link::{FRESH, LinkFault, render};
use crate::form::field::Field;
use crate::form::values::FormValues;

/// What is remembered of sharing and keeping.
pub struct Keep {
    notice: Option<Notice>,
    /// Whether there are no drafts.
    off: bool,
    /// Whether the token is kept until the tab closes.
    pub(super) token: bool,
    /// What the tab had kept of a token when the page was loaded.
    kept_token: Option<String>,
    /// The form that another one has taken the place of.
    replaced: (FormValues, Option<Origin>),
    /// The draft as this tab has read or written it.
    known: Option<String>,
    /// What was written, or read: a link, unless the form must not be one, and where it comes from.
    written: (Option<String>, Option<Origin>),
    /// The API that a link names, with the base URL of another one, while it is not the form's.
    wanted: Option<(Api, String)>,
    /// Whether it is chosen as soon as the page has it.
    agreed: bool,
}

/// What is said about keeping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The form comes from the draft.
    Draft,
    /// The address holds a link that cannot be read.
    Fault(LinkFault),
    /// There is a draft that is not of this tab.
    Other,
    /// Another form is shown now.
    Replaced(&'static str),
    /// The link names another API, which is called only when a person wants it.
    Api,
    /// A link was put into the address while a token is here.
    Offered(String),
}

impl Default for Keep {
    fn default() -> Self {
        Keep {
            notice: None,
            off: false,
            token: false,
            kept_token: None,
            replaced: Default::default(),
            known: None,
            written: (Some(FRESH.into()), None),
            wanted: None,
            agreed: false,
        }
    }
}

impl Keep {
    /// What is said about it.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Whether there are no drafts.
    pub fn is_off(&self) -> bool {
        self.off
    }

    /// Whether the token is kept until the tab closes.
    pub fn keeps_token(&self) -> bool {
        self.token
    }

    /// Whether the tab had kept a token that nobody has taken back yet.
    pub fn has_kept_token(&self) -> bool {
        self.kept_token.is_some()
    }

    /// The draft as this tab has read or written it.
    pub fn known(&self) -> Option<&str> {
        self.known.as_deref()
    }

    /// The API that a link names, with the base URL of another one, while it is not the form's.
    pub fn wanted(&self) -> Option<&(Api, String)> {
        self.wanted.as_ref()
    }

    /// Whether it is chosen as soon as the page has it.
    pub fn is_agreed(&self) -> bool {
        self.agreed
    }
}

/// What can happen to the link and the draft.
impl Model {
    /// Something is said about keeping, or nothing any more.
    pub fn say(&mut self, notice: Option<Notice>) {
        self.keep.notice = notice;
    }

    /// The form that was put into the address, which is no longer offered.
    pub fn take_offered(&mut self) -> Option<String> {
        match self.keep.notice.take() {
            Some(Notice::Offered(text)) => Some(text),
            _ => None,
        }
    }

    /// There are drafts from now on, or none any more.
    pub fn turn_drafts(&mut self, on: bool) {
        self.keep.off = !on;
    }

    /// The tab has read or written this draft.
    pub fn know_draft(&mut self, draft: Option<String>) {
        self.keep.known = draft;
    }

    /// The token is kept until the tab closes, or no longer.
    pub fn keep_token(&mut self, on: bool) {
        self.keep.token = on;
    }

    /// The tab had kept this of a token.
    pub fn bring_token(&mut self, kept: String) {
        self.keep.kept_token = Some(kept);
    }

    /// What the tab had kept of a token, once.
    pub fn take_kept_token(&mut self) -> Option<String> {
        self.keep.kept_token.take()
    }

    /// Whether all is written that there is to write.
    pub fn is_written(&self) -> bool {
        self.keep.written == self.to_write()
    }

    /// The form was written.
    pub fn write(&mut self) {
        self.keep.written = self.to_write();
    }

    fn to_write(&self) -> (Option<String>, Option<Origin>) {
        (self.link().ok(), self.origin)
    }

    /// A form is shown that stood in the address or in a draft; the one before is given back. `own` is where it came from
    /// when the page itself has written it there, and none where somebody else has. An API besides the two official ones
    /// waits: for its address, which the page may have to look for, and where somebody else has named it, for a person to
    /// agree.
    pub fn open_kept(&mut self, mut form: FormValues, own: Option<Option<Origin>>) -> (FormValues, Option<Origin>) {
        let is_foreign = own.is_none();
        let other = if is_foreign { std::mem::take(&mut form.api_other) } else { form.api_other.clone() };
        let is_official = matches!(form.api, Api::Production | Api::Staging);
        let wanted = (!is_official).then(|| (std::mem::replace(&mut form.api, Api::Production), other));
        let is_fresh = render(&form) == FRESH;
        let before = self.open(form, own.unwrap_or_else(|| (!is_fresh).then_some(Origin::Link)));
        self.write();
        (self.keep.agreed, self.keep.wanted) = (!is_foreign, wanted);
        before
    }

    /// Another form has taken the place of this one, which can be brought back.
    pub fn remember(&mut self, replaced: (FormValues, Option<Origin>)) {
        self.keep.replaced = replaced;
    }

    /// The form that another one has taken the place of.
    pub fn take_replaced(&mut self) -> (FormValues, Option<Origin>) {
        std::mem::take(&mut self.keep.replaced)
    }

    /// The API that a link names is not wanted.
    pub fn drop_api(&mut self) {
        self.keep.wanted = None;
    }

    /// Chooses the API that a link names, if this page has it.
    pub fn choose_api(&mut self) -> bool {
        let kind = std::mem::discriminant::<Api>;
        let Some((wanted, _)) = &self.keep.wanted else { return false };
        let found = self.reach.apis.iter().find(|choice| kind(&choice.api) == kind(wanted));
        let Some(api) = found.map(|choice| choice.api.clone()) else { return false };
        let Some((_, other)) = self.keep.wanted.take() else { return false };
        self.edit(Field::Api, |form| {
            if api == Api::Other {
                form.api_other = other;
            }
            form.api = api;
        });
        true
    }
}
