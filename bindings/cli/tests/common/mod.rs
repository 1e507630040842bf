//! Running the command and making photographs for it.

#![allow(dead_code, reason = "each test file uses a part")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use image::{ImageFormat, RgbImage};

/// What a run of the command left behind.
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The lines of the standard output as JSON.
    pub fn json(&self) -> Vec<serde_json::Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Runs `swafoto` with `arguments`.
pub fn swafoto<A: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = A>) -> Run {
    swafoto_in("C", arguments)
}

/// Runs `swafoto` with `arguments` for somebody of that locale.
pub fn swafoto_in<A: AsRef<std::ffi::OsStr>>(locale: &str, arguments: impl IntoIterator<Item = A>) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_swafoto"));
    Run::of(command.env("LC_ALL", locale).args(arguments).output().unwrap())
}

/// Runs `swafoto` with `arguments` in `folder`, for somebody who speaks English.
pub fn run_in<A: AsRef<std::ffi::OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = A>) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_swafoto"));
    Run::of(command.current_dir(folder).env("LC_ALL", "C.UTF-8").args(arguments).output().unwrap())
}

/// Runs `swafoto` with `arguments` and `input` on its standard input.
pub fn swafoto_reading(arguments: &[&str], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_swafoto"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses before it reads closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input);
    Run::of(child.wait_with_output().unwrap())
}

/// A public-domain portrait, 512 x 512.
pub fn portrait_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/astronaut.jpg")
}

/// The portrait's pixels.
pub fn portrait() -> RgbImage {
    image::open(portrait_file()).unwrap().to_rgb8()
}

/// `image` as a JPEG file of high quality.
pub fn jpeg(image: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 95);
    image.write_with_encoder(encoder).unwrap();
    bytes
}

/// `image` as a PNG file.
pub fn png(image: &image::DynamicImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// An EXIF segment of one directory: the orientation.
pub fn exif_orientation(orientation: u8) -> Vec<u8> {
    let mut tiff = b"Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
    // Tag 0x0112, type SHORT, one value.
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0, 0, 0, 0]);
    let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, 0xE1], &length[..], &tiff].concat()
}

/// A JPEG file with `segment` behind its start marker.
pub fn with_segment(jpeg: &[u8], segment: &[u8]) -> Vec<u8> {
    [&jpeg[..2], segment, &jpeg[2..]].concat()
}
