//! How long the API asks to wait: `Retry-After` (RFC 9110, section 10.2.3, <https://www.rfc-editor.org/rfc/rfc9110>), which
//! holds seconds or a date, and with some servers the seconds since 1970 at which to come again.

/// The longest wait that is told, in seconds: whoever should wait longer has better looked at the API than at a clock.
const LONGEST: u32 = 15 * 60;
/// From this number on it is a time, and no length of one: 2001 in seconds.
const TIMES: u64 = 1_000_000_000;
/// So it is in milliseconds.
const TIMES_MS: u64 = 1000 * TIMES;

/// What the header says, in seconds from `now`, where only a clock can tell. Everything else stays as it is.
pub fn from_now(text: &str, now: u64) -> String {
    let time = match text.trim().parse() {
        Ok(time @ TIMES_MS..) => Some(time / 1000),
        Ok(time @ TIMES..) => Some(time),
        Ok(_) => None,
        Err(_) => date(text, now),
    };
    time.map_or_else(|| text.to_string(), |time| time.saturating_sub(now).to_string())
}

/// How many seconds to wait, by what [`from_now`] made of the header: at least one, and at most a quarter of an hour.
/// `None` for what says nothing.
pub(crate) fn seconds(text: &str) -> Option<u32> {
    // Where the header came twice, the browser gives both.
    let text = text.split(',').next()?.trim();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if digits.is_empty() || !is_digits(digits) || !is_digits(part) {
        return None;
    }
    let more = u32::from(part.bytes().any(|b| b != b'0'));
    let whole = if whole.starts_with('-') { 0 } else { digits.parse().unwrap_or(LONGEST).min(LONGEST) };
    Some((whole + more).clamp(1, LONGEST))
}

/// A wait in words.
pub(crate) fn words(seconds: u32) -> String {
    match seconds {
        1 => "a second".into(),
        2..=119 => [&seconds.to_string(), " seconds"].concat(),
        _ => [&seconds.div_ceil(60).to_string(), " minutes"].concat(),
    }
}

/// The seconds since 1970 of a date in any of the three forms that HTTP has had (RFC 9110, section 5.6.7). `now` tells the
/// century of a year with two digits.
pub fn date(text: &str, now: u64) -> Option<u64> {
    const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let (mut day, mut month, mut year, mut time) = (None, None, None, None);
    for word in text.split([' ', '-', ',']).filter(|word| !word.is_empty()) {
        if word.contains(':') {
            let mut parts = word.split(':').map(|part| part.parse::<u64>().ok());
            let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
            let is_sound = hour < 24 && minute < 60 && second <= 60 && parts.next().is_none();
            time = Some(3600 * hour + 60 * minute + second).filter(|_| is_sound);
        } else if let Ok(number) = word.parse::<u64>() {
            if day.is_none() {
                day = Some(number);
            } else {
                year = Some((number, word.len()));
            }
        } else if word.len() == 3
            && let Some(at) = MONTHS.find(&word.to_ascii_lowercase())
            && at % 3 == 0
        {
            month = Some(at as u64 / 3 + 1);
        }
    }
    let (day, month, time) = (day?, month?, time?);
    let year = match year? {
        (year, 4) => year,
        (year, 2) => {
            // A year that would be more than 50 ahead is one of the past.
            let this = 1970 + now / 31_556_952;
            let year = this / 100 * 100 + year;
            if year > this + 50 { year - 100 } else { year }
        }
        _ => return None,
    };
    if !(1..=31).contains(&day) || year < 1970 {
        return None;
    }
    // Years that begin in March end with the day that some of them have more.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
    Some(86_400 * days.checked_sub(719_468)? + time)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mon, 30 Nov 2026 10:00:00 GMT.
    const NOW: u64 = 1_796_032_800;

    #[test]
    fn whatever_the_header_says_the_wait_is_a_sensible_one() {
        for (text, wait) in [
            ("7", Some(7)),
            (" 7 ", Some(7)),
            ("+7", Some(7)),
            ("7, 9", Some(7)),
            ("1.5", Some(2)),
            ("1.0", Some(1)),
            ("0", Some(1)),
            ("00", Some(1)),
            ("-1", Some(1)),
            ("-99999999999999999999", Some(1)),
            ("900", Some(900)),
            ("901", Some(900)),
            ("899.9", Some(900)),
            ("4294967296", Some(900)),
            ("999999999", Some(900)),
            ("99999999999999999999999", Some(900)),
            ("1796032830", Some(30)),
            ("1796032830000", Some(30)),
            ("1796032799", Some(1)),
            ("1000000000", Some(1)),
            ("Mon, 30 Nov 2026 10:01:00 GMT", Some(60)),
            ("Monday, 30-Nov-26 10:01:00 GMT", Some(60)),
            ("Mon Nov 30 10:01:00 2026", Some(60)),
            ("Tue Dec  1 10:01:00 2026", Some(900)),
            ("mon, 30 nov 2026 10:00:00 gmt", Some(1)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", Some(1)),
            ("Sun Nov  6 08:49:37 1994", Some(1)),
            ("Fri, 31 Dec 9999 23:59:59 GMT", Some(900)),
            ("", None),
            (" ", None),
            (",", None),
            ("-", None),
            (".", None),
            ("soon", None),
            ("7 seconds", None),
            ("0x10", None),
            ("1e3", None),
            ("١", None),
            ("NaN", None),
            ("Mon, 30 Nov 2026", None),
            ("Mon, 30 Nov 2026 25:00:00 GMT", None),
            ("Mon, 30 Nov 2026 10:00:00:00 GMT", None),
            ("Mon, 30 Nov 2026 10:00 GMT", None),
            ("Mon, 00 Nov 2026 10:01:00 GMT", None),
            ("Mon, 30 Nov 826 10:01:00 GMT", None),
            ("Mon, 30 Anf 2026 10:01:00 GMT", None),
            ("Thu, 01 Jan 1969 00:00:00 GMT", None),
        ] {
            assert_eq!(seconds(&from_now(text, NOW)), wait, "{text:?}");
        }
    }

    #[test]
    fn dates_are_counted_from_1970() {
        for (text, time) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777),
            ("Tue, 29 Feb 2000 00:00:00 GMT", 951_782_400),
            ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
            ("Thu, 31 Dec 2026 23:59:60 GMT", 1_798_761_600),
            ("Friday, 01-Jan-76 00:00:00 GMT", 3_345_062_400),
            ("Saturday, 01-Jan-77 00:00:00 GMT", 220_924_800),
        ] {
            assert_eq!(date(text, NOW), Some(time), "{text}");
        }
        assert_eq!(date("Mon, 30 Nov 2026 10:00:00 GMT", 0), Some(NOW));
    }

    #[test]
    fn a_wait_is_said_in_words() {
        for (seconds, said) in [
            (1, "a second"),
            (2, "2 seconds"),
            (119, "119 seconds"),
            (120, "2 minutes"),
            (121, "3 minutes"),
            (900, "15 minutes"),
        ] {
            assert_eq!(words(seconds), said);
        }
    }
}
