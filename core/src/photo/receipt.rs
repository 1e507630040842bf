//! What is said about a photo, in the form in which it is signed.

use crate::error::SwafotoError;
use crate::net::ModelFact;
use crate::rule::{Limit, Policy, RuleId, Status, Unit, Verdict};
use serde::{Deserialize, Serialize};

use super::{Photo, canonical};

/// Version of the receipt's form. A reader refuses a number it does not know.
pub(super) const FORM: u32 = 2;

/// Everything that is said about a photo: what was judged, by what, and how it came out.
///
/// Its rules were judged on the photo's own file, as anybody can judge it again. It holds no picture, landmark or template.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Receipt {
    receipt: u32,
    compliant: bool,
    declared_covering: Option<Declarant>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ears_in_turn: Vec<RuleId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    motionless: Option<bool>,
    photo: PhotoFact,
    still: Size,
    policy: PolicyFact,
    checks: Vec<CheckFact>,
    models: Vec<ModelFact>,
    sdk_version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    taken_at: Option<String>,
}

/// What a receipt says that photo, verdict and policy do not know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReceiptFacts {
    /// The server's nonce, which ties the receipt to one request.
    pub nonce: Option<String>,
    /// The institution's reference of the request.
    pub reference: Option<String>,
    /// When the still was taken, as the caller's clock has it (RFC 3339). The core has no clock.
    pub taken_at: Option<String>,
    /// Who said that the head is covered for faith or health, which waivers may rest on; `None` where nobody did.
    pub declared_covering: Option<Declarant>,
    /// The rules on ears that showed in a turn of the head, under a policy that lets them count. Those that the photo breaks all the same
    /// are named in the receipt.
    pub ears_in_turn: Vec<RuleId>,
    /// Whether nothing moved in the preview while the person held still, as before a camera that shows a photograph; `None` where
    /// there was no preview, or too little of one.
    pub motionless: Option<bool>,
    /// The networks that judged.
    pub models: Vec<ModelFact>,
    /// Version of the SDK.
    pub sdk_version: String,
}

/// Who said that a head is covered for faith or health.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Declarant {
    /// The app, before the session: from its records or a form.
    App,
    /// The person, during the session.
    Person,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct PhotoFact {
    sha256: String,
    bytes: usize,
    width: u32,
    height: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Size {
    width: usize,
    height: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct PolicyFact {
    id: String,
    sha256: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct CheckFact {
    rule: RuleId,
    status: Status,
    measured: Option<f64>,
    limit: LimitFact,
    unit: Unit,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct LimitFact {
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<f64>,
}

impl From<Limit> for LimitFact {
    fn from(limit: Limit) -> Self {
        Self { min: limit.min.and_then(decimal), max: limit.max.and_then(decimal) }
    }
}

impl Receipt {
    /// The receipt of `photo`, which was cut from a still of `still` pixels, and whose file `policy` judges with `verdict`.
    pub fn new(
        photo: &Photo,
        verdict: &Verdict,
        still: (usize, usize),
        policy: &Policy,
        facts: &ReceiptFacts,
    ) -> Self {
        let checks = verdict.checks.iter().map(|check| CheckFact {
            rule: check.rule,
            status: check.status,
            measured: check.measured.and_then(decimal),
            limit: check.limit.into(),
            unit: check.unit,
        });
        let ReceiptFacts {
            nonce,
            reference,
            taken_at,
            declared_covering,
            mut ears_in_turn,
            motionless,
            models,
            sdk_version,
        } = facts.clone();
        // An ear that shows in the photo needs no other moment.
        ears_in_turn.retain(|rule| {
            verdict.check(*rule).is_some_and(|check| {
                check.status == Status::Waived
                    && !check.measured.is_some_and(|measured| check.limit.admits(measured))
            })
        });
        Self {
            receipt: FORM,
            compliant: verdict.accepted,
            declared_covering,
            ears_in_turn,
            motionless,
            photo: PhotoFact {
                sha256: photo.sha256_hex(),
                bytes: photo.jpeg().len(),
                width: photo.width(),
                height: photo.height(),
            },
            still: Size { width: still.0, height: still.1 },
            policy: PolicyFact { id: policy.id().to_owned(), sha256: policy.sha256().to_owned() },
            checks: checks.collect(),
            models,
            sdk_version,
            nonce,
            reference,
            taken_at,
        }
    }

    /// Whether every rule passed or was waived.
    pub fn compliant(&self) -> bool {
        self.compliant
    }

    /// The receipt in canonical JSON (RFC 8785). This is what a receipt without a signer is: just the JSON.
    ///
    /// # Errors
    /// [`SwafotoError::Receipt`] where the serialiser fails.
    pub fn to_canonical_json(&self) -> Result<String, SwafotoError> {
        let value = serde_json::to_value(self)
            .map_err(|error| SwafotoError::Receipt { reason: error.to_string() })?;
        Ok(canonical::to_string(&value))
    }
}

/// The double that is written with the fewest digits that mean `value`: 0.3 rather than 0.30000001192092896. `None` for
/// what is no number.
fn decimal(value: f32) -> Option<f64> {
    if value.is_finite() { value.to_string().parse().ok() } else { None }
}
