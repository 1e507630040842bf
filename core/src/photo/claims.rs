//! What a receipt claims, as a server reads it, held against the policy that it names. Whether its key may be believed is for the
//! caller to decide: a key that is out of its hardware signs anything.

use serde::Deserialize;

use crate::engine::{ALWAYS_RUN, PARSER};
use crate::error::SwafotoError;
use crate::net::ModelFact;
use crate::rule::{Limit, Policy, RuleId, Status, Topic, is_about_an_ear, may_waive};

use super::receipt::{Declarant, FORM};

/// A receipt, read but not yet believed. Rules, statuses and units are text: whoever wrote them may have known others.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Claims {
    /// Every rule passed or was waived.
    pub compliant: bool,
    /// Who said that the head is covered.
    pub declared_covering: Option<Declarant>,
    /// Rules on ears that showed in a turn of the head, and not in the photo.
    #[serde(default)]
    pub ears_in_turn: Vec<String>,
    /// The file that the receipt is for.
    pub photo: PhotoClaim,
    /// The policy that judged.
    pub policy: PolicyClaim,
    /// Rules, in the order of advice.
    pub checks: Vec<CheckClaim>,
    /// The networks that judged.
    pub models: Vec<ModelFact>,
    /// The server's nonce.
    pub nonce: Option<String>,
    /// The institution's reference of the request.
    pub reference: Option<String>,
}

/// What is claimed of a photo.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PhotoClaim {
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Size of the file.
    pub bytes: u64,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// What is claimed of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PolicyClaim {
    /// Its name.
    pub id: String,
    /// [`Policy::sha256`].
    pub sha256: String,
}

/// What is claimed of a rule.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct CheckClaim {
    /// Its name.
    pub rule: String,
    /// How it came out.
    pub status: String,
    /// Its number.
    pub measured: Option<f32>,
    /// Where the number had to lie.
    pub limit: Limit,
    /// What the number is counted in.
    pub unit: String,
}

/// Where a receipt and a policy contradict each other. Names out of the receipt are quoted with their control characters escaped.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Contradiction {
    /// The receipt is for another policy, or for another version of it.
    #[error("it is for the policy {id:?} {sha256:?}")]
    Policy {
        /// What the receipt calls it.
        id: String,
        /// The hash that the receipt gives.
        sha256: String,
    },
    /// A rule of the policy that the receipt does not list.
    #[error("{0} is missing")]
    Missing(RuleId),
    /// A rule that the receipt lists more than once.
    #[error("{0} is there more than once")]
    Repeated(RuleId),
    /// A rule that the policy does not have.
    #[error("{0:?} is no rule of the policy")]
    Foreign(String),
    /// A status that there is none of.
    #[error("{rule} has the status {status:?}, which there is not")]
    Status {
        /// The rule.
        rule: RuleId,
        /// What the receipt says.
        status: String,
    },
    /// A rule that is said to have been judged by another limit or in another unit than the policy's.
    #[error("{0} was judged by another limit")]
    Limit(RuleId),
    /// A rule that is said to hold, of which nothing was measured.
    #[error("{0} passed without a number")]
    Unmeasured(RuleId),
    /// A rule that is said to hold, though its number is beyond the limit.
    #[error("{rule} passed with {measured}")]
    Beyond {
        /// The rule.
        rule: RuleId,
        /// Its number.
        measured: f32,
    },
    /// A rule that is said not to apply, from which the policy excuses nobody, or nobody who declared what this person did.
    #[error("{0} is waived, which the policy does not allow here")]
    Waived(RuleId),
    /// A network that must have run and is not named, or not by the hash of a file.
    #[error("the network {0} is not named with its hash")]
    Model(&'static str),
}

impl Claims {
    /// Reads the JSON of a receipt: its unsigned form, or the payload of the signed one.
    ///
    /// # Errors
    /// [`SwafotoError::Receipt`] for what is no receipt of this form.
    pub fn from_json(json: &[u8]) -> Result<Self, SwafotoError> {
        #[derive(Deserialize)]
        struct Form {
            receipt: u32,
        }
        let refused = |error: serde_json::Error| SwafotoError::Receipt {
            reason: format!("its content is not that of a receipt: {}", error.to_string().escape_debug()),
        };
        let Form { receipt } = serde_json::from_slice(json).map_err(refused)?;
        if receipt != FORM {
            let reason = format!("is of form {receipt}, this version knows {FORM}");
            return Err(SwafotoError::Receipt { reason });
        }
        serde_json::from_slice(json).map_err(refused)
    }

    /// Names of the rules that are not said to hold or not to apply.
    pub fn broken(&self) -> impl Iterator<Item = &str> {
        let holds = |check: &&CheckClaim| matches!(check.status(), Some(Status::Pass | Status::Waived));
        self.checks.iter().filter(move |check| !holds(check)).map(|check| check.rule.as_str())
    }

