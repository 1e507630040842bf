//! How much of a frame is looked at, and when.
//!
//! Every frame pays for the mesh and for what is measured under it. The rest is done in turns, whichever is most overdue
//! first, and a step of it a frame, so that no frame takes much longer than another:
//!
//! - the head: aligned crop, parser, light, background. The parser looks at it and at its mirror image in turns, and what
//!   a person wears is the mean of both;
//! - other faces that are near, by the short-range detector;
//! - other faces that are far, by the full-range detector.
//!
//! Each remembers when it last ran, so that a hold can be refused to rest on anything older than itself.

use std::time::Duration;

use crate::engine::Engine;
use crate::error::SwafotoError;
use crate::face::{AttributeLogits, DetectorRange, Face, HeadView, Search, Tracker};
use crate::frame::Frame;
use crate::measure::{self, FaceMeasures, HeadMeasures, Measures, pixel_blur};
use crate::net::{Progress, Stepwise};
use crate::rule::{FaceSettings, Policy, SessionSettings};

use super::errand::{Errand, Finding};

/// One piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The short-range face detector.
    Detector,
    /// The full-range face detector.
    FarDetector,
    /// The face mesh with pose, framing, eyes, mouth and sharpness.
    Mesh,
    /// The aligned head: parser, coverings, ears, light, background.
    Head,
    /// A still, on every rule.
    Still,
}

impl Stage {
    /// The stage's name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Detector => "detector",
            Self::FarDetector => "far-detector",
            Self::Mesh => "mesh",
            Self::Head => "head",
            Self::Still => "still",
        }
    }

    pub(super) const fn of_detector(range: DetectorRange) -> Self {
        match range {
            DetectorRange::Short => Self::Detector,
            DetectorRange::Full => Self::FarDetector,
        }
    }
}

/// Frames that come this far apart leave the time for a whole piece of work, and step by step it would take too many of
/// them: a hot phone that judges eight frames a second would need two seconds to see everything twice.
const FAR_APART: Duration = Duration::from_millis(50);

/// Two views of a head that are further apart than this are of different moments, and not averaged.
const FARTHEST_VIEWS: Duration = Duration::from_secs(1);

/// A face this many times as wide as the one that is followed is the person to judge. More than one, so that two faces of
/// a size do not take turns.
const LARGER_FACE: f32 = 1.2;

/// For this long after it the largest face is not looked for again: where detector and mesh do not agree on which is larger,
/// everything known would be forgotten time and again.
const SWITCH_PAUSE: Duration = Duration::from_secs(3);

/// A result and when it was had.
#[derive(Clone, Debug)]
struct Dated<T> {
    at: Duration,
    value: T,
}

/// What was seen in one frame.
#[derive(Debug)]
pub(super) struct Seen {
    /// The main face.
    pub(super) face: Option<Face>,
    /// The newest value of everything.
    pub(super) measures: Measures,
    /// When the oldest of these values was had; `None` while something has not been looked at yet.
    pub(super) oldest: Option<Duration>,
    /// The face was found anew, so that it may be somebody else's.
    pub(super) another_face: bool,
    /// What was computed.
    pub(super) ran: Vec<Stage>,
}

/// What is remembered from frame to frame.
#[derive(Debug)]
pub(super) struct Perception {
    tracker: Tracker,
    faces: FaceSettings,
    settings: SessionSettings,
    still_size: Option<(usize, usize)>,
    head: Option<Dated<HeadMeasures>>,
    /// What the view of the head that was parsed last shows.
    view: Option<Dated<(HeadView, AttributeLogits)>>,
    /// Widths of other faces over the main one's, as each detector has them.
    near: Option<Dated<Vec<f32>>>,
    far: Option<Dated<Vec<f32>>>,
    /// Slow work under way while there is a face.
    errand: Option<Errand>,
    /// The full-range detector's search for the main face itself, and when the last one began.
    search: Option<Search>,
    searched_far: Option<Duration>,
    /// When a larger face was made the main one.
    switched: Option<Duration>,
    /// When the frame before this one was taken.
    last: Option<Duration>,
}

