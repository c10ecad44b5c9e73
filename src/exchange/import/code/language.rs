//! Which language a program is written in.

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// JavaScript and TypeScript.
    JavaScript,
    /// Python.
    Python,
    /// PowerShell.
    PowerShell,
    /// Go.
    Go,
    /// Rust.
    Rust,
    /// PHP.
    Php,
    /// Ruby.
    Ruby,
    /// C#.
    CSharp,
    /// Java.
    Java,
    /// Kotlin.
    Kotlin,
}

use Language::{CSharp, Go, Java, JavaScript, Kotlin, Php, PowerShell, Python, Ruby, Rust};

/// What stands in programs of one language alone, or nearly so. The first that is found counts.
const MARKS: [(&str, Language); 72] = [
    ("<?php", Php),
    ("curl_setopt", Php),
    ("json_encode(", Php),
    ("GuzzleHttp", Php),
    ("Http::with", Php),
    ("->post(", Php),
    ("->request(", Php),
    ("Http::post(", Php),
    ("Invoke-RestMethod", PowerShell),
    ("Invoke-WebRequest", PowerShell),
    ("ConvertTo-Json", PowerShell),
    ("irm -", PowerShell),
    ("irm 'http", PowerShell),
    ("irm \"http", PowerShell),
    ("iwr -", PowerShell),
    ("Set-StrictMode", PowerShell),
    ("$env:", PowerShell),
    ("`n  `\"", PowerShell),
    ("package main", Go),
    ("http.NewRequest", Go),
    ("http.Post(", Go),
    ("map[string]", Go),
    ("reqwest", Rust),
    ("serde_json", Rust),
    ("ureq::", Rust),
    ("json!(", Rust),
    ("fn main(", Rust),
    ("Net::HTTP", Ruby),
    ("HTTParty", Ruby),
    ("Faraday", Ruby),
    ("RestClient.", Ruby),
    (".to_json", Ruby),
    ("JSON.generate(", Ruby),
    ("Excon.", Ruby),
    ("using System", CSharp),
    ("StringContent(", CSharp),
    ("AsJsonAsync(", CSharp),
    ("HttpRequestMessage", CSharp),
    ("RestRequest(", CSharp),
    ("JsonSerializer.Serialize(", CSharp),
    ("fun main(", Kotlin),
    ("mapOf(", Kotlin),
    (".toRequestBody(", Kotlin),
    (".trimIndent()", Kotlin),
    ("HttpRequest.newBuilder", Java),
    ("RequestBody.create", Java),
    ("import java.", Java),
    ("public static void", Java),
    ("BodyPublishers", Java),
    ("Map.of(", Java),
    ("import requests", Python),
    ("requests.post(", Python),
    ("requests.request(", Python),
    ("httpx.", Python),
    ("urllib.request", Python),
    ("http.client", Python),
    ("aiohttp", Python),
    ("json.dumps(", Python),
    ("os.environ", Python),
    ("from devopness", Python),
    ("def main(", Python),
    ("fetch(", JavaScript),
    ("axios", JavaScript),
    ("JSON.stringify(", JavaScript),
    ("@devopness/sdk", JavaScript),
    ("XMLHttpRequest", JavaScript),
    ("process.env", JavaScript),
    ("$.ajax(", JavaScript),
    ("got.post(", JavaScript),
    ("pm.sendRequest(", JavaScript),
    ("octokit.", JavaScript),
    ("createCommitStatus(", JavaScript),
];

impl Language {
    /// The language of a text; `None` when it is no program that is known.
    pub fn of(text: &str) -> Option<Language> {
        MARKS.iter().find(|(mark, _)| text.contains(mark)).map(|(_, language)| *language)
    }

    /// What a program in it is called.
    pub fn name(self) -> &'static str {
        match self {
            JavaScript => "A JavaScript program",
            Python => "A Python program",
            PowerShell => "A PowerShell script",
            Go => "A Go program",
            Rust => "A Rust program",
            Php => "A PHP program",
            Ruby => "A Ruby program",
            CSharp => "A C# program",
            Java => "A Java program",
            Kotlin => "A Kotlin program",
        }
    }

    /// How a note begins that goes to the end of its line.
    pub fn notes(self) -> &'static [&'static str] {
        match self {
            Python | PowerShell | Ruby => &["#"],
            Php => &["#", "//"],
            _ => &["//"],
        }
    }

    /// How a note of several lines begins and ends.
    pub fn long_note(self) -> Option<(&'static str, &'static str)> {
        match self {
            Python | Ruby => None,
            PowerShell => Some(("<#", "#>")),
            _ => Some(("/*", "*/")),
        }
    }

    /// The sign that joins two texts.
    pub fn join(self) -> char {
        if self == Php { '.' } else { '+' }
    }
}
