//! `--annotate`: the frame with the overlay a user would see.
//!
//! A state shows by colour and by the line's pattern, so that nobody needs the colour; the hint stands in a banner, the
//! hold's progress in a ring, and the state's name below.

use image::RgbImage;
use swafoto::frame::Frame;
use swafoto::geometry::{Affine, Point2};
use swafoto::raster::warp_to_plane;
use swafoto::session::State;
use swafoto::words::Language;

use super::report::Step;
use crate::annotate::canvas::{Canvas, Color, Stroke, Weight, dashes, text_width, wrap};

/// Width of the picture in pixels.
const WIDTH: f32 = 720.0;

const INK: Color = [20, 22, 26];
const PAPER: Color = [255, 255, 255];
const TRACK: Color = [96, 100, 108];

/// Size of the hint's letters, the distance of its lines, and the banner's margin.
const HINT: f32 = 34.0;
const LINE: f32 = 44.0;
const MARGIN: f32 = 24.0;
const SMALL: f32 = 22.0;

/// Radius and width of the progress ring.
const RING: (f32, f32) = (38.0, 10.0);

/// Strokes that an outline or a ring is made of.
const SEGMENTS: usize = 120;

/// How a state looks.
struct Style {
    color: Color,
    /// Lengths of dash and gap in pixels; `None` is a solid line.
    dash: Option<(f32, f32)>,
    width: f32,
}

// Okabe & Ito's palette: told apart by every kind of colour vision.
const fn style(state: State) -> Style {
    match state {
        State::Searching => Style { color: [200, 200, 200], dash: Some((4.0, 14.0)), width: 5.0 },
        State::Guiding => Style { color: [230, 159, 0], dash: Some((26.0, 16.0)), width: 6.0 },
        State::Holding => Style { color: [86, 180, 233], dash: None, width: 7.0 },
        State::Verifying => Style { color: [240, 228, 66], dash: Some((60.0, 10.0)), width: 8.0 },
        State::Accepted => Style { color: [0, 158, 115], dash: None, width: 11.0 },
        State::Exited => Style { color: [213, 94, 0], dash: Some((10.0, 10.0)), width: 7.0 },
    }
}

/// The frame of `step` with its overlay. `outline` is the last face outline that was known: the core gives none after the
/// end.
pub(crate) fn draw(frame: &Frame<'_>, step: &Step, outline: &[Point2], language: Language) -> RgbImage {
    let (width, height) = (frame.width() as f32, frame.height() as f32);
    let scale = WIDTH / width;
    let size = (WIDTH as usize, (height * scale).round().max(1.0) as usize);
    let mut canvas = Canvas::new(size.0, size.1, INK);
    let to_frame = Affine::scaling(width / size.0 as f32, height / size.1 as f32);
    if let Some((photo, _)) = warp_to_plane(frame, &to_frame, size) {
        canvas.place(&photo);
    }
    let state = step.update.state;
    let style = style(state);
    let center = Point2::new(WIDTH / 2.0, size.1 as f32 * 0.45);
    let shown: Vec<Point2> = if outline.is_empty() {
        ellipse(center, 0.3 * WIDTH, 0.4 * WIDTH)
    } else {
        outline.iter().map(|point| Point2::new(point.x * scale, point.y * scale)).collect()
    };
    edged(&mut canvas, &shown, &style);
    if let Some(hint) = step.update.hint {
        banner(&mut canvas, hint.text(language));
    }
    foot(&mut canvas, size.1 as f32, step, &style);
    canvas.into_image()
}

fn ellipse(center: Point2, across: f32, down: f32) -> Vec<Point2> {
    let at = |index: usize| {
        let (sin, cos) = (std::f32::consts::TAU * index as f32 / SEGMENTS as f32).sin_cos();
        Point2::new(center.x + across * cos, center.y + down * sin)
    };
    (0..SEGMENTS).map(at).collect()
}

/// A closed line in the state's pattern over a dark edge, so that it shows on any ground.
fn edged(canvas: &mut Canvas, points: &[Point2], style: &Style) {
    let dashes = dashes(points, true, style.dash);
    for (color, width, opacity) in [(INK, style.width + 5.0, 0.4), (style.color, style.width, 1.0)] {
        for (from, to) in &dashes {
            canvas.line(*from, *to, Stroke { color, width, opacity });
        }
    }
}

/// The hint, white on dark, as large as a phone shows it.
fn banner(canvas: &mut Canvas, text: &str) {
    let room = WIDTH - 4.0 * MARGIN;
    let lines = wrap(text, HINT, Weight::Bold, room);
    let height = lines.len() as f32 * LINE + MARGIN;
    canvas.rounded((MARGIN, MARGIN, WIDTH - 2.0 * MARGIN, height), 18.0, INK, 0.82);
    for (index, line) in lines.iter().enumerate() {
        let x = (WIDTH - text_width(line, HINT, Weight::Bold)) / 2.0;
        let y = MARGIN + 0.5 * MARGIN + 32.0 + index as f32 * LINE;
        canvas.text(line, x, y, HINT, Weight::Bold, PAPER);
    }
}

/// Progress ring, the state's name, and the time.
fn foot(canvas: &mut Canvas, height: f32, step: &Step, style: &Style) {
    let center = Point2::new(WIDTH / 2.0, height - MARGIN - RING.0 - 8.0);
    let ring = ellipse(center, RING.0, RING.0);
    canvas.polygon(&ring, Stroke { color: INK, width: RING.1 + 6.0, opacity: 0.55 });
    canvas.polygon(&ring, Stroke { color: TRACK, width: RING.1, opacity: 1.0 });
    // From the top, clockwise.
    let filled = (step.update.progress.clamp(0.0, 1.0) * SEGMENTS as f32).round() as usize;
    let start = SEGMENTS * 3 / 4;
    for index in start..start + filled {
        let (from, to) = (ring[index % SEGMENTS], ring[(index + 1) % SEGMENTS]);
        canvas.line(from, to, Stroke { color: style.color, width: RING.1, opacity: 1.0 });
    }
    let word = step.update.ending.map_or(step.update.state.name(), |ending| ending.name());
    let time = format!("{:.2} s", step.at.as_secs_f64());
    let baseline = height - MARGIN - 12.0;
    let wide = text_width(word, SMALL, Weight::Bold);
    canvas.rounded((MARGIN, baseline - 28.0, wide + 58.0, 42.0), 21.0, INK, 0.82);
    let swatch = [Point2::new(MARGIN + 18.0, baseline - 7.0), Point2::new(MARGIN + 32.0, baseline - 7.0)];
    canvas.line(swatch[0], swatch[1], Stroke { color: style.color, width: 12.0, opacity: 1.0 });
    canvas.text(word, MARGIN + 46.0, baseline, SMALL, Weight::Bold, PAPER);
    let wide = text_width(&time, SMALL, Weight::Regular);
    canvas.rounded((WIDTH - MARGIN - wide - 28.0, baseline - 28.0, wide + 28.0, 42.0), 21.0, INK, 0.82);
    canvas.text(&time, WIDTH - MARGIN - wide - 14.0, baseline, SMALL, Weight::Regular, PAPER);
}
