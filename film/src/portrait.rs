//! The person in the film: a photograph, where its face lies, and what has been put on it.

use image::RgbImage;
use swafoto::Engine;
use swafoto::face::Face;
use swafoto::frame::Frame;
use swafoto::geometry::{Affine, Point2};
use swafoto::rule::Policy;

use super::film::FilmError;
use crate::{bilinear, scaled};

/// A photograph scaled to a known eye distance.
#[derive(Clone, Debug)]
pub struct Portrait {
    /// Its pixels.
    pub image: RgbImage,
    /// Its face.
    pub face: Face,
}

impl Portrait {
    /// The portrait in `photograph`, scaled so that its eyes are `eye_distance` pixels apart.
    ///
    /// # Errors
    /// Where the photograph shows no face.
    pub fn new(engine: &Engine, photograph: &RgbImage, eye_distance: f32) -> Result<Self, FilmError> {
        let face = face_of(engine, photograph)?;
        let image = scaled(photograph, eye_distance / face.eye_distance());
        let face = face_of(engine, &image)?;
        Ok(Self { image, face })
    }

    /// Maps face coordinates to pixels: the origin lies between the eyes, one is the eye distance, `x` runs along the eyes to
    /// the picture's right and `y` to the chin.
    pub fn from_face(&self) -> Affine {
        let (right, left) = (self.face.right_eye(), self.face.left_eye());
        let turn = (left.y - right.y).atan2(left.x - right.x);
        let middle = self.face.eye_midpoint();
        let distance = self.face.eye_distance();
        Affine::scaling(distance, distance)
            .then(&Affine::rotation(turn))
            .then(&Affine::translation(middle.x, middle.y))
    }

    /// A landmark in face coordinates.
    pub fn in_face(&self, landmark: usize) -> Point2 {
        let point = self.face.landmarks()[landmark].flat();
        self.from_face().inverse().map_or(Point2::default(), |to_face| to_face.apply(point))
    }

    /// Lays `paint` over the picture: it says for a point in face coordinates which sRGB colour covers it, and how much
    /// (`0..=1`). Called for the square of `reach` eye distances around the eyes.
    pub fn paint(&mut self, reach: f32, paint: impl Fn(Point2) -> ([f32; 3], f32)) {
        let from_face = self.from_face();
        let Some(to_face) = from_face.inverse() else { return };
        let center = from_face.apply(Point2::default());
        let extent = reach * from_face.scale();
        let clamp = |value: f32, size: u32| value.clamp(0.0, size as f32) as u32;
        let (width, height) = self.image.dimensions();
        for y in clamp(center.y - extent, height)..clamp(center.y + extent, height) {
            for x in clamp(center.x - extent, width)..clamp(center.x + extent, width) {
                let (color, opacity) = paint(to_face.apply(Point2::new(x as f32 + 0.5, y as f32 + 0.5)));
                if opacity <= 0.0 {
                    continue;
                }
                for (channel, wanted) in self.image.get_pixel_mut(x, y).0.iter_mut().zip(color) {
                    let mixed = f32::from(*channel) * (1.0 - opacity) + wanted * opacity;
                    *channel = mixed.round().clamp(0.0, 255.0) as u8;
                }
            }
        }
    }

    /// Bends the picture: each point in face coordinates shows what was at `source` of it. Called for the square of `reach` eye
    /// distances around the eyes.
    pub fn bend(&mut self, reach: f32, source: impl Fn(Point2) -> Point2) {
        let from_face = self.from_face();
        let before = self.image.clone();
        let last = (before.width() as f32 - 1.0, before.height() as f32 - 1.0);
        self.paint(reach, |at| {
            let from = source(at);
            if from == at {
                return ([0.0; 3], 0.0);
            }
            let pixel = from_face.apply(from);
            let (x, y) = ((pixel.x - 0.5).clamp(0.0, last.0), (pixel.y - 0.5).clamp(0.0, last.1));
            (bilinear(&before, x, y), 1.0)
        });
    }

    /// The mean sRGB colour of the square of `side` eye distances about `place` in face coordinates.
    pub fn mean_color(&self, place: Point2, side: f32) -> [f32; 3] {
        let from_face = self.from_face();
        let (mut sum, mut count) = ([0.0; 3], 0.0);
        for row in 0..8 {
            for column in 0..8 {
                let offset = |step: i32| (step as f32 / 7.0 - 0.5) * side;
                let at = from_face.apply(Point2::new(place.x + offset(column), place.y + offset(row)));
                let x = (at.x.max(0.0) as u32).min(self.image.width() - 1);
                let y = (at.y.max(0.0) as u32).min(self.image.height() - 1);
                for (total, value) in sum.iter_mut().zip(self.image.get_pixel(x, y).0) {
                    *total += f32::from(value);
                }
                count += 1.0;
            }
        }
        sum.map(|total| total / count)
    }
}

fn face_of(engine: &Engine, image: &RgbImage) -> Result<Face, FilmError> {
    let policy = Policy::preset(Policy::DEFAULT)?;
    let frame = Frame::rgb(image.as_raw(), image.width() as usize, image.height() as usize)?;
    engine.analyse(&frame, policy.faces())?.face.ok_or(FilmError::NoFace)
}
