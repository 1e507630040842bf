//! What one frame shows, with the newest of what frames before it showed.
//!
//! Every frame pays for the mesh and for what is measured under it; a [`Schedule`] says what else.

use std::time::Duration;

use crate::engine::Engine;
use crate::error::SwafotoError;
use crate::face::{DetectorRange, Face, Tracked, Tracker};
use crate::frame::{Frame, Rotation};
use crate::measure::{self, Analysis, FaceMeasures, Measures};
use crate::net::ModelFact;
use crate::rule::{FaceSettings, Policy, SessionSettings};

use super::dated::Dated;
use super::eyes::Eyes;
use super::jobs::Finding;
use super::known::Known;
use super::likeness::Likeness;
use super::look::Look;
use super::schedule::{Schedule, Step};
use super::sight::{Seen, Sight};
use super::stage::Stage;
use super::still_size::StillSize;

/// A face this many times as wide as the one that is followed is the person to judge. More than one, so that two faces of
/// a size do not take turns.
const LARGER_FACE: f32 = 1.2;

/// For this long after it the largest face is not looked for again: where detector and mesh do not agree on which is larger,
/// everything known would be forgotten time and again.
const SWITCH_PAUSE: Duration = Duration::from_secs(3);

/// What is remembered from frame to frame.
#[derive(Debug)]
pub(super) struct Perception {
    engine: Engine,
    faces: FaceSettings,
    settings: SessionSettings,
    still_size: StillSize,
    tracker: Tracker,
    known: Known,
    schedule: Schedule,
    /// When a larger face was made the main one.
    switched: Option<Duration>,
    /// When the frame before this one was taken.
    last: Option<Duration>,
}

impl Eyes for Perception {
    fn look(
        &mut self,
        frame: &Frame<'_>,
        at: Duration,
        holding_since: Option<Duration>,
    ) -> Result<Seen, SwafotoError> {
        let gap = self.last.map_or(Duration::ZERO, |last| at.saturating_sub(last));
        if gap >= self.settings.longest_gap() {
            // The app was in the background, and whoever is there now may be somebody else.
            self.forget();
        }
        self.last = Some(at);
        let (engine, faces) = (self.engine.clone(), self.faces);
        let look = Look {
            engine: &engine,
            faces: &faces,
            frame,
            at,
            gap,
            holding_since,
            face: None,
            sharpness: None,
        };
        let FaceSettings { min_score, min_presence, .. } = faces;
        let tracked =
            self.tracker.next(frame, engine.near_detector(), engine.mesh(), min_score, min_presence)?;
        match tracked {
            Tracked { face: Some(face), detections: None } => self.look_on(&look, face),
            Tracked { face, detections } => {
                let scores = detections.iter().flatten().map(|detection| detection.score);
                self.look_anew(&look, face, scores.fold(0.0, f32::max))
            }
        }
    }

    fn newest_look(&self) -> Option<(Duration, &Likeness)> {
        let head = self.known.head.as_ref()?;
        Some((head.looked_at, head.value.likeness.as_ref()?))
    }

    fn forget(&mut self) {
        self.tracker.reset();
        self.known = Known::default();
        self.schedule = Schedule::new(self.settings);
        self.last = None;
    }

    fn analyse(&self, still: &Frame<'_>) -> Result<Analysis, SwafotoError> {
        self.engine.analyse(still, &self.faces)
    }

    fn still_came(&mut self, size: (usize, usize)) {
        self.still_size.came(size);
    }

    fn models(&self) -> Vec<ModelFact> {
        self.engine.models().to_vec()
    }
}

impl Perception {
    pub(super) fn new(
        engine: Engine,
        policy: &Policy,
        settings: SessionSettings,
        still_size: StillSize,
    ) -> Self {
        Self {
            engine,
            faces: *policy.faces(),
            settings,
            still_size,
            tracker: Tracker::default(),
            known: Known::default(),
            schedule: Schedule::new(settings),
            switched: None,
            last: None,
        }
    }

