//! The named failures: one table, from which the requests are answered and the list for people is printed.

use serde_json::{Value, json};

use super::answer::{Answer, INVALID};
use super::hostile::Hostile;

/// What a list or a create of one pipeline does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// What the API describes.
    Works,
    /// Answers this status with a JSON error, and does nothing.
    Status(u16),
    /// Answers 429 with `Retry-After` in seconds.
    Limited(&'static str),
    /// Answers 503 with a web page, and does nothing.
    Gateway,
    /// Does its work, and answers with a web page under the status of success.
    Html,
    /// Does its work, and answers with an empty array.
    WrongShape,
    /// Answers 422 with `errors` in one of the shapes servers have been seen to give.
    Invalid(Shape),
    /// Answers after a minute; the work is done at once or not at all.
    Late {
        /// Whether the work is done.
        written: bool,
    },
    /// Works, with an answer that takes a while. The work itself is done at once, as a cancelled call would leave it.
    Slow,
    /// Closes the connection instead of answering.
    Cut {
        /// Whether the work is done before.
        written: bool,
    },
    /// Does the other thing on this create of the pipeline (counted from 1), and works on each other one.
    Once(u64, &'static Act),
    /// Lists the first page whichever is asked for.
    StuckPage,
    /// Answers 500 for this page of a list.
    BrokenPage(u64),
    /// Lists what no API of good will does.
    Hostile(Hostile),
    /// Does its work, and answers with 50 MB.
    Huge,
}

/// The form of `errors` in a 422.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Arrays of strings by field, as the API's prose has it.
    Strings,
    /// Arrays of objects by field, as its schema has it.
    Objects,
    /// Bare strings by field, as the example in its schema has it.
    Bare,
    /// An array of strings.
    List,
    /// No `errors` at all.
    Absent,
    /// A key that no form field has.
    Foreign,
}

/// A pipeline that fails in its own way.
#[derive(Debug)]
pub struct Fault {
    /// The pipeline's id.
    pub id: u64,
    /// What happens, for a person.
    pub what: &'static str,
    /// What its list of hooks does.
    pub list: Act,
    /// What creating a hook does.
    pub post: Act,
    /// Whether answers carry CORS headers.
    pub cors: bool,
    /// Whether preflights are granted.
    pub preflight: bool,
    /// Whether the pipeline itself is known.
    pub exists: bool,
    /// How many hooks it has at the start.
    pub seeded: u64,
}

const FINE: Fault =
    Fault { id: 0, what: "", list: Act::Works, post: Act::Works, cors: true, preflight: true, exists: true, seeded: 0 };

const fn both(id: u64, what: &'static str, act: Act) -> Fault {
    Fault { id, what, list: act, post: act, ..FINE }
}

const fn post(id: u64, what: &'static str, post: Act) -> Fault {
    Fault { id, what, post, ..FINE }
}

const fn list(id: u64, what: &'static str, list: Act, seeded: u64) -> Fault {
    Fault { id, what, list, seeded, ..FINE }
}

const WRITTEN: Act = Act::Cut { written: true };
const UNWRITTEN: Act = Act::Cut { written: false };

