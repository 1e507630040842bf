//! Which label makes a photograph good or bad for which rule. All that `eval` believes about labels is here.

use swafoto::rule::RuleId;

use super::labels::Row;

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
    /// What the labels say.
    pub(crate) truth: fn(&Row) -> Truth,
    /// Whether only photographs with exactly one face count.
    pub(crate) one_face: bool,
}

/// Every rule that says something about light.
pub(crate) const LIGHT: &[RuleId] =
    &[RuleId::UnderExposure, RuleId::OverExposure, RuleId::IlluminationUniformity, RuleId::CastShadow];

/// Every rule that says something about head pose.
const HEAD_POSE: &[RuleId] = &[RuleId::HeadPoseYaw, RuleId::HeadPosePitch, RuleId::HeadPoseRoll];

const fn face(name: &'static str, rules: &'static [RuleId], truth: fn(&Row) -> Truth) -> Line {
    Line { name, rules, truth, one_face: true }
}

/// The report's lines.
pub(crate) const LINES: &[Line] = &[
    Line {
        name: "single-face-present",
        rules: &[RuleId::SingleFacePresent],
        truth: |row| match row.label("n_faces") {
            None => Truth::Unlabelled,
            Some("1") => Truth::Good,
            Some(_) => Truth::Bad,
        },
        one_face: false,
    },
    face("no-head-covering", &[RuleId::NoHeadCovering], |row| {
        by(row, "head_cover", &["none"], &["hat", "hood", "helmet"])
    }),
    face("no-eyewear", &[RuleId::NoEyewear], |row| {
        by(row, "glasses", &["none", "on_head"], &["clear", "sun"])
    }),
    face("face-occlusion", &[RuleId::FaceOcclusion], |row| by(row, "occlusion", &["none"], &["mask"])),
    // The picture's left is the subject's right.
    face("ears-visible-right", &[RuleId::EarsVisibleRight], |row| ear(row, "ear_image_left")),
    face("ears-visible-left", &[RuleId::EarsVisibleLeft], |row| ear(row, "ear_image_right")),
    face("eyes-open", &[RuleId::EyesOpen], |row| by(row, "eyes", &["open"], &["closed"])),
    face("under-exposure", &[RuleId::UnderExposure], |row| light(row, &["dark"])),
    face("over-exposure", &[RuleId::OverExposure], |row| light(row, &["overexposed"])),
    face("illumination-uniformity", &[RuleId::IlluminationUniformity], |row| light(row, &["uneven_shadow"])),
    face("cast-shadow", &[RuleId::CastShadow], |row| light(row, &["uneven_shadow"])),
    face("uneven-light", &[RuleId::IlluminationUniformity, RuleId::CastShadow], |row| {
        light(row, &["uneven_shadow"])
    }),
    face("back-light", &[RuleId::UnderExposure, RuleId::IlluminationUniformity], |row| {
        light(row, &["backlit"])
    }),
    face("light", LIGHT, |row| light(row, &["dark", "uneven_shadow", "backlit", "overexposed"])),
    face("head-pose-yaw", &[RuleId::HeadPoseYaw], |row| pose(row, &["yaw", "profile"], pan)),
    face("head-pose-pitch", &[RuleId::HeadPosePitch], |row| pose(row, &["pitch"], tilt)),
    face("head-pose-roll", &[RuleId::HeadPoseRoll], |row| pose(row, &["roll"], |_| None)),
    face("head-pose", HEAD_POSE, |row| {
        pose(row, &["yaw", "pitch", "roll", "profile"], |row| Some(pan(row)?.abs().max(tilt(row)?.abs())))
    }),
    face("sharpness", &[RuleId::Sharpness], |row| by(row, "sharp", &["ok"], &["soft_or_lowres"])),
];

