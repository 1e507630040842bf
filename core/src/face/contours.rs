//! Contours of MediaPipe's face mesh (Apache-2.0), closed loops in order. Left and right are the subject's.
//!
//! Written by `models/convert/mean_face.py`.

/// Outline of the face from the middle of the forehead.
#[rustfmt::skip]
#[allow(clippy::approx_constant)]
pub const FACE_OVAL: [usize; 36] = [
    10, 109, 67, 103, 54, 21, 162, 127, 234, 93, 132, 58, 172, 136, 150, 149,
    176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323, 454, 356, 389, 251,
    284, 332, 297, 338,
];

/// Outer edge of the lips from the right corner.
#[rustfmt::skip]
#[allow(clippy::approx_constant)]
pub const LIPS_OUTER: [usize; 20] = [
    61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0,
    37, 39, 40, 185,
];

/// Inner edge of the lips from the right corner.
#[rustfmt::skip]
#[allow(clippy::approx_constant)]
pub const LIPS_INNER: [usize; 20] = [
    78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13,
    82, 81, 80, 191,
];

/// The right eye's lids from the outer corner.
#[rustfmt::skip]
#[allow(clippy::approx_constant)]
pub const RIGHT_EYE: [usize; 16] = [
    33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246,
];

/// The left eye's lids from the outer corner.
#[rustfmt::skip]
#[allow(clippy::approx_constant)]
pub const LEFT_EYE: [usize; 16] = [
    263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466,
];

/// The right eyebrow's points.
#[rustfmt::skip]
#[allow(clippy::approx_constant)]
pub const RIGHT_EYEBROW: [usize; 10] = [
    46, 52, 53, 55, 63, 65, 66, 70, 105, 107,
];

/// The left eyebrow's points.
#[rustfmt::skip]
#[allow(clippy::approx_constant)]
pub const LEFT_EYEBROW: [usize; 10] = [
    276, 282, 283, 285, 293, 295, 296, 300, 334, 336,
];
