//! The report for people.

use std::collections::BTreeMap;
use std::io::{Error, Write};

use crate::table;

use super::fairness::Coverings;
use super::summary::{Blocked, PoseErrors, SkinTone, Summary};
use super::tally::share;

/// Prints `summary`. Shares carry their Wilson 95 % interval.
pub(super) fn print(out: &mut impl Write, summary: &Summary) -> Result<(), Error> {
    let Summary { policy, photos, errors, .. } = summary;
    writeln!(out, "{photos} photos judged by {policy}, {} could not be read", errors.len())?;
    if !summary.rules.is_empty() {
        writeln!(out, "\n{:26}{:36}{:36}unknown", "rule", "bad photos caught", "good photos blocked")?;
        for (name, tally) in &summary.rules {
            let unknown = format!("{} bad, {} good", tally.bad_unknown, tally.good_unknown);
            let (caught, blocked) = (share(tally.caught, tally.bad), share(tally.blocked, tally.good));
            writeln!(out, "{name:26}{caught:36}{blocked:36}{unknown}")?;
        }
    }
    if !summary.slices.is_empty() {
        writeln!(out, "\n{:28}{:36}unknown", "group", "blocked")?;
        for (name, Blocked { photos, blocked, unknown }) in &summary.slices {
            writeln!(out, "{name:28}{:36}{unknown}", share(*blocked, *photos))?;
        }
    }
    let verdict = summary.verdict;
    if verdict.good + verdict.defective > 0 {
        writeln!(out, "\nwhole verdict")?;
        writeln!(out, "  good photos accepted       {}", share(verdict.accepted, verdict.good))?;
        writeln!(
            out,
            "  defective photos accepted  {}",
            share(verdict.accepted_defective, verdict.defective)
        )?;
        for (defect, count) in &summary.defects {
            writeln!(out, "    {defect:33}{}/{} accepted", count.accepted, count.photos)?;
        }
    }
    if let Some(pose) = &summary.pose {
        print_pose(out, pose)?;
    }
    writeln!(
        out,
        "\n{:26}{:>8}{:>8}{:>10}{:>10}{:>10}",
        "measured", "photos", "failed", "5 %", "median", "95 %"
    )?;
    for (name, distribution) in &summary.measured {
        let [p5, median, p95] = [distribution.p5, distribution.median, distribution.p95].map(number);
        let (photos, failed) = (distribution.photos, distribution.failed);
        writeln!(out, "{name:26}{photos:>8}{failed:>8}{p5:>10}{median:>10}{p95:>10}")?;
    }
    if !summary.groups.is_empty() {
        writeln!(out, "\n{:26}{:>8}{:>10}{:>18}", "group", "photos", "accepted", "blocked by light")?;
        for (name, group) in &summary.groups {
            let (photos, accepted, light) = (group.photos, group.accepted, group.light_blocked);
            writeln!(out, "{name:26}{photos:>8}{accepted:>10}{light:>18}")?;
        }
    }
    if let Some(skin_tone) = &summary.skin_tone {
        print_skin_tone(out, skin_tone)?;
    }
    if !summary.fairness.is_empty() {
        print_fairness(out, &summary.fairness)?;
    }
    Ok(())
}

fn print_pose(out: &mut impl Write, pose: &PoseErrors) -> Result<(), Error> {
    let degrees = |value| format!("{}°", number(value));
    writeln!(out, "\nhead pose: {} photos, no face found in {}", pose.photos, pose.no_face)?;
    let (near, all) = (degrees(pose.yaw_mae), degrees(pose.yaw_mae_all));
    writeln!(out, "  yaw    mean absolute error {near} where both angles are at most 30°, {all} over all")?;
    let (near, all) = (degrees(pose.pitch_mae), degrees(pose.pitch_mae_all));
    writeln!(out, "  pitch  mean absolute error {near} where both angles are at most 30°, {all} over all")?;
    for (axis, angles) in [("yaw", &pose.by_yaw), ("pitch", &pose.by_pitch)] {
        for (truth, errors) in angles {
            let (mean, mae, photos) = (number(errors.mean), number(errors.mae), errors.photos);
            writeln!(
                out,
                "  true {axis:5} {truth:>4}°  {photos:>4} faces  mean {mean:>6}°  error {mae:>5}°"
            )?;
        }
    }
    Ok(())
}

fn print_skin_tone(out: &mut impl Write, skin_tone: &SkinTone) -> Result<(), Error> {
    let [low, high] = skin_tone.bounds;
    writeln!(
        out,
        "\ngood photos blocked, by skin tone: {} well-lit faces in thirds by typology angle, parted at {low:.0}° and \
         {high:.0}°",
        skin_tone.photos
    )?;
    writeln!(out, "{:26}{:16}{:16}{:16}difference", "rule", "darkest", "middle", "lightest")?;
    let percent = |count: &Blocked| 100.0 * count.blocked as f64 / count.photos.max(1) as f64;
    for (name, thirds) in &skin_tone.rules {
        let [dark, middle, light] = thirds
            .each_ref()
            .map(|count| format!("{}/{} {:.1} %", count.blocked, count.photos, percent(count)));
        let difference = percent(&thirds[0]) - percent(&thirds[2]);
        writeln!(out, "{name:26}{dark:16}{middle:16}{light:16}{difference:+.1} points")?;
    }
    Ok(())
}

/// A line a group; groups of which nobody wears anything still show whom a hat rule blocks.
fn print_fairness(out: &mut impl Write, groups: &BTreeMap<String, Coverings>) -> Result<(), Error> {
    writeln!(out, "\nhead coverings of frontal faces, blocked wrongly (hats: rightly), with 95 % intervals")?;
    let cell = |count: &Blocked| share(count.blocked, count.photos);
    let [group, bare, hijab, turban] = ["", "bare", "hijab", "turban, wrap, loose"];
    writeln!(out, "{group:28}{bare:34}{hijab:34}{turban:34}hat")?;
    for (name, Coverings { bare, hijab, turban, hat }) in groups {
        let [bare, hijab, turban, hat] = [bare, hijab, turban, hat].map(cell);
        writeln!(out, "{name:28}{bare:34}{hijab:34}{turban:34}{hat}")?;
    }
    Ok(())
}

fn number(value: Option<f32>) -> String {
    value.map_or("–".to_owned(), table::number)
}