impl Perception {
    pub(super) fn new(
        policy: &Policy,
        settings: SessionSettings,
        still_size: Option<(usize, usize)>,
    ) -> Self {
        Self {
            tracker: Tracker::default(),
            faces: *policy.faces(),
            settings,
            still_size,
            head: None,
            view: None,
            near: None,
            far: None,
            errand: None,
            search: None,
            searched_far: None,
            switched: None,
            last: None,
        }
    }

    /// Nothing that was seen counts any longer.
    pub(super) fn forget(&mut self) {
        self.tracker.reset();
        self.head = None;
        self.view = None;
        self.near = None;
        self.far = None;
        self.errand = None;
        self.search = None;
        self.searched_far = None;
        self.last = None;
    }

    /// Looks at a frame. `holding_since` is when the present hold began: whatever is older is renewed first.
    pub(super) fn look(
        &mut self,
        engine: &Engine,
        frame: &Frame<'_>,
        at: Duration,
        holding_since: Option<Duration>,
    ) -> Result<Seen, SwafotoError> {
        let mut ran = Vec::new();
        if self.last.is_some_and(|last| at.saturating_sub(last) >= self.settings.longest_gap()) {
            // The app was in the background, and whoever is there now may be somebody else.
            self.forget();
        }
        let far_apart = self.last.replace(at).is_some_and(|last| at.saturating_sub(last) >= FAR_APART);
        let FaceSettings { min_score, min_presence, .. } = self.faces;
        let tracked =
            self.tracker.next(frame, engine.near_detector(), engine.mesh(), min_score, min_presence)?;
        let anew = tracked.detections.is_some();
        let mut face = tracked.face;
        ran.push(if anew { Stage::Detector } else { Stage::Mesh });
        if anew {
            (self.head, self.view, self.near, self.far, self.errand) = (None, None, None, None, None);
            if face.is_none() {
                face = self.search_far(engine, frame, at, &mut ran)?;
            } else {
                ran.push(Stage::Mesh);
            }
        }
        if face.is_some() {
            self.search = None;
        }
        let size = (frame.width(), frame.height());
        let Some(face) = face else {
            let measures = Measures { size: self.judged_size(size), face_sizes: Vec::new(), face: None };
            return Ok(Seen { face: None, measures, oldest: Some(at), another_face: true, ran });
        };
        let mut measured = measure::of_face(frame, &face);
        let noise =
            measured.as_ref().and_then(|measured| measured.sharpness).map(|sharpness| sharpness.noise);
        // A frame on which a face had to be found has done enough.
        if !anew {
            self.take_turn(engine, frame, &face, noise, at, holding_since, far_apart, &mut ran)?;
        }
        if let Some(head) = &self.head {
            measured = measured.map(|measured| measured.with_head(head.value));
        }
        if let Some(measured) = &mut measured {
            expect_still(measured, self.enlargement(size));
        }
        let measures =
            Measures { size: self.judged_size(size), face_sizes: self.face_sizes(), face: measured };
        Ok(Seen { face: Some(face), measures, oldest: self.oldest(at), another_face: anew, ran })
    }

