//! A policy in full: its text laid over its base and the SDK's defaults.

use toml::{Table, Value};

use crate::error::SwafotoError;

use super::id::RuleId;
use super::limit::refused;
use super::presets;

/// What the keys of a policy are where neither it nor its base says so.
const DEFAULTS: &str = include_str!("../../policies/defaults.toml");

/// The tables that a policy may do without: `false` stands in their place.
const OPTIONAL: [&str; 3] = ["ears-in-turn", "photo", "session"];

/// Every key that holds, whoever wrote it.
pub(super) struct Resolved(Table);

impl Resolved {
    /// Lays `text` over the preset that it names as its `base`, if it does, and over the defaults.
    ///
    /// A key takes the place of the same key below, a rule that of the same rule; an interval is one value. A rule that is
    /// `false` is taken out. The table `covering` goes where the policy accepts none.
    pub(super) fn of(text: &str) -> Result<Self, SwafotoError> {
        let mut own = parse(text)?;
        let mut resolved = parse(DEFAULTS)?;
        if let Some(base) = own.remove("base") {
            let mut base = preset(&base)?;
            // A policy is not its base, and must not be taken for it.
            base.remove("id");
            base.remove("title");
            lay(&mut resolved, base);
        }
        let tells_coverings_apart = own.contains_key("covering");
        lay(&mut resolved, own);
        if let Some(Value::Table(rules)) = resolved.get_mut("rules") {
            take_out(rules)?;
        }
        // Their order means nothing.
        if let Some(Value::Array(coverings)) = resolved.get_mut("head-covering") {
            coverings.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
            if coverings.is_empty() && !tells_coverings_apart {
                resolved.remove("covering");
            }
        }
        Ok(Self(resolved))
    }

    /// The tables and values that are there.
    pub(super) fn present(&self) -> Table {
        let mut present = self.0.clone();
        present.retain(|key, value| !(OPTIONAL.contains(&key) && *value == Value::Boolean(false)));
        present
    }

    /// The canonical text: TOML with every key in its place and every number in its shortest form, whatever the spelling.
    pub(super) fn text(&self) -> String {
        let (tables, values): (Vec<_>, Vec<_>) =
            sorted(&self.0).into_iter().partition(|(_, value)| value.is_table());
        let mut text = lines(&values);
        for (name, table) in tables {
            text += &format!("\n[{name}]\n{}", lines(&table.as_table().map(sorted).unwrap_or_default()));
        }
        text
    }
}

fn parse(text: &str) -> Result<Table, SwafotoError> {
    text.parse().map_err(|error: toml::de::Error| refused(error.to_string().trim_end().to_owned()))
}

/// Bases are presets only, and presets have none: there is no chain that could loop.
fn preset(base: &Value) -> Result<Table, SwafotoError> {
    let name = base
        .as_str()
        .ok_or_else(|| refused(format!("`base` must be the name of a preset: {}", presets::list())))?;
    let text = presets::text(name)
        .ok_or_else(|| refused(format!("`base` is `{name}`, and the presets are {}", presets::list())))?;
    parse(text)
}

