//! The table of the named failures.

use super::{Act, Alter, Fault, Id, Less, Move, Shape};
use crate::sandbox::hostile::Hostile;
use crate::sandbox::many;
use crate::sandbox::world::Outgoing;

/// No failure at all.
pub const FINE: Fault = Fault {
    id: 0,
    what: "",
    list: Act::Works,
    post: Act::Works,
    get: Act::Works,
    put: Act::Works,
    delete: Act::Works,
    deliveries: Act::Works,
    pipeline: Act::Works,
    cors: true,
    preflight: true,
    exists: true,
    seeded: 0,
    outgoing: None,
};

/// The creates of a first set meet this. There is an incoming hook, without which nobody would come that far.
const fn post(id: u64, what: &'static str, post: Act) -> Fault {
    Fault { id, what, post, outgoing: Some(Outgoing::Nothing), ..FINE }
}

/// So does the list.
const fn both(id: u64, what: &'static str, act: Act) -> Fault {
    Fault { list: act, ..post(id, what, act) }
}

const fn list(id: u64, what: &'static str, list: Act, seeded: u64) -> Fault {
    Fault { id, what, list, seeded, ..FINE }
}

/// The three updates that bring a changed set in line meet this.
const fn put(id: u64, what: &'static str, put: Act) -> Fault {
    Fault { id, what, put, outgoing: Some(Outgoing::Changed), ..FINE }
}

/// The three deletes that remove duplicates meet this.
const fn delete(id: u64, what: &'static str, delete: Act) -> Fault {
    Fault { id, what, delete, outgoing: Some(Outgoing::Duplicates), ..FINE }
}

/// Reading the hooks of a changed set meets this.
const fn get(id: u64, what: &'static str, get: Act) -> Fault {
    Fault { id, what, get, outgoing: Some(Outgoing::Changed), ..FINE }
}

