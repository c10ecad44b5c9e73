//! The base URL of the API, against what a browser makes of it. The input is the text as typed.

#![no_main]

use hook_builder::devopness::endpoint::{Api, list_hooks, target};
use hook_builder::exchange::export::curl;
use libfuzzer_sys::fuzz_target;
use url::{Host, ParseError, Url};

fuzz_target!(|text: &str| {
    match target(&Api::Other, text) {
        Ok(target) => {
            let base = target.base.clone();
            assert!(target.relay.is_none() && !base.ends_with('/') && text.trim().starts_with(&base), "{base}");
            assert_eq!(hook_builder::devopness::endpoint::target(&Api::Other, &base), Ok(target.clone()), "{base}");
            let address = list_hooks(&target, "5").url;
            assert_eq!(address, [&base, "/pipelines/5/hooks"].concat());
            assert!(curl(&list_hooks(&target, "5")).contains(&["--url '", &address, "'"].concat()));
            let url = match Url::parse(&address) {
                Ok(url) => url,
                // A host that cannot exist is like one that does not: the call says so.
                Err(ParseError::InvalidIpv4Address | ParseError::InvalidIpv6Address | ParseError::IdnaError) => return,
                Err(why) => panic!("{address}: {why}"),
            };
            let loopback = match url.host() {
                Some(Host::Domain(name)) => name == "localhost",
                Some(Host::Ipv4(address)) => address.is_loopback(),
                Some(Host::Ipv6(address)) => address.is_loopback(),
                None => false,
            };
            assert!(url.scheme() == "https" || url.scheme() == "http" && loopback, "{url}");
            assert!(url.username().is_empty() && url.password().is_none(), "{url}");
            assert!(url.query().is_none() && url.fragment().is_none(), "{url}");
            assert!(url.path().ends_with("/pipelines/5/hooks"), "{url}");
        }
        Err((target, sentence)) => {
            assert!(sentence.ends_with('.'), "{sentence}");
            assert_eq!(list_hooks(&target, "5").url, "<api_base_url>/pipelines/5/hooks");
        }
    }
});
