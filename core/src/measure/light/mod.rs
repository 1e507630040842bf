//! The light on a face: enough of it, not too much, from the front, and no shadow.
//!
//! No measure here asks how bright the skin is. That tells dark skin from light skin, not a dark room from a bright
//! one (OFIQ's issue 93). Instead:
//!
//! - [`side_stops`](Light::side_stops) compares one half of a face with the other;
//! - [`Shading`] is fitted relative to the skin's own mean, so that its colour drops out;
//! - [`cast_shadow_share`](Light::cast_shadow_share) compares each point with the point opposite on the same face;
//! - [`Exposure`] looks at what is white in every face (eyes, teeth) and at what is clipped.

mod exposure;
mod linear;
mod shading;
mod shadow;
mod sides;
mod skin;
mod surface;
mod tone;
mod uniformity;

#[cfg(test)]
mod scene;
#[cfg(test)]
mod tests;

pub use exposure::Exposure;
pub use shading::{LightOrigin, Shading};

use crate::face::LitFace;
use crate::face::landmarks::COUNT;
use crate::frame::ExposureFacts;
use crate::geometry::Point3;
use crate::raster::{Plane, RgbPlane};

use exposure::Shown;
use linear::luminance;
use surface::FaceSurface;

/// What the light does to a face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Light {
    /// Too little, too much, or too much of it behind the head.
    pub exposure: Exposure,
    /// Where the light comes from and how one-sided it is.
    pub shading: Shading,
    /// Stops by which the half of the face on the picture's right sends more light than the other,
    /// `log2(right / left)` over places that lie opposite; negative where the left is brighter. Nobody's skin is darker on one
    /// side, so its colour drops out: studio light reads up to 0.5, a window beside the face 1.5 and more.
    pub side_stops: f32,
    /// Share of the skin that is at least one stop darker than its mirror image without the smooth shading
    /// explaining it, `0..=1`: a shadow with an edge, thrown by a hand, a hat, the nose or another thing.
    pub cast_shadow_share: f32,
    /// IlluminationUniformity of ISO/IEC 29794-5 as OFIQ computes it, `0..=1`: overlap of the luminance histograms
    /// of two squares on the cheeks. Reported for its name; it drops in ordinary studio light, so nothing is gated
    /// on it. `None` where a square leaves the picture.
    pub illumination_uniformity: Option<f32>,
    /// Standard deviation of the sensor's noise over the skin's mean luma, both sRGB-encoded; `0` and up.
    /// `None` where the noise is not known.
    pub noise_to_signal: Option<f32>,
    /// Individual typology angle of the skin's brighter half, in degrees: above 41 light, below -30 dark. For
    /// evaluation by skin colour only; never gate on it.
    pub individual_typology_angle: f32,
    /// Light of the scene as an exposure value at ISO 100, see [`ExposureFacts::exposure_value`]. `None` where the
    /// platform does not say how the frame was exposed.
    pub scene_exposure_value: Option<f32>,
}

/// Judges the light of a face in an aligned head crop (`192 x 192`, eyes level and 40 px apart).
///
/// `inside` is false where the crop lies outside of the photo, `landmarks` are the 468 mesh points in pixels of
/// the crop, `lit` is what the parser sees at each pixel (without it, or where it sees next to no skin, the mesh decides
/// alone), `noise` the standard deviation of the sensor noise in grey levels (0..=255).
///
/// `None` where the planes are of different sizes, the mesh is incomplete, or less than half of the face's skin
/// lies inside of the photo and faces the camera.
pub fn light(
    head: &RgbPlane,
    inside: Option<&Plane<bool>>,
    landmarks: &[Point3; COUNT],
    lit: Option<&LitFace>,
    noise: Option<f32>,
    facts: Option<ExposureFacts>,
) -> Option<Light> {
    let size = (head.width(), head.height());
    let fits = inside.is_none_or(|plane| (plane.width(), plane.height()) == size)
        && lit.is_none_or(|lit| (lit.skin.width(), lit.skin.height()) == size);
    if !fits {
        return None;
    }
    let linear = luminance(head);
    let surface = FaceSurface::new(&linear, inside, landmarks, lit.map(|lit| &lit.skin))?;
    let shown = Shown { inside, covered: lit.map(|lit| &lit.covered) };
    let scene_exposure_value = facts.and_then(|facts| facts.exposure_value());
    let exposure = exposure::exposure(head, &linear, &shown, landmarks, &surface, scene_exposure_value)?;
    let fit = shading::fit(&surface)?;
    let signal = surface.mean_luma(head);
    Some(Light {
        exposure,
        shading: fit.shading,
        side_stops: sides::side_stops(&surface)?,
        cast_shadow_share: shadow::cast_shadow_share(&surface, &fit),
        illumination_uniformity: uniformity::illumination_uniformity(&linear, inside, landmarks),
        noise_to_signal: noise.map(|sigma| sigma / signal.max(1.0)),
        individual_typology_angle: tone::individual_typology_angle(head, &surface),
        scene_exposure_value,
    })
}

impl Light {
    /// Stops by which the light is uneven, `0` and up: from side to side, or from below to above. Light from above is how light
    /// usually comes: what it leaves too dark is in [`Exposure::missing_stops`].
    pub fn uneven_stops(&self) -> f32 {
        self.side_stops.abs().max(self.shading.stops_from_below())
    }

    /// Where the light comes from that is uneven.
    pub fn uneven_origin(&self) -> LightOrigin {
        if self.shading.stops_from_below() > self.side_stops.abs() {
            LightOrigin::Below
        } else if self.side_stops >= 0.0 {
            LightOrigin::SubjectLeft
        } else {
            LightOrigin::SubjectRight
        }
    }
}