/// Every named failure.
pub const FAULTS: &[Fault] = &[
    both(9401, "list and create answer 401", Act::Status(401)),
    both(9402, "list and create answer 402", Act::Status(402)),
    both(9403, "list and create answer 403", Act::Status(403)),
    Fault { exists: false, ..both(9404, "404, as every unknown pipeline", Act::Status(404)) },
    both(9409, "list and create answer 409", Act::Status(409)),
    both(9415, "list and create answer 415", Act::Status(415)),
    post(94220, "create answers 422, errors as arrays of strings", Act::Invalid(Shape::Strings)),
    post(94221, "create answers 422, errors as arrays of objects", Act::Invalid(Shape::Objects)),
    post(94222, "create answers 422, errors as bare strings", Act::Invalid(Shape::Bare)),
    post(94223, "create answers 422, errors as a plain array", Act::Invalid(Shape::List)),
    post(94224, "create answers 422 with a message only", Act::Invalid(Shape::Absent)),
    post(94225, "create answers 422 for a key no form has", Act::Invalid(Shape::Foreign)),
    both(9429, "list and create answer 429, Retry-After: 7", Act::Limited("7")),
    both(94290, "list and create answer 429 without Retry-After", Act::Status(429)),
    both(9500, "list and create answer 500 with JSON", Act::Status(500)),
    both(9503, "list and create answer 503 with a web page", Act::Gateway),
    both(9200, "list and create work, but answer with a web page", Act::Html),
    post(9201, "create works, but answers 201 with an array", Act::WrongShape),
    post(9030, "create is written, its answer comes after 60 s", Act::Late { written: true }),
    post(9031, "create is not written, its answer comes after 60 s", Act::Late { written: false }),
    both(9032, "works, but each answer takes 1.5 s", Act::Slow),
    post(9040, "each create is dropped before it is written", UNWRITTEN),
    post(9041, "the first create is written, then dropped; later ones work", Act::Once(1, &WRITTEN)),
    post(9042, "the first create is dropped unwritten; later ones work", Act::Once(1, &UNWRITTEN)),
    post(9043, "the second create answers 500 unwritten; all else works", Act::Once(2, &Act::Status(500))),
    Fault { list: Act::Status(500), ..post(9044, "each create is dropped unwritten, each list is 500", UNWRITTEN) },
    post(9045, "the second create is written, then dropped; all else works", Act::Once(2, &WRITTEN)),
    Fault { cors: false, ..both(9050, "works, but answers carry no CORS headers", Act::Works) },
    Fault { cors: false, preflight: false, ..both(9051, "no CORS headers, and preflights are refused", Act::Works) },
    list(9060, "has no hooks", Act::Works, 0),
    list(9061, "has 1,000 hooks of every odd kind", Act::Works, 1000),
    list(9062, "has 1,000 hooks, but always lists the first page", Act::StuckPage, 1000),
    list(9063, "has 1,000 hooks, but page 2 of the list is 500", Act::BrokenPage(2), 1000),
    list(9064, "has 10,000 hooks", Act::Works, 10_000),
    post(9070, "create works, but answers with 50 MB", Act::Huge),
    list(9071, "its list has 50 MB", Act::Hostile(Hostile::Huge), 0),
    list(9072, "its list is 100,000 lists deep", Act::Hostile(Hostile::Deep), 0),
    list(9073, "its list has wrong types everywhere", Act::Hostile(Hostile::WrongTypes), 0),
    list(9074, "its list is full of control characters and markup", Act::Hostile(Hostile::Controls), 0),
    list(9075, "its list has keys such as __proto__", Act::Hostile(Hostile::Prototype), 0),
    list(9076, "its list has a name of a megabyte", Act::Hostile(Hostile::LongText), 0),
];

/// The failure of this pipeline, if it has one.
pub fn find(id: u64) -> Option<&'static Fault> {
    FAULTS.iter().find(|fault| fault.id == id)
}

/// The failure that rules a request with this path; one without any failure where no pipeline's hooks are called.
pub fn of(segments: &[&str]) -> &'static Fault {
    const NONE: &Fault = &FINE;
    match segments {
        ["pipelines", id, "hooks", ..] => id.parse().ok().and_then(find).unwrap_or(NONE),
        _ => NONE,
    }
}

/// The JSON error of a status, in words the API could use.
pub fn status(status: u16) -> Answer {
    let message = match status {
        401 => "Unauthenticated.",
        402 => "The usage limit of your plan is reached.",
        403 => "This action is unauthorized.",
        404 => "Not Found",
        405 => "The method is not supported for this route.",
        409 => "The resource is in a state that conflicts with this request.",
        415 => "The headers Accept and Content-Type must be application/json.",
        429 => "Too Many Attempts.",
        _ => "Server Error",
    };
    Answer::error(status, message)
}

/// The 422 in one of its shapes.
pub fn invalid(shape: Shape) -> Answer {
    let (name, value) = ("The name is already in use.", "The value must not hold a line break.");
    let fields = |first: Value, second: Value| json!({ "name": first, "settings.request_headers.0.value": second });
    let errors = match shape {
        Shape::Strings => fields(json!([name, "The name is not liked."]), json!([value])),
        Shape::Objects => fields(json!([{ "field": name }]), json!([{ "field": value }])),
        Shape::Bare => fields(json!(name), json!(value)),
        Shape::List => json!([name, value]),
        Shape::Absent => return Answer::error(422, INVALID),
        Shape::Foreign => json!({ "billing.seat_count": ["The plan has no seat left."] }),
    };
    Answer::json(422, &json!({ "message": INVALID, "errors": errors }))
}