    /// A step of the slow work under way, or of what is due next; all its steps where frames are `far_apart`.
    #[allow(clippy::too_many_arguments, reason = "all of a frame, and private")]
    fn take_turn(
        &mut self,
        engine: &Engine,
        frame: &Frame<'_>,
        face: &Face,
        noise: Option<f32>,
        at: Duration,
        holding_since: Option<Duration>,
        far_apart: bool,
        ran: &mut Vec<Stage>,
    ) -> Result<(), SwafotoError> {
        let mut errand = match self.errand.take() {
            Some(errand) => errand,
            None => match self.most_overdue(at, holding_since) {
                None => return Ok(()),
                Some(Stage::Head) => {
                    let views = self.next_view(at);
                    match Errand::head(engine, frame, face, noise, views, at)? {
                        Progress::Going(errand) => errand,
                        Progress::Done(finding) => {
                            ran.push(Stage::Head);
                            self.learn(finding, at);
                            return Ok(());
                        }
                    }
                }
                Some(stage) => {
                    let near = stage == Stage::Detector;
                    let range = if near { DetectorRange::Short } else { DetectorRange::Full };
                    Errand::others(engine, range, frame, face, &self.faces, at)?
                }
            },
        };
        ran.push(errand.stage());
        let begun = errand.at();
        loop {
            match errand.advance(engine, frame, &self.faces)? {
                Progress::Done(finding) => {
                    self.learn(finding, begun);
                    return Ok(());
                }
                Progress::Going(next) if far_apart => errand = next,
                Progress::Going(next) => {
                    self.errand = Some(next);
                    return Ok(());
                }
            }
        }
    }

    /// Which way round the head is looked at next, and what it looked like the other way round, unless that is too long ago.
    fn next_view(&mut self, at: Duration) -> (HeadView, Option<AttributeLogits>) {
        self.view.take_if(|seen| at.saturating_sub(seen.at) > FARTHEST_VIEWS);
        match &self.view {
            Some(Dated { value: (view, attributes), .. }) => (view.other(), Some(*attributes)),
            None => (HeadView::Upright, None),
        }
    }

    /// What should be looked at next, if anything is due.
    fn most_overdue(&self, at: Duration, holding_since: Option<Duration>) -> Option<Stage> {
        // When each last ran, and since when what it says of now rests on nothing older.
        let (head, near, far) = (
            self.head.as_ref().map(|head| (self.view.as_ref().map_or(head.at, |view| view.at), head.at)),
            self.near.as_ref().map(|near| (near.at, near.at)),
            self.far.as_ref().map(|far| (far.at, far.at)),
        );
        // How many of its periods have gone by; what never ran, or not since the hold began, comes first.
        let overdue = |last: Option<(Duration, Duration)>, period: Duration| match last {
            None => f32::INFINITY,
            Some((_, rests_on)) if holding_since.is_some_and(|since| rests_on < since) => f32::MAX,
            Some((ran, _)) => at.saturating_sub(ran).as_secs_f32() / period.as_secs_f32(),
        };
        let turns = [
            (Stage::Head, overdue(head, self.settings.head_every())),
            (Stage::Detector, overdue(near, self.settings.others_every())),
            (Stage::FarDetector, overdue(far, self.settings.others_every())),
        ];
        // The first of equals, so that the head is known before anybody else is looked for.
        let due = turns.into_iter().filter(|(_, overdue)| *overdue >= 1.0);
        due.reduce(|most, next| if next.1 > most.1 { next } else { most }).map(|(stage, _)| stage)
    }

    /// Keeps what was found in the frame of time `at`.
    fn learn(&mut self, finding: Finding, at: Duration) {
        match finding {
            Finding::Head(value, seen) => {
                // The mean of two views is as old as the older.
                let rests_on = self.view.as_ref().map_or(at, |view| view.at);
                self.head = Some(Dated { at: rests_on, value: *value });
                self.view = seen.map(|value| Dated { at, value });
            }
            Finding::Others(DetectorRange::Short, value) => {
                // Somebody came before a portrait on the wall, or before whoever was in front of the camera: the next frame
                // finds the largest face anew.
                let paused = self.switched.is_some_and(|last| at.saturating_sub(last) < SWITCH_PAUSE);
                if !paused && value.iter().any(|width| *width > LARGER_FACE) {
                    self.tracker.reset();
                    self.switched = Some(at);
                }
                self.near = Some(Dated { at, value });
            }
            Finding::Others(DetectorRange::Full, value) => self.far = Some(Dated { at, value }),
        }
    }

