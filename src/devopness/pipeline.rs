//! The pipeline: a number, or the address of its page in the Devopness app.

/// A deploy pipeline, and the ids around it when its page's address was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Pipeline {
    /// The pipeline's id.
    pub id: u64,
    /// The project's id, when known.
    pub project: Option<u64>,
    /// The environment's id, when known.
    pub environment: Option<u64>,
    /// The application's id, when known.
    pub application: Option<u64>,
}

/// Reads a pipeline's number or its page's address.
///
/// The address has the form `https://app.devopness.com/projects/P/environments/E/applications/A/pipelines/ID`
/// (<https://www.devopness.com/docs/applications/deploy-application-using-incoming-hook>); an address of the API
/// (`…/pipelines/ID/hooks`) is understood too. Ids are whole numbers from 1, up to 64 bits.
///
/// # Errors
/// A sentence for the person who typed it. An empty text is an error as well: callers tell it apart before.
pub fn parse_pipeline(text: &str) -> Result<Pipeline, String> {
    let text = text.trim();
    if !text.contains('/') {
        let digits = text.strip_prefix('#').unwrap_or(text);
        return Ok(Pipeline { id: parse_id(digits)?, ..Pipeline::default() });
    }
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    let after =
        |word: &str| segments.iter().position(|s| s.eq_ignore_ascii_case(word)).and_then(|at| segments.get(at + 1));
    let Some(id) = after("pipelines") else {
        return Err(
            "This address names no pipeline. Open the pipeline in the Devopness app and copy that page's address: \
                    it ends in /pipelines/ and a number."
                .into(),
        );
    };
    let optional = |word: &str| after(word).and_then(|s| parse_id(s).ok());
    Ok(Pipeline {
        id: parse_id(id)?,
        project: optional("projects"),
        environment: optional("environments"),
        application: optional("applications"),
    })
}

fn parse_id(digits: &str) -> Result<u64, String> {
    let wrong = || {
        Err("A pipeline is a whole number from 1, such as 512, or the address of its page in the Devopness app."
            .to_string())
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return wrong();
    }
    match digits.parse::<u64>() {
        Ok(0) => wrong(),
        Ok(id) if id <= i64::MAX as u64 => Ok(id),
        _ => Err("This number is too large for a pipeline. Copy it again from the pipeline's page.".to_string()),
    }
}

/// What stands in a text while the pipeline is not known.
pub const PIPELINE_PLACEHOLDER: &str = "<pipeline_id>";

/// The pipeline's number, or its placeholder.
pub fn pipeline_text(pipeline: Option<Pipeline>) -> String {
    pipeline.map_or_else(|| PIPELINE_PLACEHOLDER.to_string(), |pipeline| pipeline.id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<(u64, [Option<u64>; 3]), &str>) {
        let got = parse_pipeline(text);
        match (got, expected) {
            (Ok(p), Ok((id, around))) => {
                assert_eq!((p.id, [p.project, p.environment, p.application]), (id, around), "{text:?}");
            }
            (Err(e), Err(part)) => assert!(e.contains(part), "{text:?} gave {e:?}"),
            (got, expected) => panic!("{text:?} gave {got:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn numbers_and_addresses() {
        let none = [None; 3];
        let all = [Some(3), Some(12), Some(34)];
        check("512", Ok((512, none)));
        check("  512\n", Ok((512, none)));
        check("#512", Ok((512, none)));
        check("794613284672", Ok((794_613_284_672, none)));
        check("9223372036854775807", Ok((9_223_372_036_854_775_807, none)));
        check("007", Ok((7, none)));
        let page = "https://app.devopness.com/projects/3/environments/12/applications/34/pipelines/512";
        check(page, Ok((512, all)));
        check(&format!("{page}/"), Ok((512, all)));
        check(&format!("{page}?tab=hooks#top"), Ok((512, all)));
        check(&format!("{page}/actions/99"), Ok((512, all)));
        check("app.devopness.com/projects/3/environments/12/applications/34/pipelines/512", Ok((512, all)));
        check("/pipelines/512", Ok((512, none)));
        check("https://api.devopness.com/pipelines/512/hooks/outgoing", Ok((512, none)));
        check("https://app.devopness.com/projects/x/pipelines/512", Ok((512, none)));
        check("https://app.devopness.com/projects/3/environments/12/applications/34", Err("names no pipeline"));
        check("https://app.devopness.com/pipelines/", Err("names no pipeline"));
        check("https://app.devopness.com/pipelines/new", Err("whole number"));
        for text in ["", "0", "-1", "5.5", "5e3", "five", "512 513", "５１２", "0x10", "+5", "#"] {
            check(text, Err("whole number"));
        }
        check("9223372036854775808", Err("too large"));
        check("99999999999999999999999999", Err("too large"));
    }
}
