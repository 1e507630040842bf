//! `--annotate`: a picture that shows what was seen in a photograph and why it was judged so.
//!
//! On the left the photograph with what was found in it; on the right every check, with a sign and a word so that
//! no meaning hangs on a colour.

pub(crate) mod canvas;
mod overlay;
mod panel;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use image::RgbImage;
use swafoto::Analysis;
use swafoto::frame::Frame;
use swafoto::geometry::Affine;
use swafoto::raster::warp_to_plane;
use swafoto::rule::Verdict;
use swafoto::words::Language;

use crate::{CommandError, name};
use canvas::Canvas;

/// Greatest height of the photograph in the picture, and the height that a small one is enlarged towards.
const PHOTO_HEIGHT: f32 = 1000.0;

/// Greatest width of the photograph in the picture.
const PHOTO_WIDTH: f32 = 1300.0;

/// A small photograph is not enlarged more than this: its pixels should stay what they are.
const MAX_ENLARGEMENT: f32 = 3.0;

/// The picture that explains `verdict`.
pub(crate) fn draw(
    frame: &Frame<'_>,
    analysis: &Analysis,
    verdict: &Verdict,
    language: Language,
) -> RgbImage {
    let (width, height) = (frame.width() as f32, frame.height() as f32);
    let scale = (PHOTO_HEIGHT / height).min(PHOTO_WIDTH / width).min(MAX_ENLARGEMENT);
    let (shown_width, shown_height) = ((width * scale).max(1.0) as usize, (height * scale).max(1.0) as usize);
    let shown = (shown_width as f32 / width, shown_height as f32 / height);
    let legend = overlay::legend(analysis);
    let panel_height = panel::height(verdict, language, legend.len());
    let canvas_height = shown_height.max(panel_height);
    let mut canvas = Canvas::new(shown_width + panel::WIDTH, canvas_height, panel::BACKGROUND);
    let to_frame = Affine::scaling(1.0 / shown.0, 1.0 / shown.1);
    if let Some((photo, _)) = warp_to_plane(frame, &to_frame, (shown_width, shown_height)) {
        canvas.place(&photo);
    }
    overlay::draw(&mut canvas, analysis, &Affine::scaling(shown.0, shown.1), (shown_width, shown_height));
    panel::draw(&mut canvas, shown_width, verdict, language, &legend);
    canvas.into_image()
}

/// Makes `folder` where it is missing.
///
/// # Errors
/// [`CommandError::File`] where it cannot be made, or where it holds a photograph that is to be judged: an annotated
/// picture could take the photograph's place.
pub(crate) fn prepare(folder: &Path, photos: &[PathBuf]) -> Result<(), CommandError> {
    let refused = |reason: String| CommandError::file(folder, reason);
    std::fs::create_dir_all(folder).map_err(|error| refused(error.to_string()))?;
    let own = std::fs::canonicalize(folder).map_err(|error| refused(error.to_string()))?;
    // What cannot be resolved cannot be read either, and is told of in its turn.
    let inside = |photo: &&PathBuf| {
        std::fs::canonicalize(photo).is_ok_and(|photo| photo.parent() == Some(own.as_path()))
    };
    match photos.iter().find(inside) {
        Some(photo) => Err(refused(format!(
            "holds the photograph {}: annotated pictures go into a folder of their own",
            name::of(photo)
        ))),
        None => Ok(()),
    }
}

/// A file name of its own for the annotated picture of each photograph: the photograph's, and a number where two
/// have the same.
pub(crate) fn file_names(photos: &[PathBuf]) -> Vec<PathBuf> {
    let mut taken = HashSet::new();
    let name = |photo: &PathBuf| {
        let stem = photo.file_stem().map_or("photo".into(), |stem| stem.to_string_lossy().into_owned());
        let numbered = (2..).map(|number| format!("{stem}-{number}.png"));
        let mut names = std::iter::once(format!("{stem}.png")).chain(numbered);
        let free = names.find(|name| taken.insert(name.clone()));
        PathBuf::from(free.unwrap_or_default())
    };
    photos.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_photograph_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let photo = folder.path().join("me.png");
        std::fs::write(&photo, "").unwrap();
        let refused = prepare(&folder.path().join("."), std::slice::from_ref(&photo)).unwrap_err();
        assert!(refused.to_string().contains("me.png"), "{refused}");
        prepare(&folder.path().join("annotated"), &[photo, "missing.png".into()]).unwrap();
    }

    #[test]
    fn photographs_of_the_same_name_do_not_overwrite_each_other() {
        let photos = ["a/me.jpg", "b/me.png", "me-2.jpg"].map(PathBuf::from);
        let names = file_names(&photos);
        assert_eq!(names, ["me.png", "me-2.png", "me-2-2.png"].map(PathBuf::from));
    }
}
