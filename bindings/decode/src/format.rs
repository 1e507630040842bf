//! What a file is by its first bytes.

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Jpeg,
    Png,
    WebP,
    /// What we do not decode: what it is and what to do, to be said behind what it is not.
    Other(&'static str),
}

const HEIC: &str =
    " but a HEIC one: save or share it as JPEG (iPhone: Settings, Camera, Formats, Most Compatible)";
const AVIF: &str = " but an AVIF one: save it as JPEG, or set the camera to JPEG";
const JPEG_XL: &str = " but a JPEG XL one: save it as JPEG, or set the camera to JPEG";
const JPEG_2000: &str = " but a JPEG 2000 one: save it as JPEG";
const GIF: &str = " but a GIF one, which has too few colours: take a photo as JPEG";
const BMP: &str = " but a BMP one: save it as JPEG or PNG";
const TIFF: &str = " but a TIFF or raw one: save it as JPEG";
const PDF: &str = " but a PDF: send the photo itself as JPEG";
const VIDEO: &str = " but a video: take a photo instead";

impl Format {
    /// What a file is that begins with `bytes`.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Self::Jpeg,
            [0x89, b'P', b'N', b'G', ..] => Self::Png,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Self::WebP,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'A', b'V', b'I', b' ', ..] => Self::Other(VIDEO),
            [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] | [0xFF, 0x0A, ..] => Self::Other(JPEG_XL),
            [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] => Self::Other(JPEG_2000),
            [a, b, c, d, b'f', b't', b'y', b'p', rest @ ..] => {
                let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
                Self::of_brands(&rest[..rest.len().min(length.saturating_sub(8))])
            }
            [b'G', b'I', b'F', b'8', ..] => Self::Other(GIF),
            [b'B', b'M', ..] => Self::Other(BMP),
            [b'I', b'I', b'*' | b'+', 0, ..] | [b'M', b'M', 0, b'*' | b'+', ..] => Self::Other(TIFF),
            [b'%', b'P', b'D', b'F', ..] => Self::Other(PDF),
            [0x1A, 0x45, 0xDF, 0xA3, ..] => Self::Other(VIDEO),
            _ => Self::Other(""),
        }
    }

    /// What an ISO base media file is by its file-type box: the major brand, a version, and the compatible brands. HEIC and AVIF
    /// may both be `mif1` first, and say which below.
    fn of_brands(brands: &[u8]) -> Self {
        let has = |names: &[&[u8]]| brands.chunks_exact(4).any(|brand| names.contains(&brand));
        if has(&[b"avif", b"avis"]) {
            Self::Other(AVIF)
        } else if has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
            Self::Other(HEIC)
        } else if has(&[b"crx "]) {
            Self::Other(TIFF)
        } else {
            Self::Other(VIDEO)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_phones_send_is_recognised() {
        let of = |bytes: &[u8]| Format::of(bytes);
        assert_eq!(of(b"\xFF\xD8\xFF\xE1"), Format::Jpeg);
        assert_eq!(of(b"\x89PNG\r\n\x1A\n"), Format::Png);
        assert_eq!(of(b"RIFF\x24\0\0\0WEBPVP8 "), Format::WebP);
        assert_eq!(of(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Format::Other(HEIC));
        assert_eq!(of(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic"), Format::Other(HEIC));
        assert_eq!(of(b"\0\0\0\x1Cftypmif1\0\0\0\0mif1miafavif"), Format::Other(AVIF));
        assert_eq!(of(b"\0\0\0\x14ftypavif\0\0\0\0"), Format::Other(AVIF));
        assert_eq!(of(b"\0\0\0\x10ftypqt  \0\0\0\0avif"), Format::Other(VIDEO), "behind the box");
        assert_eq!(of(b"\0\0\0\x18ftypisom\0\0\0\0mp42"), Format::Other(VIDEO));
        assert_eq!(of(b"\xFF\x0A\xFA\x1F"), Format::Other(JPEG_XL));
        assert_eq!(of(b"\0\0\0\x0CJXL \r\n\x87\n"), Format::Other(JPEG_XL));
        assert_eq!(of(b"GIF89a"), Format::Other(GIF));
        assert_eq!(of(b"BM\x36\0\0\0"), Format::Other(BMP));
        assert_eq!(of(b"II*\0"), Format::Other(TIFF));
        assert_eq!(of(b"MM\0*"), Format::Other(TIFF));
        assert_eq!(of(b"%PDF-1.7"), Format::Other(PDF));
        assert_eq!(of(b"hello"), Format::Other(""));
        assert_eq!(of(b""), Format::Other(""));
    }
}