    /// Whether the receipt is for this very policy.
    pub fn names(&self, policy: &Policy) -> bool {
        self.policy.id == policy.id() && self.policy.sha256 == policy.sha256()
    }

    /// Where the checks contradict `policy`, in the order of its rules: each must be there once, with the policy's limit; a number
    /// that passed must lie within it, to the last digit, since no margin is given to a still; and a rule may be waived only where
    /// the policy excuses somebody who declared as much. Empty where it all fits.
    ///
    /// Where the receipt is for another policy, that is all that is said.
    pub fn contradictions(&self, policy: &Policy) -> Vec<Contradiction> {
        if !self.names(policy) {
            let PolicyClaim { id, sha256 } = self.policy.clone();
            return vec![Contradiction::Policy { id, sha256 }];
        }
        let foreign = |check: &&CheckClaim| check.rule().is_none_or(|rule| policy.limit(rule).is_none());
        let of_policy = policy.rules().flat_map(|(rule, limit)| self.contradictions_of(rule, limit, policy));
        let foreign = self.checks.iter().filter(foreign).map(|check| check.rule.clone());
        of_policy.chain(foreign.map(Contradiction::Foreign)).collect()
    }

    fn contradictions_of(&self, rule: RuleId, limit: Limit, policy: &Policy) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let mut checks = self.checks.iter().filter(|check| check.rule() == Some(rule));
        let Some(check) = checks.next() else { return vec![Contradiction::Missing(rule)] };
        if checks.next().is_some() {
            found.push(Contradiction::Repeated(rule));
        }
        if check.limit != limit || !is_name_of(&check.unit, rule.unit()) {
            found.push(Contradiction::Limit(rule));
        }
        match (check.status(), check.measured) {
            (None, _) => found.push(Contradiction::Status { rule, status: check.status.clone() }),
            (Some(Status::Pass), None) => found.push(Contradiction::Unmeasured(rule)),
            (Some(Status::Pass), Some(measured)) if !limit.admits(measured) => {
                found.push(Contradiction::Beyond { rule, measured });
            }
            (Some(Status::Waived), _) if !self.may_be_waived(rule, policy) => {
                found.push(Contradiction::Waived(rule));
            }
            _ => {}
        }
        found
    }

    /// Ears are waived under a covering, and the face's outline is where there is none: nobody gets both. An ear that showed in a turn
    /// of the head has nothing to do with either.
    fn may_be_waived(&self, rule: RuleId, policy: &Policy) -> bool {
        let waived = |other: RuleId| {
            let mut of_other = self.checks.iter().filter(|check| check.rule() == Some(other));
            of_other.any(|check| check.status() == Some(Status::Waived))
        };
        let showed_in_turn =
            policy.ears_in_turn().is_some() && self.ears_in_turn.iter().any(|ear| ear == rule.name());
        if showed_in_turn && is_about_an_ear(rule) {
            return true;
        }
        may_waive(rule, policy, self.declared_covering.is_some())
            && !(rule.topic() == Topic::Ears && waived(RuleId::FaceOutline))
    }

    /// The networks that must have run and are not named with the hash of a file.
    pub fn unnamed_models(&self) -> Vec<Contradiction> {
        let is_hash = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_named =
            |name: &&str| self.models.iter().any(|model| model.name == **name && is_hash(&model.sha256));
        let needs_parser = |check: &CheckClaim| check.rule().is_some_and(RuleId::needs_parser);
        let parsed = self.checks.iter().any(|check| needs_parser(check) && check.measured.is_some());
        let asked = ALWAYS_RUN.into_iter().chain(parsed.then_some(PARSER));
        asked.filter(|name| !is_named(name)).map(Contradiction::Model).collect()
    }
}

impl CheckClaim {
    fn rule(&self) -> Option<RuleId> {
        self.rule.parse().ok()
    }

    fn status(&self) -> Option<Status> {
        const ALL: [Status; 4] = [Status::Pass, Status::Fail, Status::Unknown, Status::Waived];
        ALL.into_iter().find(|status| is_name_of(&self.status, *status))
    }
}

