//! A picture whose light is known: the canonical face, matte, under one distant lamp and even room light.

use crate::face::landmarks::COUNT;
use crate::face::{CANONICAL_FACE, LEFT_EYE, LIPS_INNER, RIGHT_EYE};
use crate::geometry::Point3;
use crate::raster::{Plane, RgbPlane};

/// Pixels of the crop a centimetre of the canonical face (eyes 6.3 cm apart) takes.
const PIXELS_A_CM: f32 = 40.0 / 6.3;

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene {
    /// Reflectance of the skin; the whites of the eyes have 0.5.
    pub albedo: f32,
    /// Light of the room, from everywhere.
    pub ambient: f32,
    /// Light of the lamp, from `towards`.
    pub lamp: f32,
    /// Unit vector from the face to the lamp: x right, y down, z away from the camera.
    pub towards: [f32; 3],
    /// Luminance of the background.
    pub background: f32,
}

impl Scene {
    /// Light from the camera's side on skin of this albedo.
    pub fn frontal(albedo: f32) -> Self {
        Self { albedo, ambient: 0.5, lamp: 0.5, towards: [0.0, 0.0, -1.0], background: 0.3 }
    }

    /// A lamp at `degrees` in the picture (0 right, 90 below), half-way to the side.
    pub fn lit_from(self, degrees: f32, lamp: f32) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let part = std::f32::consts::FRAC_1_SQRT_2;
        Self { lamp, ambient: 1.0 - lamp, towards: [cos * part, sin * part, -part], ..self }
    }

    /// Everything brighter (or darker) by this factor.
    pub fn exposed(self, gain: f32) -> Self {
        Self {
            ambient: self.ambient * gain,
            lamp: self.lamp * gain,
            background: self.background * gain,
            ..self
        }
    }

    /// The head crop of this scene, each pixel's luminance times `shade(x, y)`.
    pub fn draw(&self, shade: impl Fn(f32, f32) -> f32) -> RgbPlane {
        let landmarks = landmarks();
        let normals = super::surface::normal_picture(&landmarks, (192, 192));
        let bounds = |contour: &[usize]| {
            let xs = contour.iter().map(|&point| landmarks[point].x);
            let ys = contour.iter().map(|&point| landmarks[point].y);
            [
                xs.clone().fold(f32::MAX, f32::min),
                xs.fold(f32::MIN, f32::max),
                ys.clone().fold(f32::MAX, f32::min),
                ys.fold(f32::MIN, f32::max),
            ]
        };
        let eyes = [bounds(&LEFT_EYE), bounds(&RIGHT_EYE)];
        // The mesh leaves a hole between the lips, which are closed.
        let mouth = [bounds(&LIPS_INNER)];
        Plane::from_fn(192, 192, |x, y| {
            let (px, py) = (x as f32 + 0.5, y as f32 + 0.5);
            let within = |places: &[[f32; 4]]| {
                let holds = |[left, right, top, bottom]: &[f32; 4]| {
                    (*left..*right).contains(&px) && (*top..*bottom).contains(&py)
                };
                places.iter().any(holds)
            };
            let light = |normal: [f32; 3]| {
                let facing: f32 = normal.iter().zip(self.towards).map(|(n, l)| n * l).sum();
                self.ambient + self.lamp * facing.max(0.0)
            };
            let luminance = if within(&eyes) {
                0.5 * light([0.0, 0.0, -1.0])
            } else if within(&mouth) {
                0.2 * self.albedo * light([0.0, 0.0, -1.0])
            } else {
                normals[y * 192 + x].map_or(self.background, |normal| self.albedo * light(normal))
            };
            [encode(luminance * shade(px, py)); 3]
        })
        .unwrap()
    }
}

/// The canonical face's mesh in pixels of the head crop.
pub(super) fn landmarks() -> [Point3; COUNT] {
    CANONICAL_FACE
        .map(|[x, y, z]| Point3::new(96.0 + PIXELS_A_CM * x, 100.0 - PIXELS_A_CM * y, -PIXELS_A_CM * z))
}

fn encode(linear: f32) -> u8 {
    (255.0 * crate::raster::srgb::from_linear(linear.clamp(0.0, 1.0))).round() as u8
}
