//! Screens side by side, each with a line on when it was shown.

use image::RgbImage;
use image::imageops;

use crate::annotate::canvas::{Canvas, Color, Weight};

const GROUND: Color = [232, 234, 238];
const INK: Color = [40, 42, 46];
const MARGIN: usize = 16;
const CAPTION: usize = 26;
const LETTERS: f32 = 17.0;

/// Height of a screen on the sheet.
const HEIGHT: u32 = 540;

/// Screens a row.
const COLUMNS: usize = 6;

/// Screens in the order in which they were shown.
#[derive(Debug, Default)]
pub(crate) struct ContactSheet {
    screens: Vec<(String, RgbImage)>,
}

impl ContactSheet {
    /// Adds a screen.
    pub(crate) fn add(&mut self, caption: String, screen: &RgbImage) {
        let width = (screen.width() * HEIGHT).div_ceil(screen.height().max(1)).max(1);
        let small = imageops::resize(screen, width, HEIGHT, imageops::FilterType::Triangle);
        self.screens.push((caption, small));
    }

    /// All of them in rows; nothing where there are none.
    pub(crate) fn draw(&self) -> Option<RgbImage> {
        let widest = self.screens.iter().map(|(_, screen)| screen.width() as usize).max()?;
        let (cell, row) = (widest + MARGIN, HEIGHT as usize + CAPTION + MARGIN);
        let columns = self.screens.len().min(COLUMNS);
        let rows = self.screens.len().div_ceil(columns);
        let canvas = Canvas::new(columns * cell + MARGIN, rows * row + MARGIN, GROUND);
        let mut sheet = canvas.into_image();
        for (index, (_, screen)) in self.screens.iter().enumerate() {
            let (x, y) = (MARGIN + index % columns * cell, MARGIN + index / columns * row + CAPTION);
            imageops::replace(&mut sheet, screen, x as i64, y as i64);
        }
        let mut canvas = Canvas::of(sheet);
        for (index, (caption, _)) in self.screens.iter().enumerate() {
            let (x, y) = (MARGIN + index % columns * cell, MARGIN + index / columns * row + CAPTION - 8);
            canvas.text(caption, x as f32, y as f32, LETTERS, Weight::Regular, INK);
        }
        Some(canvas.into_image())
    }
}