/// Groups whose failures are counted, though nothing says whether they should fail.
pub(crate) struct Slice {
    /// The name in the report.
    pub(crate) name: &'static str,
    /// The rules that are counted.
    pub(crate) rules: &'static [RuleId],
    /// Who belongs to the group.
    pub(crate) holds: fn(&Row) -> bool,
}

/// The report's groups.
pub(crate) const SLICES: &[Slice] = &[
    Slice {
        name: "scarf, hijab, wrap",
        rules: &[RuleId::NoHeadCovering],
        holds: |row| matches!(row.label("head_cover"), Some("hijab" | "traditional_or_wrap")),
    },
    Slice {
        name: "headband",
        rules: &[RuleId::NoHeadCovering],
        holds: |row| row.label("head_cover") == Some("headband"),
    },
    Slice {
        name: "hand or object",
        rules: &[RuleId::FaceOcclusion],
        holds: |row| row.label("occlusion") == Some("other"),
    },
    Slice {
        name: "right ear partly hidden",
        rules: &[RuleId::EarsVisibleRight],
        holds: |row| row.label("ear_image_left") == Some("partly"),
    },
    Slice {
        name: "left ear partly hidden",
        rules: &[RuleId::EarsVisibleLeft],
        holds: |row| row.label("ear_image_right") == Some("partly"),
    },
    Slice {
        name: "harsh or coloured light",
        rules: LIGHT,
        holds: |row| row.label("light") == Some("harsh_or_coloured"),
    },
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
        holds: |row| {
            let all = [("light", "good"), ("sharp", "ok"), ("pose", "frontal")];
            all.iter().all(|(column, label)| row.label(column) == Some(label))
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
    const HARMLESS: &[(&str, &[&str])] = &[
        ("glasses", &["none", "on_head"]),
        ("head_cover", &["none"]),
        ("occlusion", &["none", "mask_lowered"]),
        ("ear_image_left", &["visible", "partly"]),
        ("ear_image_right", &["visible", "partly"]),
        ("eyes", &["open"]),
        ("pose", &["frontal"]),
        ("light", &["good"]),
        ("sharp", &["ok"]),
    ];
    let mut defects = Vec::new();
    for (column, harmless) in HARMLESS {
        if let Some(label) = row.label(column).filter(|label| !harmless.contains(label)) {
            // Every combination of turns would be a defect of its own.
            let label = if *column == "pose" { "not frontal" } else { label };
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

fn by(row: &Row, column: &str, good: &[&str], bad: &[&str]) -> Truth {
    match row.label(column) {
        None => Truth::Unlabelled,
        Some(label) if good.contains(&label) => Truth::Good,
        Some(label) if bad.contains(&label) => Truth::Bad,
        Some(_) => Truth::Either,
    }
}

/// Under a scarf the ears need not show.
fn ear(row: &Row, column: &str) -> Truth {
    match row.label("head_cover") {
        Some("hijab" | "traditional_or_wrap") => Truth::Either,
        _ => by(row, column, &["visible"], &["hidden"]),
    }
}

fn light(row: &Row, bad: &[&str]) -> Truth {
    by(row, "light", &["good"], bad)
}

/// A pose label names one turn or several, joined by `+`. Where a folder has true angles, `angle` is the one that
/// counts, and good is only zero: the next step is 15 degrees.
fn pose(row: &Row, bad: &[&str], angle: fn(&Row) -> Option<f32>) -> Truth {
    if let Some(label) = row.label("pose") {
        return match label {
            "frontal" => Truth::Good,
            label if label.split('+').any(|turn| bad.contains(&turn)) => Truth::Bad,
            _ => Truth::Either,
        };
    }
    match angle(row) {
        None => Truth::Unlabelled,
        Some(0.0) => Truth::Good,
        Some(_) => Truth::Bad,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn truth(name: &str, labels: &[(&str, &str)]) -> Truth {
        let line = LINES.iter().find(|line| line.name == name).unwrap();
        (line.truth)(&Row::of(labels))
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
