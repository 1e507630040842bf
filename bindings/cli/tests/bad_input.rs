//! What cannot be judged is said in one line with the file's name, and never stops the rest.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is a test's report")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{jpeg, png, portrait, portrait_file, swafoto, swafoto_reading};
use image::DynamicImage;
use swafoto_models::HEAD_PARSER;
use swafoto_tests::restated::{restated, silent};

/// The file beside a good photograph: exit status 2, one line that names it and says `message`, the good one judged.
fn refused(path: &Path, kind: &str, message: &str) {
    let good = portrait_file();
    let run = swafoto(["check".as_ref(), path.as_os_str(), good.as_os_str()]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    let name = path.file_name().unwrap().to_str().unwrap();
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains(name) && run.stderr.contains(message), "{}", run.stderr);
    assert!(run.stdout.contains("astronaut.jpg"), "the other is still judged: {}", run.stdout);

    let run = swafoto(["check".as_ref(), "--json".as_ref(), path.as_os_str(), good.as_os_str()]);
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr, "");
    let [bad, good] = &run.json()[..] else { panic!("{}", run.stdout) };
    assert_eq!(bad["photo"], path.to_str().unwrap());
    assert_eq!(bad["error"]["kind"], kind);
    assert!(bad["error"]["message"].as_str().unwrap().contains(message));
    assert!(good["accepted"].is_boolean());
}

fn refused_bytes(name: &str, bytes: &[u8], kind: &str, message: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    refused(&path, kind, message);
}

#[test]
fn a_truncated_jpeg() {
    let bytes = fs::read(portrait_file()).unwrap();
    refused_bytes("cut.jpg", &bytes[..bytes.len() * 6 / 10], "truncated", "truncated");
    refused_bytes("head.jpg", &bytes[..100], "truncated", "truncated");
}

#[test]
fn a_truncated_png() {
    let bytes = png(&DynamicImage::ImageRgb8(portrait()));
    refused_bytes("cut.png", &bytes[..bytes.len() / 2], "truncated", "truncated");
}

#[test]
fn a_jpeg_that_lacks_a_piece() {
    let bytes = fs::read(portrait_file()).unwrap();
    let middle = bytes.len() / 2;
    refused_bytes("piece.jpg", &[&bytes[..middle], &bytes[middle + 900..]].concat(), "damaged", "is damaged");
}

#[test]
fn a_png_with_another_byte() {
    let mut bytes = png(&DynamicImage::ImageRgb8(portrait()));
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    refused_bytes("byte.png", &bytes, "damaged", "checksum");
}

#[test]
fn one_pixel_that_shows_what_lies_behind_it() {
    let mut image = DynamicImage::ImageRgb8(portrait()).to_rgba8();
    image.get_pixel_mut(7, 9).0[3] = 200;
    refused_bytes("glass.png", &png(&image.into()), "transparent", "without transparency");
}

