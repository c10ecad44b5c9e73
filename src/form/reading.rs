//! The form, parsed once: everything that follows from it starts here.

use serde_json::Value;

use crate::devopness::endpoint::{self, Target};
use crate::devopness::pipeline::{Pipeline, parse_pipeline};
use crate::form::choice::ProviderChoice;
use crate::form::values::{ExtraKind, ExtraRow, FormValues};
use crate::provider::repository::{Place, TextFault, parse_place};
use crate::provider::{Provider, Server, parse_server};
use crate::text::json;
use crate::text::word::is_number;

/// What the texts of a form mean, each for itself.
pub struct Reading {
    /// The pipeline, or what is wrong with its text.
    pub pipeline: Result<Pipeline, String>,
    /// Where the repository's text points.
    pub place: Result<Place, TextFault>,
    /// The provider, and how sure that is.
    pub choice: ProviderChoice,
    /// The provider to write texts for.
    pub provider: &'static dyn Provider,
    /// The address of a self-hosted provider, where one is typed.
    pub server: Option<Result<Server, String>>,
    /// Where calls go; a placeholder, and why, where a base URL cannot be one.
    pub target: Result<Target, (Target, String)>,
    /// The value of each extra body field; none where its text is not of the chosen kind.
    pub extra: Vec<Option<Value>>,
}

/// Parses a form.
pub fn reading(form: &FormValues) -> Reading {
    Reading { extra: extra_values(form), ..reading_of_texts(form) }
}

/// The value of each extra body field.
pub fn extra_values(form: &FormValues) -> Vec<Option<Value>> {
    form.extra.iter().map(extra_value).collect()
}

/// Parses all of a form but the extra body fields.
pub fn reading_of_texts(form: &FormValues) -> Reading {
    let place = parse_place(&form.repository);
    let choice = form.chosen().unwrap_or_else(|| ProviderChoice::of_place(place.as_ref().ok()));
    let provider = choice.provider();
    let has_server = provider.self_hosted() && !form.server.trim().is_empty();
    Reading {
        pipeline: parse_pipeline(&form.pipeline),
        place,
        choice,
        provider,
        server: has_server.then(|| parse_server(&form.server)),
        target: endpoint::target(&form.api, &form.api_other),
        extra: Vec::new(),
    }
}

impl Reading {
    /// The pipeline, once it is known.
    pub fn pipeline(&self) -> Option<Pipeline> {
        self.pipeline.as_ref().ok().copied()
    }

    /// The place, where the text is one.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref().ok()
    }

    /// The server, where its address is one.
    pub fn server(&self) -> Option<&Server> {
        self.server.as_ref()?.as_ref().ok()
    }

    /// Where calls go, or a placeholder.
    pub fn target(&self) -> &Target {
        self.target.as_ref().unwrap_or_else(|(placeholder, _)| placeholder)
    }
}

/// The JSON value of an extra body field, unless its text is none of the chosen type.
pub fn extra_value(row: &ExtraRow) -> Option<Value> {
    let text = row.value.trim();
    match row.kind {
        ExtraKind::Text => Some(Value::String(row.value.clone())),
        ExtraKind::Number => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let plain = is_number(digits) && (digits == "0" || !digits.starts_with('0'));
            json::parse(text).ok().filter(|_| plain)
        }
        ExtraKind::Bool => match text {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        ExtraKind::Json => json::parse(text).ok(),
    }
}
