//! What was found, drawn on the photograph.

use swafoto::Analysis;
use swafoto::face::landmarks::NOSE_TIP;
use swafoto::face::{
    FACE_OVAL, Face, HEAD_CROP_SIDE, HeadCrop, HeadParse, LEFT_EYE, LIPS_OUTER, PixelClass, RIGHT_EYE,
    TRIANGLES,
};
use swafoto::geometry::{Affine, Point2, Point3, Rect};
use swafoto::measure::Light;

use super::canvas::{Canvas, Color, Stroke};

// Okabe & Ito's palette: told apart by every kind of colour vision.
const BLUE: Color = [86, 180, 233];
const ORANGE: Color = [230, 159, 0];
const GREEN: Color = [0, 158, 115];
const YELLOW: Color = [240, 228, 66];
const VERMILION: Color = [213, 94, 0];
const PURPLE: Color = [204, 121, 167];
const WHITE: Color = [255; 3];
const DEEP_BLUE: Color = [0, 114, 178];

/// How much of the photograph a parsed class covers.
const TINT: f32 = 0.4;

/// Classes that a rule looks for, and their tint. The rest of a head is left as it is.
const TINTS: [(PixelClass, Color, &str); 5] = [
    (PixelClass::Ear, PURPLE, "ear"),
    (PixelClass::Eyewear, VERMILION, "eyewear"),
    (PixelClass::Hat, ORANGE, "hat"),
    (PixelClass::Scarf, DEEP_BLUE, "scarf"),
    (PixelClass::OtherOccluder, BLUE, "mask, hand or object"),
];

/// A light this one-sided is worth an arrow.
const LEAST_UNEVENNESS: f32 = 0.5;

/// A mark and what it means.
pub(super) struct LegendEntry {
    /// Its colour.
    pub(super) color: Color,
    /// A tint, rather than a line.
    pub(super) fills: bool,
    /// What it stands for.
    pub(super) meaning: &'static str,
}

const fn line(color: Color, meaning: &'static str) -> LegendEntry {
    LegendEntry { color, fills: false, meaning }
}

/// The marks that the overlay of `analysis` has.
pub(super) fn legend(analysis: &Analysis) -> Vec<LegendEntry> {
    let mut entries = Vec::new();
    let Some(face) = &analysis.measures.face else { return entries };
    entries.extend([
        line(BLUE, "face outline"),
        line(ORANGE, "head from chin to crown"),
        line(GREEN, "where the face points"),
    ]);
    if analysis.detections.len() > 1 {
        entries.push(line(VERMILION, "another face"));
    }
    if face.light.as_ref().is_some_and(shows_direction) {
        entries.push(line(YELLOW, "where the light comes from"));
    }
    if let Some(parse) = &analysis.parse {
        let shown = TINTS.iter().filter(|(class, ..)| parse.classes.samples().contains(class));
        entries.extend(shown.map(|(_, color, meaning)| LegendEntry { color: *color, fills: true, meaning }));
    }
    entries
}

/// Draws what was found. `to_canvas` maps the upright frame to the canvas, of which the photograph fills `size`.
pub(super) fn draw(canvas: &mut Canvas, analysis: &Analysis, to_canvas: &Affine, size: (usize, usize)) {
    let Some(face) = &analysis.face else { return };
    if let (Some(head), Some(parse)) = (&analysis.head, &analysis.parse) {
        tint(canvas, head, parse, to_canvas, size);
    }
    let thick = (size.1 as f32 / 350.0).clamp(1.5, 3.0);
    for other in analysis.detections.iter().skip(1) {
        canvas.edged_polygon(
            &corners(&other.bounds, to_canvas),
            Stroke { color: VERMILION, width: thick, opacity: 1.0 },
        );
    }
    mesh(canvas, face, to_canvas);
    let contour = |indices: &[usize]| -> Vec<Point2> {
        indices.iter().map(|index| to_canvas.apply(face.landmarks()[*index].flat())).collect()
    };
    canvas.edged_polygon(&contour(&FACE_OVAL), Stroke { color: BLUE, width: thick, opacity: 1.0 });
    for indices in [&RIGHT_EYE[..], &LEFT_EYE, &LIPS_OUTER] {
        canvas.polygon(&contour(indices), Stroke { color: BLUE, width: 0.5 * thick, opacity: 0.9 });
    }
    let eyes = [face.right_eye(), face.left_eye()].map(|eye| to_canvas.apply(eye.flat()));
    canvas.line(eyes[0], eyes[1], Stroke { color: WHITE, width: 0.7 * thick, opacity: 0.9 });
    if let Some(measures) = &analysis.measures.face {
        canvas.edged_polygon(
            &corners(&measures.framing.head, to_canvas),
            Stroke { color: ORANGE, width: 0.7 * thick, opacity: 1.0 },
        );
        pose(canvas, face, to_canvas, thick);
        if let Some(light) = measures.light.filter(shows_direction) {
            light_direction(canvas, &light, &measures.framing.head, to_canvas, thick);
        }
    }
}

