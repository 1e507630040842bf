//! Which photograph is good or bad for which rule. What a single label means stands in `tests/labels/meaning.toml`.

use swafoto::rule::RuleId;

use super::labels::Row;
use super::meaning::{Meaning, is_in_slice};

/// What the labels say of a photograph with regard to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    /// The rule should hold.
    Good,
    /// The rule should fail.
    Bad,
    /// Labelled, but in a way that neither verdict would be wrong.
    Either,
    /// Not labelled.
    Unlabelled,
}

/// A line of the report: rules that are judged together, and the labels they are judged by.
#[derive(Debug)]
pub(crate) struct Line {
    /// The name in the report: the rule's own, or that of the combination.
    pub(crate) name: &'static str,
    /// The photograph is caught when any of these fails. Those that the policy lacks are left out.
    pub(crate) rules: &'static [RuleId],
    /// What the labels say, by the line's name.
    truth: fn(&Row, line: &str) -> Truth,
    /// Whether only photographs with exactly one face count.
    one_face: bool,
}

impl Truth {
    /// The word for it in a table; none where nobody has said.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Either => "either",
            Self::Unlabelled => "",
        }
    }
}

impl Line {
    /// What the labels say of the photograph, where it counts for this line.
    pub(crate) fn judges(&self, row: &Row) -> Truth {
        if self.one_face && row.faces() != 1 { Truth::Unlabelled } else { (self.truth)(row, self.name) }
    }
}

/// Every rule that says something about light.
pub(crate) const LIGHT: &[RuleId] =
    &[RuleId::UnderExposure, RuleId::OverExposure, RuleId::IlluminationUniformity, RuleId::CastShadow];

/// Every rule that fails where something lies over the face.
const COVER: &[RuleId] = &[RuleId::FaceOcclusion, RuleId::EyesVisible, RuleId::FacePartsVisible];

/// Every rule that says something about head pose.
const HEAD_POSE: &[RuleId] = &[RuleId::HeadPoseYaw, RuleId::HeadPosePitch, RuleId::HeadPoseRoll];

const fn face(name: &'static str, rules: &'static [RuleId], truth: fn(&Row, &str) -> Truth) -> Line {
    Line { name, rules, truth, one_face: true }
}

/// The report's lines.
pub(crate) const LINES: &[Line] = &[
    Line {
        name: "single-face-present",
        rules: &[RuleId::SingleFacePresent],
        truth: |row, _| match row.label("n_faces") {
            None => Truth::Unlabelled,
            Some("1") => Truth::Good,
            Some(_) => Truth::Bad,
        },
        one_face: false,
    },
    face("no-head-covering", &[RuleId::NoHeadCovering], |row, line| by(row, "head_cover", line)),
    face("no-eyewear", &[RuleId::NoEyewear], |row, line| by(row, "glasses", line)),
    face("face-occlusion", &[RuleId::FaceOcclusion], |row, line| by(row, "occlusion", line)),
    face("face-covered", COVER, |row, line| match by(row, "occlusion", line) {
        // Lenses and brims hide a part, too, and have rules of their own.
        Truth::Good if ["glasses", "head_cover"].into_iter().any(|column| is_bad(row, column)) => {
            Truth::Either
        }
        truth => truth,
    }),
    // The picture's left is the subject's right.
    face("ears-visible-right", &[RuleId::EarsVisibleRight], |row, line| ear(row, "ear_image_left", line)),
    face("ears-visible-left", &[RuleId::EarsVisibleLeft], |row, line| ear(row, "ear_image_right", line)),
    face("eyes-open", &[RuleId::EyesOpen], |row, line| by(row, "eyes", line)),
    face("under-exposure", &[RuleId::UnderExposure], |row, line| by(row, "light", line)),
    face("over-exposure", &[RuleId::OverExposure], |row, line| by(row, "light", line)),
    face("illumination-uniformity", &[RuleId::IlluminationUniformity], |row, line| by(row, "light", line)),
    face("cast-shadow", &[RuleId::CastShadow], |row, line| by(row, "light", line)),
    face("uneven-light", &[RuleId::IlluminationUniformity, RuleId::CastShadow], |row, line| {
        by(row, "light", line)
    }),
    face("back-light", &[RuleId::UnderExposure, RuleId::IlluminationUniformity], |row, line| {
        by(row, "light", line)
    }),
    face("light", LIGHT, |row, line| by(row, "light", line)),
    face("head-pose-yaw", &[RuleId::HeadPoseYaw], |row, line| pose(row, line, pan)),
    face("head-pose-pitch", &[RuleId::HeadPosePitch], |row, line| pose(row, line, tilt)),
    face("head-pose-roll", &[RuleId::HeadPoseRoll], |row, line| pose(row, line, |_| None)),
    face("head-pose", HEAD_POSE, |row, line| {
        pose(row, line, |row| Some(pan(row)?.abs().max(tilt(row)?.abs())))
    }),
    face("sharpness", &[RuleId::Sharpness], |row, line| by(row, "sharp", line)),
];

