use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::Walk;
use crate::error::DecodeError;

const SIZE: (u16, u16) = (83, 61);

/// A picture with edges, slopes and noise, so that its codes are many and long.
fn rgb((width, height): (u16, u16)) -> Vec<u8> {
    let (width, height) = (u32::from(width), u32::from(height));
    let pixel = |x: u32, y: u32| {
        let noise = (x * 7919 + y * 104_729).wrapping_mul(2_654_435_761) >> 27;
        let edge = if (x / 13 + y / 11).is_multiple_of(2) { 60 } else { 0 };
        [(x * 255 / width / 2 + edge + noise) as u8, (y * 255 / height / 2 + noise) as u8, (90 + edge) as u8]
    };
    (0..height).flat_map(|y| (0..width).flat_map(move |x| pixel(x, y))).collect()
}

fn encoded(set: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 85);
    set(&mut encoder);
    encoder.encode(&rgb(SIZE), SIZE.0, SIZE.1, ColorType::Rgb).unwrap();
    file
}

fn walk(bytes: &[u8]) -> Result<(), DecodeError> {
    Walk::begin(bytes)?.walk()
}

fn is_damaged(bytes: &[u8]) -> bool {
    matches!(walk(bytes), Err(DecodeError::Damaged(_)))
}

/// Where the first scan's data begin.
fn scan(bytes: &[u8]) -> usize {
    let marker = bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    marker + 2 + usize::from(u16::from_be_bytes([bytes[marker + 2], bytes[marker + 3]]))
}

#[test]
fn every_way_of_encoding_is_walked_to_its_end() {
    for sampling in [
        SamplingFactor::F_1_1,
        SamplingFactor::F_2_1,
        SamplingFactor::F_1_2,
        SamplingFactor::F_2_2,
        SamplingFactor::F_4_1,
    ] {
        for (progressive, optimised) in [(false, false), (false, true), (true, false), (true, true)] {
            // With restarts, this encoder's fitted tables lack codes.
            let restarts: &[u16] = if optimised { &[0] } else { &[0, 1, 5] };
            for &restart in restarts {
                let file = encoded(|encoder| {
                    encoder.set_sampling_factor(sampling);
                    encoder.set_progressive(progressive);
                    encoder.set_optimized_huffman_tables(optimised);
                    encoder.set_restart_interval(restart);
                });
                let case = format!("{sampling:?}, {progressive}, {optimised}, {restart}");
                let begun = Walk::begin(&file).unwrap();
                assert_eq!((begun.size(), begun.is_progressive()), ((83, 61), progressive), "{case}");
                assert_eq!(begun.walk(), Ok(()), "{case}");
            }
        }
    }
}

#[test]
fn what_is_missing_at_the_end_is_noticed() {
    for progressive in [false, true] {
        let file = encoded(|encoder| encoder.set_progressive(progressive));
        for length in 4..file.len() {
            assert!(walk(&file[..length]).is_err(), "{length} bytes");
        }
        // As a decoder makes up for it: the end is there, but not what comes before.
        let unseen = (scan(&file)..file.len() - 2)
            .filter(|length| walk(&[&file[..*length], &[0xFF, 0xD9]].concat()).is_ok())
            .count();
        assert_eq!(unseen, 0);
    }
}

#[test]
fn blocks_too_many_or_too_few_are_noticed() {
    for progressive in [false, true] {
        let file = encoded(|encoder| encoder.set_progressive(progressive));
        let frame =
            file.windows(2).position(|pair| pair[0] == 0xFF && matches!(pair[1], 0xC0 | 0xC2)).unwrap();
        // Height and width, in a picture of 61 x 83 pixels, by a row or a column of MCUs.
        for (at, size) in [(frame + 5, 61), (frame + 7, 83)] {
            for other in [size - 16, size + 16_u16] {
                let mut changed = file.clone();
                changed[at..at + 2].copy_from_slice(&other.to_be_bytes());
                assert!(is_damaged(&changed), "{other}, not {size}");
            }
        }
    }
}

#[test]
fn restarts_come_in_order_and_in_their_places() {
    let file = encoded(|encoder| encoder.set_restart_interval(2));
    let restarts: Vec<usize> = (scan(&file)..file.len() - 1)
        .filter(|at| file[*at] == 0xFF && (0xD0..=0xD7).contains(&file[at + 1]))
        .collect();
    assert!(restarts.len() > 10);
    let [one, two, three] = restarts[3..6] else { unreachable!() };
    assert!(is_damaged(&[&file[..one], &file[two..]].concat()), "one interval less");
    assert!(is_damaged(&[&file[..two], &file[one..]].concat()), "one interval twice");
    let swapped = [&file[..one], &file[two..three], &file[one..two], &file[three..]].concat();
    assert!(is_damaged(&swapped), "two intervals swapped");
    assert!(is_damaged(&[&file[..one], &file[one + 2..]].concat()), "no marker");
    let padded = [&file[..one], &[0xFF, 0xFF], &file[one..]].concat();
    assert_eq!(walk(&padded), Ok(()), "markers may be padded");
}

