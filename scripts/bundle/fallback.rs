//! What stands in the page beside its program: for when there is a newer version, and for when the program cannot run.

use hook_builder::exchange::export::curl;

use crate::app::{Model, classed, el};

/// Says that a newer version waits. The script unhides it.
pub fn notice(model: &Model) -> String {
    let words = el("p").text("A new version of this page is ready. Loading it empties the form and forgets the token.");
    let button = |text| classed("button", "button").attr("type", "button").text(text);
    let actions = classed("div", "update__actions").child(button("Load the new version")).child(button("Later"));
    let notice = classed("div", "update").attr("id", "update").attr("hidden", "").child(words).child(actions);
    el("div").attr("role", "status").child(notice).html(model)
}

/// The commands with placeholders, for a browser that runs no script or no WebAssembly. The style shows them in place of
/// the form.
pub fn commands(model: &Model) -> String {
    let code = |text: &str| classed("pre", "code__text").attr("tabindex", "0").child(el("code").text(text));
    let mut part = classed("main", "fallback")
        .child(classed("h2", "section__title").text("This browser cannot run the form. Here are its commands."))
        .child(classed("p", "fallback__scripting").text(
            "JavaScript is switched off in this browser. The form needs it, and WebAssembly: its program runs in the \
             browser and nowhere else.",
        ))
        .child(classed("p", "fallback__program").text(
            "This browser did not start the page's program. It needs WebAssembly and the page's own files, unchanged: a \
             setting, an extension or a proxy may refuse them, and what the browser has kept of them may be damaged. \
             With a network, loading the page again may help.",
        ))
        .child(el("p").text(
            "These are the commands for a repository at GitHub. Replace what stands in angle brackets, set \
             DEVOPNESS_TOKEN to an access token, and run each once.",
        ));
    for hook in &model.plan().hooks {
        part = part.child(el("h3").text(&hook.hook.name)).child(code(&curl(&hook.request)));
    }
    part.child(el("h3").text("List the pipeline's hooks")).child(code(&curl(&model.plan().list))).html(model)
}
