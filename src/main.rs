//! The page. Everything that needs no browser is in the library `hook_builder`.

#[cfg(target_arch = "wasm32")]
mod app;

#[cfg(target_arch = "wasm32")]
fn main() {
    let Some(body) = leptos::prelude::document().body() else { return };
    let shown = leptos::mount::mount_to_renderer(&body, || {
        let page = app::Page::new();
        // Only once the page has been told what was chosen before it ran: a look around changes the choices.
        let look = move || leptos::task::spawn_local(app::look_around(page));
        leptos::prelude::set_timeout(look, std::time::Duration::ZERO);
        app::shown(page)
    });
    shown.forget();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("hook-builder runs in a browser: `make serve` builds the page and serves it.");
    std::process::exit(2);
}
