//! Where things stand: what is told at the top, near the camera, where the person looks; what explains it and what can be done at
//! the bottom, under the thumb.

use swafoto::screen::{Action, Button, Card, Question, Screen};
use swafoto::words::Picture;

use crate::annotate::canvas::{Canvas, Color, Weight, text_width, wrap};

use super::look::{Colors, Look};
use super::paint;

/// In dp.
const MARGIN: f32 = 16.0;
const GAP: f32 = 12.0;
const CORNER: f32 = 20.0;
const PICTOGRAM: f32 = 48.0;
const BUTTON: f32 = 48.0;

/// Sizes of letters in sp, and of a line in their sizes.
const HEADING: f32 = 22.0;
const TEXT: f32 = 19.0;
const CARD: f32 = 15.0;
const NOTE: f32 = 13.5;
const LABEL: f32 = 15.5;
const LINE: f32 = 1.3;

/// Where a page without a picture begins, as a share of its height.
const TOP_OF_PAGE: f32 = 0.09;

/// A run of lines in one size.
struct Text {
    lines: Vec<String>,
    size: f32,
    weight: Weight,
}

impl Text {
    fn new(text: &str, size: f32, weight: Weight, room: f32) -> Self {
        Self { lines: wrap(text, size, weight, room), size, weight }
    }

    fn height(&self) -> f32 {
        self.lines.len() as f32 * self.size * LINE
    }

    fn draw(&self, canvas: &mut Canvas, x: f32, top: f32, color: Color) {
        for (index, line) in self.lines.iter().enumerate() {
            let baseline = top + self.size * (LINE * index as f32 + 1.02);
            canvas.text(line, x, baseline, self.size, self.weight, color);
        }
    }
}

/// What stands under one another, and how it is drawn.
struct Column<'a> {
    canvas: &'a mut Canvas,
    look: &'a Look,
    colors: Colors,
    left: f32,
    room: f32,
}

/// Shares of the owner's letters, the first that fit are taken; what does not fit by then is written in the last size.
const LETTERS: [f32; 6] = [1.0, 0.9, 0.8, 0.7, 0.6, 0.5];
const SMALLEST: f32 = 0.5;

/// How much of a window a screen needs.
struct Page<'a> {
    look: &'a Look,
    room: f32,
}

impl Page<'_> {
    /// Height of all that `screen` says, with its margins, in pixels.
    fn height(&self, screen: &Screen) -> f32 {
        let dp = |value: f32| value * self.look.density;
        let sp = |value: f32| dp(value) * self.look.letters;
        let inset = if screen.shows_camera { dp(MARGIN) } else { 0.0 };
        let room = self.room - 2.0 * inset;
        let of = |text: &str, size, weight, room| Text::new(text, sp(size), weight, room).height();
        let size = if screen.shows_camera { TEXT } else { HEADING };
        let top = if screen.shows_camera { dp(MARGIN) } else { self.look.pixels().1 as f32 * TOP_OF_PAGE };
        let text = of(&screen.text, size, Weight::Bold, room);
        let card = |card: &Card| {
            let text = of(&format!("1. {}", card.text), CARD, Weight::Regular, room - dp(PICTOGRAM + GAP));
            text.max(dp(PICTOGRAM)) + dp(GAP)
        };
        let cards: f32 = screen.cards.iter().map(card).sum();
        let note = of(&screen.note, NOTE, Weight::Regular, room);
        let question = screen.question.as_ref().map_or(0.0, |question| {
            let room = self.room - 2.0 * dp(MARGIN);
            let words = of(&question.text, CARD + 1.5, Weight::Bold, room);
            words
                + of(&question.note, NOTE, Weight::Regular, room)
                + 2.0 * dp(BUTTON)
                + 2.0 * dp(MARGIN)
                + 3.5 * dp(GAP)
        });
        let buttons = screen.buttons.len() as f32 * dp(BUTTON + GAP / 2.0) + dp(MARGIN);
        top + 4.0 * inset + text + cards + note + question + buttons + 2.5 * dp(GAP)
    }
}

