//! Counts, and how sure they let one be.

use serde::Serialize;

/// Bad photographs caught and good ones blocked. Photographs whose rule could not be assessed are counted apart:
/// they are not accepted, but nothing was recognised either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Tally {
    /// Assessed photographs that should fail.
    pub(crate) bad: usize,
    /// Those of them that do.
    pub(crate) caught: usize,
    /// Assessed photographs that should pass.
    pub(crate) good: usize,
    /// Those of them that fail.
    pub(crate) blocked: usize,
    /// Bad photographs that could not be assessed.
    pub(crate) bad_unknown: usize,
    /// Good photographs that could not be assessed.
    pub(crate) good_unknown: usize,
}

/// The Wilson score interval of a share at 95 % (E. B. Wilson, J. Am. Stat. Assoc. 22, 209, 1927), `0..=1`.
/// Nothing counted leaves everything open.
pub(crate) fn wilson(count: usize, of: usize) -> (f64, f64) {
    /// The normal distribution's 97.5 % point.
    const Z: f64 = 1.959_964;
    if of == 0 {
        return (0.0, 1.0);
    }
    let n = of as f64;
    let share = count as f64 / n;
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0))
}

/// `count/of` with its share and interval, such as `9/10  90.0 % (59.6 to 98.2)`.
pub(crate) fn share(count: usize, of: usize) -> String {
    if of == 0 {
        return "none".to_owned();
    }
    let (low, high) = wilson(count, of);
    let percent = 100.0 * count as f64 / of as f64;
    format!("{count}/{of}  {percent:.1} % ({:.1} to {:.1})", 100.0 * low, 100.0 * high)
}

/// The mean of `values`, or `None` of nothing.
pub(crate) fn mean(values: &[f32]) -> Option<f32> {
    (!values.is_empty()).then(|| values.iter().sum::<f32>() / values.len() as f32)
}

/// The value below which the share `at` of `values` lies, or `None` of nothing.
pub(crate) fn quantile(values: &[f32], at: f32) -> Option<f32> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    sorted.get((at * last as f32).round() as usize).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilson_s() {
        // Values of R's binom::binom.wilson.
        let (low, high) = wilson(9, 10);
        assert!((low - 0.595_85).abs() < 1e-4 && (high - 0.982_12).abs() < 1e-4, "{low} {high}");
        let (low, high) = wilson(0, 10);
        assert!(low == 0.0 && (high - 0.277_53).abs() < 1e-4, "{low} {high}");
        assert_eq!(wilson(0, 0), (0.0, 1.0));
        assert_eq!(share(0, 0), "none");
    }

    #[test]
    fn quantiles_are_values_of_the_set() {
        assert_eq!(quantile(&[3.0, 1.0, 2.0], 0.5), Some(2.0));
        assert_eq!(quantile(&[3.0, 1.0, 2.0], 1.0), Some(3.0));
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(mean(&[1.0, 2.0]), Some(1.5));
    }
}
