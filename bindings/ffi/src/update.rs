//! What comes back after every frame, in a form that crosses quickly.

use crate::core_types::{Ending, Hint, Point2, RuleId, Stage, State};

/// What the app shows and does after a frame.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Update {
    /// Where the session stands.
    pub state: State,
    /// The one thing to tell the person; missing before anything is known and after the end.
    pub hint: Option<Hint>,
    /// How much of the hold is over, 0 to 1.
    pub progress: f32,
    /// Take a still now. True exactly once for each still the session wants.
    pub capture: bool,
    /// Outline of the face in upright frame pixels, a closed loop; empty without a face.
    pub outline: Outline,
    /// What was computed for this update.
    pub ran: Vec<Stage>,
    /// Whether to ask the person if they cover their head for faith or health, in the words of [`covering_text`], and to answer by
    /// [`SelfieSession::declare_covering`]. Guidance goes on meanwhile.
    pub ask_covering: bool,
    /// Rules to explain at length, in words and with a picture. Empty where no help is due.
    pub help: Vec<RuleId>,
    /// Whether `help` is about the photo before: the start of a retake.
    pub explains_retake: bool,
    /// How the session ended, once it has.
    pub ending: Option<Ending>,
    /// Why the last still was refused, or why the session ended blocked: what blocked most comes first.
    pub reasons: Vec<RuleId>,
    /// Whether `reasons` could not be assessed, which is no failure: [`rule_unassessed`](crate::words::rule_unassessed) says so.
    #[uniffi(default = false)]
    pub reasons_unassessed: bool,
}

impl From<swafoto::session::Update> for Update {
    fn from(update: swafoto::session::Update) -> Self {
        let swafoto::session::Update {
            state,
            hint,
            progress,
            capture,
            outline,
            ran,
            ask_covering,
            help,
            explains_retake,
            ending,
            reasons,
            reasons_unassessed,
        } = update;
        Self {
            state,
            hint,
            progress,
            capture,
            outline: Outline(outline),
            ran,
            ask_covering,
            help,
            explains_retake,
            ending,
            reasons,
            reasons_unassessed,
        }
    }
}

/// The outline of a face: a list of points in every language, but one row of bytes on the way there (`x` and `y` of
/// each point as big-endian floats; `uniffi.toml` has the other side). Field by field, 36 points took a third of what a
/// frame costs in Python.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline(pub Vec<Point2>);

uniffi::custom_type!(Outline, Vec<u8>, {
    lower: |outline| outline.0.iter().flat_map(|point| [point.x, point.y]).flat_map(f32::to_be_bytes).collect(),
    try_lift: |bytes| {
        let (points, rest) = bytes.as_chunks::<8>();
        if !rest.is_empty() {
            return Err(uniffi::deps::anyhow::anyhow!("{} bytes are no whole points", bytes.len()));
        }
        let points = points.iter().map(|[a, b, c, d, e, f, g, h]| {
            Point2::new(f32::from_be_bytes([*a, *b, *c, *d]), f32::from_be_bytes([*e, *f, *g, *h]))
        });
        Ok(Self(points.collect()))
    },
});