/// Lays all of `screen` on the canvas.
pub(super) fn lay(canvas: &mut Canvas, screen: &Screen, given: &Look) {
    let look = given;
    let (width, height) = look.pixels();
    let (width, height) = (width as f32, height as f32);
    let wide = width > height;
    // In a window that is wider than high the face reaches the top: what is told stands beside it.
    let (left, room) = if wide { (width * 0.6, width * 0.4) } else { (0.0, width) };
    let margin = look.density * MARGIN;
    // A phone scrolls; a picture is written smaller.
    let fitting = LETTERS.into_iter().map(|share| Look { letters: look.letters * share, ..*look });
    let look =
        fitting.into_iter().find(|look| Page { look, room: room - 2.0 * margin }.height(screen) <= height);
    let look = &look.unwrap_or(Look { letters: SMALLEST, ..*given });
    let mut column =
        Column { canvas, look, colors: look.colors(), left: left + margin, room: room - 2.0 * margin };
    let bottom = column.buttons(&screen.buttons, screen.shows_camera, height - margin);
    let bottom = screen.question.as_ref().map_or(bottom, |question| column.question(question, bottom));
    column.told(screen, bottom);
}

impl Column<'_> {
    fn dp(&self, value: f32) -> f32 {
        value * self.look.density
    }

    fn sp(&self, value: f32) -> f32 {
        self.dp(value) * self.look.letters
    }

    /// What is told, and what explains it above `bottom`: on sheets over the camera's picture that leave the face free, else under
    /// one another from the top.
    fn told(&mut self, screen: &Screen, bottom: f32) {
        let (gap, inset) = (self.dp(GAP), if screen.shows_camera { self.dp(MARGIN) } else { 0.0 });
        let (x, room) = (self.left + inset, self.room - 2.0 * inset);
        let size = if screen.shows_camera { TEXT } else { HEADING };
        let text = Text::new(&screen.text, self.sp(size), Weight::Bold, room);
        let note = Text::new(&screen.note, self.sp(NOTE), Weight::Regular, room);
        let cards: Vec<(Text, &Card)> = screen
            .cards
            .iter()
            .enumerate()
            .map(|(index, card)| {
                let number = if screen.waits && screen.cards.len() > 1 {
                    format!("{}. ", index + 1)
                } else {
                    String::new()
                };
                let room = room - self.dp(PICTOGRAM + GAP);
                (Text::new(&format!("{number}{}", card.text), self.sp(CARD), Weight::Regular, room), card)
            })
            .collect();
        let heights = cards.iter().map(|(text, _)| text.height().max(self.dp(PICTOGRAM)) + gap);
        let more = heights.sum::<f32>() + note.height();
        let mut top = self.dp(MARGIN) + inset;
        if screen.shows_camera {
            self.sheet(self.dp(MARGIN), text.height());
        } else {
            top = self.look.pixels().1 as f32 * TOP_OF_PAGE;
        }
        text.draw(self.canvas, x, top, self.colors.text);
        top += text.height() + 1.5 * gap;
        if screen.shows_camera {
            top = bottom - gap - more - inset;
            self.sheet(top - inset, more);
        }
        for (text, card) in &cards {
            self.card(card, text, (x, top));
            top += text.height().max(self.dp(PICTOGRAM)) + gap;
        }
        note.draw(self.canvas, x, top, self.colors.faint);
    }

    /// A sheet for something of this height; none for nothing.
    fn sheet(&mut self, top: f32, height: f32) {
        if height > 0.0 {
            let sheet = (self.left, top, self.room, height + 2.0 * self.dp(MARGIN));
            self.canvas.rounded(sheet, self.dp(CORNER), self.colors.surface, 1.0);
        }
    }

    fn card(&mut self, card: &Card, text: &Text, (x, top): (f32, f32)) {
        let scale = self.dp(PICTOGRAM) / Picture::SIDE;
        for shape in card.picture.shapes() {
            paint(self.canvas, &shape, (x, top), scale, self.look);
        }
        text.draw(self.canvas, x + self.dp(PICTOGRAM + GAP), top, self.colors.text);
    }

    /// A sheet above `bottom`. Returns its upper edge.
    fn question(&mut self, question: &Question, bottom: f32) -> f32 {
        let (inset, gap) = (self.dp(MARGIN), self.dp(GAP));
        let room = self.room - 2.0 * inset;
        let text = Text::new(&question.text, self.sp(CARD + 1.5), Weight::Bold, room);
        let note = Text::new(&question.note, self.sp(NOTE), Weight::Regular, room);
        let answers = 2.0 * self.dp(BUTTON) + gap / 2.0;
        let height = 2.0 * inset + text.height() + note.height() + answers + 2.0 * gap;
        let top = bottom - gap - height;
        self.canvas.rounded((self.left, top, self.room, height), self.dp(CORNER), self.colors.surface, 1.0);
        let (x, colors) = (self.left + inset, self.colors);
        let mut y = top + inset;
        text.draw(self.canvas, x, y, colors.text);
        y += text.height() + gap;
        for label in [&question.yes, &question.no] {
            self.pill(label, (x, y), room, Some(colors.accent), colors.on_accent);
            y += self.dp(BUTTON) + gap / 2.0;
        }
        note.draw(self.canvas, x, y + gap / 2.0, colors.faint);
        top
    }

    /// The buttons above `bottom`, the first of them at the top. Returns their upper edge.
    fn buttons(&mut self, buttons: &[Button], over_picture: bool, bottom: f32) -> f32 {
        let (height, gap, colors) = (self.dp(BUTTON), self.dp(GAP) / 2.0, self.colors);
        let mut top = bottom - buttons.len() as f32 * (height + gap);
        let upper = top;
        for (index, button) in buttons.iter().enumerate() {
            // Nobody is drawn to leave.
            let leads = index == 0 && button.action != Action::Leave;
            let (ground, text) = match (leads, over_picture) {
                (true, _) => (Some(colors.accent), colors.on_accent),
                (false, true) => (Some(colors.surface), colors.text),
                (false, false) => (None, colors.accent),
            };
            self.pill(&button.label, (self.left, top), self.room, ground, text);
            top += height + gap;
        }
        upper
    }

    fn pill(&mut self, label: &str, (x, y): (f32, f32), room: f32, ground: Option<Color>, color: Color) {
        let height = self.dp(BUTTON);
        if let Some(ground) = ground {
            self.canvas.rounded((x, y, room, height), height / 2.0, ground, 1.0);
        }
        let wide = text_width(label, self.sp(LABEL), Weight::Bold);
        // A long word is written smaller rather than cut.
        let size = self.sp(LABEL) * ((room - self.dp(MARGIN)) / wide).min(1.0);
        let wide = text_width(label, size, Weight::Bold);
        let baseline = y + height / 2.0 + 0.36 * size;
        self.canvas.text(label, x + (room - wide) / 2.0, baseline, size, Weight::Bold, color);
    }
}

