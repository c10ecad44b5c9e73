//! Template variables: scanning, counting, rendering and what is said of them. The input is the text.

#![no_main]

use hook_builder::text::template::{
    PARSED, Piece, Samples, find, is_variable_name, nearest, parsed_variable, scan, validate_variables, worst,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let pieces: Vec<Piece> = scan(text).collect();
    let whole = |piece: &Piece| match piece {
        Piece::Text(text) | Piece::Variable(text, _) | Piece::Unclosed(text) => text.to_string(),
    };
    assert_eq!(pieces.iter().map(whole).collect::<String>(), text);
    for piece in &pieces {
        match piece {
            Piece::Text(text) => assert!(!text.is_empty() && !text.contains("{{")),
            Piece::Variable(text, path) => {
                assert!(text.starts_with("{{") && text.ends_with("}}") && path.trim() == *path);
                assert!(!path.contains("}}"));
            }
            Piece::Unclosed(text) => assert!(text.starts_with("{{") && !text[2..].contains("}}")),
        }
    }
    assert!(pieces.iter().rev().skip(1).all(|piece| !matches!(piece, Piece::Unclosed(_))), "only the last can be open");

    let samples = Samples::default();
    let rendered = samples.render(text);
    assert_eq!(pieces.iter().map(|piece| samples.render(&whole(piece))).collect::<String>(), rendered);
    let paths: Vec<&str> =
        pieces.iter().filter_map(|p| if let Piece::Variable(_, path) = p { Some(*path) } else { None }).collect();
    if paths.is_empty() {
        assert_eq!((rendered.as_str(), worst(text).chars), (text, text.chars().count()));
    }
    // The worst case is one: no sample is longer.
    if paths.iter().all(|path| find(path).is_some_and(|variable| variable.max.is_some())) {
        assert_eq!(worst(text).unlimited, None);
        assert!(rendered.chars().count() <= worst(text).chars);
    }
    // The form's own values come before the catalogue's, and are not looked into again.
    if let Some(path) = paths.first() {
        let own = Samples { own: vec![(path.to_string(), "{{ action.id }}".into())] };
        assert!(own.render(text).contains("{{ action.id }}"));
    }

    let right = |path: &&str| find(path).is_some() || path.strip_prefix(PARSED).is_some_and(is_variable_name);
    let sound = paths.iter().all(right) && !pieces.iter().any(|piece| matches!(piece, Piece::Unclosed(_)));
    assert_eq!(validate_variables(text).is_none(), sound, "{:?}", validate_variables(text));
    // Looking for the nearest path of a long text takes longer than all the rest.
    if let Some(near) = Some(text).filter(|text| text.len() <= 40).and_then(nearest) {
        assert!(find(near).is_some());
    }
    if is_variable_name(text) {
        assert_eq!(validate_variables(&parsed_variable(text)), None);
    }
});
