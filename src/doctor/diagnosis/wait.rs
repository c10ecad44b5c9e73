//! How long a provider asks to wait, in plain words and with an end.

use crate::devopness::endpoint::retry;
use crate::provider::refusal::{Seen, quote};

/// A longer wait is not told to the minute, in seconds.
const LONG: u64 = 15 * 60;

impl Seen<'_> {
    /// What the answer says of when to come again: `Retry-After` as seconds, as a date, or as the seconds since 1970, else the
    /// time at which the calls are counted anew. The answer's own clock is in its header `Date`.
    pub fn wait(&self) -> Option<String> {
        let anew = ["x-ratelimit-reset", "ratelimit-reset"].iter().find_map(|name| self.got(name));
        let text = self.got("retry-after").or(anew)?;
        let now = self.got("date").and_then(|date| retry::date(date, 0));
        let seconds = now.map_or_else(|| text.to_string(), |now| retry::from_now(text, now));
        Some(match seconds.trim().parse::<u64>() {
            // GitHub counts by the hour (<https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api>),
            // and so does Bitbucket (<https://support.atlassian.com/bitbucket-cloud/docs/api-request-limits/>).
            Ok(seconds) if seconds > LONG => {
                "it asks to wait for more than 15 minutes; such limits end within an hour".into()
            }
            _ => match retry::seconds(&seconds) {
                Some(seconds) => format!("it asks to wait for {}", retry::words(seconds)),
                None if retry::date(text, 0).is_some() => format!("it asks to wait until {}", quote(text)),
                None => return None,
            },
        })
    }
}
