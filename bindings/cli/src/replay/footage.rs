//! Where frames come from: a Y4M video, a folder of pictures, or a case's folder.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::Duration;

use swafoto::SwafotoError;
use swafoto::frame::{Frame, Rotation};

use super::y4m;
use crate::photo::Photo;
use crate::{CommandError, name, photo};

/// Frames a second where only numbers in file names tell the time.
const FRAMES_PER_SECOND: f64 = 30.0;

/// How stored frames must be turned to be upright, where somebody has said so.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Orientation {
    /// Turned clockwise by this.
    pub(crate) rotation: Option<Rotation>,
    /// And mirrored after it.
    pub(crate) mirrored: Option<bool>,
}

impl Orientation {
    fn apply(self, frame: Frame<'_>) -> Frame<'_> {
        let frame = self.rotation.map_or(frame, |rotation| frame.rotated(rotation));
        self.mirrored.map_or(frame, |mirrored| frame.mirrored(mirrored))
    }
}

/// Frames in the order of time.
pub(crate) enum Footage {
    /// From a video.
    Video {
        /// The file as it was named.
        file: String,
        /// Reads it.
        reader: y4m::Reader<BufReader<File>>,
        /// Frames read so far.
        read: usize,
    },
    /// From a folder.
    Folder {
        /// Files still to come, the next one last.
        files: Vec<(PathBuf, Duration)>,
        /// The picture read last.
        picture: Option<Photo>,
    },
}

impl Footage {
    /// The footage at `path`: a video, or a folder of JPEG and PNG pictures.
    pub(crate) fn open(path: &Path) -> Result<Self, CommandError> {
        let name = name::of(path);
        let refused = |reason: String| CommandError::File { file: name.clone(), reason };
        let metadata = std::fs::metadata(path).map_err(|error| refused(error.to_string()))?;
        if metadata.is_dir() {
            let mut files = pictures(path)?;
            if files.is_empty() {
                return Err(refused("has no frames: neither JPEG nor PNG pictures".to_owned()));
            }
            files.reverse();
            return Ok(Self::Folder { files, picture: None });
        }
        let source = File::open(path).map_err(|error| refused(error.to_string()))?;
        let reader = y4m::Reader::new(BufReader::new(source)).map_err(|error| refused(error.to_string()))?;
        Ok(Self::Video { file: name, reader, read: 0 })
    }

    /// The stills at `path`: a video whose frames are taken one after the other, or one JPEG or PNG picture.
    pub(crate) fn open_still(path: &Path) -> Result<Self, CommandError> {
        let picture = path.extension().is_some_and(|ending| !ending.eq_ignore_ascii_case("y4m"));
        if picture {
            return Ok(Self::Folder { files: vec![(path.to_owned(), Duration::ZERO)], picture: None });
        }
        Self::open(path)
    }

    /// Reads the next frame and gives its time; `None` at the end.
    pub(crate) fn advance(&mut self) -> Result<Option<Duration>, CommandError> {
        match self {
            Self::Video { file, reader, read } => {
                let refused = |error: y4m::Y4mError| CommandError::File {
                    file: file.clone(),
                    reason: error.to_string(),
                };
                if !reader.advance().map_err(refused)? {
                    return Ok(None);
                }
                let at = Duration::from_secs_f64(reader.header().seconds(*read));
                *read += 1;
                Ok(Some(at))
            }
            Self::Folder { files, picture } => {
                let Some((path, at)) = files.pop() else { return Ok(None) };
                let opened = photo::open(&path).map_err(|error| CommandError::File {
                    file: name::of(&path),
                    reason: error.to_string(),
                })?;
                *picture = Some(opened);
                Ok(Some(at))
            }
        }
    }

    /// The frame read last, turned as `orientation` says; but a picture that EXIF turns knows better.
    pub(crate) fn frame(&self, orientation: Orientation) -> Result<Frame<'_>, SwafotoError> {
        let frame = match self {
            Self::Video { reader, .. } => reader.frame()?,
            Self::Folder { picture: Some(picture), .. } if picture.is_turned() => return picture.frame(),
            Self::Folder { picture: Some(picture), .. } => picture.frame()?,
            Self::Folder { picture: None, .. } => {
                return Err(SwafotoError::InvalidFrame {
                    field: "pixels",
                    reason: "no frame was read".to_owned(),
                });
            }
        };
        Ok(orientation.apply(frame))
    }
}

