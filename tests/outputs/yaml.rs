//! YAML that another program writes is read as that program reads it.

use std::path::Path;
use std::process::Command;

use hook_builder::exchange::import::yaml;
use hook_builder::text::json;

/// How many files are written.
const COUNT: &str = "2000";

#[test]
fn yaml_of_another_program_is_read_as_that_program_reads_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let script = root.join("tests/outputs/yaml.mjs");
    let output = Command::new("node").arg(script).arg(root.join("target/tools/outputs")).arg(COUNT).output();
    let output = output.expect("node can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    assert_eq!(lines.lines().count().to_string(), COUNT);
    for line in lines.lines() {
        let written = json::parse(line).expect("a line is JSON");
        let text = written["text"].as_str().expect("a text");
        let value = written["value"].clone();
        assert_eq!(yaml::read(text), Some(vec![value]), "{text}");
    }
}