#[test]
fn what_phones_send_is_named_with_what_to_do() {
    refused_bytes("IMG_0001.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "format", "Most Compatible");
    refused_bytes("photo.jpg", b"\0\0\0\x14ftypavif\0\0\0\0mif1", "format", "AVIF one: save it as JPEG");
    refused_bytes("party.gif", b"GIF89a\x01\0\x01\0", "format", "GIF");
}

#[test]
fn a_profile_larger_than_any() {
    let mut bytes = png(&DynamicImage::ImageRgb8(portrait()));
    let chunk = [&b"iCCPbomb\0\0"[..], &vec![0; 20 << 20]].concat();
    let length = u32::try_from(chunk.len() - 4).unwrap().to_be_bytes();
    // Behind the signature and the header chunk.
    bytes.splice(33..33, [&length[..], &chunk, &crc32(&chunk).to_be_bytes()].concat());
    refused_bytes("bomb.png", &bytes, "too-large", "20 MB");
}

#[test]
fn an_empty_file() {
    refused_bytes("empty.jpg", b"", "empty", "is empty");
}

#[test]
fn a_pdf() {
    refused_bytes("letter.jpg", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "format", "PDF");
}

#[test]
fn noise_behind_a_jpeg_s_first_bytes() {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 16];
    bytes.extend((0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8));
    bytes.extend([0xFF, 0xD9]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("noise.jpg");
    fs::write(&path, &bytes).unwrap();
    let run = swafoto(["check".as_ref(), path.as_os_str()]);
    assert_eq!((run.status, run.stderr.lines().count()), (2, 1), "{}", run.stderr);
    assert!(run.stderr.contains("noise.jpg"));
}

#[test]
fn one_pixel() {
    refused_bytes("dot.png", &png(&DynamicImage::new_rgb8(1, 1)), "too-small", "1 x 1 pixels");
}

#[test]
fn a_header_that_promises_400_megapixels() {
    // PNG: the size stands in the first chunk, whose checksum must hold.
    let mut header = b"IHDR".to_vec();
    header.extend(20_000_u32.to_be_bytes());
    header.extend(20_000_u32.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    bytes.extend(&header);
    bytes.extend(crc32(&header).to_be_bytes());
    bytes.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xaeB`\x82");
    refused_bytes("vast.png", &bytes, "too-large", "20000 x 20000");

    // JPEG: the size stands behind the start-of-frame marker, its length and the sample precision.
    let mut bytes = jpeg(&portrait());
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    for at in [frame + 5, frame + 7] {
        bytes[at..at + 2].copy_from_slice(&20_000_u16.to_be_bytes());
    }
    refused_bytes("vast.jpg", &bytes, "too-large", "20000 x 20000");
}

#[test]
fn a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("holiday.jpg");
    fs::create_dir(&path).unwrap();
    refused(&path, "folder", "is a folder");
}

#[test]
fn nothing_at_all() {
    refused(Path::new("no/such/photo.jpg"), "not-found", "no such file");
}

#[cfg(unix)]
#[test]
fn no_permission() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret.jpg");
    fs::copy(portrait_file(), &path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Root may read everything, and there is nothing to show then.
    if fs::read(&path).is_err() {
        refused(&path, "permission", "no permission");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_writes_into() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe.jpg");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    refused(&path, "not-a-file", "is a pipe or a device");
    refused(Path::new("/dev/zero"), "not-a-file", "is a pipe or a device");
}

#[test]
fn the_standard_input() {
    let bytes = fs::read(portrait_file()).unwrap();
    let photo = portrait_file();
    let named = swafoto(["check", "--json", photo.to_str().unwrap()]);
    let read = swafoto_reading(&["check", "--json", "-"], &bytes);
    assert_eq!((read.status, &read.json()[0]["photo"]), (named.status, &"-".into()), "{}", read.stderr);
    assert_eq!(read.json()[0]["checks"], named.json()[0]["checks"]);
    let empty = swafoto_reading(&["check", "-"], b"");
    assert_eq!((empty.status, empty.stderr.as_str()), (2, "-: is empty\n"));
}

#[cfg(unix)]
#[test]
fn names_that_write_on_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    for (name, shown) in [
        ("a\u{1b}[2Jb.jpg", "a\\u{1b}[2Jb.jpg"),
        ("a\nb: accepted.jpg", "a\\nb: accepted.jpg"),
        ("a\u{202e}gpj.exe", "a\\u{202e}gpj.exe"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, b"").unwrap();
        let check = swafoto(["check".as_ref(), path.as_os_str()]);
        assert_eq!(check.stderr.lines().count(), 1, "{}", check.stderr);
        assert!(check.stderr.contains(shown), "{}", check.stderr);
        fs::copy(portrait_file(), &path).unwrap();
        let check = swafoto(["check".as_ref(), path.as_os_str()]);
        assert!(check.stdout.lines().next().unwrap().contains(shown), "{}", check.stdout);
        // In JSON the name is the file's own.
        let run = swafoto(["check".as_ref(), "--json".as_ref(), path.as_os_str()]);
        assert_eq!(run.json()[0]["photo"], path.to_str().unwrap());
        let policy = swafoto(["policy".as_ref(), path.as_os_str()]);
        assert!(policy.status == 2 && policy.stderr.contains(shown), "{}", policy.stderr);
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_stay_apart_in_json() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let names: [&[u8]; 3] = [b"\xff.jpg", b"\xfe.jpg", b"\\xff.jpg"];
    let paths = names.map(|name| folder.path().join(OsStr::from_bytes(name)));
    for path in &paths {
        fs::write(path, b"").unwrap();
    }
    let run =
        swafoto(["check".into(), "--json".into()].into_iter().chain(paths.map(PathBuf::into_os_string)));
    let named: Vec<_> =
        run.json().iter().map(|line| (line["photo"].clone(), line["photo_bytes"].clone())).collect();
    assert!(named[0].0.as_str().unwrap().ends_with("/\\xff.jpg"), "{named:?}");
    assert!(named[0].1.as_str().unwrap().ends_with("2fff2e6a7067"), "{named:?}");
    assert!(named[2].1.is_null(), "{named:?}");
    assert!(named[0] != named[1] && named[0] != named[2] && named[1] != named[2], "{named:?}");
}

#[test]
fn unusual_pixels_are_judged_like_common_ones() {
    let folder = tempfile::tempdir().unwrap();
    let rgb = DynamicImage::ImageRgb8(portrait());
    let forms = [
        ("rgb8.png", rgb.clone()),
        ("rgb16.png", DynamicImage::ImageRgb16(rgb.to_rgb16())),
        ("rgba8.png", DynamicImage::ImageRgba8(rgb.to_rgba8())),
        ("rgba16.png", DynamicImage::ImageRgba16(rgb.to_rgba16())),
        ("lossless.webp", rgb.clone()),
    ];
    let yaw = forms.map(|(name, image)| {
        let path = folder.path().join(name);
        image.save(&path).unwrap();
        let run = swafoto(["check".as_ref(), "--json".as_ref(), path.as_os_str()]);
        assert_ne!(run.status, 2, "{name}: {}", run.stdout);
        run.json()[0]["measures"]["yaw"].as_f64().unwrap()
    });
    assert!(yaw.iter().all(|value| *value == yaw[0]), "{yaw:?}");
    for (name, image) in
        [("l8.png", DynamicImage::ImageLuma8(rgb.to_luma8())), ("l16.png", rgb.to_luma16().into())]
    {
        let path = folder.path().join(name);
        fs::write(&path, png(&image)).unwrap();
        let run = swafoto(["check".as_ref(), "--json".as_ref(), path.as_os_str()]);
        assert_eq!(run.json()[0]["measures"]["faces"], 1.0, "{name}");
    }
}

#[test]
fn a_policy_that_cannot_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    fs::write(&path, "id = \"own\"\n").unwrap();
    for policy in ["no-such-policy", "no/such/policy.toml", path.to_str().unwrap()] {
        let photo = portrait_file();
        let run = swafoto(["check", "--policy", policy, photo.to_str().unwrap()]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{policy}");
        assert!(run.stderr.contains("policy") || run.stderr.contains("own.toml"), "{}", run.stderr);
    }
}

#[test]
fn a_parser_that_means_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.onnx");
    let parser = path.to_str().unwrap();
    let photo = portrait_file();
    let photo = photo.to_str().unwrap();
    let out = folder.path().join("out.jpg");
    fs::write(folder.path().join("labels.csv"), "file\nnone.png\n").unwrap();
    let verbs: [&[&str]; 5] = [
        &["check", photo],
        &["eval", folder.path().to_str().unwrap()],
        &["crop", photo, out.to_str().unwrap()],
        &["bench", photo, "--runs", "1"],
        &["replay", folder.path().to_str().unwrap()],
    ];
    fs::copy(photo, folder.path().join("0.jpg")).unwrap();
    for (old, new, reason) in [
        ("hat, scarf", "scarf, hat", "class 5 is `scarf`, expected `hat`"),
        ("head_hat, ", "          ", "attribute `head_hat` is missing"),
        ("192", "224", "another crop"),
    ] {
        fs::write(&path, restated(HEAD_PARSER, old, new)).unwrap();
        for verb in verbs {
            let run = swafoto([verb, &["--parser", parser]].concat());
            assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{verb:?}: {}", run.stderr);
            assert!(
                run.stderr.contains("own.onnx") && run.stderr.contains(reason),
                "{verb:?}: {}",
                run.stderr
            );
        }
    }
    for (bytes, reason) in [(silent(HEAD_PARSER), "contract"), (b"no network".to_vec(), "is no head parser")]
    {
        fs::write(&path, bytes).unwrap();
        let run = swafoto(["check", photo, "--parser", parser]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains("own.onnx") && run.stderr.contains(reason), "{}", run.stderr);
    }
}

/// The checksum of PNG chunks (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8)
            .fold(crc ^ u32::from(*byte), |crc: u32, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}
