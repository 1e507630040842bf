//! The film itself: the dressed portrait through camera, lens and sensor, frame by frame.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use image::RgbImage;
use swafoto::geometry::{Affine, Point2};
use swafoto::{Engine, SwafotoError};

use super::camera::{self, eye_distance};
use super::case::Case;
use super::lens::LightField;
use super::portrait::Portrait;
use super::scene::{Channel, Moment};
use super::sensor::{Sensor, Yuv};
use super::wear::{self, Outfit};
use super::y4m;

/// Width and height of the preview, upright.
const PREVIEW: (usize, usize) = (480, 640);

/// Width and height of the still, upright.
const STILL: (usize, usize) = (1080, 1440);

/// Where light from one side alone leaves the other, as a share of the light.
const UNLIT: f32 = 0.03;

/// Size of the passer-by's head against the person's.
const PASSER_BY_SIZE: f32 = 0.62;

/// Why there is no film.
#[derive(Debug, thiserror::Error)]
pub enum FilmError {
    /// The photograph shows nobody.
    #[error("the photograph shows no face")]
    NoFace,
    /// The core could not look at it.
    #[error(transparent)]
    Core(#[from] SwafotoError),
    /// A file could not be written.
    #[error("cannot write: {0}")]
    Output(#[from] std::io::Error),
}

/// Makes films of one photograph's person.
pub struct Film {
    preview: Studio,
    still: Studio,
    sensor: Sensor,
}

/// A portrait at one size, and the last outfit it wore.
struct Studio {
    bare: Portrait,
    bare_light: [LightField; 2],
    dressed: Option<(Outfit, [LightField; 2])>,
}

impl Film {
    /// A film studio for the person in `photograph`, whose face `engine` finds.
    ///
    /// # Errors
    /// [`FilmError::NoFace`] where the photograph shows nobody.
    pub fn new(engine: &Engine, photograph: &RgbImage) -> Result<Self, FilmError> {
        let head = Channel::Head.default_value();
        let studio = |size: (usize, usize)| {
            let bare = Portrait::new(engine, photograph, eye_distance(head, size.1))?;
            let bare_light = levels(&bare.image);
            Ok::<_, FilmError>(Studio { bare, bare_light, dressed: None })
        };
        Ok(Self { preview: studio(PREVIEW)?, still: studio(STILL)?, sensor: Sensor::new(1) })
    }

    /// Writes `preview.y4m`, `still.y4m`, `policy.toml` and `case.json` of `case` into `folder`.
    ///
    /// # Errors
    /// [`FilmError::Output`] where a file cannot be written.
    pub fn write(&mut self, case: &Case, folder: &Path) -> Result<(), FilmError> {
        std::fs::create_dir_all(folder)?;
        let file = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
        let fps = case.source.fps;
        let mut preview = y4m::Writer::new(file("preview.y4m")?, fps);
        for index in 0..frames(case) {
            let seconds = index as f32 / fps as f32;
            let moment = case.source.scene.moment(seconds);
            let frame = expose(&mut self.preview, &self.sensor, &moment, PREVIEW, index, seconds);
            preview.write(&frame.stored(case.rotation, case.mirrored))?;
        }
        preview.finish()?;
        let seconds = case.source.seconds;
        let moment = case.source.scene.moment(seconds).with(&case.source.still);
        let frame = expose(&mut self.still, &self.sensor, &moment, STILL, frames(case), seconds);
        let mut still = y4m::Writer::new(file("still.y4m")?, 1);
        still.write(&frame.stored(case.rotation, case.mirrored))?;
        still.finish()?;
        serde_json::to_writer_pretty(file("case.json")?, case).map_err(std::io::Error::from)?;
        // Whoever replays the folder needs nothing else.
        let policy = match swafoto::rule::Policy::preset_text(&case.policy) {
            Some(text) => text.to_owned(),
            None => std::fs::read_to_string(Case::folder().join("policies").join(&case.policy))?,
        };
        std::fs::write(folder.join("policy.toml"), policy)?;
        Ok(())
    }
}

fn frames(case: &Case) -> usize {
    (case.source.seconds * case.source.fps as f32).round() as usize
}

/// Full and half size: a head far away must not alias.
fn levels(image: &RgbImage) -> [LightField; 2] {
    let full = LightField::of(image);
    let half = full.halved();
    [full, half]
}

impl Studio {
    /// The person as dressed at `moment`.
    fn dress(&mut self, moment: &Moment) -> &[LightField; 2] {
        let outfit = Outfit::at(moment);
        if outfit.is_bare() {
            return &self.bare_light;
        }
        let bare = &self.bare;
        let fresh = self.dressed.take().filter(|(worn, _)| *worn == outfit);
        let (_, light) = self.dressed.insert(fresh.unwrap_or_else(|| {
            let mut portrait = bare.clone();
            wear::put_on(&mut portrait, &outfit);
            (outfit, levels(&portrait.image))
        }));
        light
    }
}

fn expose(
    studio: &mut Studio,
    sensor: &Sensor,
    moment: &Moment,
    size: (usize, usize),
    index: usize,
    seconds: f32,
) -> Yuv {
    let distance = eye_distance(moment.get(Channel::Head), size.1);
    let portrait_distance = studio.bare.face.eye_distance();
    let Some(to_portrait) = camera::to_portrait(&studio.bare, moment, size, seconds) else {
        return sensor.expose(&LightField::dark(size), index, 0.0);
    };
    let to_face = studio.bare.from_face().inverse().map(|to_face| to_portrait.then(&to_face));
    let passer_by = passer_by(studio, moment, size, &to_portrait);
    let seen = |levels: &[LightField; 2], to_portrait: &Affine| {
        let [full, half] = levels;
        if to_portrait.scale() > 1.4 {
            let to_half = to_portrait.then(&Affine::scaling(0.5, 0.5));
            half.seen(&to_half, size, 0.5 * portrait_distance)
        } else {
            full.seen(to_portrait, size, portrait_distance)
        }
    };
    let mut light = seen(studio.dress(moment), &to_portrait);
    if let (Some(other), Some(to_face)) = (passer_by, to_face) {
        let picture = seen(&studio.bare_light, &other);
        let Some(other_face) = studio.bare.from_face().inverse().map(|to_face| other.then(&to_face)) else {
            return sensor.expose(&light, index, 1.0);
        };
        // Behind the person: covered by their head.
        light.cover(&picture, |at| head_mask(other_face.apply(at)) * (1.0 - head_mask(to_face.apply(at))));
    }
    let level = moment.get(Channel::Light);
    let side = moment.get(Channel::SideLight);
    if let Some(to_face) = to_face.filter(|_| level != 1.0 || side != 0.0) {
        light.light(|at| level * side_gain(side, to_face.apply(at)));
    }
    light.defocus(moment.get(Channel::Defocus) / 100.0 * distance);
    light.smear(moment.get(Channel::Shake) / 100.0 * distance, camera::shake_direction(seconds));
    sensor.expose(&light, index, level)
}

/// Light that falls off across the face, away from the lit side.
fn side_gain(side: f32, in_face: Point2) -> f32 {
    if side == 0.0 {
        return 1.0;
    }
    let toward_light = in_face.x * side.signum();
    let lit = 1.0 / (1.0 + (-3.5 * toward_light).exp());
    1.0 - side.abs() * (1.0 - UNLIT) * (1.0 - lit)
}

/// One on a head with its hair and neck, falling to zero around it; in face coordinates.
fn head_mask(at: Point2) -> f32 {
    let radius = (at.x / 1.75).hypot((at.y - 0.1) / 2.35);
    (1.0 - (radius - 0.85) / 0.15).clamp(0.0, 1.0)
}

/// Maps the frame to the portrait of the second person, if there is one.
fn passer_by(studio: &Studio, moment: &Moment, size: (usize, usize), main: &Affine) -> Option<Affine> {
    let place = moment.get(Channel::PasserBy);
    if !(-0.3..=1.3).contains(&place) {
        return None;
    }
    let scale = main.scale() / PASSER_BY_SIZE;
    let middle = studio.bare.face.eye_midpoint();
    let at = Point2::new(place * size.0 as f32, (moment.get(Channel::Y) - 0.03) * size.1 as f32);
    // Mirrored, so that it is not the same face twice.
    Some(
        Affine::translation(-at.x, -at.y)
            .then(&Affine::scaling(-scale, scale))
            .then(&Affine::translation(middle.x, middle.y)),
    )
}
