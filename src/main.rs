//! The page. Everything that needs no browser is in the library `hook_builder`.

#[cfg(target_arch = "wasm32")]
mod app;

#[cfg(target_arch = "wasm32")]
fn main() {
    if let Some(body) = leptos::prelude::document().body() {
        leptos::mount::mount_to_renderer(&body, app::app).forget();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("hook-builder runs in a browser: `make serve` builds the page and serves it.");
    std::process::exit(2);
}
