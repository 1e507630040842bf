//! What is measured on a face. Each measure is a pure function of planes and landmarks; what it must be is the
//! business of [`crate::rule`].

mod analysis;
mod background;
mod covering;
mod ears;
mod expression;
mod eyes;
mod framing;
pub mod light;
mod numbers;
mod of_face;
mod sharpness;
mod shown;

pub use analysis::Analysis;
pub use background::background_gradient;
pub use covering::{Covering, covering};
pub use expression::{Expression, expression};
pub use eyes::Eyes;
pub(crate) use framing::{CROWN_ABOVE_EYES, HALF_HEAD_WIDTH, head_outline};
pub use framing::{Framing, HEAD_HEIGHT_IN_EYE_DISTANCES, Margins, framing};
pub use light::{Light, light};
pub use numbers::Number;
pub(crate) use of_face::{HeadSeen, of_face, of_head};
pub(crate) use sharpness::pixel_blur;
pub use sharpness::{LEAST_MOTION, Sharpness, sharpness};
pub use shown::{FacePart, Shown};

use crate::face::HeadPose;
use crate::frame::Rotation;

/// Everything that is known about a picture.
#[derive(Clone, Debug)]
pub struct Measures {
    /// Width and height of the upright picture in pixels.
    pub size: (usize, usize),
    /// How the picture must be turned to show a face upright; [`Rotation::None`] where it does already, or in no turn.
    pub turn: Rotation,
    /// Width of every confirmed face over that of the main one, the main one (`1.0`) first.
    pub face_sizes: Vec<f32>,
    /// Score of the surest detection that the mesh did not take for a face, `0..=1`; `0` where it took all.
    pub unconfirmed_score: f32,
    /// What is known about the main face.
    pub face: Option<FaceMeasures>,
}

/// Everything that is known about the main face. `None` is what could not be assessed.
#[derive(Clone, Debug)]
pub struct FaceMeasures {
    /// Size and place in the picture.
    pub framing: Framing,
    /// Head pose.
    pub pose: HeadPose,
    /// Eyes and mouth.
    pub expression: Option<Expression>,
    /// Defocus and motion blur of the face.
    pub sharpness: Option<Sharpness>,
    /// How surely each part of the face is seen.
    pub shown: Option<Shown>,
    /// [`Sharpness::blur`] of the picture that `shown` is of: in a session an earlier one than the newest.
    pub shown_blur: Option<f32>,
    /// How surely the eyes are seen, and open.
    pub eyes: Option<Eyes>,
    /// NaturalColour of ISO/IEC 29794-5, as our `face_shown` tells it: probability that the colours are those of a camera, `0..=1`.
    pub natural_colour: Option<f32>,
    /// The light on the face.
    pub light: Option<Light>,
    /// Glasses, hats, scarves, ears, and what else covers the head; needs the parser.
    pub covering: Option<Covering>,
    /// Mean gradient of the background, grey levels per pixel of the head crop; needs the parser.
    pub background_gradient: Option<f32>,
}

/// What only an aligned and parsed head tells of a face. `None` is what could not be assessed.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeadMeasures {
    /// See [`FaceMeasures::shown`].
    pub shown: Option<Shown>,
    /// See [`FaceMeasures::shown_blur`].
    pub shown_blur: Option<f32>,
    /// See [`FaceMeasures::eyes`].
    pub eyes: Option<Eyes>,
    /// See [`FaceMeasures::natural_colour`].
    pub natural_colour: Option<f32>,
    /// See [`FaceMeasures::light`].
    pub light: Option<Light>,
    /// See [`FaceMeasures::covering`].
    pub covering: Option<Covering>,
    /// See [`FaceMeasures::background_gradient`].
    pub background_gradient: Option<f32>,
}

impl FaceMeasures {
    /// These measures with those of the head in their places.
    #[must_use]
    pub fn with_head(self, head: HeadMeasures) -> Self {
        let HeadMeasures { shown, shown_blur, eyes, natural_colour, light, covering, background_gradient } =
            head;
        Self { shown, shown_blur, eyes, natural_colour, light, covering, background_gradient, ..self }
    }
}
