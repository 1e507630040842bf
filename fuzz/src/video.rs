//! Y4M: films for `swafoto replay`.

use swafoto::geometry::Affine;
use swafoto::raster::warp_to_plane;

// The command's own reader: the command is no library.
#[path = "../../bindings/cli/src/replay/y4m.rs"]
mod reader;

use reader::Reader;

/// Frames that are read: more are read as these were.
const FRAMES: usize = 4;

/// A video is read to its end or refused in a line, and every frame is as large as the header says.
pub fn y4m(data: &[u8]) {
    let one_line = |reason: String| assert!(!reason.contains('\n'), "{reason:?}");
    let mut video = match Reader::new(data) {
        Ok(video) => video,
        Err(error) => return one_line(error.to_string()),
    };
    let header = video.header();
    assert!(header.seconds(1).is_finite() && header.seconds(1) > 0.0, "{header:?}");
    for _ in 0..FRAMES {
        match video.advance() {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => return one_line(error.to_string()),
        }
        let frame = video.frame().expect("a frame of the header's size is refused");
        assert_eq!((frame.width(), frame.height()), (header.width, header.height));
        std::hint::black_box(warp_to_plane(&frame, &Affine::IDENTITY, (8, 8)));
    }
}
