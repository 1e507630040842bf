//! A session whose eyes see what a test tells them: for everything that is to be tested without a picture.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use super::*;
use crate::face::{CANONICAL_FACE, Ears, HeadCrop};
use crate::frame::Rotation;
use crate::geometry::Point3;
use crate::measure::{self, Analysis, Covering, FaceMeasures, Measures};
use crate::net::ModelFact;

use super::likeness::Likeness;
use super::sight::Seen;

/// What stands before the camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Scene {
    Nobody,
    /// Somebody of whom not everything has been looked at.
    Glimpse,
    Somebody {
        who: usize,
        /// Degrees to their own left.
        yaw: f32,
        /// How many are in the picture.
        faces: usize,
    },
    /// The first of them alone, of whom an ear shows as surely as this says.
    Ears {
        /// Degrees to their own left.
        yaw: f32,
        right: f32,
        left: f32,
    },
    /// A network fails.
    Failure,
}

pub(crate) const FIT: Scene = Scene::Somebody { who: 0, yaw: 0.0, faces: 1 };

/// Eyes that see what they are told.
#[derive(Debug)]
pub(crate) struct Script {
    scene: Arc<Mutex<Scene>>,
    newest: Option<(Duration, Likeness)>,
}

pub(crate) const WIDTH: usize = 60;
pub(crate) const HEIGHT: usize = 80;

/// Faces of two people as their pixels, RGB: skin of a texture of its own each.
pub(crate) static PEOPLE: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    [1_u32, 7].map(|seed| {
        let mut state = seed;
        let mut pixels = Vec::with_capacity(3 * WIDTH * HEIGHT);
        for _ in 0..WIDTH * HEIGHT {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            pixels.extend([(state >> 24) as u8; 3]);
        }
        pixels
    })
});

pub(crate) fn picture(who: usize) -> Frame<'static> {
    Frame::rgb(&PEOPLE[who], WIDTH, HEIGHT).unwrap()
}

/// A level face in the middle of a picture.
pub(crate) fn face() -> Face {
    let points = CANONICAL_FACE
        .map(|[x, y, z]| Point3::new(WIDTH as f32 / 2.0 + 2.0 * x, 0.45 * HEIGHT as f32 - 2.0 * y, -2.0 * z));
    Face::from_landmarks(points.to_vec()).unwrap()
}

pub(crate) static LIKENESSES: LazyLock<[Likeness; 2]> = LazyLock::new(|| {
    [0, 1].map(|who| Likeness::of(&HeadCrop::new(&picture(who), &face()).unwrap()).unwrap())
});

pub(crate) fn measures(size: (usize, usize), yaw: f32, faces: usize) -> Measures {
    let framing = measure::framing(&face(), size).unwrap();
    let pose = crate::face::HeadPose { yaw, ..face().pose() };
    let face = FaceMeasures {
        shown: None,
        eyes: None,
        natural_colour: None,
        framing,
        pose,
        expression: None,
        sharpness: None,
        light: None,
        covering: None,
        shown_blur: None,
        background_gradient: None,
    };
    Measures {
        size,
        turn: Rotation::None,
        face_sizes: vec![1.0; faces],
        unconfirmed_score: 0.0,
        face: Some(face),
    }
}

/// `measures`, with ears that show as surely as this says.
pub(crate) fn with_ears(mut measures: Measures, right: f32, left: f32) -> Measures {
    let covering = Covering { right_ear: right, left_ear: left, ..Covering::default() };
    measures.face.as_mut().unwrap().covering = Some(covering);
    measures
}

pub(crate) fn failure() -> SwafotoError {
    SwafotoError::Inference { model: "script".to_owned(), reason: "as it was told".to_owned() }
}

impl Script {
    fn scene(&self) -> Scene {
        *self.scene.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Eyes for Script {
    fn look(&mut self, frame: &Frame<'_>, at: Duration, _: Option<Duration>) -> Result<Seen, SwafotoError> {
        let size = (frame.width(), frame.height());
        let (face, measures, sight) = match self.scene() {
            Scene::Failure => return Err(failure()),
            Scene::Nobody => {
                let measures = Measures {
                    size,
                    turn: Rotation::None,
                    face_sizes: Vec::new(),
                    unconfirmed_score: 0.0,
                    face: None,
                };
                (None, measures, Sight::NoFace)
            }
            Scene::Glimpse => (Some(face()), measures(size, 0.0, 1), Sight::Partial),
            Scene::Somebody { who, yaw, faces } => {
                self.newest = Some((at, LIKENESSES[who].clone()));
                (Some(face()), measures(size, yaw, faces), Sight::Whole { oldest: at })
            }
            Scene::Ears { yaw, right, left } => {
                self.newest = Some((at, LIKENESSES[0].clone()));
                (Some(face()), with_ears(measures(size, yaw, 1), right, left), Sight::Whole { oldest: at })
            }
        };
        Ok(Seen { face, measures, sight, another_face: sight == Sight::NoFace, ran: Vec::new() })
    }

    fn newest_look(&self) -> Option<(Duration, &Likeness)> {
        self.newest.as_ref().map(|(at, likeness)| (*at, likeness))
    }

    fn forget(&mut self) {
        self.newest = None;
    }

    fn still_came(&mut self, _: (usize, usize)) {}

    fn analyse(&self, still: &Frame<'_>) -> Result<Analysis, SwafotoError> {
        let size = (still.width(), still.height());
        let none = Measures {
            size,
            turn: Rotation::None,
            face_sizes: Vec::new(),
            unconfirmed_score: 0.0,
            face: None,
        };
        let (face, measures) = match self.scene() {
            Scene::Failure => return Err(failure()),
            Scene::Nobody | Scene::Glimpse => (None, none),
            Scene::Somebody { yaw, faces, .. } => (Some(face()), measures(size, yaw, faces)),
            Scene::Ears { yaw, right, left } => {
                (Some(face()), with_ears(measures(size, yaw, 1), right, left))
            }
        };
        let head = face.as_ref().and_then(|face| HeadCrop::new(still, face));
        Ok(Analysis {
            face,
            head,
            parse: None,
            shown: None,
            ears: Ears::default(),
            detections: Vec::new(),
            measures,
        })
    }

    fn models(&self) -> Vec<ModelFact> {
        Vec::new()
    }
}

/// A policy of two rules, which a [`Scene`] keeps or breaks: one face, and its yaw.
pub(crate) fn policy(review: bool) -> Policy {
    policy_of(|_| false, if review { "on-blocked = \"review\"" } else { "on-blocked = \"exit\"" })
}

/// The same with the rules of the default that `kept` says, and with more `keys`.
pub(crate) fn policy_of(kept: fn(RuleId) -> bool, keys: &str) -> Policy {
    let always = |rule| matches!(rule, RuleId::SingleFacePresent | RuleId::HeadPoseYaw);
    let off: String = RuleId::ALL
        .iter()
        .filter(|rule| !always(**rule) && !kept(**rule))
        .map(|rule| format!("{} = false\n", rule.name()))
        .collect();
    Policy::from_toml(&format!(
        "base = \"{}\"\nid = \"own\"\ntitle = \"Own\"\nhead-covering = []\n{keys}\n[rules]\n{off}",
        Policy::DEFAULT
    ))
    .unwrap()
}

/// A session that sees `scene`, and may change what it sees.
pub(crate) fn session(policy: Policy, request: SessionRequest, scene: &Arc<Mutex<Scene>>) -> SelfieSession {
    let eyes = Script { scene: Arc::clone(scene), newest: None };
    SelfieSession::with_eyes(Box::new(eyes), policy, request).unwrap()
}