const LATE_WRITTEN: Act = Act::Late { written: true };
const LATE_UNWRITTEN: Act = Act::Late { written: false };
const BROKEN: Act = Act::Status(500);
const THIRD: Act = Act::Once(3, &BROKEN);
const ADDS: Act = Act::Moves(Move::Adds);
const DELETES: Act = Act::Moves(Move::Deletes);
const LIMITED: Act = Act::Limited("1");
const WRITTEN: Act = Act::Cut { written: true };
const UNWRITTEN: Act = Act::Cut { written: false };
const NOTHING: Act = Act::Lists(Less::All);
const ALL_BUT_ONE: Act = Act::Lists(Less::Newest);

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
    list(9065, "has 250 hooks; one is added once the first page is listed", Act::Once(1, &ADDS), 250),
    list(9066, "has 250 hooks; the first one is deleted once the first page is listed", Act::Once(1, &DELETES), 250),
    list(9067, "has 250 hooks; one is added whenever a page is listed", ADDS, 250),
    post(9070, "create works, but answers with 50 MB", Act::Huge),
    list(9071, "its list has 50 MB", Act::Hostile(Hostile::Huge), 0),
    list(9072, "its list is 100,000 lists deep", Act::Hostile(Hostile::Deep), 0),
    list(9073, "its list has wrong types everywhere", Act::Hostile(Hostile::WrongTypes), 0),
    list(9074, "its list is full of control characters and markup", Act::Hostile(Hostile::Controls), 0),
    list(9075, "its list has keys such as __proto__", Act::Hostile(Hostile::Prototype), 0),
    list(9076, "its list has a name of a megabyte", Act::Hostile(Hostile::LongText), 0),
    list(many::DELIVERED, "has 1,000 hooks, the first of which has 10,000 deliveries", Act::Works, 1000),
    put(9100, "each update answers 403", Act::Status(403)),
    put(9101, "each update answers 422", Act::Invalid(Shape::Strings)),
    put(9102, "the second update answers 500; later ones work", Act::Once(2, &BROKEN)),
    put(9103, "the second update answers 429, Retry-After: 1; later ones work", Act::Once(2, &LIMITED)),
    put(9104, "the second update is dropped unwritten; later ones work", Act::Once(2, &UNWRITTEN)),
    put(9105, "the second update is written, then dropped; later ones work", Act::Once(2, &WRITTEN)),
    put(9106, "the second update is written, its answer comes after 60 s", Act::Once(2, &LATE_WRITTEN)),
    put(9107, "the second update is not written, its answer comes after 60 s", Act::Once(2, &LATE_UNWRITTEN)),
    delete(9110, "each delete answers 403", Act::Status(403)),
    delete(9112, "the second delete answers 500; later ones work", Act::Once(2, &BROKEN)),
    delete(9113, "the second delete answers 404; later ones work", Act::Once(2, &Act::Status(404))),
    delete(9114, "the second delete is dropped unwritten; later ones work", Act::Once(2, &UNWRITTEN)),
    delete(9115, "the second delete is written, then dropped; later ones work", Act::Once(2, &WRITTEN)),
    delete(9116, "the second delete is written, its answer comes after 60 s", Act::Once(2, &LATE_WRITTEN)),
    delete(9117, "the second delete is not written, its answer comes after 60 s", Act::Once(2, &LATE_UNWRITTEN)),
    get(9120, "reading one hook answers 403", Act::Status(403)),
    get(9121, "reading one hook for the second time answers 500; later ones work", Act::Once(2, &BROKEN)),
    get(9122, "reading one hook for the second time is dropped; later ones work", Act::Once(2, &UNWRITTEN)),
    get(9123, "reading one hook for the second time takes 60 s", Act::Once(2, &LATE_UNWRITTEN)),
    get(9124, "reading one hook answers with a web page", Act::Html),
    put(9130, "an update loses the request headers", Act::Alters(Alter::Headers)),
    put(9131, "an update writes the braces of the target URL as %7B and %7D", Act::Alters(Alter::Target)),
    put(9132, "an update cuts the name after 20 characters", Act::Alters(Alter::Name)),
    post(9133, "a create loses the request headers", Act::Alters(Alter::Headers)),
    post(9134, "a create writes the braces of the target URL as %7B and %7D", Act::Alters(Alter::Target)),
    post(9135, "a create cuts the name after 20 characters", Act::Alters(Alter::Name)),
    Fault { delete: Act::Status(403), ..post(9140, "the third create answers 500, and each delete 403", THIRD) },
    Fault {
        delete: Act::Once(1, &WRITTEN),
        ..post(9141, "the third create answers 500, and the first delete is written, then dropped", THIRD)
    },
    Fault {
        put: Act::Once(3, &BROKEN),
        post: Act::Once(1, &BROKEN),
        outgoing: Some(Outgoing::ChangedIncomplete),
        ..post(9142, "has two changed hooks and lacks one; the first create and the third update answer 500", THIRD)
    },
    put(9136, "an update puts another host into the target URL", Act::Alters(Alter::Host)),
    post(9046, "each create is written, then dropped", WRITTEN),
    post(9160, "each create is written, but answers 422", Act::Denies(422)),
    post(9161, "each create is written, but answers 401", Act::Denies(401)),
    post(9162, "each create is written, but answers 403", Act::Denies(403)),
    post(9163, "each create is written, but answers 500", Act::Denies(500)),
    post(9164, "create works, but answers with a number as id", Act::Misnames(Id::Number)),
    post(9165, "create works, but answers with two dots as id", Act::Misnames(Id::Dots)),
    post(9166, "create works, but answers each time with one id that no hook has", Act::Misnames(Id::Unknown)),
    post(9167, "create works, but answers with the id of another hook", Act::Misnames(Id::Other)),
    post(9168, "create answers 201, but nothing is written", Act::Pretends),
    Fault {
        list: Act::Once(2, &NOTHING),
        outgoing: Some(Outgoing::Full),
        ..post(9169, "the second list is empty, though there are hooks", Act::Works)
    },
    Fault {
        list: Act::Once(2, &ALL_BUT_ONE),
        outgoing: Some(Outgoing::Full),
        ..post(9170, "the second list lacks the newest hook", Act::Works)
    },
    delete(9171, "each delete answers 404, and the hook stays", Act::Status(404)),
    delete(9172, "each delete answers 204, and the hook stays", Act::Pretends),
    delete(9173, "each delete works, but answers 500", Act::Denies(500)),
    put(9174, "each update answers 204, and nothing is changed", Act::Pretends),
    put(9175, "each update works, but answers 422", Act::Denies(422)),
    get(9176, "reading one hook answers 404, though it is listed", Act::Status(404)),
    get(9177, "reading one hook shows a target URL on another host", Act::Alters(Alter::Host)),
    Fault { pipeline: Act::Status(403), ..post(9150, "reading the pipeline itself answers 403", Act::Works) },
    Fault { pipeline: BROKEN, ..post(9151, "reading the pipeline itself answers 500", Act::Works) },
    Fault { pipeline: UNWRITTEN, ..post(9152, "reading the pipeline itself is dropped", Act::Works) },
    Fault { deliveries: Act::Status(403), ..put(9153, "listing deliveries answers 403", Act::Works) },
    Fault { deliveries: Act::WrongShape, ..put(9154, "listing deliveries answers with an object", Act::Works) },
];
