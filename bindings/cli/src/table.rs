//! Checks and limits as people read them.

use swafoto::rule::{Check, Limit, Status};

/// The sign and word of a status. The word says what colour alone would not.
pub(crate) const fn sign(status: Status) -> (char, &'static str) {
    match status {
        Status::Pass => ('✓', "pass"),
        Status::Fail => ('✗', "FAIL"),
        Status::Unknown => ('?', "unknown"),
        Status::Waived => ('–', "waived"),
    }
}

/// A check's number with its unit, or a dash where there is none.
pub(crate) fn measured(check: &Check) -> String {
    check.measured.map_or("–".to_owned(), |value| format!("{}{}", number(value), check.unit.suffix()))
}

/// Where a number must lie.
pub(crate) fn limit(limit: &Limit) -> String {
    match (limit.min, limit.max) {
        (Some(min), Some(max)) if min == max => number(min),
        (Some(min), Some(max)) => format!("{} to {}", number(min), number(max)),
        (Some(min), None) => format!("≥ {}", number(min)),
        (None, Some(max)) => format!("≤ {}", number(max)),
        (None, None) => String::new(),
    }
}

/// A number with as many decimals as its size deserves.
pub(crate) fn number(value: f32) -> String {
    let text = match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    };
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// `text` filled with spaces to `width` characters.
pub(crate) fn pad(text: &str, width: usize) -> String {
    // `{:width$}` counts characters as we do; a name is what it is for.
    format!("{text:width$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_more_digits_than_they_need() {
        let cases = [(1.0, "1"), (0.25, "0.25"), (-0.3, "-0.3"), (240.0, "240"), (12.34, "12.3"), (0.0, "0")];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
        assert_eq!(limit(&Limit { min: Some(1.0), max: Some(1.0) }), "1");
        assert_eq!(limit(&Limit { min: Some(-10.0), max: Some(10.0) }), "-10 to 10");
        assert_eq!(limit(&Limit { min: None, max: Some(0.5) }), "≤ 0.5");
    }
}
