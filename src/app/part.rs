//! The parts of the program that are loaded after the first: the rest of the page by itself, the others when somebody first
//! needs them. In the release bundle each is a WebAssembly
//! file of its own, which shares memory and functions with the page's (`scripts/bundle/split.rs`).
//!
//! What a part shows and does goes through its [`Table`] alone: what the page reached in another way would be part of the
//! page's own file.

use hook_builder::doctor::apply::Planned;
use hook_builder::form::plan::Plan;
use hook_builder::page::shared::Shared;

use super::keep::Press;
use super::state::{Model, Page};
use crate::app::Element;

/// The parts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of the page but the two fields and the commands. It comes by itself, as soon as these can be used.
    Rest,
    /// The rules that a form with nothing but two texts cannot break. It comes by itself, after the rest of the page.
    Rules,
    /// All that talks to the API, and what explains it.
    Doctor,
    /// Texts that leave the page, as far as few need them, and what is said of links, of the draft and of what was read.
    Exchange,
    /// Reads what a person has already.
    Import,
}

impl Part {
    /// All parts.
    pub const ALL: [Part; 5] = [Part::Rest, Part::Rules, Part::Doctor, Part::Exchange, Part::Import];

    /// The part that it stands on: it is loaded once that one is at work.
    pub fn below(self) -> Option<Part> {
        match self {
            Part::Rest => None,
            Part::Rules => Some(Part::Rest),
            _ => Some(Part::Rules),
        }
    }

    /// The name of its file, and the one by which the page's script knows it.
    #[cfg(any(split, not(target_arch = "wasm32")))]
    pub fn word(self) -> &'static str {
        match self {
            Part::Rest => "rest",
            Part::Rules => "rules",
            Part::Doctor => "doctor",
            Part::Exchange => "exchange",
            Part::Import => "import",
        }
    }
}

/// What a person can ask of a part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Begin with the rest of the page.
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
    Begin,
    /// Go through the checklist.
    Check,
    /// Go through the checklist, and plan what to create.
    Create,
    /// Read the list of hooks.
    List,
    /// Choose the pipeline from what the token sees.
    Pick,
    /// Build the incoming hook.
    Incoming,
    /// Show what the commit would show.
    Simulate,
    /// Show the formats that few need.
    Formats,
    /// Copy all hooks in one of these.
    CopyAll,
    /// Save the text as a file.
    Download,
    /// Say what each line of the shown format does.
    Explain,
    /// Read what a person has already.
    Import,
    /// Share, or what is said about keeping.
    Keep(Press),
    /// Keep the token as it is now.
    KeepToken,
    /// Take a token back that the tab had kept.
    TakeToken,
}

impl Act {
    /// Where its outcome is shown.
    pub fn place(self) -> Place {
        match self {
            Act::Begin => Place::Rest,
            Act::Check | Act::Create => Place::Create,
            Act::List => Place::Hooks,
            Act::Pick => Place::Pipeline,
            Act::Incoming => Place::Incoming,
            Act::Simulate => Place::Simulator,
            Act::Formats => Place::Formats,
            Act::CopyAll | Act::Download => Place::Outputs,
            Act::Explain => Place::Explanation,
            Act::Import => Place::Import,
            Act::Keep(_) => Place::Notice,
            Act::KeepToken | Act::TakeToken => Place::Token,
        }
    }
}

/// A place of the page where a part shows something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Where is said that the rest of the page did not come.
    Rest,
    /// Beside the page's title.
    Tools,
    /// The folded parts of the form.
    Folds,
    /// Everything below form and outputs.
    Below,
    /// Below the pipeline's field.
    Pipeline,
    /// Below the buttons of the section that creates.
    Create,
    /// The list of hooks.
    Hooks,
    /// Below the repository's field.
    Reading,
    /// In the fold of the incoming hook.
    Incoming,
    /// In the fold of the simulator.
    Simulator,
    /// Below the buttons of the outputs.
    Outputs,
    /// In place of the text of a format of the first view.
    Formats,
    /// In the fold below a format's text.
    Explanation,
    /// At the top of the form.
    Import,
    /// Below the head of the page.
    Notice,
    /// Below the switch for deploys that a hook started.
    Conditions,
    /// Below the token's field.
    Token,
}

impl Place {
    /// Which part shows something there.
    pub fn part(self) -> Part {
        match self {
            Place::Rest | Place::Tools | Place::Folds | Place::Below => Part::Rest,
            Place::Pipeline | Place::Create | Place::Hooks | Place::Incoming | Place::Simulator | Place::Token => {
                Part::Doctor
            }
            Place::Outputs
            | Place::Formats
            | Place::Explanation
            | Place::Reading
            | Place::Notice
            | Place::Conditions => Part::Exchange,
            Place::Import => Part::Import,
        }
    }
}

/// What the first program knows of a part that is here.
pub struct Table {
    /// Begins, once: puts its style on, or hands over what it knows.
    pub start: fn(&mut Model),
    /// The form was changed.
    pub changed: Option<fn(Page)>,
    /// Does what a button asks for.
    pub act: fn(Page, Act),
    /// What it shows at a place.
    pub view: fn(Page, Place) -> Vec<Element>,
    /// Gives the calls of the changes that it has planned or made, or those that undo them.
    pub calls: Option<fn(&Model, bool) -> Option<Calls>>,
}

/// Calls to write, with the plan that they were made from where it is still known.
pub struct Calls {
    /// The calls, in their order.
    pub list: Vec<Planned>,
    /// The plan.
    pub plan: Option<Shared<Plan>>,
}
