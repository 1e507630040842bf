//! From a found face, and from its parsed head, to their measures.

use crate::face::{Ears, Face, FaceEyes, FaceShown, HeadCrop, HeadParse};
use crate::frame::{ExposureFacts, Frame};
use crate::geometry::Rect;
use crate::raster::decimated_luma;

use super::background::background_gradient;
use super::covering::covering;
use super::expression::expression;
use super::eyes::eyes;
use super::framing::framing;
use super::light::light;
use super::sharpness::{Sharpness, sharpness};
use super::shown::shown;
use super::{FaceMeasures, HeadMeasures};

/// What the mesh and the pixels under it tell; the rest waits for [`of_head`].
pub(crate) fn of_face(frame: &Frame<'_>, face: &Face) -> Option<FaceMeasures> {
    Some(FaceMeasures {
        framing: framing(face, (frame.width(), frame.height()))?,
        pose: face.pose_in((frame.width(), frame.height())),
        expression: expression(face),
        sharpness: sharpness_of(frame, face),
        shown: None,
        eyes: None,
        natural_colour: None,
        light: None,
        covering: None,
        shown_blur: None,
        background_gradient: None,
    })
}

/// An aligned head, and what the networks see in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeadSeen<'a> {
    pub(crate) crop: &'a HeadCrop,
    /// `None` where there is no parser.
    pub(crate) parse: Option<&'a HeadParse>,
    pub(crate) shown: Option<&'a FaceShown>,
    pub(crate) eyes: Option<&'a FaceEyes>,
    pub(crate) ears: Ears,
}

/// What the aligned head tells. `sharpness` is that of the same face in the same picture.
pub(crate) fn of_head(
    seen: &HeadSeen<'_>,
    sharpness: Option<Sharpness>,
    exposure: Option<ExposureFacts>,
) -> HeadMeasures {
    let HeadSeen { crop: head, parse, shown: places, eyes: both, ears } = *seen;
    let lit = parse.and_then(HeadParse::lit_face);
    let noise = sharpness.map(|sharpness| sharpness.noise);
    HeadMeasures {
        shown: places.map(|places| shown(&head.landmarks, places)),
        shown_blur: sharpness.map(|sharpness| sharpness.blur),
        eyes: both.map(eyes),
        natural_colour: places.map(|places| places.natural),
        light: light(&head.rgb, Some(&head.inside), &head.landmarks, lit.as_ref(), noise, exposure),
        covering: parse.map(|parse| covering(head, parse, ears)),
        background_gradient: parse.and_then(|parse| background_gradient(head, parse)),
    }
}

/// Above this many pixels between the eyes the face is shrunk by whole pixels before its sharpness is measured: edges
/// that matter to a matcher are wide by then, and noise averages out.
const LARGE_EYE_DISTANCE: f32 = 256.0;

/// The eye distance that a large face is shrunk towards, from above.
const SHRUNK_EYE_DISTANCE: f32 = 128.0;

/// Room around the mesh, as a share of its size, so that the face's outline counts.
const FACE_MARGIN: f32 = 0.1;

fn sharpness_of(frame: &Frame<'_>, face: &Face) -> Option<Sharpness> {
    let distance = face.eye_distance();
    let factor = if distance > LARGE_EYE_DISTANCE { (distance / SHRUNK_EYE_DISTANCE) as usize } else { 1 };
    let Rect { x, y, width, height } = face.bounds();
    let area = Rect {
        x: x - FACE_MARGIN * width,
        y: y - FACE_MARGIN * height,
        width: (1.0 + 2.0 * FACE_MARGIN) * width,
        height: (1.0 + 2.0 * FACE_MARGIN) * height,
    };
    let plane = decimated_luma(frame, &area, factor)?;
    let landmarks = face.landmarks().map(|point| plane.from_frame.apply(point.flat()));
    sharpness(&plane.luma, &landmarks, distance * plane.from_frame.scale())
}
