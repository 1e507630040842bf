//! `swafoto bench`: where the time goes, on one thread.

use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

use serde::Serialize;
use swafoto::face::{Detection, EarCrop, Ears, Face, HeadCrop, HeadView, MeshRegion, Side, Tracker};
use swafoto::frame::{Frame, PackedLayout, YuvEncoding};
use swafoto::geometry::Affine;
use swafoto::net::Stepwise as _;
use swafoto::photo::{Photo as StillPhoto, ReceiptFacts, hand_over};
use swafoto::raster::{RgbPlane, warp_to_plane};
use swafoto::rule::{FaceSettings, Policy};
use swafoto::{Engine, SwafotoError, measure};

use crate::arguments::BenchArguments;
use crate::photo::{Photo, PhotoError};
use crate::{CommandError, Outcome, bench_steps, load_engine, name, photo};

/// What is timed where no photograph is named: a portrait of 512 x 512 pixels, public domain (tests/fixtures).
const PORTRAIT: &[u8] = include_bytes!("../../../tests/fixtures/astronaut.jpg");

/// Width and height of a camera's preview in pixels.
const PREVIEW: (usize, usize) = (640, 480);

/// Runs before a stage is timed: caches, branch predictors and the allocator warm up.
const WARM_UP: u16 = 3;

/// Everything that was timed, and the shape of `bench --json`.
#[derive(Debug, Serialize)]
struct Report {
    photo: String,
    width: usize,
    height: usize,
    runs: u16,
    /// Milliseconds from the embedded files to an engine that is ready, once, in a new process.
    engine_start_ms: f64,
    /// Milliseconds from the file's bytes to the verdict, the first time.
    first_verdict_ms: f64,
    /// The process's peak of resident memory in MB after that verdict; `null` where the system does not say.
    peak_memory_mb: Option<f64>,
    stages: Vec<Stage>,
}

/// Times of one stage.
#[derive(Debug, Serialize)]
struct Stage {
    stage: &'static str,
    /// On a machine that others use too, what comes nearest to the time the work takes.
    least_ms: f64,
    median_ms: f64,
    p95_ms: f64,
    /// Mean time on the processor, whatever others run meanwhile; `null` where the system does not say.
    cpu_ms: Option<f64>,
}

/// Collects stages.
struct Stopwatch {
    runs: u16,
    stages: Vec<Stage>,
}

impl Stopwatch {
    fn time<Output, Failure>(
        &mut self,
        stage: &'static str,
        mut work: impl FnMut() -> Result<Output, Failure>,
    ) -> Result<(), Failure> {
        for _ in 0..WARM_UP {
            black_box(work()?);
        }
        let mut times = Vec::new();
        let cpu_before = cpu_ms();
        for _ in 0..self.runs {
            let start = Instant::now();
            black_box(work()?);
            times.push(milliseconds(start));
        }
        let cpu_ms = cpu_ms().zip(cpu_before).map(|(after, before)| (after - before) / f64::from(self.runs));
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times.get((share * (times.len() - 1) as f64).round() as usize).copied();
        let [least_ms, median_ms, p95_ms] = [0.0, 0.5, 0.95].map(|share| at(share).unwrap_or_default());
        self.stages.push(Stage { stage, least_ms, median_ms, p95_ms, cpu_ms });
        Ok(())
    }
}

