//! Photographs: files that are uploaded.

use swafoto::geometry::Affine;
use swafoto::raster::warp_to_plane;
use swafoto_decode::Photo;

/// A JPEG is decoded or refused in a line.
pub fn jpeg(data: &[u8]) {
    photo([&[0xFF, 0xD8, 0xFF], data].concat());
}

/// A PNG is decoded or refused in a line.
pub fn png(data: &[u8]) {
    photo([b"\x89PNG\r\n\x1a\n", data].concat());
}

/// The first bytes, by which a format is known, are not left to chance.
fn photo(bytes: Vec<u8>) {
    let photo = match Photo::decode(bytes) {
        Ok(photo) => photo,
        Err(error) => {
            let reason = error.to_string();
            return assert!(!reason.contains('\n') && !error.kind().is_empty(), "{reason:?}");
        }
    };
    let frame = photo.frame().expect("the core takes what was decoded");
    let (width, height) = photo.stored_size();
    assert_eq!(frame.width() * frame.height(), width * height);
    assert!(frame.exposure().is_none_or(|facts| facts.exposure_value().is_some()), "an exposure of nothing");
    let shrunk = Affine { coefficients: [width as f32 / 8.0, 0.0, 0.0, 0.0, height as f32 / 8.0, 0.0] };
    std::hint::black_box(warp_to_plane(&frame, &shrunk, (8, 8)));
}
