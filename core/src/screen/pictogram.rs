//! The pictograms of help, as vectors: in the colour of text what is there, in the accent what to do.

use std::f32::consts::TAU;

use crate::geometry::Point2;
use crate::words::Picture;

use super::shape::{Ink, Shape};

impl Picture {
    /// Side of the square that a pictogram fills.
    pub const SIDE: f32 = 48.0;

    /// The pictogram in a square of [`Self::SIDE`], the first shape below the others.
    pub fn shapes(self) -> Vec<Shape> {
        match self {
            Self::Distance => {
                vec![head(15.0, 21.0, 11.0), shoulders(15.0), phone(41.0, 21.0), arrows(29.0, 21.0)]
            }
            Self::OneFace => vec![corners(), accent(head(24.0, 24.0, 12.0))],
            Self::HatOff => {
                vec![head(24.0, 30.0, 12.0), accent(hat(24.0, 15.0)), accent(arrow_up(42.0, 20.0))]
            }
            Self::Scarf => vec![scarf(), head(24.0, 22.0, 10.0)],
            Self::GlassesOff => vec![head(24.0, 22.0, 15.0), accent(glasses(24.0, 20.0)), accent(strike())],
            Self::FaceFree => vec![head(24.0, 22.0, 15.0), accent(mask(24.0, 27.0)), accent(strike())],
            Self::Ears => vec![head(24.0, 24.0, 14.0), hair(24.0, 24.0), accent(ears(24.0, 25.0, 11.2))],
            Self::LightInFront => {
                vec![accent(sun(12.0, 14.0)), head(33.0, 22.0, 10.0), shoulders(33.0)]
            }
            Self::EyeLevel => {
                vec![head(15.0, 22.0, 12.0), eyes_of(15.0, 20.0), phone(41.0, 20.0), accent(level(20.0))]
            }
            Self::Upright => vec![head(24.0, 24.0, 14.0), accent(line(&[(24.0, 2.0), (24.0, 46.0)]))],
            Self::Eyes => vec![almonds(), accent(irises())],
            Self::Mouth => {
                vec![head(24.0, 22.0, 16.0), eyes_of(24.0, 18.0), accent(line(&[(17.0, 29.0), (31.0, 29.0)]))]
            }
            Self::Lens => {
                vec![phone_outline(16.0), accent(circle(16.0, 12.0, 4.0)), accent(sparkle(36.0, 16.0))]
            }
            Self::Still => vec![phone_outline(24.0), accent(hands())],
            Self::PlainWall => vec![accent(wall()), head(24.0, 24.0, 9.0), shoulders(24.0)],
            Self::Colours => {
                vec![circle(18.0, 19.0, 10.0), circle(30.0, 19.0, 10.0), accent(circle(24.0, 30.0, 10.0))]
            }
        }
    }
}

/// Width of all lines.
const LINE: f32 = 2.5;

/// Straight pieces of a whole turn: smooth at any size that a phone shows.
const PIECES: usize = 40;

fn accent(shape: Shape) -> Shape {
    Shape { ink: Ink::Accent, ..shape }
}

fn line(points: &[(f32, f32)]) -> Shape {
    lines(&[points])
}

fn lines(contours: &[&[(f32, f32)]]) -> Shape {
    let contours = contours.iter().map(|points| points.iter().map(|(x, y)| Point2::new(*x, *y)).collect());
    Shape::lines(contours.collect(), LINE, Ink::Text)
}

fn loops(contours: &[&[(f32, f32)]]) -> Shape {
    Shape { closed: true, ..lines(contours) }
}

/// Part of an ellipse around `(x, y)`, from one share of a turn to another, clockwise from the right.
fn arc((x, y): (f32, f32), (across, down): (f32, f32), from: f32, to: f32) -> Vec<Point2> {
    let angle = |step: usize| TAU * (from + (to - from) * step as f32 / PIECES as f32);
    (0..=PIECES)
        .map(|step| Point2::new(x + across * angle(step).cos(), y + down * angle(step).sin()))
        .collect()
}

