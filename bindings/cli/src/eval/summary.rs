//! What the cases add up to.

use std::collections::BTreeMap;

use serde::Serialize;
use swafoto::rule::{Policy, RuleId, Status};

use super::Case;
use super::fairness::{Coverings, fairness};
use super::tally::{Tally, mean, quantile};
use super::truth::{GROUPS, LIGHT, LINES, SLICES, Truth, acceptable, defects, is_well_lit, pan, tilt};

/// Everything that `eval` reports, and the shape of its JSON.
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    /// The policy's name.
    pub(super) policy: String,
    /// Photographs that were judged.
    pub(super) photos: usize,
    /// One line for each that was not.
    pub(super) errors: Vec<String>,
    /// By rule, or combination of rules, that the labels know.
    pub(super) rules: BTreeMap<&'static str, Tally>,
    /// Groups for which neither verdict is wrong.
    pub(super) slices: BTreeMap<&'static str, Blocked>,
    /// Whole verdicts against the labels.
    pub(super) verdict: VerdictTally,
    /// Of photographs with a defect: how many were accepted all the same.
    pub(super) defects: BTreeMap<String, Accepted>,
    /// Errors of the head pose where a folder knows the true angles.
    pub(super) pose: Option<PoseErrors>,
    /// Numbers of each rule over all photographs, whatever their labels.
    pub(super) measured: BTreeMap<&'static str, Distribution>,
    /// Verdicts by column and value, where a folder has such columns.
    pub(super) groups: BTreeMap<String, Group>,
    /// Good photographs blocked, by skin tone.
    pub(super) skin_tone: Option<SkinTone>,
    /// Blocked over head coverings, by group of people.
    pub(super) fairness: BTreeMap<String, Coverings>,
}

/// How many of a group a rule blocks.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Blocked {
    /// Photographs that were assessed.
    pub(super) photos: usize,
    /// Those of them that fail.
    pub(super) blocked: usize,
    /// Photographs that could not be assessed.
    pub(super) unknown: usize,
}

impl Blocked {
    pub(super) fn count(&mut self, status: Status) {
        match status {
            Status::Unknown => self.unknown += 1,
            Status::Fail => {
                self.photos += 1;
                self.blocked += 1;
            }
            Status::Pass | Status::Waived => self.photos += 1,
        }
    }
}

/// How many of a group are accepted.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Accepted {
    /// Photographs of the group.
    pub(super) photos: usize,
    /// Those of them that are accepted.
    pub(super) accepted: usize,
}

/// Whole verdicts of labelled photographs.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct VerdictTally {
    /// Photographs that should be accepted.
    pub(super) good: usize,
    /// Those of them that are.
    pub(super) accepted: usize,
    /// Photographs that should not.
    pub(super) defective: usize,
    /// Those of them that are all the same.
    pub(super) accepted_defective: usize,
}

/// Head pose against true angles, in degrees.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PoseErrors {
    /// Mean absolute error of the yaw where turn and tilt are at most 30 degrees.
    pub(super) yaw_mae: Option<f32>,
    /// The same of the pitch. Pointing'04's tilt is good for its order only.
    pub(super) pitch_mae: Option<f32>,
    /// `null`: no folder knows the true roll.
    pub(super) roll_mae: Option<f32>,
    /// Mean absolute error of the yaw over all photographs.
    pub(super) yaw_mae_all: Option<f32>,
    /// Mean absolute error of the pitch over all photographs.
    pub(super) pitch_mae_all: Option<f32>,
    /// Photographs with true angles.
    pub(super) photos: usize,
    /// Those of them in which no face was found.
    pub(super) no_face: usize,
    /// By true yaw, in degrees.
    pub(super) by_yaw: BTreeMap<i32, AngleErrors>,
    /// By true pitch, in degrees.
    pub(super) by_pitch: BTreeMap<i32, AngleErrors>,
}

/// What was measured at one true angle.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct AngleErrors {
    /// Photographs in which a face was found.
    pub(super) photos: usize,
    /// Mean of the measured angle in degrees.
    pub(super) mean: Option<f32>,
    /// Mean absolute error in degrees.
    pub(super) mae: Option<f32>,
}

