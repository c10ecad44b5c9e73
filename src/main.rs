//! The page. Everything that needs no browser is in the library `hook_builder`.

#[cfg(target_arch = "wasm32")]
mod app;

/// Half as large as the one of the standard library.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(target_arch = "wasm32")]
fn main() {
    let Some(body) = leptos::prelude::document().body() else { return };
    let shown = leptos::mount::mount_to_renderer(&body, || {
        let page = app::Page::new();
        app::shown(page)
    });
    shown.forget();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("hook-builder runs in a browser: `make serve` builds the page and serves it.");
    std::process::exit(2);
}