fn ellipse(centre: (f32, f32), radii: (f32, f32)) -> Vec<Point2> {
    let mut points = arc(centre, radii, 0.0, 1.0);
    points.pop();
    points
}

fn circle(x: f32, y: f32, radius: f32) -> Shape {
    Shape::ring(ellipse((x, y), (radius, radius)), LINE, Ink::Text)
}

fn head(x: f32, y: f32, half_height: f32) -> Shape {
    Shape::ring(ellipse((x, y), (0.78 * half_height, half_height)), LINE, Ink::Text)
}

fn shoulders(x: f32) -> Shape {
    Shape::lines(vec![arc((x, 47.0), (13.0, 10.0), 0.5, 1.0)], LINE, Ink::Text)
}

fn phone(x: f32, y: f32) -> Shape {
    loops(&[&[(x - 4.0, y - 9.0), (x + 4.0, y - 9.0), (x + 4.0, y + 9.0), (x - 4.0, y + 9.0)]])
}

fn phone_outline(x: f32) -> Shape {
    loops(&[&[(x - 9.0, 5.0), (x + 9.0, 5.0), (x + 9.0, 43.0), (x - 9.0, 43.0)]])
}

fn arrows(x: f32, y: f32) -> Shape {
    accent(lines(&[
        &[(x - 6.0, y), (x + 6.0, y)],
        &[(x - 3.0, y - 3.0), (x - 6.0, y), (x - 3.0, y + 3.0)],
        &[(x + 3.0, y - 3.0), (x + 6.0, y), (x + 3.0, y + 3.0)],
    ]))
}

fn arrow_up(x: f32, y: f32) -> Shape {
    lines(&[&[(x, y + 8.0), (x, y - 8.0)], &[(x - 4.0, y - 4.0), (x, y - 8.0), (x + 4.0, y - 4.0)]])
}

fn corners() -> Shape {
    lines(&[
        &[(4.0, 14.0), (4.0, 4.0), (14.0, 4.0)],
        &[(34.0, 4.0), (44.0, 4.0), (44.0, 14.0)],
        &[(44.0, 34.0), (44.0, 44.0), (34.0, 44.0)],
        &[(14.0, 44.0), (4.0, 44.0), (4.0, 34.0)],
    ])
}

fn hat(x: f32, y: f32) -> Shape {
    let crown = arc((x, y), (9.0, 10.0), 0.5, 1.0);
    let brim = vec![Point2::new(x - 14.0, y), Point2::new(x + 14.0, y)];
    Shape::lines(vec![crown, brim], LINE, Ink::Text)
}

/// Cloth around a face, with the face left out.
fn scarf() -> Shape {
    let mut cloth = arc((24.0, 20.0), (16.0, 17.0), 0.45, 1.05);
    cloth.extend([(42.0, 46.0), (6.0, 46.0)].map(|(x, y)| Point2::new(x, y)));
    Shape::area(vec![cloth, ellipse((24.0, 22.0), (9.0, 11.5))], Ink::Accent)
}

fn glasses(x: f32, y: f32) -> Shape {
    let lens = |side: f32| ellipse((x + side * 6.5, y), (5.0, 4.5));
    let bridge = vec![Point2::new(x - 1.5, y), Point2::new(x + 1.5, y)];
    Shape::lines(vec![closed(lens(-1.0)), bridge, closed(lens(1.0))], LINE, Ink::Text)
}

fn closed(mut contour: Vec<Point2>) -> Vec<Point2> {
    contour.extend(contour.first().copied());
    contour
}

fn mask(x: f32, y: f32) -> Shape {
    loops(&[&[
        (x - 9.0, y - 4.0),
        (x, y - 6.0),
        (x + 9.0, y - 4.0),
        (x + 7.0, y + 6.0),
        (x, y + 9.0),
        (x - 7.0, y + 6.0),
    ]])
}

