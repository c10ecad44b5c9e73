//! `Invoke-RestMethod`, as far as it sends.

use super::{Value, Version};

/// A request that PowerShell sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub method: String,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// Sends by these parameters, each of which has a name and a value.
pub fn send(version: Version, words: &[Value]) -> Sent {
    let mut sent = Sent { method: String::new(), url: String::new(), headers: Vec::new(), body: Vec::new() };
    let mut redirections = None;
    let (pairs, rest) = words.as_chunks::<2>();
    assert!(rest.is_empty(), "a parameter without a value is not known: {words:?}");
    for [name, value] in pairs {
        match (name.text(), value) {
            ("-Method", Value::Text(method)) => {
                assert!(["Get", "Post", "Put", "Delete"].contains(&method.as_str()), "{method} is not known");
                sent.method = method.to_uppercase();
            }
            ("-Uri", Value::Text(url)) => {
                let escapes = url.to_ascii_uppercase();
                // The older .NET would send such a sign itself in its place.
                let decoded = ["%2F", "%5C", "%2E"].iter().any(|escape| escapes.contains(escape));
                assert!(version == Version::V7 || !decoded, "5.1 would send another address: {url}");
                sent.url = url.clone();
            }
            ("-Headers", Value::Table(headers)) => {
                let own = |(name, _): &(String, String)| name.eq_ignore_ascii_case("content-type");
                assert!(!headers.iter().any(own), "5.1 refuses Content-Type here");
                sent.headers.extend(headers.iter().cloned());
            }
            ("-ContentType", Value::Text(kind)) => sent.headers.push(("Content-Type".into(), kind.clone())),
            ("-Body", Value::Text(body)) => {
                // 5.1 sends ISO 8859-1, 7.4 UTF-8.
                assert!(body.is_ascii(), "each version has another encoding for this: {body}");
                sent.body = body.clone().into_bytes();
            }
            ("-MaximumRedirection", Value::Text(count)) => redirections = Some(count.clone()),
            (name, _) => panic!("{name} is not known"),
        }
    }
    assert_eq!(redirections.as_deref(), Some("0"), "another host could be sent the token");
    sent
}

#[cfg(test)]
mod tests {
    use super::super::run;
    use super::*;

    const CALL: &str = "Invoke-RestMethod -Method Post -Uri 'http://h/a%2Fb' -Headers $headers -MaximumRedirection 0 -ContentType 'x/y'";

    #[test]
    fn a_request_is_what_the_parameters_say() {
        let text = format!("$headers = @{{\n  'A' = \"b $env:T\"\n}}\n$body = @'\n[\n]\n'@\n{CALL} `\n  -Body $body");
        let [sent] = &run(&text, Version::V7, "", &[("T", "t")]).sent[..] else { panic!("one request is sent") };
        let headers =
            [("A", "b t"), ("Content-Type", "x/y")].map(|(name, value)| (name.to_string(), value.to_string()));
        assert_eq!((sent.method.as_str(), sent.url.as_str(), &sent.body[..]), ("POST", "http://h/a%2Fb", &b"[\n]"[..]));
        assert_eq!(sent.headers, headers);
    }

    #[test]
    fn what_a_version_does_otherwise_is_not_guessed() {
        let fails = |text: &str, version: Version| std::panic::catch_unwind(|| run(text, version, "", &[])).is_err();
        let text = |headers: &str, call: &str| format!("$headers = @{{\n{headers}}}\n{call}");
        assert!(fails(&text("", CALL), Version::V5), "5.1 decodes an address");
        assert!(!fails(&text("", CALL), Version::V7));
        assert!(fails(&text("  'content-type' = 'x'\n", CALL), Version::V7));
        assert!(fails(&text("", &CALL.replace("-MaximumRedirection 0 ", "")), Version::V7));
        assert!(fails(&text("", &[CALL, " -InFile 'x'"].concat()), Version::V7));
    }
}
