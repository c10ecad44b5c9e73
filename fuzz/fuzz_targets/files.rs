//! Files and programs, behind what tells their kind. The first byte of the input chooses the kind, the rest follows. What is
//! said is a sentence; what YAML is read is not far longer than its text.

#![no_main]

use hook_builder::exchange::import::{import, yaml};
use hook_builder::form::values::FormValues;
use libfuzzer_sys::fuzz_target;

const KINDS: [&str; 16] = [
    "run: ",
    "a:\n  - ",
    "import requests\nx = ",
    "fetch(",
    "$env:x\n$y = ",
    "package main\nx := ",
    "reqwest\nlet x = ",
    "<?php $x = ",
    "Net::HTTP\nx = ",
    "using System;\nvar x = ",
    "import java.x;\nvar x = ",
    "fun main() { val x = ",
    "meta {\n}\npost {\n  url: ",
    "@a = b\nPOST https://h/",
    "http POST h.example/ ",
    "url = \"https://h/\"\ndata = ",
];

fuzz_target!(|input: (u8, &str)| {
    let (choice, rest) = input;
    let text = [KINDS[usize::from(choice) % KINDS.len()], rest].concat();
    let said = match import(&text, &FormValues::default()) {
        Ok(imported) => imported.findings,
        Err(sentence) => vec![sentence],
    };
    assert!(said.iter().all(|sentence| sentence.ends_with('.') && !sentence.contains(char::is_control)), "{said:?}");
    if let Some(documents) = yaml::read(rest) {
        let length: usize = documents.iter().map(|document| document.to_string().len()).sum();
        assert!(length <= 40 * (rest.len() + 10), "{length}");
    }
});