fn lay(below: &mut Table, above: Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => below.extend(above),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

/// Takes out the rules that are `false`.
fn take_out(rules: &mut Table) -> Result<(), SwafotoError> {
    let (out, stay): (Table, Table) =
        std::mem::take(rules).into_iter().partition(|(_, limit)| *limit == Value::Boolean(false));
    *rules = stay;
    match out.keys().find(|name| name.parse::<RuleId>().is_err()) {
        Some(unknown) => Err(refused(format!("`rules.{unknown}` is no rule that could be taken out"))),
        None => Ok(()),
    }
}

/// A table's entries by name, but `min` before `max`.
fn sorted(table: &Table) -> Vec<(&str, &Value)> {
    let mut entries: Vec<_> = table.iter().map(|(key, value)| (key.as_str(), value)).collect();
    entries.sort_by_key(|(key, _)| (*key == "max", *key));
    entries
}

fn lines(entries: &[(&str, &Value)]) -> String {
    entries.iter().map(|(key, value)| format!("{key} = {}\n", written(value))).collect()
}

fn written(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Integer(number) => number.to_string(),
        // As exact as it is used, and with one zero.
        Value::Float(number) => (*number as f32 + 0.0).to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Datetime(moment) => moment.to_string(),
        Value::Array(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        Value::Table(table) => {
            let entries = sorted(table).into_iter().map(|(key, value)| format!("{key} = {}", written(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|letter| match letter {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        control if control.is_control() => format!("\\u{:04X}", u32::from(control)),
        letter => letter.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Limit;
    use crate::rule::Policy;

    const SHORT: &str = r#"
        id = "own"
        title = "Own \"limits\" \u0007"
        head-covering = ["turban", "hijab"]
        [session]
        hold-s = 0.8
        [rules]
        single-face-present = { min = 1, max = 1 }
        head-pose-yaw = { min = -7.0, max = 7 }
        face-outline = { min = 0.8 }
    "#;

    fn policy(text: &str) -> Policy {
        Policy::from_toml(text).unwrap()
    }

    fn reason(text: &str) -> String {
        Policy::from_toml(text).unwrap_err().to_string()
    }

    /// A policy that lays `text` over `prakerja-2020`.
    fn over(text: &str) -> String {
        format!("base = \"prakerja-2020\"\nid = \"own\"\ntitle = \"Own\"\n{text}")
    }

    #[test]
    fn a_policy_has_one_hash_however_it_is_spelled() {
        let whole = r#"
            title = "Own \u0022limits\u0022 \u0007"
            id = "own"
            head-covering = ["hijab", "turban"]
            on-blocked = "exit"
            ears = "sliver"
            rules.face-outline.min = 8e-1
            rules.head-pose-yaw = { max = 7.00, min = -7 }
            rules.single-face-present = { min = 1.0, max = 1.0 }
            rules.crop = false
            session.hold-s = 0.80
            session.longest-gap-s = 2.0
            session.entry-margin = 0.1
            photo.max-bytes = 2_000_000
            photo.quality = { max = 95, min = 80 }
            faces.min-score = 0.5
            covering.ask = true
        "#;
        assert_eq!(policy(SHORT), policy(whole));
        for (from, to) in [("0.8\n", "0.81\n"), ("max = 7 ", "max = 8 "), ("id = \"own\"", "id = \"other\"")]
        {
            assert_ne!(policy(&SHORT.replacen(from, to, 1)).sha256(), policy(SHORT).sha256(), "{to}");
        }
        let zero =
            |zero: &str| policy(&over(&format!("[rules]\ncrop = {{ min = {zero} }}"))).sha256().to_owned();
        assert_eq!(zero("0"), zero("-0.0"));
    }

    #[test]
    fn the_resolved_text_reads_back_to_the_same_policy() {
        let timeless = format!(
            "photo = false\nsession = false\n{}",
            SHORT.replace("[session]\n        hold-s = 0.8", "")
        );
        let bare = SHORT.replace("[\"turban\", \"hijab\"]", "[]");
        let presets = Policy::presets().map(|name| Policy::preset_text(name).unwrap().to_owned());
        for text in presets.chain([SHORT.to_owned(), timeless, bare, over("")]) {
            let once = policy(&text);
            let again = policy(once.resolved_text());
            assert_eq!(once, again);
            assert_eq!(once.resolved_text(), again.resolved_text());
        }
        assert!(policy(SHORT).resolved_text().starts_with(
            "ears = \"sliver\"\nhead-covering = [\"hijab\", \"turban\"]\nid = \"own\"\non-blocked = \"exit\"\n\
             title = \"Own \\\"limits\\\" \\u0007\"\n\n[covering]\nask = true\n"
        ));
        assert!(policy(SHORT).resolved_text().contains("\nhead-pose-yaw = { min = -7, max = 7 }\n"));
    }

    #[test]
    fn no_default_goes_unsaid_in_the_hash() {
        let text = policy(SHORT).resolved_text().to_owned();
        let defaults: Table = DEFAULTS.parse().unwrap();
        for (name, value) in &defaults {
            let keys = value
                .as_table()
                .map_or(vec![name.as_str()], |table| table.keys().map(String::as_str).collect());
            for key in keys {
                assert!(text.contains(&format!("\n{key} = ")) || text.starts_with(key), "{key}");
            }
        }
    }

    #[test]
    fn a_policy_is_laid_over_its_base() {
        let base = Policy::preset("prakerja-2020").unwrap();
        let own = policy(&over(
            "ears = \"outline\"\n[session]\nhold-s = 2\n[rules]\nno-eyewear = false\nhead-pose-yaw = { max = 12 }\n\
             mouth-closed = { max = 0.1 }",
        ));
        assert_eq!(own.session().unwrap().hold_s, 2.0);
        assert_eq!(own.session().unwrap().block_after_s, base.session().unwrap().block_after_s);
        assert_eq!((own.photo(), own.covering()), (base.photo(), base.covering()));
        // An interval is one value.
        assert_eq!(own.limit(RuleId::HeadPoseYaw), Some(Limit { min: None, max: Some(12.0) }));
        let changed = [RuleId::NoEyewear, RuleId::HeadPoseYaw, RuleId::MouthClosed];
        for rule in RuleId::ALL.into_iter().filter(|rule| !changed.contains(rule)) {
            assert_eq!(own.limit(rule), base.limit(rule), "{rule}");
        }
        assert_eq!(own.limit(RuleId::NoEyewear), None);
        assert!(own.limit(RuleId::MouthClosed).is_some());
        // Written out, it is the same policy without a base.
        assert!(!own.resolved_text().contains("base") && !own.resolved_text().contains("no-eyewear"));
        let nothing_on_the_head = policy(&over("head-covering = []"));
        assert_eq!((nothing_on_the_head.covering(), nothing_on_the_head.head_coverings()), (None, &[][..]));
    }

    #[test]
    fn every_preset_is_a_base_and_nothing_else_is() {
        for name in Policy::presets() {
            let own = policy(&format!("base = \"{name}\"\nid = \"own\"\ntitle = \"Own\""));
            assert!(own.rules().eq(Policy::preset(name).unwrap().rules()));
        }
        let unknown = reason(&over("").replace("prakerja-2020", "own"));
        assert!(unknown.contains("`base` is `own`") && unknown.contains("prakerja-2022"), "{unknown}");
        assert!(reason(&over("").replace("\"prakerja-2020\"", "5")).contains("name of a preset"));
        // A base gives no name: what it says of itself is not true of another policy.
        assert!(reason("base = \"ektp\"\ntitle = \"Own\"").contains("`id`"));
        assert!(reason("base = \"ektp\"\nid = \"own\"").contains("`title`"));
    }

    #[test]
    fn what_is_taken_out_must_be_something() {
        assert!(reason(&over("[rules]\nno-eyeware = false")).contains("`rules.no-eyeware`"));
        assert!(reason(&over("[rules]\nno-eyewear = true")).contains("rules.no-eyewear"));
        assert!(reason(&over("[rules]\nsingle-face-present = false")).contains("single-face-present"));
        assert!(reason(&over("faces = false")).contains("faces"));
        assert!(reason(&over("session = true")).contains("session"));
        let photographs_only = policy(&over("session = false"));
        assert!(photographs_only.session().is_none() && photographs_only.photo().is_some());
    }
}
