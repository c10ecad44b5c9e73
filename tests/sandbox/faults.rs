//! The named failures: one table, from which the requests are answered and the list for people is printed.

use serde_json::{Value, json};

use super::answer::{Answer, INVALID};
use super::hostile::Hostile;
use super::world::Outgoing;

mod table;

pub use table::{FAULTS, FINE};

/// What one call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// What the API describes.
    Works,
    /// Answers this status with a JSON error, and does nothing.
    Status(u16),
    /// Answers 429 with `Retry-After` in seconds.
    Limited(&'static str),
    /// Answers 422 with this text, as it stands between the quotes of JSON, and does nothing.
    Says(&'static str),
    /// Answers 503 with a web page, and does nothing.
    Gateway,
    /// Does its work, and answers with a web page under the status of success.
    Html,
    /// Does its work, and answers with an empty array, or with an empty object where a list is due.
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
    /// Does the other thing on this call of its kind (counted from 1), and works on each other one.
    Once(u64, &'static Act),
    /// Writes something else than it was sent, and says nothing of it; where one hook is read, shows something else than
    /// is there.
    Alters(Alter),
    /// Does its work, and answers this status as if it had not.
    Denies(u16),
    /// Does nothing, and answers as if it had.
    Pretends,
    /// Creates, and answers with an id that is not the new hook's.
    Misnames(Id),
    /// Lists less than there is.
    Lists(Less),
    /// Lists a page, and then the list changes: what is asked for next is a page of another list.
    Moves(Move),
    /// Lists the first page whichever is asked for.
    StuckPage,
    /// Answers 500 for this page of a list.
    BrokenPage(u64),
    /// Lists what no API of good will does.
    Hostile(Hostile),
    /// Does its work, and answers with 50 MB.
    Huge,
}

/// What a server may do to a hook without a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alter {
    /// It loses the request headers.
    Headers,
    /// It writes the braces of the target URL as an address has them, in percent-encoding.
    Target,
    /// It keeps 20 characters of the name.
    Name,
    /// It has a target URL on another host.
    Host,
}

/// What stands in the place of a new hook's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Id {
    /// A number in place of a string.
    Number,
    /// The two dots that mean a folder above in an address.
    Dots,
    /// A UUID that no hook has: each time that one.
    Unknown,
    /// The id of the oldest outgoing hook that the pipeline has beside the new one, else of any other hook.
    Other,
}

/// How a list changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// A hook is added at its beginning.
    Adds,
    /// Its first hook is deleted.
    Deletes,
}

/// What a list lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Less {
    /// Everything.
    All,
    /// The newest hook.
    Newest,
}

/// The kinds of calls that a failure can be for; those of a pipeline are counted for it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// The pipeline's hooks are listed.
    List,
    /// A hook is created.
    Create,
    /// One hook is read.
    Read,
    /// One hook is replaced.
    Update,
    /// One hook is deleted.
    Delete,
    /// The deliveries of one of its hooks are listed.
    Deliveries,
    /// One of those deliveries is read.
    Delivery,
    /// The pipeline itself is read.
    Pipeline,
    /// An application is read; its id stands for the pipeline's.
    Application,
    /// The person behind the token is read; 0 stands for the pipeline's id.
    Me,
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
    /// What reading one hook does.
    pub get: Act,
    /// What replacing a hook does.
    pub put: Act,
    /// What deleting a hook does.
    pub delete: Act,
    /// What listing the deliveries of a hook does.
    pub deliveries: Act,
    /// What reading the pipeline itself does.
    pub pipeline: Act,
    /// Whether answers carry CORS headers.
    pub cors: bool,
    /// Whether preflights are granted.
    pub preflight: bool,
    /// Whether the pipeline itself is known.
    pub exists: bool,
    /// How many hooks it has at the start.
    pub seeded: u64,
    /// The hooks that it has at the start in their place, beside an incoming one.
    pub outgoing: Option<Outgoing>,
}

impl Fault {
    /// What this kind of call does.
    pub fn act(&self, verb: Verb) -> Act {
        match verb {
            Verb::List => self.list,
            Verb::Create => self.post,
            Verb::Read => self.get,
            Verb::Update => self.put,
            Verb::Delete => self.delete,
            Verb::Deliveries => self.deliveries,
            Verb::Pipeline => self.pipeline,
            Verb::Delivery | Verb::Application | Verb::Me => Act::Works,
        }
    }
}

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
        422 => INVALID,
        429 => "Too Many Attempts.",
        _ => "Server Error",
    };
    Answer::error(status, message)
}

/// The 422 in other words.
pub fn says(text: &str) -> Answer {
    let body = ["{\"message\": \"", text, "\", \"errors\": {\"name\": [\"", text, "\"]}}"].concat();
    Answer { body: body.into_bytes(), ..Answer::json(422, &Value::Null) }
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
