//! A link as its form.

use super::{APIS, FORMER, KINDS, VERSION, recommended, spelling, word_of};
use crate::devopness::hook::{Condition, guard};
use crate::form::field::Field;
use crate::form::values::{ExtraKind, FormValues, ROWS_FULL, ROWS_MAX};
use crate::text::json::{self, visible};
use crate::text::word::is_number;

/// Why a text is no link that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// It does not even begin like one.
    NoLink,
    /// It was written by a version that came later.
    Newer,
    /// This part of it means nothing.
    Broken(String),
    /// It has more rows than a form may have.
    Long,
}

impl LinkFault {
    /// A sentence for the person who has opened it.
    pub fn sentence(&self) -> String {
        match self {
            LinkFault::NoLink => "This is no link of hook-builder.".into(),
            LinkFault::Newer => {
                "This link was made by a newer version of this page. Load the page again; if it stays so, ask whoever runs it for an update."
                    .into()
            }
            LinkFault::Long => ["This link is too long. ", ROWS_FULL].concat(),
            LinkFault::Broken(part) => ["This link is damaged at “", part, "”. Ask for it again."].concat(),
        }
    }
}

/// Reads a link, with or without `#`. The API is the one that was chosen, but the sandbox and the relays come without an
/// address: which one that is, only the page knows.
///
/// # Errors
/// Why it cannot be read. A link is read whole or not at all.
pub fn read(link: &str) -> Result<FormValues, LinkFault> {
    let link = link.strip_prefix('#').unwrap_or(link);
    let (version, rest) = link.split_once('&').unwrap_or((link, ""));
    if version != VERSION {
        let number = version.strip_prefix('v').filter(|number| number.starts_with(|c: char| c.is_ascii_digit()));
        return Err(match number {
            None => LinkFault::NoLink,
            Some(number) if is_number(number) && !number.starts_with('0') => LinkFault::Newer,
            Some(_) => LinkFault::Broken(shown(version)),
        });
    }
    let mut reading = Reading { form: FormValues::default(), rows: Vec::new(), own: false };
    for part in rest.split('&').filter(|part| !part.is_empty()) {
        let known = part.split_once('=').and_then(|(word, value)| reading.take(word, value));
        if known.is_none() {
            return Err(LinkFault::Broken(shown(part)));
        }
    }
    let form = reading.finish();
    if form.rows() > ROWS_MAX { Err(LinkFault::Long) } else { Ok(form) }
}

/// As much of a part as shows where it stands.
fn shown(part: &str) -> String {
    visible(&part.chars().take(40).collect::<String>())
}

/// A header: its name, and its value unless it is the recommended one.
struct Row {
    name: String,
    value: Option<String>,
    recommended: bool,
}

struct Reading {
    form: FormValues,
    rows: Vec<Row>,
    own: bool,
}

impl Reading {
    /// Takes one part. `None` if it means nothing.
    fn take(&mut self, word: &str, value: &str) -> Option<()> {
        let form = &mut self.form;
        let kind = KINDS.iter().find(|(own, _)| *own == word).map(|(_, kind)| *kind);
        match word {
            "provider" => form.provider = Some(spelling::read(value)?),
            "api" => form.api = APIS.iter().find(|(own, _)| *own == value)?.1.clone(),
            "condition" => form.conditions.push(Condition { path: spelling::read(value)?, accepted: Vec::new() }),
            "accepts" => {
                let value = json::parse(&spelling::read(value)?).ok()?;
                form.conditions.last_mut()?.accepted.push(value);
            }
            "headers" => self.own = (value == "own").then_some(true)?,
            "header" | "recommended" => {
                let (name, value) = match value.split_once(':') {
                    Some((name, value)) => (name, Some(spelling::read(value)?)),
                    None => (value, None),
                };
                let recommended = word == "recommended";
                if value.is_none() && !recommended {
                    return None;
                }
                self.rows.push(Row { name: spelling::read(name)?, value, recommended });
            }
            _ if kind.is_some() => add_extra(form, kind?, value)?,
            _ => {
                let named = |field: &Field| field.id() == word;
                if let Some(field) = Field::TEXTS.into_iter().find(named) {
                    // What follows from the provider comes at the end.
                    form.replace_text(field, spelling::read(value)?);
                } else {
                    let on = match value {
                        "on" => true,
                        "off" => false,
                        _ => return None,
                    };
                    if word == FORMER {
                        form.conditions.extend(on.then(guard::former));
                        return Some(());
                    }
                    match Field::SWITCHES.into_iter().find(|field| word_of(*field) == word)? {
                        Field::On(event) => form.events[event.index()].on = on,
                        Field::OnlyHookRuns => form.only_hook_runs = on,
                        _ => form.action_type = on,
                    }
                }
            }
        }
        Some(())
    }

    /// The headers come last: which are recommended is the provider's matter.
    fn finish(mut self) -> FormValues {
        self.form.headers.clear();
        if !self.own {
            self.form.recommend_headers();
        }
        let recommended = recommended(&self.form);
        for row in self.rows {
            let known = || recommended.clone().find(|(name, _)| *name == row.name).map(|(_, value)| value.to_string());
            // A recommendation that is none any more is left out.
            let Some(value) = row.value.or_else(known) else { continue };
            self.form.add_header();
            if let Some(last) = self.form.headers.last_mut() {
                (last.name, last.value, last.recommended) = (row.name, value, row.recommended);
            }
        }
        self.form
    }
}

fn add_extra(form: &mut FormValues, kind: ExtraKind, value: &str) -> Option<()> {
    let (name, value) = value.split_once(':')?;
    let (name, value) = (spelling::read(name)?, spelling::read(value)?);
    form.add_extra();
    let row = form.extra.last_mut()?;
    (row.name, row.value, row.kind) = (name, value, kind);
    Some(())
}