/// Whether a receipt says `value` by `name`.
fn is_name_of(name: &str, value: impl serde::Serialize) -> bool {
    serde_json::to_value(value).is_ok_and(|value| value == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// Accepts a hijab, a turban and, from who declares it, a peci.
    const POLICY: &str = "id = \"own\"\ntitle = \"Own\"\nphoto = false\nsession = false\n\
        head-covering = [\"hijab\", \"turban\", \"peci\"]\n\
        [rules]\nsingle-face-present = { min = 1, max = 1 }\nno-head-covering = { max = 0.35 }\n\
        ears-visible-right = { min = 0.6 }\nears-visible-left = { min = 0.6 }\nface-outline = { min = 0.8 }\n\
        head-pose-yaw = { min = -9, max = 9 }\n";

    fn policy() -> Policy {
        Policy::from_toml(POLICY).unwrap()
    }

    /// A receipt of somebody without a covering.
    fn receipt() -> Value {
        let check = |rule: &str, status: &str, measured: f64, limit: Value, unit: &str| json!({ "rule": rule, "status": status, "measured": measured, "limit": limit, "unit": unit });
        let models = [ALWAYS_RUN.as_slice(), &[PARSER]].concat();
        let models: Vec<_> =
            models.iter().map(|name| json!({ "name": name, "sha256": "0a".repeat(32) })).collect();
        json!({
            "receipt": FORM, "compliant": true, "declared_covering": null,
            "photo": { "sha256": "", "bytes": 1, "width": 1, "height": 1 },
            "policy": { "id": "own", "sha256": "" },
            "checks": [
                check("single-face-present", "pass", 1.0, json!({ "min": 1, "max": 1 }), "count"),
                check("no-head-covering", "pass", 0.35, json!({ "max": 0.35 }), "share"),
                check("ears-visible-right", "pass", 0.6, json!({ "min": 0.6 }), "share"),
                check("ears-visible-left", "pass", 0.7, json!({ "min": 0.6 }), "share"),
                check("face-outline", "waived", 0.1, json!({ "min": 0.8 }), "share"),
                check("head-pose-yaw", "pass", -9.0, json!({ "min": -9, "max": 9 }), "degrees"),
            ],
            "models": models,
        })
    }

    fn read(receipt: &Value) -> Claims {
        Claims::from_json(receipt.to_string().as_bytes()).unwrap()
    }

    /// What is said of the receipt with the values at `changes`' places.
    fn said(policy: &Policy, changes: &[(&str, Value)]) -> Vec<String> {
        let mut receipt = receipt();
        for (place, value) in changes {
            *receipt.pointer_mut(place).unwrap() = value.clone();
        }
        let mut claims = read(&receipt);
        claims.policy.sha256 = policy.sha256().to_owned();
        let found = [claims.contradictions(policy), claims.unnamed_models()].concat();
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_the_policy_says_is_believed_to_the_last_digit() {
        assert_eq!(said(&policy(), &[]), [""; 0]);
        let yaw = |measured: f64| said(&policy(), &[("/checks/5/measured", json!(measured))]);
        assert_eq!(yaw(9.0), [""; 0]);
        assert_eq!(yaw(9.000_001), ["head-pose-yaw passed with 9.000001"]);
        assert_eq!(yaw(999.0), ["head-pose-yaw passed with 999"]);
        assert_eq!(yaw(1e300), ["head-pose-yaw passed with inf"]);
    }

    #[test]
    fn of_another_policy_nothing_else_is_said() {
        let mut claims = read(&receipt());
        claims.checks.clear();
        let found = claims.contradictions(&policy());
        assert_eq!(found, [Contradiction::Policy { id: "own".to_owned(), sha256: String::new() }]);
    }

    #[test]
    fn every_rule_is_there_once_with_the_policy_s_limit() {
        let first = receipt()["checks"][0].clone();
        let alone = said(&policy(), &[("/checks", json!([first]))]);
        assert_eq!(alone.len(), 5, "{alone:?}");
        assert_eq!(alone[4], "head-pose-yaw is missing");
        assert_eq!(
            said(&policy(), &[("/checks/2/rule", json!("ears-visible-left"))]),
            ["ears-visible-right is missing", "ears-visible-left is there more than once"]
        );
        let foreign = said(&policy(), &[("/checks/5/rule", json!("sharp\u{1b}ness"))]);
        assert_eq!(foreign, ["head-pose-yaw is missing", "\"sharp\\u{1b}ness\" is no rule of the policy"]);
        // A rule that this version knows is as foreign, where the policy does not have it.
        assert!(said(&policy(), &[("/checks/5/rule", json!("sharpness"))])[1].contains("no rule"));
        for (place, value) in [
            ("/checks/5/limit", json!({ "min": -9, "max": 90 })),
            ("/checks/5/limit", json!({ "min": -9 })),
            ("/checks/5/unit", json!("share")),
        ] {
            assert_eq!(said(&policy(), &[(place, value)]), ["head-pose-yaw was judged by another limit"]);
        }
    }

    #[test]
    fn what_passed_has_a_number_and_every_status_is_one() {
        let status = |status: &str, measured: Value| {
            said(&policy(), &[("/checks/5/status", json!(status)), ("/checks/5/measured", measured)])
        };
        assert_eq!(status("pass", Value::Null), ["head-pose-yaw passed without a number"]);
        assert_eq!(status("Pass", json!(0)), ["head-pose-yaw has the status \"Pass\", which there is not"]);
        // These block, so there is nothing to gain from them.
        assert_eq!((status("fail", json!(20)).len(), status("unknown", Value::Null).len()), (0, 0));
    }

    #[test]
    fn only_what_the_policy_excuses_is_waived() {
        let waived = |text: &str, declared: Value, checks: &[usize], outline: &str| {
            let mut changes = vec![("/declared_covering", declared), ("/checks/4/status", json!(outline))];
            changes.push(("/checks/4/measured", json!(0.9)));
            let places: Vec<_> = checks.iter().map(|at| format!("/checks/{at}/status")).collect();
            changes.extend(places.iter().map(|place| (place.as_str(), json!("waived"))));
            said(&Policy::from_toml(text).unwrap(), &changes).len()
        };
        let only = |list: &str| POLICY.replace("\"hijab\", \"turban\", \"peci\"", list);
        let (nobody, app) = (Value::Null, json!("app"));
        // Pose and faces never.
        assert_eq!(waived(POLICY, app.clone(), &[0, 5], "pass"), 2);
        // A hijab covers ears that nobody speaks for, a turban only declared ones, and where the policy accepts nothing none.
        assert_eq!(waived(POLICY, nobody.clone(), &[2, 3], "pass"), 0);
        assert_eq!(waived(&only("\"turban\""), nobody.clone(), &[2, 3], "pass"), 2);
        assert_eq!(waived(&only("\"turban\""), app.clone(), &[2, 3], "pass"), 0);
        assert_eq!(waived(&only(""), app.clone(), &[2, 3], "waived"), 2);
        // Who gets the ears waived must show the outline, and so must who declares.
        assert_eq!(waived(POLICY, nobody.clone(), &[2], "waived"), 1);
        assert_eq!(waived(POLICY, app.clone(), &[], "waived"), 1);
        assert_eq!(waived(&only(""), nobody.clone(), &[], "waived"), 0);
        // A peci must be declared, and accepted.
        assert_eq!(waived(POLICY, app.clone(), &[1], "pass"), 0);
        assert_eq!(waived(POLICY, nobody, &[1], "pass"), 1);
        assert_eq!(waived(&only("\"hijab\""), app, &[1], "pass"), 1);
    }

    #[test]
    fn an_ear_that_showed_in_a_turn_is_waived_where_the_policy_lets_it_count() {
        let policy_text =
            POLICY.replace("head-covering = [\"hijab\", \"turban\", \"peci\"]", "head-covering = []");
        let lets = policy_text
            .replace("session = false\n", "")
            .replace("[rules]", "ears-in-turn = { least-turn = 6, most-turn = 25, for-s = 0.4 }\n[rules]");
        let contradictions = |text: &str, ears: &[&str]| {
            let mut receipt = receipt();
            receipt["ears_in_turn"] = json!(ears);
            receipt["checks"][2]["status"] = json!("waived");
            receipt["checks"][2]["measured"] = json!(0.1);
            let mut claims = read(&receipt);
            let policy = Policy::from_toml(text).unwrap();
            claims.policy.sha256 = policy.sha256().to_owned();
            claims.contradictions(&policy).len()
        };
        let right = ["ears-visible-right"];
        assert_eq!(contradictions(&lets, &right), 0);
        assert_eq!(contradictions(&lets, &["ears-visible-left"]), 1);
        assert_eq!(contradictions(&lets, &[]), 1);
        assert_eq!(contradictions(&policy_text, &right), 1);
    }

    #[test]
    fn networks_are_named_with_their_hashes() {
        let without = |models: Value| said(&policy(), &[("/models", models)]);
        assert_eq!(without(json!([])).len(), ALWAYS_RUN.len() + 1);
        let all = receipt()["models"].clone();
        let mut truncated = all.clone();
        truncated[ALWAYS_RUN.len()]["sha256"] = json!("0a");
        assert_eq!(without(truncated), ["the network head_parser is not named with its hash"]);
        // Without what the parser sees, nothing speaks for it.
        let mut claims = read(&receipt());
        claims.models.pop();
        claims.checks.retain(|check| check.rule.contains("yaw"));
        assert_eq!(claims.unnamed_models(), []);
    }

    #[test]
    fn what_is_no_receipt_is_refused_in_one_line() {
        let reason = |json: &str| Claims::from_json(json.as_bytes()).unwrap_err().to_string();
        assert!(reason("{}").contains("not that of a receipt"));
        assert!(reason("{\"receipt\":3}").contains("form 3"));
        let escaped = receipt().to_string().replace("null", "\"\\u001b[2J\"");
        assert!(!reason(&escaped).contains('\u{1b}'));
    }
}