/// Groups whose failures are counted, though nothing says whether they should fail.
pub(crate) struct Slice {
    /// The name in the report.
    pub(crate) name: &'static str,
    /// The rules that are counted.
    pub(crate) rules: &'static [RuleId],
    /// Who belongs to the group, by its name.
    holds: fn(&Row, name: &str) -> bool,
}

impl Slice {
    /// Whether the labels put the photograph into the group.
    pub(crate) fn has(&self, row: &Row) -> bool {
        (self.holds)(row, self.name)
    }
}

/// The report's groups.
pub(crate) const SLICES: &[Slice] = &[
    Slice { name: "scarf, hijab, wrap", rules: &[RuleId::NoHeadCovering], holds: is_in_slice },
    Slice { name: "headband", rules: &[RuleId::NoHeadCovering], holds: is_in_slice },
    Slice { name: "hand or object", rules: &[RuleId::FaceOcclusion], holds: is_in_slice },
    Slice { name: "right ear partly hidden", rules: &[RuleId::EarsVisibleRight], holds: is_in_slice },
    Slice { name: "left ear partly hidden", rules: &[RuleId::EarsVisibleLeft], holds: is_in_slice },
    Slice { name: "harsh or coloured light", rules: LIGHT, holds: is_in_slice },
    Slice {
        name: "good light, sharp, frontal",
        rules: &[
            RuleId::UnderExposure,
            RuleId::OverExposure,
            RuleId::IlluminationUniformity,
            RuleId::CastShadow,
            RuleId::HeadPoseYaw,
            RuleId::HeadPosePitch,
            RuleId::HeadPoseRoll,
            RuleId::Sharpness,
        ],
        holds: |row, _| {
            let harmless = |column| Meaning::of(row, column).is_some_and(Meaning::is_harmless);
            ["light", "sharp", "pose"].into_iter().all(harmless)
        },
    },
];

/// Columns of which each value is a group whose verdicts are reported.
pub(crate) const GROUPS: &[&str] = &["ethnicity", "gender", "sex", "expression"];

/// The face's turn to the picture's right in degrees, where a folder knows it. Pointing'04 counts to the left.
pub(crate) fn pan(row: &Row) -> Option<f32> {
    row.number("pan_yaw_deg").map(|pan| -pan)
}

/// The face's turn downwards in degrees, where a folder knows it. Pointing'04 counts upwards.
pub(crate) fn tilt(row: &Row) -> Option<f32> {
    row.number("tilt_pitch_deg").map(|tilt| -tilt)
}

/// The defects that the labels name, as `column: label`. None of them means nothing: an ear may still be hidden by
/// the pose.
pub(crate) fn defects(row: &Row) -> Vec<String> {
    let faces = row.faces();
    if faces != 1 {
        return vec![if faces == 0 { "no face".to_owned() } else { "several faces".to_owned() }];
    }
    const COLUMNS: [&str; 9] = [
        "glasses",
        "head_cover",
        "occlusion",
        "ear_image_left",
        "ear_image_right",
        "eyes",
        "pose",
        "light",
        "sharp",
    ];
    let mut defects = Vec::new();
    for column in COLUMNS {
        if let Some(label) = row.label(column)
            && !Meaning::of_label(column, label).is_some_and(Meaning::is_harmless)
        {
            // Every combination of turns would be a defect of its own.
            let label = if column == "pose" { "not frontal" } else { label };
            defects.push(format!("{column}: {label}"));
        }
    }
    defects
}

/// Whether a policy of the six reasons should accept the photograph: an ear of which a part shows will do, and a
/// scarf for faith waives the ears. `None` where nobody has said.
pub(crate) fn acceptable(row: &Row) -> Option<bool> {
    row.label("pass_lenient_ears")?;
    Some(row.is_set("pass_lenient_ears") || row.is_set("pass_hijab_accommodated"))
}

/// What the label in `column` says for the line called `line`. Of several words, joined by `+`, one that is bad is enough.
fn by(row: &Row, column: &str, line: &str) -> Truth {
    let Some(label) = row.label(column) else { return Truth::Unlabelled };
    let meanings: Vec<_> = label.split('+').map(|word| Meaning::of_label(column, word)).collect();
    if meanings.iter().flatten().any(|meaning| meaning.is_bad_for(line)) {
        Truth::Bad
    } else if meanings.iter().all(|meaning| meaning.is_some_and(|meaning| meaning.is_good_for(line))) {
        Truth::Good
    } else {
        Truth::Either
    }
}

/// Whether a rule should fail because of the label in `column`.
fn is_bad(row: &Row, column: &str) -> bool {
    Meaning::of(row, column).is_some_and(|meaning| !meaning.bad.is_empty())
}

