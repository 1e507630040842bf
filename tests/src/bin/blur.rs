//! Blurs sharp photographs by known amounts, and prints how many the sharpness rule lets pass.
//!
//!     cargo run --release -p swafoto-tests --bin blur -- FOLDER [PHOTOS]
//!
//! Takes up to `PHOTOS` (default 8) pictures of `FOLDER`, evenly spread over the sorted names, of which the default
//! policy accepts sharpness as they are, brings them to three heights, blurs them in percent of the eye distance, and
//! adds noise to what the lens has blurred. The first column should be 100 %, the other two 0 %.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command that reports")]

use std::error::Error;
use std::path::PathBuf;

use image::{RgbImage, imageops};
use swafoto::rule::{RuleId, Status};
use swafoto_tests::{defocused, judge, noisy, scaled, smeared};

const HEIGHTS: [u32; 3] = [480, 1080, 3000];
/// Standard deviations in grey levels.
const NOISE: [f32; 3] = [0.0, 4.0, 8.0];
/// Blurs in percent of the eye distance.
const CASES: [&str; 3] = ["defocus 0.4 %", "defocus 1.5 %", "motion 4 %"];
const DEFAULT_PHOTOS: usize = 8;

/// A photograph without what is far from the face, and how high it was.
struct Portrait {
    image: RgbImage,
    height: u32,
    eye_distance: f32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: blur FOLDER [PHOTOS]")?;
    let wanted = arguments.next().map_or(Ok(DEFAULT_PHOTOS), |count| count.parse())?;
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.sort();
    let step = (files.len() / wanted.max(1)).max(1);
    let portraits: Vec<Portrait> = files.iter().step_by(step).filter_map(portrait).take(wanted).collect();
    println!("{} photographs that pass as they are; share that passes after blur", portraits.len());
    println!("{:>7} {:>6} {:>14} {:>14} {:>14}", "height", "noise", CASES[0], CASES[1], CASES[2]);
    for height in HEIGHTS {
        let mut passed = [[0_usize; CASES.len()]; NOISE.len()];
        for (index, portrait) in portraits.iter().enumerate() {
            let scale = height as f32 / portrait.height as f32;
            let image = scaled(&portrait.image, scale);
            let percent = portrait.eye_distance * scale / 100.0;
            let direction = 45.0 * index as f32;
            let blurred = [
                defocused(&image, 0.4 * percent),
                defocused(&image, 1.5 * percent),
                smeared(&image, 4.0 * percent, direction),
            ];
            for (case, image) in blurred.iter().enumerate() {
                for (row, sigma) in NOISE.into_iter().enumerate() {
                    let seed = index as u64 + 1;
                    let passes =
                        if sigma > 0.0 { passes(&noisy(image, sigma, seed))? } else { passes(image)? };
                    passed[row][case] += usize::from(passes);
                }
            }
        }
        for (sigma, counts) in NOISE.iter().zip(passed) {
            let share =
                |count: usize| format!("{:.0} %", 100.0 * count as f32 / portraits.len().max(1) as f32);
            let [slight, defocus, motion] = counts.map(share);
            println!("{height:>7} {sigma:>6} {slight:>14} {defocus:>14} {motion:>14}");
        }
    }
    Ok(())
}

/// The head of a readable photograph of one face that is sharp enough for the default policy.
fn portrait(file: &PathBuf) -> Option<Portrait> {
    let image = image::open(file).ok()?.to_rgb8();
    let (verdict, analysis) = judge(&image).ok()?;
    let sharp = verdict.check(RuleId::Sharpness)?.status == Status::Pass;
    let face = analysis.face.filter(|_| sharp)?;
    let distance = face.eye_distance();
    let middle = face.eye_midpoint();
    // Room for hair and chin: what the detectors need to see a face.
    let reach = 2.4 * distance;
    let (left, top) = ((middle.x - reach).max(0.0) as u32, (middle.y - reach).max(0.0) as u32);
    let side = (2.0 * reach) as u32;
    let crop = imageops::crop_imm(&image, left, top, side, side + side / 4).to_image();
    Some(Portrait { image: crop, height: image.height(), eye_distance: distance })
}

fn passes(image: &RgbImage) -> Result<bool, Box<dyn Error>> {
    let (verdict, _) = judge(image)?;
    Ok(verdict.check(RuleId::Sharpness).is_some_and(|check| check.status == Status::Pass))
}
