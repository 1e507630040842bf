//! Policies: read once, then shared.

use std::sync::Arc;

use crate::core_types::{Limit, RuleId};
use crate::error::SwafotoError;
use crate::guard::guarded;
use crate::live::{Kind, Live};

/// What an institution asks of a photograph.
#[derive(Debug, uniffi::Object)]
pub struct Policy {
    core: swafoto::rule::Policy,
    _live: Live,
}

/// One rule of a policy.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct PolicyRule {
    /// The rule.
    pub rule: RuleId,
    /// Where its number must lie.
    pub limit: Limit,
}

#[uniffi::export]
impl Policy {
    /// A policy that comes with the SDK; [`preset_names`] lists them.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidPolicy`] where there is none of that name.
    #[uniffi::constructor]
    pub fn preset(name: &str) -> Result<Arc<Self>, SwafotoError> {
        guarded(|| Ok(Self::new(swafoto::rule::Policy::preset(name)?)))
    }

    /// Reads a policy from the text of a TOML file. What it does not say is as in the preset that it names as its `base`, or
    /// else the SDK's default.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidPolicy`] for text that is not TOML, keys, rules or bases this version does not know, numbers
    /// that make no sense, and limits that contradict each other.
    #[uniffi::constructor]
    pub fn from_toml(text: &str) -> Result<Arc<Self>, SwafotoError> {
        guarded(|| Ok(Self::new(swafoto::rule::Policy::from_toml(text)?)))
    }

    /// The policy's own name.
    pub fn id(&self) -> String {
        self.core.id().to_owned()
    }

    /// What it is for, in a line.
    pub fn title(&self) -> String {
        self.core.title().to_owned()
    }

    /// All of it as TOML, the defaults and what comes from its base included. It reads back to the same policy, and is the
    /// same however the policy was spelled.
    pub fn resolved_text(&self) -> String {
        self.core.resolved_text().to_owned()
    }

    /// SHA-256 of [`Self::resolved_text`], hexadecimal: what a receipt says of the policy.
    pub fn sha256(&self) -> String {
        self.core.sha256().to_owned()
    }

    /// Where a receipt contradicts this policy, a line each: another policy, rules that are missing, repeated or of another limit,
    /// numbers that passed beyond theirs, waivers that the policy does not grant, networks without a hash. Empty where it fits. Verify
    /// the signature before; `receipt` is what was signed, the JSON.
    ///
    /// # Errors
    /// [`SwafotoError::Receipt`] for what is no receipt of the form that this version knows.
    pub fn contradictions(&self, receipt: &str) -> Result<Vec<String>, SwafotoError> {
        guarded(|| {
            let claims = swafoto::photo::Claims::from_json(receipt.as_bytes())?;
            let found = [claims.contradictions(&self.core), claims.unnamed_models()].concat();
            Ok(found.iter().map(ToString::to_string).collect())
        })
    }

    /// The rules that hold, in the order of advice.
    pub fn rules(&self) -> Vec<PolicyRule> {
        self.core.rules().map(|(rule, limit)| PolicyRule { rule, limit }).collect()
    }
}

impl Policy {
    fn new(core: swafoto::rule::Policy) -> Arc<Self> {
        Arc::new(Self { core, _live: Live::new(Kind::Policy) })
    }

    pub(crate) fn core(&self) -> &swafoto::rule::Policy {
        &self.core
    }
}

/// Names of the policies that come with the SDK.
#[uniffi::export]
pub fn preset_names() -> Vec<String> {
    swafoto::rule::Policy::presets().map(str::to_owned).collect()
}

/// The name of the policy that holds where none is named.
#[uniffi::export]
pub fn default_policy_name() -> String {
    swafoto::rule::Policy::DEFAULT.to_owned()
}
