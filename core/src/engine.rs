//! The loaded networks, and the path from one picture to its measures.

use std::cmp::Ordering;
use std::sync::Arc;
use std::thread;

use crate::error::SwafotoError;
use crate::face::{
    Detection, DetectorRange, EarCrop, EarShownNetwork, Ears, EyeCrops, Face, FaceDetector, FaceEyesNetwork,
    FaceMesh, FaceShownNetwork, HeadCrop, HeadParser, MeshRegion, Side,
};
use crate::frame::{Frame, Rotation};
use crate::measure::{self, Analysis, HeadSeen, Measures};
use crate::net::{ModelFact, Network};
use crate::rule::{Declaration, FaceSettings, Policy, Verdict, judge_as};

/// The ONNX files an engine runs.
#[derive(Clone, Copy, Debug)]
pub struct Models<'a> {
    /// MediaPipe's `face_detection_short_range`.
    pub face_detection_short_range: &'a [u8],
    /// MediaPipe's `face_detection_full_range`.
    pub face_detection_full_range: &'a [u8],
    /// MediaPipe's `face_landmark`.
    pub face_landmark: &'a [u8],
    /// Our `face_shown`.
    pub face_shown: &'a [u8],
    /// Our `face_eyes`.
    pub face_eyes: &'a [u8],
    /// Our `ear_shown`.
    pub ear_shown: &'a [u8],
    /// Our `head_parser`. Without it the rules on eyewear, ears, coverings and background cannot be assessed.
    pub head_parser: Option<&'a [u8]>,
}

/// The networks without which nothing is judged, as receipts name them.
pub(crate) const ALWAYS_RUN: [&str; 6] = [
    "face_detection_short_range",
    "face_detection_full_range",
    "face_landmark",
    "face_shown",
    "face_eyes",
    "ear_shown",
];

/// The network that tells what is worn, and what is behind the person.
pub(crate) const PARSER: &str = "head_parser";

impl Models<'_> {
    fn facts(&self) -> Arc<[ModelFact]> {
        let always = [
            self.face_detection_short_range,
            self.face_detection_full_range,
            self.face_landmark,
            self.face_shown,
            self.face_eyes,
            self.ear_shown,
        ];
        let files = ALWAYS_RUN.into_iter().zip(always).chain(self.head_parser.map(|onnx| (PARSER, onnx)));
        files.map(|(name, onnx)| ModelFact::of(name, onnx)).collect()
    }
}

/// Everything needed to look at pictures. Loaded once, shared by all threads, cheap to clone.
#[derive(Clone, Debug)]
pub struct Engine {
    near: FaceDetector,
    far: FaceDetector,
    mesh: FaceMesh,
    shown: FaceShownNetwork,
    eyes: FaceEyesNetwork,
    ears: EarShownNetwork,
    parser: Option<HeadParser>,
    facts: Arc<[ModelFact]>,
}

/// How often the mesh of a photograph's main face is fitted again.
const REFITS: usize = 2;

/// Frames over which the far detector is spread in a preview: a part takes about as long as the near one.
const FAR_DETECTOR_PARTS: usize = 5;

/// Frames over which the parser is spread in a preview.
const PARSER_PARTS: usize = 2;

/// Degrees of roll, either way, beyond which another quarter turn is nearer.
const GREATEST_UPRIGHT_ROLL: f32 = 45.0;

impl Engine {
    /// Loads the networks.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidModel`] for a file that is not the network it should be. A head parser tells by its metadata
    /// what its numbers mean, and is refused by the name of what differs.
    pub fn load(models: &Models<'_>) -> Result<Self, SwafotoError> {
        let load_far = || {
            let onnx = models.face_detection_full_range;
            Network::load_in_parts("face_detection_full_range", onnx, FAR_DETECTOR_PARTS)
        };
        let load_others = || {
            let near = Network::load("face_detection_short_range", models.face_detection_short_range)?;
            let mesh = Network::load("face_landmark", models.face_landmark)?;
            let shown = FaceShownNetwork::new(Network::load("face_shown", models.face_shown)?)?;
            let eyes = FaceEyesNetwork::new(Network::load("face_eyes", models.face_eyes)?)?;
            let ears = EarShownNetwork::new(Network::load("ear_shown", models.ear_shown)?)?;
            let parser = models
                .head_parser
                .map(|onnx| Network::load_in_parts(PARSER, onnx, PARSER_PARTS).and_then(HeadParser::new))
                .transpose()?;
            Ok::<_, SwafotoError>((near, mesh, shown, eyes, ears, parser))
        };
        // The far detector alone takes as long as the others together. Where there are no threads, they take turns.
        let (far, others) = thread::scope(|scope| {
            let beside = thread::Builder::new().spawn_scoped(scope, load_far);
            let others = load_others();
            let far = beside.ok().and_then(|loading| loading.join().ok());
            (far.unwrap_or_else(load_far), others)
        });
        let (near, mesh, shown, eyes, ears, parser) = others?;
        Ok(Self {
            near: FaceDetector::new(near, DetectorRange::Short),
            far: FaceDetector::new(far?, DetectorRange::Full),
            mesh: FaceMesh::new(mesh),
            shown,
            eyes,
            ears,
            parser,
            facts: models.facts(),
        })
    }

