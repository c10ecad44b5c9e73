//! Puts the bundle together from what was built: `bundle --from FOLDER --to FOLDER`, and more: see `USAGE`.
//!
//! The page is rendered by its own components, so that the first view waits for no program. Everything that is loaded is
//! named after its content and pinned by its hash; the policy that follows is written into the page and into header files
//! for hosts.

#[path = "../../src/app/mod.rs"]
mod app;
mod archive;
mod compress;
mod encode;
mod fallback;
mod files;
mod hosting;
mod page;
mod policy;
mod program;
mod sbom;
mod split;
mod wasm;
mod worker;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use files::Files;
use policy::Policy;

const USAGE: &str = "Usage: bundle --split FILE --to FOLDER [--named]\n\
    \x20      bundle --from FOLDER --to FOLDER [--connect ORIGIN]... [--zip FILE] [--local] [--reload]\n\
    --split    the program as the compiler wrote it, to be split before wasm-bindgen runs\n\
    --from     the folder with the JavaScript and the WebAssembly that wasm-bindgen wrote, and what was split off\n\
    --to       the folder to write; what is in it goes\n\
    --connect  another origin that the page may call, such as https://api.example.com\n\
    --named    keeps the names of the functions, for who weighs them\n\
    --zip      also writes all of it into one file\n\
    --local    lets the page call servers on this machine: for `make serve` and the browser tests\n\
    --reload   loads the page anew when trunk has built it anew, in place of a service worker";

/// What the arguments say.
#[derive(Default)]
pub struct Options {
    split: Option<PathBuf>,
    from: PathBuf,
    to: PathBuf,
    connect: Vec<String>,
    named: bool,
    zip: Option<PathBuf>,
    local: bool,
    reload: bool,
}

fn main() -> ExitCode {
    match options(std::env::args().skip(1)).and_then(|options| make(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value.\n{USAGE}"));
        match argument.as_str() {
            "--split" => options.split = Some(value()?.into()),
            "--from" => options.from = value()?.into(),
            "--to" => options.to = value()?.into(),
            "--named" => options.named = true,
            "--connect" => options.connect.push(policy::parse_origin(&value()?)?),
            "--zip" => options.zip = Some(value()?.into()),
            "--local" => options.local = true,
            "--reload" => options.reload = true,
            _ => return Err(format!("\"{argument}\" is no option.\n{USAGE}")),
        }
    }
    if options.split.is_none() == options.from.as_os_str().is_empty() || options.to.as_os_str().is_empty() {
        return Err(USAGE.to_owned());
    }
    Ok(options)
}

fn make(options: &Options) -> Result<(), String> {
    if let Some(linked) = &options.split {
        return split::split(&read(linked)?, &options.to, options.named);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = program::read(&options.from)?;
    let mut files = Files::default();
    for name in ["icon.svg", "icon-maskable.svg"] {
        files.add(name, read(&root.join("style").join(name))?);
    }
    files.add("manifest.webmanifest", include_bytes!("manifest.webmanifest").to_vec());

    let wasm = files.add_hashed("page", "wasm", program.wasm);
    let parts = program.parts.add(&mut files);
    let script = program::script(&program.glue, &wasm, &parts, options.reload);
    let script = files.add_hashed("page", "js", script.into_bytes());
    let policy = Policy::new(&options.connect, options.local);
    let page = page::write(root, &policy, &script, &wasm)?;
    files.add("index.html", page.html.into_bytes());
    if !options.reload {
        files.add("worker.js", worker::write(&files).into_bytes());
    }
    // Each host writes this file anew; the worker neither keeps nor checks it.
    files.add("hosting.json", b"{}\n".to_vec());
    hosting::add(&mut files, &page.policy, &wasm.path);
    files.add("LICENSE", read(&root.join("LICENSE"))?);
    files.add("SECURITY.md", read(&root.join("SECURITY.md"))?);
    if !options.reload {
        files.add("sbom.cdx.json", sbom(root)?.into_bytes());
        compress::add(&mut files);
    }
    if let Some(zip) = &options.zip {
        archive::write(&files, zip)?;
    }
    files.write(&options.to)
}

/// What of other people's code is in the bundle.
fn sbom(root: &Path) -> Result<String, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let tree = Command::new(cargo).current_dir(root).args(sbom::TREE).output();
    let tree = tree.map_err(|why| format!("cargo cannot be run: {why}"))?;
    if !tree.status.success() {
        return Err(String::from_utf8_lossy(&tree.stderr).into_owned());
    }
    let lock = read(&root.join("Cargo.lock"))?;
    Ok(sbom::sbom(&String::from_utf8_lossy(&tree.stdout), &String::from_utf8_lossy(&lock)))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|why| format!("{}: {why}", path.display()))
}
