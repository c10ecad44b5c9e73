//! What the vendor's SDKs have a method for, read back from the address of a call: they build the address themselves.

use crate::devopness::request::{ApiRequest, Method};

/// A call, as the SDKs name it. The parts stand as in the address: an id may be percent-encoded.
#[derive(Debug, PartialEq, Eq)]
pub enum Operation<'a> {
    /// Adds a hook to a pipeline.
    Add { direction: &'a str, pipeline: &'a str },
    /// Lists a pipeline's hooks: all that the API gives at once, or a page of so many.
    List { pipeline: &'a str, page: Option<(&'a str, &'a str)> },
    /// Reads a hook.
    Get { direction: &'a str, id: &'a str },
    /// Replaces a hook.
    Update { direction: &'a str, id: &'a str },
    /// Deletes a hook.
    Delete { direction: &'a str, id: &'a str },
}

/// The method for a request. None where there is none.
pub fn operation<'a>(base: &str, request: &'a ApiRequest) -> Option<Operation<'a>> {
    let path = request.url.strip_prefix(base)?.strip_prefix('/')?;
    let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
    let parts: Vec<&str> = path.split('/').collect();
    match (request.method, parts.as_slice(), query) {
        (Method::Post, &["pipelines", pipeline, "hooks", direction], None) => {
            Some(Operation::Add { direction, pipeline })
        }
        (Method::Get, &["pipelines", pipeline, "hooks"], None) => Some(Operation::List { pipeline, page: None }),
        (Method::Get, &["pipelines", pipeline, "hooks"], Some(query)) => {
            let page = query.strip_prefix("page=")?.split_once("&per_page=")?;
            Some(Operation::List { pipeline, page: Some(page) })
        }
        (Method::Get, &["hooks", direction, id], None) => Some(Operation::Get { direction, id }),
        (Method::Put, &["hooks", direction, id], None) => Some(Operation::Update { direction, id }),
        (Method::Delete, &["hooks", direction, id], None) => Some(Operation::Delete { direction, id }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::endpoint::{self, Target};
    use crate::devopness::hook::Direction::{Incoming, Outgoing};
    use crate::exchange::export::{Job, Kind};
    use crate::text::json::Tree;

    #[test]
    fn each_call_of_hooks_has_its_method() {
        let target = Target { base: "https://h/pipelines/x".into(), relay: None };
        let body = || Tree::Object(vec![]);
        let list = endpoint::list_hooks_page(&target, "512", 2);
        let job = Job { kind: Kind::Changes, list: &list, calls: Vec::new() };
        assert_eq!(job.base(), target.base);
        let post = |direction: &str| ApiRequest {
            method: Method::Post,
            url: ["https://h/pipelines/x/pipelines/512/hooks/", direction].concat(),
            ..list.clone()
        };
        let (direction, pipeline, id) = ("outgoing", "512", "a%2Fb");
        for (request, wanted) in [
            (post("outgoing"), Operation::Add { direction, pipeline }),
            (post("incoming"), Operation::Add { direction: "incoming", pipeline }),
            (endpoint::list_hooks(&target, pipeline), Operation::List { pipeline, page: None }),
            (list.clone(), Operation::List { pipeline, page: Some(("2", "100")) }),
            (endpoint::hook(&target, &Outgoing, "a/b"), Operation::Get { direction, id }),
            (endpoint::update_hook(&target, &Outgoing, "a/b", body()), Operation::Update { direction, id }),
            (endpoint::delete_hook(&target, &Incoming, "u"), Operation::Delete { direction: "incoming", id: "u" }),
        ] {
            assert_eq!(operation(job.base(), &request), Some(wanted), "{}", request.url);
        }
        assert_eq!(operation(job.base(), &endpoint::me(&target)), None);
        assert_eq!(operation("https://other", &list), None);
        assert_eq!(operation(job.base(), &ApiRequest { method: Method::Post, ..list.clone() }), None);
    }
}