/// Quantiles of a rule's number.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Distribution {
    /// Photographs for which there is a number.
    pub(super) photos: usize,
    /// Those of them that fail.
    pub(super) failed: usize,
    /// The 5 % quantile.
    pub(super) p5: Option<f32>,
    /// The median.
    pub(super) median: Option<f32>,
    /// The 95 % quantile.
    pub(super) p95: Option<f32>,
}

/// Verdicts of one group.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Group {
    /// Photographs of the group.
    pub(super) photos: usize,
    /// Those of them that are accepted.
    pub(super) accepted: usize,
    /// Those of them that a light rule blocks.
    pub(super) light_blocked: usize,
}

/// Good photographs blocked in each third of the faces by typology angle.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SkinTone {
    /// Well-lit photographs with one face whose skin tone could be measured.
    pub(super) photos: usize,
    /// The typology angles in degrees that part the thirds.
    pub(super) bounds: [f32; 2],
    /// By rule or combination: the darkest, the middle and the lightest third.
    pub(super) rules: BTreeMap<&'static str, [Blocked; 3]>,
}

impl Summary {
    /// Adds up `cases`.
    pub(super) fn of(cases: &[Case], errors: Vec<String>, policy: &Policy) -> Self {
        Self {
            policy: policy.id().to_owned(),
            photos: cases.len(),
            errors,
            rules: rules(cases),
            slices: slices(cases),
            verdict: verdict(cases),
            defects: by_defect(cases),
            pose: pose(cases),
            measured: policy.rules().map(|(rule, _)| (rule.name(), distribution(cases, rule))).collect(),
            groups: groups(cases),
            skin_tone: skin_tone(cases),
            fairness: fairness(cases),
        }
    }
}

fn rules(cases: &[Case]) -> BTreeMap<&'static str, Tally> {
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    for line in LINES {
        for case in cases {
            let Some(status) = case.status(line.rules) else { continue };
            let bad = match line.judges(&case.row) {
                Truth::Good => false,
                Truth::Bad => true,
                Truth::Either | Truth::Unlabelled => continue,
            };
            let tally = tallies.entry(line.name).or_default();
            let failed = usize::from(status == Status::Fail);
            match (bad, status) {
                (true, Status::Unknown) => tally.bad_unknown += 1,
                (false, Status::Unknown) => tally.good_unknown += 1,
                (true, _) => {
                    tally.bad += 1;
                    tally.caught += failed;
                }
                (false, _) => {
                    tally.good += 1;
                    tally.blocked += failed;
                }
            }
        }
    }
    tallies
}

fn slices(cases: &[Case]) -> BTreeMap<&'static str, Blocked> {
    let mut counts: BTreeMap<&'static str, Blocked> = BTreeMap::new();
    for slice in SLICES {
        for case in cases.iter().filter(|case| case.row.faces() == 1 && slice.has(&case.row)) {
            if let Some(status) = case.status(slice.rules) {
                counts.entry(slice.name).or_default().count(status);
            }
        }
    }
    counts
}

fn verdict(cases: &[Case]) -> VerdictTally {
    let mut tally = VerdictTally::default();
    for case in cases {
        let accepted = usize::from(case.finding.verdict.accepted);
        match acceptable(&case.row) {
            Some(true) => {
                tally.good += 1;
                tally.accepted += accepted;
            }
            Some(false) => {
                tally.defective += 1;
                tally.accepted_defective += accepted;
            }
            None => {}
        }
    }
    tally
}

fn by_defect(cases: &[Case]) -> BTreeMap<String, Accepted> {
    let mut counts: BTreeMap<String, Accepted> = BTreeMap::new();
    for case in cases.iter().filter(|case| acceptable(&case.row) == Some(false)) {
        for defect in defects(&case.row) {
            let count = counts.entry(defect).or_default();
            count.photos += 1;
            count.accepted += usize::from(case.finding.verdict.accepted);
        }
    }
    counts
}

