//! Splits the program in two: what the page loads at once, and the doctor, which it loads when it is needed. The two
//! share one memory and one table of functions. What only the doctor uses, code and texts, is in its file alone.

use std::convert::Infallible;
use std::path::Path;

use wasm_encoder::Module;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_split_cli_support::{Options, transform};
use wasmparser::{CustomSectionReader, Parser};

/// The file with the page's part, for wasm-bindgen.
const MAIN: &str = "main.wasm";
/// The file with the doctor.
pub const DOCTOR: &str = "doctor.wasm";

/// Splits what the compiler wrote, with its relocations, into the two files.
pub fn split(linked: &[u8], to: &Path) -> Result<(), String> {
    let (main, part, script) = (to.join(MAIN), to.join("split_doctor.wasm"), "split.js");
    let mut options = Options::new(linked);
    options.output_dir = to;
    options.main_out_path = &main;
    options.link_name = script;
    let parts = transform(options).map_err(|why| format!("The program cannot be split: {why:#}"))?.split_modules;
    if parts != [part.as_path()] {
        return Err(format!("The program must have one part, the doctor, and not {parts:?}."));
    }
    let doctor = compact(&crate::read(&part)?)?;
    std::fs::write(to.join(DOCTOR), doctor).map_err(|why| format!("{DOCTOR}: {why}"))?;
    // The page has a loader of its own (`src/app/later.js`).
    for path in [part, to.join(script)] {
        std::fs::remove_file(&path).map_err(|why| format!("{}: {why}", path.display()))?;
    }
    Ok(())
}

/// The module with every number at its shortest, since the linker leaves room in each that it may have to change, and
/// without what only tools read. In the page's part wasm-bindgen does the same.
fn compact(module: &[u8]) -> Result<Vec<u8>, String> {
    struct Compact;
    impl Reencode for Compact {
        type Error = Infallible;

        fn parse_custom_section(
            &mut self,
            _: &mut Module,
            _: CustomSectionReader<'_>,
        ) -> Result<(), Error<Infallible>> {
            Ok(())
        }
    }
    let mut out = Module::new();
    let done = Compact.parse_core_module(&mut out, Parser::new(0), module);
    done.map_err(|why| format!("{DOCTOR}: {why}"))?;
    Ok(out.finish())
}