    /// Name and SHA-256 of every network that is loaded.
    pub fn models(&self) -> &[ModelFact] {
        &self.facts
    }

    /// The detector for faces at arm's length.
    pub fn near_detector(&self) -> &FaceDetector {
        &self.near
    }

    /// The detector that also sees small faces.
    pub fn far_detector(&self) -> &FaceDetector {
        &self.far
    }

    /// One of the two detectors.
    pub fn detector(&self, range: DetectorRange) -> &FaceDetector {
        match range {
            DetectorRange::Short => &self.near,
            DetectorRange::Full => &self.far,
        }
    }

    /// The mesh network.
    pub fn mesh(&self) -> &FaceMesh {
        &self.mesh
    }

    /// The network that tells which places of a face show.
    pub fn face_shown(&self) -> &FaceShownNetwork {
        &self.shown
    }

    /// The network that tells whether an eye is open.
    pub fn face_eyes(&self) -> &FaceEyesNetwork {
        &self.eyes
    }

    /// The network that tells whether an ear shows.
    pub fn ear_shown(&self) -> &EarShownNetwork {
        &self.ears
    }

    /// The parser network, if the engine has one.
    pub fn parser(&self) -> Option<&HeadParser> {
        self.parser.as_ref()
    }

    /// Judges a photograph by every rule of `policy`.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where a network fails.
    pub fn judge(&self, frame: &Frame<'_>, policy: &Policy) -> Result<(Verdict, Analysis), SwafotoError> {
        self.judge_as(frame, policy, Declaration::Unasked)
    }

    /// Judges a photograph by every rule of `policy`, with what the person says of their head.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where a network fails.
    pub fn judge_as(
        &self,
        frame: &Frame<'_>,
        policy: &Policy,
        declaration: Declaration,
    ) -> Result<(Verdict, Analysis), SwafotoError> {
        let analysis = self.analyse(frame, policy.faces())?;
        Ok((judge_as(&analysis.measures, policy, declaration), analysis))
    }

    /// Finds and measures all there is in a photograph.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where a network fails.
    pub fn analyse(&self, frame: &Frame<'_>, settings: &FaceSettings) -> Result<Analysis, SwafotoError> {
        let Found { mut faces, unconfirmed_score } = self.look_for_faces(frame, settings)?;
        let turn = self.turn(frame, settings, faces.first())?;
        if let Some((_, main)) = faces.first_mut() {
            self.refit(frame, main, settings)?;
        }
        let widest = faces.first().map_or(1.0, |(_, face)| face.bounds().width);
        let face_sizes = faces.iter().map(|(_, face)| face.bounds().width / widest).collect();
        let detections = faces.iter().map(|(detection, _)| *detection).collect();
        let face = faces.into_iter().next().map(|(_, face)| face);
        let mut analysis = self.measured(frame, face, face_sizes, detections)?;
        analysis.measures.turn = turn;
        analysis.measures.unconfirmed_score = unconfirmed_score;
        Ok(analysis)
    }

    /// How `frame` must be turned to show a face upright. Nothing is looked for where its main face, which is `found`, surely is:
    /// detector and mesh see something in many a face that lies on its side or its head, and its hair is taken for a mask.
    fn turn(
        &self,
        frame: &Frame<'_>,
        settings: &FaceSettings,
        found: Option<&(Detection, Face)>,
    ) -> Result<Rotation, SwafotoError> {
        let as_it_is = found.map_or(0.0, evidence_of_upright);
        if as_it_is >= settings.surely_upright {
            return Ok(Rotation::None);
        }
        let mut best = (as_it_is + settings.more_upright, Rotation::None);
        for turn in [Rotation::Clockwise90, Rotation::Clockwise180, Rotation::Clockwise270] {
            let Found { faces, .. } = self.look_for_faces(&frame.turned(turn), settings)?;
            let surely = |(_, face): &&(Detection, Face)| face.presence() >= settings.min_presence_turned;
            let evidence = faces.first().filter(surely).map_or(0.0, evidence_of_upright);
            if evidence > best.0 {
                best = (evidence, turn);
            }
        }
        Ok(best.1)
    }

    /// Measures `face`, which the caller has found: no network looks for others.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the parser fails.
    pub fn analyse_face(&self, frame: &Frame<'_>, face: Face) -> Result<Analysis, SwafotoError> {
        self.measured(frame, Some(face), vec![1.0], Vec::new())
    }

