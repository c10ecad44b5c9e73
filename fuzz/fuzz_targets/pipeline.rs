//! The pipeline's number or address. The input is the text as typed.

#![no_main]

use hook_builder::devopness::pipeline::{Pipeline, parse_pipeline};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let parsed = parse_pipeline(text);
    assert_eq!(parsed, parse_pipeline(&["\t ", text, "\n"].concat()), "white space around a text says nothing");
    match parsed {
        Ok(pipeline) => {
            let ids = [Some(pipeline.id), pipeline.project, pipeline.environment, pipeline.application];
            for id in ids.into_iter().flatten() {
                assert!(i64::try_from(id).is_ok_and(|id| id > 0), "{id}");
                // No id is made up: its digits stand in the text.
                assert!(text.contains(&id.to_string()), "{id}");
            }
            let alone = Pipeline { id: pipeline.id, ..Pipeline::default() };
            assert_eq!(parse_pipeline(&pipeline.id.to_string()), Ok(alone));
            let address = ["https://app.devopness.com/projects/3/pipelines/", &pipeline.id.to_string()].concat();
            assert_eq!(parse_pipeline(&address), Ok(Pipeline { project: Some(3), ..alone }));
        }
        Err(sentence) => assert!(sentence.ends_with('.'), "{sentence}"),
    }
});