/// Under a scarf the ears need not show.
fn ear(row: &Row, column: &str, line: &str) -> Truth {
    match Meaning::of(row, "head_cover") {
        Some(meaning) if meaning.trains.as_deref() == Some("scarf") => Truth::Either,
        _ => by(row, column, line),
    }
}

/// Where a folder has true angles instead of labels, `angle` is the one that counts, and good is only zero: the next step is
/// 15 degrees.
fn pose(row: &Row, line: &str, angle: fn(&Row) -> Option<f32>) -> Truth {
    if row.label("pose").is_some() {
        return by(row, "pose", line);
    }
    match angle(row) {
        None => Truth::Unlabelled,
        Some(0.0) => Truth::Good,
        Some(_) => Truth::Bad,
    }
}

/// Whether the light is labelled good, or not labelled: such a folder is a studio's, or generated to be well lit.
pub(crate) fn is_well_lit(row: &Row) -> bool {
    matches!(by(row, "light", "light"), Truth::Good | Truth::Unlabelled)
}

#[cfg(test)]
mod tests {
    use swafoto::rule::Topic;

    use super::*;

    fn truth(name: &str, labels: &[(&str, &str)]) -> Truth {
        let line = LINES.iter().find(|line| line.name == name).unwrap();
        line.judges(&Row::of(labels))
    }

    #[test]
    fn every_rule_has_a_line_or_is_known_to_have_no_labels() {
        const UNLABELLED: [&str; 11] = [
            "resolution",
            "head-size",
            "inter-eye-distance",
            "crop",
            "face-outline",
            "natural-colour",
            "eyes-visible",
            "face-parts-visible",
            "mouth-closed",
            "expression",
            "background-uniformity",
        ];
        for rule in RuleId::ALL {
            let has_line = LINES.iter().any(|line| line.name == rule.name());
            assert_ne!(has_line, UNLABELLED.contains(&rule.name()), "{rule}");
        }
    }

    #[test]
    fn combined_lines_have_every_rule_of_their_topic() {
        let of = |topic| RuleId::ALL.into_iter().filter(|rule| rule.topic() == topic).collect::<Vec<_>>();
        assert_eq!((LIGHT, HEAD_POSE), (&of(Topic::Light)[..], &of(Topic::Pose)[..]));
    }

    #[test]
    fn labels_mean_what_the_data_say() {
        assert_eq!(truth("no-eyewear", &[("glasses", "sun")]), Truth::Bad);
        assert_eq!(truth("no-eyewear", &[("glasses", "on_head")]), Truth::Good);
        assert_eq!(truth("no-head-covering", &[("head_cover", "hijab")]), Truth::Either);
        assert_eq!(truth("ears-visible-right", &[("ear_image_left", "hidden")]), Truth::Bad);
        assert_eq!(truth("ears-visible-right", &[("ear_image_right", "hidden")]), Truth::Unlabelled);
        let hijab = [("ear_image_left", "hidden"), ("head_cover", "hijab")];
        assert_eq!(truth("ears-visible-right", &hijab), Truth::Either);
        assert_eq!(truth("head-pose-yaw", &[("pose", "profile")]), Truth::Bad);
        assert_eq!(truth("head-pose-yaw", &[("pose", "pitch+roll")]), Truth::Either);
        assert_eq!(truth("head-pose", &[("pose", "pitch+roll")]), Truth::Bad);
        assert_eq!(truth("light", &[("light", "harsh_or_coloured")]), Truth::Either);
        assert_eq!(
            truth("face-covered", &[("occlusion", "hand_or_object"), ("head_cover", "hat")]),
            Truth::Bad
        );
        assert_eq!(truth("face-covered", &[("occlusion", "none"), ("head_cover", "hat")]), Truth::Either);
        assert_eq!(truth("face-covered", &[("occlusion", "none"), ("head_cover", "hijab")]), Truth::Good);
    }

    #[test]
    fn true_angles_take_the_place_of_labels_and_change_sides() {
        let row = [("pan_yaw_deg", "-30"), ("tilt_pitch_deg", "0")];
        assert_eq!(pan(&Row::of(&row)), Some(30.0));
        assert_eq!(truth("head-pose-yaw", &row), Truth::Bad);
        assert_eq!(truth("head-pose-pitch", &row), Truth::Good);
        assert_eq!(truth("head-pose", &row), Truth::Bad);
        assert_eq!(truth("head-pose-roll", &row), Truth::Unlabelled);
    }

    #[test]
    fn defects_are_named_once() {
        let row = Row::of(&[("n_faces", "1"), ("glasses", "clear"), ("pose", "yaw+roll"), ("sharp", "ok")]);
        assert_eq!(defects(&row), ["glasses: clear", "pose: not frontal"]);
        assert_eq!(defects(&Row::of(&[("n_faces", "0"), ("glasses", "none")])), ["no face"]);
        assert_eq!(acceptable(&Row::of(&[("file", "a")])), None);
    }
}
