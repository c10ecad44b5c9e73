//! Lists: one page of them, and the `Link` header that names the others.

use serde_json::Value;

use super::answer::{Answer, Problems};

/// The page asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its number, from 1.
    pub page: u64,
    /// How many items a page holds, 1 to 100.
    pub per_page: u64,
}

impl Page {
    /// Reads `page` and `per_page` from a query; what is out of range or no number is a 422.
    pub fn parse(query: &str) -> Result<Page, Answer> {
        let mut problems = Problems::default();
        let mut number = |name: &str, default: u64, most: u64| {
            let Some(text) = value(query, name) else { return default };
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            // What is larger than any number here is behind every list, too.
            let number = if digits { Ok(text.parse::<u64>().unwrap_or(u64::MAX)) } else { Err(()) };
            match number {
                Ok(number) if (1..=most).contains(&number) => return number,
                Ok(0) => problems.add(name, format!("The {name} field must be at least 1.")),
                Ok(_) => problems.add(name, format!("The {name} field must not be greater than {most}.")),
                Err(()) => problems.add(name, format!("The {name} field must be an integer.")),
            }
            default
        };
        let page = Page { page: number("page", 1, u64::MAX), per_page: number("per_page", 20, 100) };
        if problems.0.is_empty() { Ok(page) } else { Err(Answer::invalid(problems)) }
    }

    /// Answers this page of `items`, each as `show` shows it; `address` is the list's absolute URL without a query.
    pub fn of(self, items: &[Value], show: fn(&Value) -> Value, address: &str) -> Answer {
        let total = items.len() as u64;
        let last = total.div_ceil(self.per_page).max(1);
        let start = (self.page - 1).saturating_mul(self.per_page).min(total);
        let end = (start + self.per_page).min(total);
        let shown = items[start as usize..end as usize].iter().map(show).collect();
        let link = |page: u64, rel: &str| format!("<{address}?page={page}&per_page={}>; rel=\"{rel}\"", self.per_page);
        let mut links = vec![link(1, "first"), link(last, "last")];
        if self.page > 1 {
            // Behind the end, the page before is the last one that exists.
            links.push(link((self.page - 1).min(last), "prev"));
        }
        if self.page < last {
            links.push(link(self.page + 1, "next"));
        }
        Answer::json(200, &Value::Array(shown)).with("link", links.join(", "))
    }
}

/// The last value of a name in a query, as the API's framework reads it. Only digits matter here, and those are never
/// percent-encoded by a client, so nothing is decoded.
fn value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = query.split('&').rev().map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}