/// What is to go is struck through.
fn strike() -> Shape {
    line(&[(6.0, 42.0), (42.0, 6.0)])
}

fn ears(x: f32, y: f32, beside: f32) -> Shape {
    let ear = |side: f32| {
        let (from, to) = if side > 0.0 { (0.75, 1.25) } else { (0.25, 0.75) };
        arc((x + side * beside, y), (5.0, 6.5), from, to)
    };
    Shape::lines(vec![ear(-1.0), ear(1.0)], LINE, Ink::Text)
}

fn hair(x: f32, y: f32) -> Shape {
    Shape::lines(vec![arc((x, y - 3.0), (13.5, 15.0), 0.53, 0.97)], LINE, Ink::Text)
}

fn sun(x: f32, y: f32) -> Shape {
    let ray = |turn: f32| {
        let (sine, cosine) = (TAU * turn).sin_cos();
        [7.5, 10.5].map(|far| Point2::new(x + far * cosine, y + far * sine)).to_vec()
    };
    let rays = (0..8).map(|eighth| ray(eighth as f32 / 8.0));
    Shape::lines(rays.chain([closed(ellipse((x, y), (4.5, 4.5)))]).collect(), LINE, Ink::Text)
}

fn level(y: f32) -> Shape {
    lines(&[&[(27.0, y), (30.0, y)], &[(33.0, y), (36.0, y)]])
}

fn eyes_of(x: f32, y: f32) -> Shape {
    lines(&[&[(x - 5.0, y), (x - 3.0, y)], &[(x + 3.0, y), (x + 5.0, y)]])
}

fn almonds() -> Shape {
    let almond = |x: f32| {
        let mut upper = arc((x, 28.0), (9.5, 9.0), 0.55, 0.95);
        upper.extend(arc((x, 20.0), (9.5, 9.0), 0.05, 0.45));
        upper
    };
    Shape { closed: true, ..Shape::lines(vec![almond(12.0), almond(36.0)], LINE, Ink::Text) }
}

fn irises() -> Shape {
    let iris = |x: f32| ellipse((x, 24.0), (3.5, 3.5));
    Shape { closed: true, ..Shape::lines(vec![iris(12.0), iris(36.0)], LINE, Ink::Text) }
}

fn sparkle(x: f32, y: f32) -> Shape {
    lines(&[
        &[(x, y - 8.0), (x, y + 8.0)],
        &[(x - 8.0, y), (x + 8.0, y)],
        &[(x - 4.0, y + 20.0), (x - 12.0, y + 20.0)],
    ])
}

fn hands() -> Shape {
    lines(&[
        &[(4.0, 40.0), (10.0, 34.0), (10.0, 20.0), (15.0, 20.0)],
        &[(44.0, 40.0), (38.0, 34.0), (38.0, 20.0), (33.0, 20.0)],
    ])
}

fn wall() -> Shape {
    loops(&[&[(3.0, 4.0), (45.0, 4.0), (45.0, 45.0), (3.0, 45.0)]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pictogram_stays_in_its_square_and_shows_what_matters() {
        for picture in Picture::ALL {
            let shapes = picture.shapes();
            for point in shapes.iter().flat_map(|shape| &shape.contours).flatten() {
                let inside = 0.0..=Picture::SIDE;
                assert!(inside.contains(&point.x) && inside.contains(&point.y), "{picture:?}: {point:?}");
            }
            assert!(shapes.iter().any(|shape| shape.ink == Ink::Accent), "{picture:?}");
        }
    }

    #[test]
    fn no_two_pictograms_are_the_same() {
        for (index, picture) in Picture::ALL.iter().enumerate() {
            assert!(
                Picture::ALL[..index].iter().all(|other| other.shapes() != picture.shapes()),
                "{picture:?}"
            );
        }
    }
}
