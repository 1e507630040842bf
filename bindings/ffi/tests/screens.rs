//! What the phone shows of every film and in every state, held against `tests/screens`: the same files hold in Kotlin, Swift and
//! Python. `SWAFOTO_WRITE_SCREENS=1` writes them anew; read what changed before it is committed.

#![cfg(feature = "probe")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test reports")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use swafoto_ffi::{
    Action, CameraPermission, Command, Engine, Event, FlowRequest, FrameFacts, PackedFormat, PackedLayout,
    PictureSize, PolicyChoice, PreviewArea, RuleId, SelfieFlow, SessionRequest, Turn, Yuv420Format,
    YuvEncoding, probe_event, tick_interval_ms, turn_record,
};
use swafoto_film::{Case, Film, Picture, Video};
use swafoto_tests::portrait;

/// Between a still that is asked for and the camera's delivery.
const SHUTTER_NS: i64 = 120_000_000;
/// Between the question if the head is covered and the answer.
const READING_NS: i64 = 600_000_000;
const MILLISECOND_NS: i64 = 1_000_000;
const AREA: PreviewArea = PreviewArea { width: 360.0, height: 720.0, density: 1.0, mirrored: true };

/// A flow, and what was shown and done.
struct Phone {
    flow: Arc<SelfieFlow>,
    record: String,
    asks: bool,
    wants_still: bool,
    over: bool,
    waits: bool,
}

impl Phone {
    fn new(request: FlowRequest, engine: &Arc<Engine>) -> Self {
        let flow = SelfieFlow::new(request, Some(Arc::clone(engine)));
        Self { flow, record: String::new(), asks: false, wants_still: false, over: false, waits: false }
    }

    fn take(&mut self, turn: Turn) {
        if let Some(screen) = &turn.screen {
            (self.asks, self.waits) = (screen.question.is_some(), screen.waits);
        }
        self.wants_still |= turn.commands.contains(&Command::TakeStill);
        self.over |= turn.commands.contains(&Command::Finish);
        self.record += &turn_record(turn);
    }

    fn tell(&mut self, event: Event, at_ns: i64) {
        let turn = self.flow.tell(event, at_ns);
        self.take(turn);
    }
}

fn format_of(picture: &Picture) -> Yuv420Format {
    let (width, height) = (picture.width as u32, picture.height as u32);
    let half = width.div_ceil(2);
    Yuv420Format {
        encoding: YuvEncoding::Bt601FullRange,
        width,
        height,
        y_row_stride: width,
        u_row_stride: half,
        u_pixel_stride: 1,
        v_row_stride: half,
        v_pixel_stride: 1,
    }
}

fn planes(picture: &Picture) -> (&[u8], &[u8], &[u8]) {
    let (y, chroma) = picture.planes.split_at(picture.width * picture.height);
    let (u, v) = chroma.split_at(chroma.len() / 2);
    (y, u, v)
}

fn watch(case: &Case, folder: &Path, engine: &Arc<Engine>) -> String {
    let open = |name: &str| Video::open(&folder.join(name)).unwrap();
    let (mut preview, mut stills) = (open("preview.y4m"), open("still.y4m"));
    let still = stills.next().unwrap().unwrap();
    let still_format = format_of(&still);
    let turned = case.rotation % 180 != 0;
    let (width, height) = (still_format.width, still_format.height);
    let still_size = if turned { (height, width) } else { (width, height) };
    let facts = FrameFacts { rotation: case.rotation, mirrored: case.mirrored, exposure: None };
    let rules: Vec<RuleId> = case.request.retake.iter().map(|name| name.parse().unwrap()).collect();
    let mut phone = Phone::new(
        FlowRequest {
            policy: PolicyChoice::Toml { text: fs::read_to_string(folder.join("policy.toml")).unwrap() },
            session: SessionRequest {
                retake: rules,
                declared_covering: case.request.declared_covering,
                ..SessionRequest::default()
            },
            languages: vec!["id".to_owned()],
            ..FlowRequest::default()
        },
        engine,
    );
    phone.tell(Event::Permission { permission: CameraPermission::Granted }, 0);
    phone.tell(Event::Shown, 0);
    phone.tell(Event::LaidOut { area: AREA }, 0);
    let still_size = PictureSize { width: still_size.0, height: still_size.1 };
    phone.tell(Event::Opened { still_size: Some(still_size) }, 0);
    let (mut busy_until, mut open_since, mut now) = (0, None, 0);
    let mut index = 0_i64;
    while let Some(picture) = preview.next().unwrap() {
        now = index * 1_000_000_000 / i64::from(case.source.fps);
        index += 1;
        if now < busy_until {
            continue;
        }
        if let (Some(since), Some(covered)) = (open_since, case.request.covers_head)
            && now - since >= READING_NS
        {
            phone.tell(Event::Answered { covered }, now);
        }
        let (y, u, v) = planes(&picture);
        let format = format_of(&picture);
        let turn = phone.flow.frame_yuv420(y, u, v, format, facts.clone(), now).unwrap();
        phone.take(turn);
        open_since = if phone.asks { open_since.or(Some(now)) } else { None };
        if std::mem::take(&mut phone.wants_still) {
            busy_until = now + SHUTTER_NS;
            phone.tell(Event::StillTaken, busy_until);
            let (y, u, v) = planes(&still);
            let turn = phone.flow.still_yuv420(y, u, v, still_format.clone(), facts.clone(), busy_until);
            phone.take(turn);
        }
        if phone.over || phone.waits {
            break;
        }
    }
    let now = now.max(busy_until);
    if phone.waits {
        phone.tell(Event::Pressed { action: Action::Leave }, now);
    } else if !phone.over {
        phone.tell(Event::Cancelled, now);
    }
    phone.record
}