    fn measured(
        &self,
        frame: &Frame<'_>,
        face: Option<Face>,
        face_sizes: Vec<f32>,
        detections: Vec<Detection>,
    ) -> Result<Analysis, SwafotoError> {
        let head = face.as_ref().and_then(|face| HeadCrop::new(frame, face));
        let size = (frame.width(), frame.height());
        let parse = match (&self.parser, &head) {
            (Some(parser), Some(head)) => Some(parser.parse(head)?),
            _ => None,
        };
        let shown = head.as_ref().map(|head| self.shown.look(head)).transpose()?;
        let eyes = face.as_ref().and_then(|face| EyeCrops::new(frame, face));
        let eyes = eyes.map(|eyes| self.eyes.look(eyes)).transpose()?;
        let ears = match (&face, &parse) {
            (Some(face), Some(_)) => self.both_ears(frame, face)?,
            _ => Ears::default(),
        };
        let measured = match (&face, &head) {
            (Some(face), Some(head)) => measure::of_face(frame, face).map(|measures| {
                let seen = HeadSeen {
                    crop: head,
                    parse: parse.as_ref(),
                    shown: shown.as_ref(),
                    eyes: eyes.as_ref(),
                    ears,
                };
                let told = measure::of_head(&seen, measures.sharpness, frame.exposure());
                measures.with_head(told)
            }),
            _ => None,
        };
        let measures =
            Measures { size, turn: Rotation::None, face_sizes, unconfirmed_score: 0.0, face: measured };
        Ok(Analysis { face, head, parse, shown, ears, detections, measures })
    }

    /// What shows of the ears of `face`.
    fn both_ears(&self, frame: &Frame<'_>, face: &Face) -> Result<Ears, SwafotoError> {
        [Side::Right, Side::Left].into_iter().try_fold(Ears::default(), |ears, side| {
            let Some(crop) = EarCrop::new(frame, face, side) else { return Ok(ears) };
            Ok(ears.with(side, self.ears.look(crop)?))
        })
    }

    /// Faces of both detectors that the mesh confirms: the main one, of which a detector is sure, then the widest first.
    ///
    /// The detectors see different sizes; the mesh network, trained to tell when it has lost its face, weeds out
    /// what either took for one. Beside a main face it also has the word on what they are unsure of: a child or a head that is
    /// cut off scores .3 and has a presence of 1.
    fn look_for_faces(&self, frame: &Frame<'_>, settings: &FaceSettings) -> Result<Found, SwafotoError> {
        let mut candidates = self.near.detect(frame, settings.least_score())?;
        candidates.extend(self.far.detect(frame, settings.least_score())?);
        let is_sure = |detection: &Detection| settings.is_sure(detection.score);
        let size = |detection: &Detection| (is_sure(detection), detection.bounds.area());
        candidates.sort_by(|a, b| widest_sure_first(size(a), size(b)));
        let mut faces: Vec<(Detection, Face)> = Vec::new();
        let mut unconfirmed_score = 0.0_f32;
        for detection in candidates {
            let nobody_to_be_beside = faces.is_empty() && !is_sure(&detection);
            if nobody_to_be_beside || faces.iter().any(|(_, face)| face.is_seen_by(&detection)) {
                continue;
            }
            let mesh = self.mesh.fit(frame, &MeshRegion::of_detection(&detection))?;
            if !settings.confirms(detection.score, mesh.presence) {
                unconfirmed_score = unconfirmed_score.max(detection.score);
                continue;
            }
            let Some(face) = Face::from_mesh(mesh) else { continue };
            // A box that lies beside a face makes the mesh find the face.
            if is_sure(&detection) || !faces.iter().any(|(_, known)| known.lies_on(&face)) {
                faces.push((detection, face));
            }
        }
        let size = |(detection, face): &(Detection, Face)| (is_sure(detection), face.bounds().width);
        faces.sort_by(|a, b| widest_sure_first(size(a), size(b)));
        Ok(Found { faces, unconfirmed_score })
    }

    /// Fits the mesh again where it found the face itself, as it is followed in a preview. A detector's box differs from crop to
    /// crop of the same picture, and the mesh with it: by two degrees of yaw.
    fn refit(&self, frame: &Frame<'_>, face: &mut Face, settings: &FaceSettings) -> Result<(), SwafotoError> {
        for _ in 0..REFITS {
            let Some(region) = MeshRegion::of_landmarks(face.landmarks()) else { return Ok(()) };
            let mesh = self.mesh.fit(frame, &region)?;
            if mesh.presence < settings.min_presence {
                return Ok(());
            }
            let Some(again) = Face::from_mesh(mesh) else { return Ok(()) };
            *face = again;
        }
        Ok(())
    }
}

/// What detectors and mesh found in a picture.
struct Found {
    /// The main face first.
    faces: Vec<(Detection, Face)>,
    /// See [`Measures::unconfirmed_score`].
    unconfirmed_score: f32,
}

/// The order of two faces by whether a detector is sure of each, and how large each is.
fn widest_sure_first(a: (bool, f32), b: (bool, f32)) -> Ordering {
    b.0.cmp(&a.0).then(b.1.total_cmp(&a.1))
}

/// How sure detector and mesh are, together, of a face that is upright, `0..=1`. One on its side they see as well, as it lies.
fn evidence_of_upright((detection, face): &(Detection, Face)) -> f32 {
    if face.pose().roll.abs() <= GREATEST_UPRIGHT_ROLL { detection.score * face.presence() } else { 0.0 }
}
