//! What came of a press of the button that creates: asked, failed, lost, or made.

use hook_builder::devopness::endpoint::Target;
use hook_builder::devopness::error::ApiError;
use hook_builder::devopness::hook::Hook;
use hook_builder::devopness::request::ApiRequest;
use hook_builder::doctor::incoming::Relation;
use hook_builder::page::incoming::Derived;
use hook_builder::page::shared::Shared;
use hook_builder::text::json::visible;

use super::CREATE;
use super::made::Made;
use super::memory::derived;
use super::send;
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::sections::error_lines;
use crate::app::state::{Model, Page, focus_id};

/// What came of the last press.
#[derive(Clone, Default)]
pub enum Job {
    /// Nothing was pressed.
    #[default]
    None,
    /// A call is under way.
    Working(&'static str),
    /// There are hooks that may do already. The request is the one that was asked about.
    Asked(Box<ApiRequest>, Vec<Found>),
    /// Nothing was made; the words say at which point.
    Failed(&'static str, ApiError),
    /// The answer was lost, but the hook is in the list: without its secret.
    Lost(Box<Lost>),
    /// The answer was lost, and the list could not be read either.
    Unknown(ApiError, ApiError),
    /// The hook exists.
    Made(Made),
}

/// A hook that may do already.
#[derive(Clone)]
pub struct Found {
    /// Its name.
    pub name: String,
    /// What it has in common with the one to create.
    pub relation: Relation,
    /// Whether it is paused.
    pub paused: bool,
}

/// A hook whose secret nobody can read any more.
#[derive(Clone)]
pub struct Lost {
    /// The hook as the list has it. There are several where the request was repeated on its way.
    pub hooks: Vec<Hook>,
    /// Where it was sent to; with which token is not kept.
    pub target: Target,
    /// In which pipeline.
    pub pipeline: u64,
    /// What was sent.
    pub derived: Shared<Derived>,
}

/// Whether a question is about a request that the form no longer gives.
pub fn is_stale(model: &Model, job: &Job) -> bool {
    match job {
        Job::Asked(request, _) => derived(model).incoming.request != **request,
        _ => false,
    }
}

/// What is said of a lost secret.
pub const LOST: &str =
    "The hook was created, but the answer with its secret was lost. Nobody can read the secret any more.";
/// What is said when nobody can tell.
pub const UNKNOWN: &str =
    "The hook may exist: the answer was lost, and the list of hooks, which would tell, could not be read either.";

/// What hooks that may do already mean.
pub fn asked_words(found: &[Found]) -> &'static str {
    match found.first().map(|found| found.relation) {
        Some(Relation::Identical) => "There is nothing to do: the pipeline has this very hook already.",
        Some(Relation::Declares) => "The pipeline has an incoming hook already that hands over all that is needed.",
        _ => "The pipeline has another incoming hook of this name.",
    }
}

/// What came of the last press, but for a hook that was made.
pub fn view(page: Page, job: &Job) -> Vec<Element> {
    let panel = |title: &str| classed("div", "panel").child(classed("p", "panel__title").text(title));
    let view = match job {
        Job::None | Job::Made(_) => return Vec::new(),
        Job::Working(words) => classed("p", "hooks__state").text(words),
        Job::Failed(words, error) => {
            let again = button(page, "button", "Try again", false, send::start).attr("id", "incoming-retry");
            panel(words).child(error_lines(error)).child(classed("div", "buttons").child(again))
        }
        Job::Asked(_, found) => {
            let again = |page: Page, ()| {
                focus_id(CREATE);
                send::start(page, true);
            };
            let dismiss = |page: Page, ()| {
                focus_id(CREATE);
                send::show(page, Job::None);
            };
            panel(asked_words(found)).child(el("ul").children(found.iter().map(line))).child(
                classed("div", "buttons")
                    .child(
                        button(page, "button", "Create another all the same", (), again).attr("id", "incoming-again"),
                    )
                    .child(button(page, "button", "Leave it", (), dismiss).attr("id", "incoming-leave")),
            )
        }
        Job::Lost(lost) => {
            let all = lost.hooks.iter().map(|hook| ["“", &visible(&hook.name), "”, ", &visible(&hook.id)].concat());
            let all = all.collect::<Vec<_>>().join(" and ");
            let words =
                ["In the list stands ", &all, ". Delete it and create it anew: it has not been used anywhere yet."];
            panel(LOST).child(el("p").text(&words.concat())).child(
                classed("div", "buttons").child(
                    button(page, "button", "Delete it and create it anew", (), send::replace)
                        .attr("id", "incoming-replace"),
                ),
            )
        }
        Job::Unknown(first, second) => panel(UNKNOWN)
            .child(error_lines(first))
            // What kept both from being answered is said once.
            .children((first.cause != second.cause).then(|| el("p").text(&format!("The list: {}", second.what()))))
            .child(
                el("p").text("Press again later: the list is read first, and nothing is made twice without asking."),
            ),
    };
    vec![view]
}

fn line(found: &Found) -> Element {
    let words = match found.relation {
        Relation::Identical => {
            "has the same name, variables and conditions. If you do not have its secret, nobody can read it any more: \
             delete that hook in the list of hooks, and create it anew."
        }
        Relation::Declares => "declares every variable that the hooks above use: with it they work.",
        Relation::SameName => "has the same name, but does not declare all that the hooks above use.",
    };
    let paused = if found.paused { " It is paused: resume it in the list of hooks." } else { "" };
    classed("li", "found").child(el("b").text(&visible(&found.name))).text(&[" ", words, paused].concat())
}
