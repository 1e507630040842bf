//! Policies: the text of an institution's file.

use swafoto::rule::Policy;

/// A policy that is taken reads back to itself, and each of its rules can be met.
pub fn policies(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let Ok(policy) = Policy::from_toml(text) else { return };
    let again = Policy::from_toml(policy.resolved_text()).expect("a policy's own text is refused");
    assert_eq!(again.resolved_text(), policy.resolved_text());
    assert_eq!(again.sha256(), policy.sha256());
    for (rule, limit) in policy.rules() {
        let (min, max) = (limit.min.unwrap_or(f32::MIN), limit.max.unwrap_or(f32::MAX));
        assert!(min.is_finite() && max.is_finite() && min <= max, "{rule:?} can never hold: {limit:?}");
    }
}