/// Runs `swafoto bench`.
pub(crate) fn run(arguments: &BenchArguments) -> Result<Outcome, CommandError> {
    if arguments.steps {
        return bench_steps::run(arguments.runs, arguments.network.as_deref());
    }
    let name = arguments.photo.as_ref().map_or("embedded portrait".to_owned(), |path| name::of(path));
    let unusable = |error: PhotoError| CommandError::File { file: name.clone(), reason: error.to_string() };
    let bytes = match &arguments.photo {
        Some(path) => photo::read(path).map_err(unusable)?,
        None => PORTRAIT.to_vec(),
    };
    let policy = Policy::preset(Policy::DEFAULT)?;

    let start = Instant::now();
    let engine = load_engine(&arguments.networks)?;
    let engine_start_ms = milliseconds(start);

    let start = Instant::now();
    let photo = Photo::decode(bytes.clone()).map_err(|error| unusable(error.into()))?;
    let frame = photo.frame()?;
    let (_, analysis) = engine.judge(&frame, &policy)?;
    let first_verdict_ms = milliseconds(start);
    let peak_memory_mb = peak_memory_mb();

    let no_face = || CommandError::File { file: name.clone(), reason: "shows no face".to_owned() };
    let face = analysis.face.as_ref().ok_or_else(no_face)?;
    let detection = *analysis.detections.first().ok_or_else(no_face)?;
    let mut stopwatch = Stopwatch { runs: arguments.runs, stages: Vec::new() };
    stopwatch.time("decode", || Ok(Photo::decode(bytes.clone())?)).map_err(unusable)?;
    time_photo(&mut stopwatch, &engine, &policy, &frame, face, &detection)?;
    stopwatch.time("cut-and-encode", || StillPhoto::from_still(&frame, face, &policy))?;
    stopwatch.time("still-to-handed-over", || {
        engine.analyse(&frame, policy.faces())?;
        hand_over(&frame, face, &policy, &ReceiptFacts::default(), |photo| {
            Ok(engine.judge(photo, &policy)?.0)
        })
    })?;
    stopwatch
        .time("photo-to-verdict", || {
            let photo = Photo::decode(bytes.clone())?;
            Ok(engine.judge(&photo.frame()?, &policy)?)
        })
        .map_err(unusable)?;
    time_preview(&mut stopwatch, &engine, &policy, &frame)?;

    let report = Report {
        photo: name,
        width: frame.width(),
        height: frame.height(),
        runs: arguments.runs,
        engine_start_ms,
        first_verdict_ms,
        peak_memory_mb,
        stages: stopwatch.stages,
    };
    print(&report, arguments.json)?;
    Ok(Outcome::Good)
}

/// The stages of a photograph, each on what the one before it gave.
fn time_photo(
    stopwatch: &mut Stopwatch,
    engine: &Engine,
    policy: &Policy,
    frame: &Frame<'_>,
    face: &Face,
    detection: &Detection,
) -> Result<(), SwafotoError> {
    let min_score = policy.faces().min_score;
    stopwatch.time("detect-near", || engine.near_detector().detect(frame, min_score))?;
    stopwatch.time("detect-far", || engine.far_detector().detect(frame, min_score))?;
    stopwatch.time("mesh", || engine.mesh().fit(frame, &MeshRegion::of_detection(detection)))?;
    stopwatch.time("head-crop", || Ok::<_, SwafotoError>(HeadCrop::new(frame, face)))?;
    if let Some(head) = HeadCrop::new(frame, face) {
        let size = (frame.width(), frame.height());
        stopwatch.time("measure-framing", || Ok::<_, SwafotoError>(measure::framing(face, size)))?;
        stopwatch.time("measure-expression", || Ok::<_, SwafotoError>(measure::expression(face)))?;
        if let Some(parser) = engine.parser() {
            // A preview frame's parse; a photograph's looks at the mirror image, too.
            stopwatch.time("parse", || parser.begin(&head, HeadView::Whole)?.finish()?.parse())?;
            stopwatch.time("parse-both-views", || parser.parse(&head))?;
            let parse = parser.parse(&head)?;
            let lit = parse.lit_face();
            stopwatch.time("measure-light", || {
                let (rgb, inside, landmarks) = (&head.rgb, Some(&head.inside), &head.landmarks);
                Ok::<_, SwafotoError>(measure::light(
                    rgb,
                    inside,
                    landmarks,
                    lit.as_ref(),
                    None,
                    frame.exposure(),
                ))
            })?;
            stopwatch.time("ear", || {
                EarCrop::new(frame, face, Side::Right).map(|ear| engine.ear_shown().look(ear)).transpose()
            })?;
            stopwatch.time("measure-covering", || {
                Ok::<_, SwafotoError>(measure::covering(&head, &parse, Ears::default()))
            })?;
            stopwatch.time("measure-background", || {
                Ok::<_, SwafotoError>(measure::background_gradient(&head, &parse))
            })?;
        }
    }
    stopwatch.time("judge", || engine.judge(frame, policy))
}