/// The pictures of a folder with their times, in the order of time.
fn pictures(folder: &Path) -> Result<Vec<(PathBuf, Duration)>, CommandError> {
    let refused = |reason: String| CommandError::file(folder, reason);
    let entries = std::fs::read_dir(folder).map_err(|error| refused(error.to_string()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        ending.is_some_and(|ending| matches!(ending.as_str(), "jpg" | "jpeg" | "png"))
    });
    let times = times(&folder.join("times.csv"))?;
    let mut timed = Vec::with_capacity(files.len());
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let seconds = match &times {
            Some(times) => times.get(&name).copied(),
            None => number(&name).map(|number| number / FRAMES_PER_SECOND),
        };
        // A file that the list of times does not name is no frame; one without a number has no place.
        match (seconds, &times) {
            (Some(seconds), _) => timed.push((path, Duration::from_secs_f64(seconds))),
            (None, Some(_)) => {}
            (None, None) => {
                return Err(refused(format!(
                    "`{name}` has no number, and there is no `times.csv` that says when it was taken"
                )));
            }
        }
    }
    timed.sort_by(|(a, at), (b, other)| at.cmp(other).then_with(|| a.cmp(b)));
    Ok(timed)
}

/// Seconds by file name, from a table with the columns `file` and `seconds`; `None` where there is none.
fn times(path: &Path) -> Result<Option<HashMap<String, f64>>, CommandError> {
    if !path.exists() {
        return Ok(None);
    }
    let refused = |reason: String| CommandError::file(path, reason);
    let mut reader = csv::Reader::from_path(path).map_err(|error| refused(error.to_string()))?;
    let headers = reader.headers().map_err(|error| refused(error.to_string()))?.clone();
    let column = |name: &str| {
        let found = headers.iter().position(|header| header.trim() == name);
        found.ok_or_else(|| refused(format!("has no column `{name}`")))
    };
    let (file, seconds) = (column("file")?, column("seconds")?);
    let mut times = HashMap::new();
    for record in reader.records() {
        let record = record.map_err(|error| refused(error.to_string()))?;
        let text = record.get(seconds).unwrap_or_default().trim();
        let value = text.parse().ok().filter(|value: &f64| (0.0..1e9).contains(value));
        let value = value.ok_or_else(|| refused(format!("`{text}` is not a time in seconds")))?;
        times.insert(record.get(file).unwrap_or_default().trim().to_owned(), value);
    }
    Ok(Some(times))
}

/// The last number in a file's name, without its ending.
fn number(name: &str) -> Option<f64> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let digits = stem.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let start = digits.rfind(|letter: char| !letter.is_ascii_digit()).map_or(0, |at| at + 1);
    digits.get(start..)?.parse().ok().filter(|number| *number < 1e9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_s_last_number_tells_the_time() {
        assert_eq!(number("frame_0012.png"), Some(12.0));
        assert_eq!(number("take2-007b.jpg"), Some(7.0));
        assert_eq!(number("me.jpg"), None);
        assert_eq!(number("9.jpeg"), Some(9.0));
    }

    #[test]
    fn a_table_of_times_decides_which_pictures_are_frames_and_when() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.png", "a.png", "other.png"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        std::fs::write(folder.path().join("times.csv"), "file,seconds\na.png, 0.5\nb.png,0.25\n").unwrap();
        let found = pictures(folder.path()).unwrap();
        let names: Vec<_> = found
            .iter()
            .map(|(path, at)| (path.file_name().unwrap().to_str().unwrap(), at.as_millis()))
            .collect();
        assert_eq!(names, [("b.png", 250), ("a.png", 500)]);
        std::fs::write(folder.path().join("times.csv"), "file,seconds\na.png,soon\n").unwrap();
        assert!(pictures(folder.path()).unwrap_err().to_string().contains("`soon`"));
        std::fs::write(folder.path().join("times.csv"), "name\na.png\n").unwrap();
        assert!(pictures(folder.path()).unwrap_err().to_string().contains("no column `file`"));
    }
}