    /// Looks for a main face that is too small for the short-range detector, now and then.
    fn search_far(
        &mut self,
        engine: &Engine,
        frame: &Frame<'_>,
        at: Duration,
        ran: &mut Vec<Stage>,
    ) -> Result<Option<Face>, SwafotoError> {
        let due = self.searched_far.is_none_or(|last| at.saturating_sub(last) >= self.settings.head_every());
        let search = match self.search.take() {
            Some(search) => search,
            None if due => {
                self.searched_far = Some(at);
                engine.far_detector().begin(frame, self.faces.min_score)?
            }
            None => return Ok(None),
        };
        ran.push(Stage::FarDetector);
        let found = match search.advance()? {
            Progress::Going(search) => {
                self.search = Some(search);
                return Ok(None);
            }
            Progress::Done(found) => found,
        };
        if found.is_empty() {
            return Ok(None);
        }
        ran.push(Stage::Mesh);
        self.tracker.follow_largest(frame, engine.mesh(), &found, self.faces.min_presence)
    }

    /// The main face and the others. Both detectors may have seen the same one, so the longer list counts.
    fn face_sizes(&self) -> Vec<f32> {
        let seen = |dated: &Option<Dated<Vec<f32>>>| dated.as_ref().map(|dated| dated.value.clone());
        let (near, far) = (seen(&self.near).unwrap_or_default(), seen(&self.far).unwrap_or_default());
        let significant =
            |sizes: &[f32]| sizes.iter().filter(|size| **size >= self.faces.min_other_size).count();
        let others = if significant(&near) >= significant(&far) { near } else { far };
        std::iter::once(1.0).chain(others).collect()
    }

    fn oldest(&self, at: Duration) -> Option<Duration> {
        let (head, near, far) = (self.head.as_ref()?, self.near.as_ref()?, self.far.as_ref()?);
        Some(at.min(head.at).min(near.at).min(far.at))
    }

    /// How much larger the still will show what this frame shows.
    fn enlargement(&self, (width, height): (usize, usize)) -> f32 {
        let (still_width, still_height) = self.judged_size((width, height));
        (still_width as f32 / width as f32).min(still_height as f32 / height as f32)
    }

    fn judged_size(&self, size: (usize, usize)) -> (usize, usize) {
        self.still_size.map_or(size, |still| held_like(size, still))
    }
}

/// The size that a still has when it is taken as the frame was: who turns the phone after the session began turns its
/// stills, too.
const fn held_like(frame: (usize, usize), still: (usize, usize)) -> (usize, usize) {
    if (frame.0 < frame.1) == (still.0 < still.1) { still } else { (still.1, still.0) }
}

/// Turns what a preview shows into what a still `enlargement` times as large will: more pixels between the eyes, and
/// less of the blur that the preview's own pixels are. A pixel is a box, whose standard deviation is `1 / sqrt(12)`.
fn expect_still(measured: &mut FaceMeasures, enlargement: f32) {
    let preview_distance = measured.framing.inter_eye_distance;
    measured.framing.inter_eye_distance *= enlargement;
    if let Some(sharpness) = measured.sharpness.as_mut().filter(|_| enlargement > 1.0) {
        let pixel = pixel_blur(preview_distance);
        let gained = pixel.powi(2) * (1.0 - enlargement.powi(-2));
        for blur in [&mut sharpness.blur, &mut sharpness.defocus] {
            *blur = (blur.powi(2) - gained).max(0.0).sqrt();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::held_like;

    #[test]
    fn a_turned_phone_turns_its_stills() {
        assert_eq!(held_like((480, 640), (1944, 2592)), (1944, 2592));
        assert_eq!(held_like((640, 480), (1944, 2592)), (2592, 1944));
        assert_eq!(held_like((640, 480), (2592, 1944)), (2592, 1944));
        assert_eq!(held_like((480, 480), (1000, 1000)), (1000, 1000));
    }
}
