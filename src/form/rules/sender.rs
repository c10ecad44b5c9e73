//! Headers that are not the user's to set.

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::values::FormValues;

/// Headers that belong to whoever sends the request: the forbidden ones of <https://fetch.spec.whatwg.org/#forbidden-request-header>,
/// as far as they say anything to a server, and those of RFC 9110 and 9112 that frame a message.
const OF_THE_SENDER: [&str; 17] = [
    "host",
    "content-length",
    "content-encoding",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "upgrade",
    "http2-settings",
    "te",
    "trailer",
    "expect",
    "date",
    "max-forwards",
    "via",
    "cookie",
    "cookie2",
    "x-host",
];
/// Headers that make another request of it, or another origin, at servers that heed them: all that begin so.
///
/// The addresses of clients are those that servers and their modules look for, besides the usual ones
/// (<https://developers.cloudflare.com/fundamentals/reference/http-headers/>,
/// <https://django-ipware.readthedocs.io/>); the users are those that a proxy has signed in
/// (<https://grafana.com/docs/grafana/latest/setup-grafana/configure-access/configure-authentication/auth-proxy/>,
/// <https://docs.2fauth.app/security/authentication/auth-proxy>), and the schemes those of
/// servers behind one (<https://docs.djangoproject.com/en/stable/ref/settings/#secure-proxy-ssl-header>).
const OF_OTHERS: [&str; 39] = [
    "x-http-",
    "x-method-override",
    "x-original-",
    "x-rewrite-",
    "x-forwarded",
    "x-real-ip",
    "forwarded",
    "proxy-",
    "sec-",
    "x-client-ip",
    "x-override-",
    "x-remote-",
    "true-client-ip",
    "x-cluster-client-ip",
    "x-forward-",
    "forward-",
    "override-",
    "x-path-override",
    "x-host-override",
    "x-url-",
    "cf-connecting-ip",
    "fastly-client-ip",
    "fly-client-ip",
    "client-ip",
    "x-originating-",
    "x-true-ip",
    "x-proxyuser-ip",
    "remote-",
    "x-auth-user",
    "x-auth-request-",
    "x-authenticated-",
    "x-webauth-",
    "x-scheme",
    "front-end-https",
    "impersonate-",
    "x-ssl-",
    "ssl-client-",
    "x-arr-",
    // GitLab does it in the name of another user (<https://docs.gitlab.com/api/rest/authentication/#sudo>).
    "sudo",
];

/// Why a header is not the user's to set.
fn fault(name: &str) -> Option<&'static str> {
    // Many servers read an underscore as a hyphen.
    let name = name.to_ascii_lowercase().replace('_', "-");
    if OF_THE_SENDER.contains(&&*name) {
        return Some("it belongs to the sender of the request, which is Devopness");
    }
    let is_start = |start: &&str| name.as_bytes().first() == start.as_bytes().first() && name.starts_with(*start);
    OF_OTHERS.iter().any(is_start).then_some("with it the provider could take the request for another one")
}

pub fn check(form: &FormValues, problems: &mut Vec<Problem>) {
    for row in &form.headers {
        let name = row.name.trim();
        if let Some(why) = fault(name) {
            let text = [name, " is not yours to set: ", why, ". Remove this header."];
            problems.push(Problem::error(Field::HeaderName(row.id), text.concat()));
        }
    }
}
