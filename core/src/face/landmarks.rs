//! Names for the points of MediaPipe's 468-point face mesh that this crate relies on.
//!
//! Left and right are the *subject's*: in an upright, unmirrored picture the subject's right eye is on the left.

/// Points of the mesh.
pub const COUNT: usize = 468;

/// Outer corner of the right eye.
pub const RIGHT_EYE_OUTER_CORNER: usize = 33;
/// Inner corner of the right eye.
pub const RIGHT_EYE_INNER_CORNER: usize = 133;
/// Inner corner of the left eye.
pub const LEFT_EYE_INNER_CORNER: usize = 362;
/// Outer corner of the left eye.
pub const LEFT_EYE_OUTER_CORNER: usize = 263;

/// Upper and lower edge of the right eye's opening, three pairs from the outer to the inner third.
pub const RIGHT_EYELIDS: [(usize, usize); 3] = [(160, 144), (159, 145), (158, 153)];
/// Upper and lower edge of the left eye's opening, three pairs from the outer to the inner third.
pub const LEFT_EYELIDS: [(usize, usize); 3] = [(387, 373), (386, 374), (385, 380)];

/// Lower edge of the upper and upper edge of the lower lip, three pairs.
pub const INNER_LIPS: [(usize, usize); 3] = [(82, 87), (13, 14), (312, 317)];

/// Right corner of the mouth.
pub const MOUTH_RIGHT_CORNER: usize = 61;
/// Left corner of the mouth.
pub const MOUTH_LEFT_CORNER: usize = 291;

/// Lowest point of the chin.
pub const CHIN: usize = 152;
/// Tip of the nose.
pub const NOSE_TIP: usize = 1;
/// Edge of the face in front of the right ear, at the height of the tragus.
pub const RIGHT_FACE_EDGE: usize = 234;
/// Edge of the face in front of the left ear, at the height of the tragus.
pub const LEFT_FACE_EDGE: usize = 454;