fn shows_direction(light: &Light) -> bool {
    light.uneven_stops() >= LEAST_UNEVENNESS
}

/// Covers the pixels of each class in [`TINTS`].
fn tint(canvas: &mut Canvas, head: &HeadCrop, parse: &HeadParse, to_canvas: &Affine, size: (usize, usize)) {
    let Some(to_frame) = to_canvas.inverse() else { return };
    let to_grid = to_frame.then(&head.from_frame).then(&Affine::scaling(
        parse.classes.width() as f32 / HEAD_CROP_SIDE as f32,
        parse.classes.height() as f32 / HEAD_CROP_SIDE as f32,
    ));
    for y in 0..size.1 {
        for x in 0..size.0 {
            let at = to_grid.apply(Point2::new(x as f32 + 0.5, y as f32 + 0.5));
            if at.x < 0.0 || at.y < 0.0 {
                continue;
            }
            let (column, row) = (at.x as usize, at.y as usize);
            if column >= parse.classes.width() || row >= parse.classes.height() {
                continue;
            }
            let class = parse.classes.at(column, row);
            if let Some((_, color, _)) = TINTS.iter().find(|(tinted, ..)| *tinted == class) {
                canvas.blend(x as i32, y as i32, *color, TINT);
            }
        }
    }
}

fn mesh(canvas: &mut Canvas, face: &Face, to_canvas: &Affine) {
    let stroke = Stroke { color: WHITE, width: 0.7, opacity: 0.22 };
    for [a, b, c] in TRIANGLES {
        let at = |index: u16| to_canvas.apply(face.landmarks()[usize::from(index)].flat());
        // Neighbours share an edge: each is drawn by the triangle in which it ascends.
        for (from, to) in [(a, b), (b, c), (c, a)].into_iter().filter(|(from, to)| from < to) {
            canvas.line(at(from), at(to), stroke);
        }
    }
}

/// The face's own axes at the tip of the nose, the one that points out of the face as an arrow.
fn pose(canvas: &mut Canvas, face: &Face, to_canvas: &Affine, thick: f32) {
    let nose = face.landmarks()[NOSE_TIP];
    let fit = face.rigid_fit();
    // Columns of the rotation are where the face's axes point.
    let tip = |column: usize, centimetres: f32| {
        let reach = centimetres * fit.pixels_per_cm;
        let [x, y, z] = [0, 1, 2].map(|row: usize| reach * fit.rotation[row][column]);
        to_canvas.apply(Point3::new(nose.x + x, nose.y + y, nose.z + z).flat())
    };
    let origin = to_canvas.apply(nose.flat());
    let thin = Stroke { color: GREEN, width: 0.6 * thick, opacity: 0.9 };
    canvas.line(tip(0, -5.0), tip(0, 5.0), thin);
    canvas.line(tip(1, -5.0), tip(1, 5.0), thin);
    // The mesh network sees no back of a head: whichever way the axis runs, the face looks towards the camera.
    let out_of_face = -14.0 * fit.rotation[2][2].signum();
    canvas.arrow(origin, tip(2, out_of_face), Stroke { color: GREEN, width: 1.3 * thick, opacity: 1.0 });
}

/// An arrow beside the head that points the way the light falls.
fn light_direction(canvas: &mut Canvas, light: &Light, head: &Rect, to_canvas: &Affine, thick: f32) {
    let (rightward, downward) = (light.shading.rightward, light.shading.downward);
    let strength = rightward.hypot(downward);
    let center = head.center();
    let from_center = |share: f32| {
        let reach = share * head.height / strength;
        to_canvas.apply(Point2::new(center.x + reach * rightward, center.y + reach * downward))
    };
    let (from, to) = (from_center(0.62), from_center(0.62 - 0.35 * strength.clamp(0.3, 1.0)));
    canvas.arrow(from, to, Stroke { color: YELLOW, width: 1.7 * thick, opacity: 1.0 });
}

fn corners(rect: &Rect, to_canvas: &Affine) -> [Point2; 4] {
    let (right, bottom) = (rect.x + rect.width, rect.y + rect.height);
    [(rect.x, rect.y), (right, rect.y), (right, bottom), (rect.x, bottom)]
        .map(|(x, y)| to_canvas.apply(Point2::new(x, y)))
}