fn play(script: &str, engine: &Arc<Engine>) -> String {
    let black = vec![0; 3 * 96 * 128];
    let format = PackedFormat { layout: PackedLayout::Rgb, width: 96, height: 128, row_stride: 288 };
    let mut all = String::new();
    let mut phone: Option<Phone> = None;
    let mut now = 0;
    for line in script.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.starts_with('=') {
            all += &phone.take().map_or(String::new(), |phone| phone.record + "\n");
            all += &format!("{line}\n");
            let request = FlowRequest { languages: vec!["id".to_owned()], ..FlowRequest::default() };
            phone = Some(Phone::new(request, engine));
            now = 0;
            continue;
        }
        let phone = phone.as_mut().unwrap();
        phone.record += &format!("> {line}\n");
        match line.split_once(' ') {
            Some(("wait", milliseconds)) => {
                for _ in 0..milliseconds.parse::<u32>().unwrap() / tick_interval_ms() {
                    now += i64::from(tick_interval_ms()) * MILLISECOND_NS;
                    phone.tell(Event::Tick, now);
                }
            }
            Some(("black", milliseconds)) => {
                for _ in 0..milliseconds.parse::<u32>().unwrap() / 50 {
                    now += 50 * MILLISECOND_NS;
                    let turn = phone.flow.frame_packed(&black, format.clone(), FrameFacts::default(), now);
                    phone.take(turn.unwrap());
                }
            }
            _ => phone.tell(probe_event(line).unwrap_or_else(|| panic!("`{line}` is no event")), now),
        }
    }
    all + &phone.unwrap().record
}

fn golden(name: &str, found: &str) -> Result<(), String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/screens").join(name);
    if std::env::var_os("SWAFOTO_WRITE_SCREENS").is_some() {
        fs::write(&path, found).unwrap();
    }
    let expected = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    if expected == found {
        return Ok(());
    }
    let differs = expected.lines().zip(found.lines()).position(|(expected, found)| expected != found);
    let line = differs.unwrap_or(expected.lines().count().min(found.lines().count()));
    let shown = |text: &str| text.lines().nth(line).unwrap_or("nothing").to_owned();
    Err(format!("{name}, line {}: found `{}`, expected `{}`", line + 1, shown(found), shown(&expected)))
}

#[test]
fn every_film_shows_what_it_should() {
    let engine = Engine::new().unwrap();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/screens");
    let mut film = Film::new(swafoto_tests::engine(), &portrait()).unwrap();
    let failures: Vec<String> = Case::all()
        .unwrap()
        .iter()
        .filter_map(|case| {
            let folder = folder.join(&case.name);
            film.write(case, &folder).unwrap();
            golden(&format!("films/{}.txt", case.name), &watch(case, &folder, &engine)).err()
        })
        .collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn every_state_shows_what_it_should() {
    let engine = Engine::new().unwrap();
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/screens/states.script");
    golden("states.txt", &play(&fs::read_to_string(script).unwrap(), &engine)).unwrap();
}