fn pose(cases: &[Case]) -> Option<PoseErrors> {
    /// True and measured angle in degrees, and whether the true ones are small.
    struct Angle {
        truth: f32,
        measured: f32,
        near: bool,
    }
    let (mut yaws, mut pitches) = (Vec::new(), Vec::new());
    let (mut photos, mut no_face) = (0, 0);
    for case in cases {
        let (Some(yaw), Some(pitch)) = (pan(&case.row), tilt(&case.row)) else { continue };
        photos += 1;
        let Some(measured) = case.finding.pose else {
            no_face += 1;
            continue;
        };
        let near = yaw.abs() <= 30.0 && pitch.abs() <= 30.0;
        yaws.push(Angle { truth: yaw, measured: measured.yaw, near });
        pitches.push(Angle { truth: pitch, measured: measured.pitch, near });
    }
    let mae = |angles: &[Angle], near: bool| {
        let angles = angles.iter().filter(|angle| angle.near || !near);
        mean(&angles.map(|angle| (angle.measured - angle.truth).abs()).collect::<Vec<_>>())
    };
    let by_angle = |angles: &[Angle]| {
        let mut groups: BTreeMap<i32, Vec<f32>> = BTreeMap::new();
        for angle in angles {
            groups.entry(angle.truth.round() as i32).or_default().push(angle.measured);
        }
        let errors = groups.into_iter().map(|(truth, measured)| {
            let errors: Vec<f32> = measured.iter().map(|angle| (angle - truth as f32).abs()).collect();
            (truth, AngleErrors { photos: measured.len(), mean: mean(&measured), mae: mean(&errors) })
        });
        errors.collect()
    };
    (photos > 0).then(|| PoseErrors {
        yaw_mae: mae(&yaws, true),
        pitch_mae: mae(&pitches, true),
        roll_mae: None,
        yaw_mae_all: mae(&yaws, false),
        pitch_mae_all: mae(&pitches, false),
        photos,
        no_face,
        by_yaw: by_angle(&yaws),
        by_pitch: by_angle(&pitches),
    })
}

fn distribution(cases: &[Case], rule: RuleId) -> Distribution {
    let checks: Vec<_> = cases.iter().filter_map(|case| case.finding.verdict.check(rule)).collect();
    let numbers: Vec<f32> = checks.iter().filter_map(|check| check.measured).collect();
    Distribution {
        photos: numbers.len(),
        failed: checks.iter().filter(|check| check.status == Status::Fail).count(),
        p5: quantile(&numbers, 0.05),
        median: quantile(&numbers, 0.5),
        p95: quantile(&numbers, 0.95),
    }
}

fn groups(cases: &[Case]) -> BTreeMap<String, Group> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for case in cases {
        for column in GROUPS {
            let Some(label) = case.row.label(column) else { continue };
            let group = groups.entry(format!("{column}: {label}")).or_default();
            group.photos += 1;
            group.accepted += usize::from(case.finding.verdict.accepted);
            group.light_blocked += usize::from(case.status(LIGHT) == Some(Status::Fail));
        }
    }
    groups
}

fn skin_tone(cases: &[Case]) -> Option<SkinTone> {
    let well_lit = |case: &&Case| case.row.faces() == 1 && is_well_lit(&case.row);
    let toned = cases.iter().filter(well_lit).filter_map(|case| Some((case.finding.skin_tone?, case)));
    let mut toned: Vec<(f32, &Case)> = toned.collect();
    toned.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let third = toned.len() / 3;
    let bounds = [toned.get(third)?.0, toned.get(2 * third)?.0];
    if third == 0 {
        return None;
    }
    let mut rules: BTreeMap<&'static str, [Blocked; 3]> = BTreeMap::new();
    for line in LINES {
        for (index, (_, case)) in toned.iter().enumerate() {
            // Bad photographs are to be blocked whatever the skin. Where nobody has looked, only of the light is known
            // that it is good.
            let about_light = line.rules.iter().all(|rule| LIGHT.contains(rule));
            match line.judges(&case.row) {
                Truth::Good => {}
                Truth::Unlabelled if about_light => {}
                _ => continue,
            }
            if let Some(status) = case.status(line.rules)
                && let Some(count) = rules.entry(line.name).or_default().get_mut((index / third).min(2))
            {
                count.count(status);
            }
        }
    }
    Some(SkinTone { photos: toned.len(), bounds, rules })
}
