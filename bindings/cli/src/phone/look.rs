//! The phone that is drawn: its size, its colours, its owner's letters.

use swafoto::screen::PreviewArea;

use crate::annotate::canvas::Color;

/// Behind the camera's picture.
pub(super) const CAMERA: Color = [0; 3];

/// What a theme decides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Colors {
    pub(super) surface: Color,
    pub(super) text: Color,
    pub(super) faint: Color,
    pub(super) accent: Color,
    /// Text on the accent.
    pub(super) on_accent: Color,
}

/// A phone as its owner has set it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Size of its window in dp.
    pub(crate) size: (f32, f32),
    /// Pixels a dp.
    pub(crate) density: f32,
    /// Its owner likes it dark.
    pub(crate) dark: bool,
    /// How much larger than usual its letters are.
    pub(crate) letters: f32,
}

impl Look {
    /// A cheap phone as it is sold.
    pub(crate) const PLAIN: Self = Self { size: (360.0, 720.0), density: 1.5, dark: false, letters: 1.0 };

    /// Its window in pixels.
    pub(crate) fn pixels(&self) -> (usize, usize) {
        let pixels = |dp: f32| (dp * self.density).round() as usize;
        (pixels(self.size.0), pixels(self.size.1))
    }

    /// Where the camera's picture lies: all of the window, as in a mirror.
    pub(crate) fn area(&self) -> PreviewArea {
        let (width, height) = self.pixels();
        PreviewArea { width: width as f32, height: height as f32, density: self.density, mirrored: true }
    }

    // Contrast of text on its ground is at least 7 to 1, of the accent 4.5 to 1 (WCAG 2.2).
    pub(super) const fn colors(&self) -> Colors {
        if self.dark {
            Colors {
                surface: [28, 29, 33],
                text: [236, 237, 240],
                faint: [185, 189, 196],
                accent: [138, 180, 248],
                on_accent: [16, 30, 56],
            }
        } else {
            Colors {
                surface: [255, 255, 255],
                text: [27, 28, 31],
                faint: [82, 86, 93],
                accent: [11, 87, 208],
                on_accent: [255, 255, 255],
            }
        }
    }
}
