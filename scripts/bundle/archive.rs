//! The bundle as one zip, the same for the same files.

use std::io::{Cursor, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::files::Files;

/// The most bytes that the zip may have: it holds each larger file three times, plain and twice compressed.
const SIZE_MAX: usize = 2048 * 1024;

/// Writes the zip.
pub fn write(files: &Files, path: &Path) -> Result<(), String> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files.iter() {
        let is_compressed = name.ends_with(".br") || name.ends_with(".gz");
        let options = SimpleFileOptions::default()
            .compression_method(if is_compressed { CompressionMethod::Stored } else { CompressionMethod::Deflated })
            .compression_level((!is_compressed).then_some(9))
            // The time of the build would make each zip another one.
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        zip.start_file(name, options).map_err(|why| format!("{name}: {why}"))?;
        zip.write_all(content).map_err(|why| format!("{name}: {why}"))?;
    }
    let bytes = zip.finish().map_err(|why| why.to_string())?.into_inner();
    if bytes.len() > SIZE_MAX {
        return Err(format!("The zip has {} bytes, more than the {SIZE_MAX} that it may have.", bytes.len()));
    }
    std::fs::write(path, bytes).map_err(|why| format!("{}: {why}", path.display()))
}
