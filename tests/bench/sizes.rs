//! Bytes of the release bundle: each file raw, gzip -9 and brotli -q 11, as a host would send it.

use std::io::Write;
use std::path::Path;

use super::beside;

/// What all files together may weigh, in brotli bytes.
const BUDGET: usize = 100 * 1024;
/// What they should weigh.
const AIM: usize = 75 * 1024;

/// Prints the table; false when the budget is broken.
pub fn report() -> bool {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    let Ok(entries) = std::fs::read_dir(&dist) else {
        eprintln!("There is no bundle to weigh: run `make build` first.");
        return false;
    };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    let mut total = [0; 3];
    println!("{:<48} {:>9} {:>9} {:>9}", "Bytes of the release bundle", "raw", "gzip", "brotli");
    for path in files {
        let bytes = std::fs::read(&path).expect("the file is readable");
        let sizes = [bytes.len(), gzip(&bytes), brotli(&bytes)];
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        println!("  {name:<46} {:>9} {:>9} {:>9}", sizes[0], sizes[1], sizes[2]);
        for (sum, size) in total.iter_mut().zip(sizes) {
            *sum += size;
        }
    }
    println!("  {:<46} {:>9} {:>9} {:>9}", "all", total[0], total[1], total[2]);
    println!(
        "  budget {BUDGET}: {:.2} of it; aim {AIM}: {}\n",
        total[2] as f64 / BUDGET as f64,
        beside(AIM as f64, total[2] as f64)
    );
    total[2] <= BUDGET
}

fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory works").len()
}

fn brotli(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).expect("writing to memory works");
    out.len()
}
