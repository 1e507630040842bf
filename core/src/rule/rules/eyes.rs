//! The eyes.

use crate::rule::covering::Subject;
use crate::rule::hint::Hint;
use crate::rule::row::Rule;

pub(in crate::rule) const EYES_VISIBLE: Rule = Rule {
    needs_frontal: true,
    needs_parser: true,
    measured: uncovered,
    advice: |_| Hint::UncoverEyes,
    ..Rule::COMMON
};

pub(in crate::rule) const EYES_OPEN: Rule = Rule {
    // The far eye is behind the nose.
    needs_frontal: true,
    measured: |subject| subject.face()?.eyes?.open(),
    advice: |_| Hint::OpenEyes,
    ..Rule::COMMON
};

/// How surely nothing covers the eyes, by whichever of two networks sees more on them: the parser knows hair and things, the eyes' own
/// also paint, dark glass and whatever else is no eye.
fn uncovered(subject: &Subject<'_>) -> Option<f32> {
    let free = 1.0 - subject.covering()?.eyes_covered;
    Some(subject.face()?.eyes.map_or(free, |eyes| free.min(eyes.seen())))
}
