//! The page. Everything that needs no browser is in the library `hook_builder`.

#[cfg(target_arch = "wasm32")]
mod app;

/// Every step takes the same time however much memory is in use. What it saves in code it spends in memory that grows by
/// whole pages and is not given back, which no program in a browser can do anyway.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(target_arch = "wasm32")]
fn main() {
    let Some(body) = leptos::prelude::document().body() else { return };
    let shown = leptos::mount::mount_to_renderer(&body, || {
        let page = app::Page::new();
        // Only once the page has been told what was chosen before it ran: a look around changes the choices.
        let look = move || leptos::task::spawn_local(app::look_around(page));
        leptos::prelude::set_timeout(look, std::time::Duration::ZERO);
        app::app(page)
    });
    shown.forget();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("hook-builder runs in a browser: `make serve` builds the page and serves it.");
    std::process::exit(2);
}
