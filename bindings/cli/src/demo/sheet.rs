//! The screens of a replay side by side.

use std::path::{Path, PathBuf};

use image::imageops::{FilterType, overlay, resize};
use image::{Rgb, RgbImage};

use crate::CommandError;

/// Screens of a sheet at most.
const MOST: usize = 6;

/// Width of a screen in pixels.
const WIDTH: u32 = 240;

const MARGIN: u32 = 12;
const GROUND: Rgb<u8> = Rgb([255; 3]);

/// Lays the pictures in `folder` side by side, in the order of their names, and writes them to `to`.
pub(super) fn write(folder: &Path, to: &Path) -> Result<(), CommandError> {
    let unreadable = |path: &Path, error: &dyn std::fmt::Display| CommandError::file(path, error.to_string());
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut screens = Vec::new();
    for path in spread(&files) {
        let screen = image::open(path).map_err(|error| unreadable(path, &error))?.to_rgb8();
        let height = (screen.height() * WIDTH).div_ceil(screen.width().max(1));
        screens.push(resize(&screen, WIDTH, height, FilterType::Triangle));
    }
    side_by_side(&screens).save(to).map_err(|error| unreadable(to, &error))
}

/// At most [`MOST`] of `files`, the first and the last among them.
fn spread(files: &[PathBuf]) -> Vec<&PathBuf> {
    let count = files.len().min(MOST);
    (0..count).filter_map(|index| files.get(index * (files.len() - 1) / (count - 1).max(1))).collect()
}

fn side_by_side(screens: &[RgbImage]) -> RgbImage {
    let height = screens.iter().map(RgbImage::height).max().unwrap_or(0);
    let width = screens.len() as u32 * (WIDTH + MARGIN) + MARGIN;
    let mut sheet = RgbImage::from_pixel(width, height + 2 * MARGIN, GROUND);
    for (index, screen) in screens.iter().enumerate() {
        overlay(&mut sheet, screen, i64::from(MARGIN + index as u32 * (WIDTH + MARGIN)), i64::from(MARGIN));
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_and_last_are_always_on_the_sheet() {
        let files: Vec<PathBuf> = (0..20).map(|number| format!("{number:02}.png").into()).collect();
        for length in [0, 1, 2, 6, 7, 20] {
            let chosen = spread(&files[..length]);
            assert_eq!(chosen.len(), length.min(MOST), "{length}");
            assert_eq!(chosen.first().copied(), files[..length].first());
            assert_eq!(chosen.last().copied(), files[..length].last());
        }
    }
}
