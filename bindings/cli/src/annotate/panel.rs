//! The verdict, the instruction and every check, beside the photograph.

use swafoto::rule::{Check, Status, Verdict};
use swafoto::words::{Language, ScreenText};

use crate::table;

use super::canvas::{Canvas, Color, Weight, text_width, wrap};
use super::overlay::LegendEntry;

/// Width of the panel in pixels.
pub(super) const WIDTH: usize = 600;

/// What the panel is painted on.
pub(super) const BACKGROUND: Color = [250, 250, 250];

const INK: Color = [28, 28, 30];
const FAINT: Color = [95, 99, 104];
const MARGIN: f32 = 22.0;
const TITLE: f32 = 30.0;
const HINT: f32 = 20.0;
const TEXT: f32 = 16.0;
const ROW: f32 = 25.0;
const HINT_LINE: f32 = 27.0;
const TOP: f32 = 66.0;

/// Left edge of the rule's name, the number and the limit, from the panel's left edge.
const COLUMNS: [f32; 3] = [56.0, 292.0, 468.0];

/// Ink of a status: dark enough to be read on the panel, apart for every kind of colour vision.
const fn ink(status: Status) -> Color {
    match status {
        Status::Pass => [0, 105, 76],
        Status::Fail => [168, 50, 0],
        Status::Unknown => [128, 88, 0],
        Status::Waived => FAINT,
    }
}

fn hint_lines(verdict: &Verdict, language: Language) -> Vec<String> {
    let text = verdict.hint.map_or("", |hint| hint.text(language));
    wrap(text, HINT, Weight::Bold, WIDTH as f32 - 4.0 * MARGIN)
}

/// Height that the panel needs, in pixels.
pub(super) fn height(verdict: &Verdict, language: Language, legend_entries: usize) -> usize {
    let hint = hint_lines(verdict, language).len() as f32 * HINT_LINE;
    let rows = (verdict.checks.len() + legend_entries.div_ceil(2)) as f32 * ROW;
    (TOP + hint + rows + 5.0 * MARGIN) as usize
}

/// Draws the panel with its left edge at `left`.
pub(super) fn draw(
    canvas: &mut Canvas,
    left: usize,
    verdict: &Verdict,
    language: Language,
    legend: &[LegendEntry],
) {
    let left = left as f32;
    let (sign, title, color) = if verdict.accepted {
        ('✓', ScreenText::RequirementsMet, ink(Status::Pass))
    } else {
        ('✗', ScreenText::RequirementsNotMet, ink(Status::Fail))
    };
    let title = title.text(language);
    canvas.text(&format!("{sign} {title}"), left + MARGIN, 46.0, TITLE, Weight::Bold, color);
    let mut y = TOP;
    let lines = hint_lines(verdict, language);
    if !lines.is_empty() {
        let box_height = lines.len() as f32 * HINT_LINE + MARGIN;
        canvas.fill(left + MARGIN, y, WIDTH as f32 - 2.0 * MARGIN, box_height, ink(Status::Fail), 0.09);
        canvas.fill(left + MARGIN, y, 5.0, box_height, ink(Status::Fail), 1.0);
        for (line, text) in lines.iter().enumerate() {
            let baseline = y + 0.5 * MARGIN + 20.0 + line as f32 * HINT_LINE;
            canvas.text(text, left + 2.0 * MARGIN, baseline, HINT, Weight::Bold, INK);
        }
        y += box_height;
    }
    y += 1.6 * MARGIN;
    for check in &verdict.checks {
        row(canvas, left, y, check);
        y += ROW;
    }
    y += 0.6 * MARGIN;
    for pair in legend.chunks(2) {
        for (entry, column) in pair.iter().zip([MARGIN, 300.0]) {
            // A line stands for a line, a patch for a tint: some share a colour.
            let (top, height) = if entry.fills { (y - 14.0, 17.0) } else { (y - 8.0, 5.0) };
            canvas.fill(left + column, top, 26.0, height, INK, 1.0);
            canvas.fill(left + column + 1.0, top + 1.0, 24.0, height - 2.0, entry.color, 1.0);
            canvas.text(entry.meaning, left + column + 36.0, y, TEXT, Weight::Regular, FAINT);
        }
        y += ROW;
    }
}

fn row(canvas: &mut Canvas, left: f32, y: f32, check: &Check) {
    let color = ink(check.status);
    let (sign, word) = table::sign(check.status);
    let weight = if check.status == Status::Fail { Weight::Bold } else { Weight::Regular };
    if check.status == Status::Fail {
        canvas.fill(left + MARGIN - 6.0, y - 18.0, WIDTH as f32 - 2.0 * MARGIN + 12.0, ROW, color, 0.09);
    }
    let [name, number, limit] = COLUMNS.map(|column| left + column);
    canvas.text(&sign.to_string(), left + MARGIN, y, TEXT + 2.0, Weight::Bold, color);
    canvas.text(check.rule.name(), name, y, TEXT, weight, INK);
    // The sign alone would leave the rarer states to guesswork.
    let measured = match check.status {
        Status::Pass | Status::Fail => table::measured(check),
        Status::Unknown | Status::Waived => word.to_owned(),
    };
    let space = limit - number - 8.0;
    let size = TEXT * (space / text_width(&measured, TEXT, weight).max(1.0)).min(1.0);
    canvas.text(&measured, number, y, size, weight, color);
    canvas.text(&table::limit(&check.limit), limit, y, TEXT, Weight::Regular, FAINT);
}