#[cfg(test)]
mod tests {
    use swafoto::screen::{Action, Scene};

    use super::*;

    fn ended(text: &str) -> Screen {
        let card = Card { picture: Picture::HatOff, alternative: String::new(), text: text.to_owned() };
        let button = |action| Button { action, label: "Coba lagi".to_owned() };
        Screen {
            scene: Scene::Ended,
            text: "Foto belum berhasil. Yang bisa Anda lakukan:".to_owned(),
            cards: vec![card.clone(), card],
            note: text.to_owned(),
            question: None,
            buttons: vec![button(Action::TryAgain), button(Action::Leave)],
            shows_camera: false,
            lights: false,
            speaks: false,
            waits: true,
            preview_label: String::new(),
            title: String::new(),
            language: "id".to_owned(),
        }
    }

    #[test]
    fn large_letters_and_wide_windows_find_a_size_that_fits() {
        let screen = ended(
            "Tampak topi atau sejenisnya. Lepaskan topi, helm, atau hoodie; kerudung boleh tetap dipakai.",
        );
        let look = Look { letters: 2.0, ..Look::PLAIN };
        let room = look.pixels().0 as f32 - 2.0 * look.density * MARGIN;
        let height = |share| {
            let look = Look { letters: look.letters * share, ..look };
            Page { look: &look, room }.height(&screen)
        };
        assert!(height(1.0) > look.pixels().1 as f32, "{}", height(1.0));
        assert!(LETTERS.into_iter().any(|share| height(share) <= look.pixels().1 as f32), "{}", height(0.5));
    }
}