#[test]
fn scans_come_once_each_and_all_of_them() {
    let file = encoded(|encoder| encoder.set_progressive(true));
    let scans: Vec<usize> =
        (0..file.len() - 1).filter(|at| file[*at] == 0xFF && file[at + 1] == 0xDA).collect();
    let [.., last_but_one, last] = scans[..] else { unreachable!() };
    assert!(is_damaged(&[&file[..last], &[0xFF, 0xD9]].concat()), "the last is missing");
    assert!(is_damaged(&[&file[..last_but_one], &file[last..]].concat()), "another is missing");
    assert!(is_damaged(&[&file[..last], &file[last_but_one..]].concat()), "one comes twice");
}

#[test]
fn no_flipped_bit_is_a_panic() {
    for progressive in [false, true] {
        let file = encoded(|encoder| encoder.set_progressive(progressive));
        let mut flipped = file.clone();
        let mut accepted = 0;
        for bit in 16..8 * file.len() {
            flipped[bit / 8] ^= 1 << (bit % 8);
            accepted += usize::from(walk(&flipped).is_ok());
            flipped[bit / 8] ^= 1 << (bit % 8);
        }
        // Of a noisy picture most bits are those of a value, and as good as any others.
        assert!(accepted < 6 * file.len(), "{accepted} of {}", 8 * file.len());
    }
}

#[test]
fn what_cameras_do_is_no_damage() {
    let file = encoded(|_| {});
    assert_eq!(walk(&[&file[..], b"a video, or a second picture \xFF\xD8"].concat()), Ok(()));
    // Samsung's selfie cameras: the bands of coefficients are nonsense.
    let mut samsung = file.clone();
    let data = scan(&file);
    samsung[data - 3..data].copy_from_slice(&[63, 0, 0x11]);
    assert_eq!(walk(&samsung), Ok(()));
    let end = file.len() - 2;
    assert_eq!(walk(&[&file[..end], &[0xFF, 0xFF], &file[end..]].concat()), Ok(()));
    assert!(is_damaged(&[&file[..end], &[0x12, 0x34], &file[end..]].concat()));
}

#[test]
fn what_is_not_decoded_is_named() {
    let file = encoded(|_| {});
    let frame = file.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    let changed = |at: usize, value: u8| {
        let mut file = file.clone();
        file[at] = value;
        walk(&file).unwrap_err().to_string()
    };
    assert!(changed(frame + 1, 0xC9).contains("arithmetic"));
    assert!(changed(frame + 1, 0xC3).contains("lossless"));
    assert!(changed(frame + 4, 12).contains("8 bits"));
    let mut file = file;
    file[frame + 5..frame + 7].fill(0);
    assert!(walk(&file).unwrap_err().to_string().contains("height"));
}

#[test]
fn a_mean_that_no_samples_have_is_damage() {
    // Black, of which a larger quantiser makes less than nothing.
    let mut file = Vec::new();
    let encoder = Encoder::new(&mut file, 100);
    encoder.encode(&[0; 3 * 16 * 16], 16, 16, ColorType::Rgb).unwrap();
    assert_eq!(walk(&file), Ok(()));
    let at = file.windows(3).position(|three| three == [0xFF, 0xDB, 0]).unwrap();
    file[at + 5] = 200;
    assert!(is_damaged(&file));
    // A table of 16 bits whose product with the value would not fit into 32.
    file[at + 5] = 1;
    let table: Vec<u8> = [0xFF; 128].into();
    let wide = [&file[..at], &[0xFF, 0xDB, 0, 131, 0x10], &table[..], &file[at + 69..]].concat();
    assert!(is_damaged(&wide));
}

/// Made by libjpeg: every coefficient comes in two or three scans, of more and more bits.
const REFINED: &[u8] = include_bytes!("refined.jpg");

#[test]
fn bits_that_come_later_are_walked_too() {
    assert_eq!(walk(REFINED), Ok(()));
    let scans: Vec<usize> =
        (0..REFINED.len() - 1).filter(|at| REFINED[*at] == 0xFF && REFINED[at + 1] == 0xDA).collect();
    assert_eq!(scans.len(), 10);
    for (number, begin) in scans.iter().enumerate() {
        let end = scans.get(number + 1).copied().unwrap_or(REFINED.len() - 2);
        let without = [&REFINED[..*begin], &REFINED[end..]].concat();
        assert!(is_damaged(&without), "scan {number} is missing");
        // A scan that is cut is one block or more too short, or says nothing that was there.
        let cut = [&REFINED[..end - 4], &REFINED[end..]].concat();
        assert!(is_damaged(&cut), "scan {number} is cut");
    }
}
