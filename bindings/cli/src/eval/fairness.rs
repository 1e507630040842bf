//! Who is wrongly blocked over what they wear on the head, or do not.

use std::collections::BTreeMap;

use serde::Serialize;
use swafoto::rule::{RuleId, Status};

use super::Case;
use super::meaning::Meaning;
use super::summary::Blocked;

/// The rules that a scarf is judged by.
const SCARF_RULES: [RuleId; 4] =
    [RuleId::NoHeadCovering, RuleId::EarsVisibleRight, RuleId::EarsVisibleLeft, RuleId::FaceOutline];

/// Without a level, frontal pose nothing is accepted, and what is worn often not known.
const POSE: [RuleId; 3] = [RuleId::HeadPoseYaw, RuleId::HeadPosePitch, RuleId::HeadPoseRoll];

/// The column with the group of people that a data set names.
const RACE: &str = "race";

/// Frontal photographs of one face in a group of people.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Coverings {
    /// Bare heads, and those that are called covered.
    pub(super) bare: Blocked,
    /// Hijabs, and those that a rule on coverings blocks or leaves open.
    pub(super) hijab: Blocked,
    /// The same of turbans, wraps and loose scarves.
    pub(super) turban: Blocked,
    /// Hats, and those that are rightly blocked.
    pub(super) hat: Blocked,
}

/// By group: everybody, the data set's groups, thirds by skin tone.
pub(super) fn fairness(cases: &[Case]) -> BTreeMap<String, Coverings> {
    let mut groups: BTreeMap<String, Coverings> = BTreeMap::new();
    let frontal = |case: &&Case| case.row.faces() == 1 && case.status(&POSE) == Some(Status::Pass);
    let mut labelled: Vec<&Case> = cases.iter().filter(frontal).collect();
    labelled.retain(|case| case.row.label("head_cover").is_some());
    for case in &labelled {
        count(groups.entry("all".to_owned()).or_default(), case);
        if let Some(race) = case.row.label(RACE) {
            count(groups.entry(format!("{RACE}: {race}")).or_default(), case);
        }
    }
    let mut toned: Vec<(f32, &Case)> =
        labelled.iter().filter_map(|case| Some((case.finding.skin_tone?, *case))).collect();
    toned.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let third = toned.len().div_ceil(3).max(1);
    for (part, name) in toned.chunks(third).zip(["darkest", "middle", "lightest"]) {
        let group = groups.entry(format!("skin tone: {name} third")).or_default();
        part.iter().for_each(|(_, case)| count(group, case));
    }
    groups
}

fn count(group: &mut Coverings, case: &Case) {
    let hat_rule = case.status(&[RuleId::NoHeadCovering]);
    let scarf_rules = case.status(&SCARF_RULES).map(|status| match status {
        // A question that nobody was there to answer blocks as well.
        Status::Unknown => Status::Fail,
        status => status,
    });
    let wears = Meaning::of(&case.row, "head_cover").and_then(|meaning| meaning.group.as_deref());
    let (tally, status) = match wears {
        Some("bare") => (&mut group.bare, hat_rule),
        Some("hijab") => (&mut group.hijab, scarf_rules),
        Some("turban") => (&mut group.turban, scarf_rules),
        Some("hat") => (&mut group.hat, hat_rule),
        _ => return,
    };
    if let Some(status) = status {
        tally.count(status);
    }
}