    /// Looks at the face that is followed. The mesh has found it, which leaves the time for slow work.
    fn look_on(&mut self, look: &Look<'_>, face: Face) -> Result<Seen, SwafotoError> {
        let mut ran = vec![Stage::Mesh];
        let fresh = measure::of_face(look.frame, &face);
        let sharpness = fresh.as_ref().and_then(|fresh| fresh.sharpness);
        self.work(&Look { face: Some(&face), sharpness, ..*look }, &mut ran)?;
        Ok(self.seen(look.frame, face, fresh, ran))
    }

    /// Looks at a face that the detector has found, or looks for one that it cannot see. Either is enough for one frame.
    /// `surest` is the best score of what it found, confirmed or not.
    fn look_anew(&mut self, look: &Look<'_>, face: Option<Face>, surest: f32) -> Result<Seen, SwafotoError> {
        let mut ran = vec![Stage::Detector];
        self.known = Known::default();
        self.schedule.start_over(face.as_ref());
        let face = match face {
            Some(face) => {
                ran.push(Stage::Mesh);
                Some(face)
            }
            None => self.work(look, &mut ran)?,
        };
        let Some(face) = face else {
            let size = self.still_size.of_frame((look.frame.width(), look.frame.height()));
            let measures = Measures {
                size,
                turn: Rotation::None,
                face_sizes: Vec::new(),
                unconfirmed_score: surest,
                face: None,
            };
            return Ok(Seen { face: None, measures, sight: Sight::NoFace, another_face: true, ran });
        };
        let fresh = measure::of_face(look.frame, &face);
        Ok(Seen { another_face: true, ..self.seen(look.frame, face, fresh, ran) })
    }

    /// Takes a step of slow work, if any is due, and keeps what it finds. Returns the main face where that is what was found.
    fn work(&mut self, look: &Look<'_>, ran: &mut Vec<Stage>) -> Result<Option<Face>, SwafotoError> {
        let Some(Step { stage, finding }) = self.schedule.step(look, &self.known)? else { return Ok(None) };
        ran.push(stage);
        match finding {
            Some(Finding::Head(head)) => self.known.head = Some(*head),
            Some(Finding::Others(range, widths)) => {
                if range == DetectorRange::Short {
                    self.make_way_for_larger(&widths);
                }
                self.known.keep_others(range, widths);
            }
            Some(Finding::Candidates(found)) if !found.is_empty() => {
                ran.push(Stage::Mesh);
                let min_presence = look.faces.min_presence;
                return self.tracker.follow_largest(look.frame, look.engine.mesh(), &found, min_presence);
            }
            Some(Finding::Candidates(_)) | None => {}
        }
        Ok(None)
    }

    /// What `frame` shows of `face`, which is `fresh`, and the newest of what slow work found.
    fn seen(&self, frame: &Frame<'_>, face: Face, fresh: Option<FaceMeasures>, ran: Vec<Stage>) -> Seen {
        let size = (frame.width(), frame.height());
        let measured = fresh.map(|fresh| {
            let whole = match &self.known.head {
                Some(head) => fresh.with_head(head.value.measures),
                None => fresh,
            };
            self.still_size.expect(whole, size)
        });
        let sight = match (&measured, self.known.oldest()) {
            (None, _) => Sight::NoFace,
            (Some(_), None) => Sight::Partial,
            (Some(_), Some(oldest)) => Sight::Whole { oldest },
        };
        let measures = Measures {
            size: self.still_size.of_frame(size),
            turn: Rotation::None,
            face_sizes: self.known.face_sizes(self.faces.min_other_size),
            unconfirmed_score: 0.0,
            face: measured,
        };
        Seen { face: Some(face), measures, sight, another_face: false, ran }
    }

    /// Where somebody came before a portrait on the wall, or before whoever was in front of the camera, the next frame finds
    /// the largest face anew.
    fn make_way_for_larger(&mut self, widths: &Dated<Vec<f32>>) {
        let at = widths.looked_at;
        let paused = self.switched.is_some_and(|last| at.saturating_sub(last) < SWITCH_PAUSE);
        if !paused && widths.value.iter().any(|width| *width > LARGER_FACE) {
            self.tracker.reset();
            self.switched = Some(at);
        }
    }
}