/// The stages of a camera's preview, in which the photograph stands as large as it fits, black around it.
fn time_preview(
    stopwatch: &mut Stopwatch,
    engine: &Engine,
    policy: &Policy,
    photo: &Frame<'_>,
) -> Result<(), SwafotoError> {
    let (width, height) = PREVIEW;
    let (photo_width, photo_height) = (photo.width() as f32, photo.height() as f32);
    let scale = (photo_width / width as f32).max(photo_height / height as f32);
    let to_photo = Affine::translation(width as f32 / -2.0, height as f32 / -2.0)
        .then(&Affine::scaling(scale, scale))
        .then(&Affine::translation(photo_width / 2.0, photo_height / 2.0));
    let Some((preview, _)) = warp_to_plane(photo, &to_photo, PREVIEW) else { return Ok(()) };
    let rgba: Vec<u8> = preview.samples().iter().flat_map(|[r, g, b]| [*r, *g, *b, 255]).collect();
    let frame = Frame::packed(&rgba, PackedLayout::Rgba, width, height, 4 * width)?;
    let (luma, chroma) = nv21(&preview);
    let camera = Frame::nv21(&luma, width, &chroma, width, YuvEncoding::Bt601FullRange, width, height)?;

    let FaceSettings { min_score, min_presence, .. } = *policy.faces();
    let mut tracker = Tracker::default();
    let mut follow = |frame: &Frame<'_>, anew: bool| {
        if anew {
            tracker.reset();
        }
        tracker.next(frame, engine.near_detector(), engine.mesh(), min_score, min_presence)
    };
    stopwatch.time("preview-detect-and-mesh", || follow(&frame, true))?;
    stopwatch.time("preview-tracking", || follow(&frame, false))?;
    stopwatch.time("preview-tracking-nv21", || follow(&camera, false))?;
    stopwatch.time("preview-judge-nv21", || engine.judge(&camera, policy))
}

/// The luma plane and the plane of alternating V and U of a picture with even sides (BT.601, full range).
fn nv21(rgb: &RgbPlane) -> (Vec<u8>, Vec<u8>) {
    let luma = rgb.luma().samples().iter().map(|value| value.round() as u8).collect();
    let mut chroma = Vec::with_capacity(rgb.width() * rgb.height() / 2);
    for y in (0..rgb.height()).step_by(2) {
        for x in (0..rgb.width()).step_by(2) {
            let [r, g, b] = rgb.at(x, y).map(f32::from);
            let v = 0.5 * r - 0.418_688 * g - 0.081_312 * b + 128.0;
            let u = -0.168_736 * r - 0.331_264 * g + 0.5 * b + 128.0;
            chroma.extend([v.round() as u8, u.round() as u8]);
        }
    }
    (luma, chroma)
}

fn milliseconds(since: Instant) -> f64 {
    1000.0 * since.elapsed().as_secs_f64()
}

/// Milliseconds that this thread has spent on a processor, where Linux says so.
fn cpu_ms() -> Option<f64> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = statistics.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e6)
}

/// The greatest resident memory this process has had, in MB, where Linux says so.
fn peak_memory_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}

fn print(report: &Report, json: bool) -> Result<(), std::io::Error> {
    let mut out = std::io::stdout().lock();
    if json {
        serde_json::to_writer(&mut out, report)?;
        return writeln!(out);
    }
    let Report { photo, width, height, runs, engine_start_ms, first_verdict_ms, peak_memory_mb, stages } =
        report;
    writeln!(out, "{photo}: {width} x {height} pixels, one thread, {runs} runs")?;
    writeln!(out, "  {:26}{engine_start_ms:9.2} ms", "engine start, cold")?;
    writeln!(out, "  {:26}{first_verdict_ms:9.2} ms", "first verdict")?;
    if let Some(peak) = peak_memory_mb {
        writeln!(out, "  {:26}{peak:9.2} MB", "peak memory by then")?;
    }
    writeln!(out, "  {:26}{:>12}{:>12}{:>12}", "stage", "least", "median", "95 %")?;
    for Stage { stage, least_ms, median_ms, p95_ms, .. } in stages {
        writeln!(out, "  {stage:26}{least_ms:9.2} ms{median_ms:9.2} ms{p95_ms:9.2} ms")?;
    }
    Ok(())
}
