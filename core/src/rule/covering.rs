//! What is on the head, as a policy reads it: what it waives, and when nobody can tell.

use std::borrow::Cow;

use serde::Serialize;

use crate::measure::{Covering, FaceMeasures, Measures};

use super::covering_settings::{CoveringSettings, HeadCovering};
use super::ears_in_turn::EarsShown;
use super::id::RuleId;
use super::policy::Policy;

/// What the person says of their head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Declaration {
    /// Nothing. They may be asked.
    #[default]
    Unasked,
    /// That they cover it for faith or health.
    Covered,
    /// That they do not.
    Bare,
}

impl Declaration {
    /// What an app knows beforehand: that the head is covered, or nothing.
    pub const fn by_app(covered: bool) -> Self {
        if covered { Self::Covered } else { Self::Unasked }
    }
}

/// What is on a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headwear {
    /// A scarf that frames the face: it lies over the ears and around the jaw.
    Hijab,
    /// Any other scarf.
    Turban,
    /// Nothing, or a hat, for which there is a rule.
    Other,
    /// There may be a scarf, and there may be none.
    CannotTell,
}

impl Headwear {
    /// What `covering` shows: see [`CoveringSettings`].
    pub(super) fn of(covering: &Covering, settings: &CoveringSettings) -> Self {
        let evidence = covering.scarf_worn();
        if evidence < settings.doubtful_scarf {
            Self::Other
        } else if evidence < settings.least_scarf || covering.scarf <= covering.hat {
            Self::CannotTell
        } else if frames_the_face(covering, settings) {
            Self::Hijab
        } else {
            Self::Turban
        }
    }

    /// The covering that it would be by a policy's list.
    const fn as_covering(self) -> Option<HeadCovering> {
        match self {
            Self::Hijab => Some(HeadCovering::Hijab),
            Self::Turban => Some(HeadCovering::Turban),
            Self::Other | Self::CannotTell => None,
        }
    }
}

fn frames_the_face(covering: &Covering, settings: &CoveringSettings) -> bool {
    let jaw = covering.scarf_at_jaw;
    let over_the_ears = covering.scarf_at_ears() >= settings.least_cloth_at_ear;
    jaw >= settings.enough_cloth_at_jaw || (over_the_ears && jaw >= settings.least_cloth_at_jaw)
}

/// Whom a verdict is about, by which policy, and what they say of their head.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) measures: &'a Measures,
    pub(crate) policy: &'a Policy,
    pub(crate) declaration: Declaration,
    /// The ears that showed before, while the head was turned. None of a photograph that is judged by itself.
    pub(crate) shown_before: EarsShown,
}

impl<'a> Subject<'a> {
    /// What was measured of the face, if there is one.
    pub(crate) fn face(&self) -> Option<&'a FaceMeasures> {
        self.measures.face.as_ref()
    }

    /// What the parser saw of the head, where anything was.
    pub(super) fn covering(&self) -> Option<&'a Covering> {
        self.face()?.covering.as_ref()
    }

    fn accepts(&self, covering: HeadCovering) -> bool {
        self.policy.head_coverings().contains(&covering)
    }

    /// Whether the policy accepts any kind of scarf.
    pub(super) fn accepts_scarves(&self) -> bool {
        self.accepts(HeadCovering::Hijab) || self.accepts(HeadCovering::Turban)
    }

    /// Whether the policy accepts any covering, and the person says that they wear one.
    fn declares(&self) -> bool {
        self.declaration == Declaration::Covered && self.policy.covering().is_some()
    }

    /// What is on the head; [`Headwear::Other`] where the policy accepts no covering anyway or none was looked for.
    pub(super) fn headwear(&self) -> Headwear {
        match (self.covering(), self.policy.covering()) {
            (Some(covering), Some(settings)) => Headwear::of(covering, settings),
            _ => Headwear::Other,
        }
    }

    /// Whether the scarf on the head, if one is worn, is one that the policy accepts.
    fn wears_accepted_scarf(&self) -> bool {
        self.headwear().as_covering().is_some_and(|covering| self.accepts(covering))
    }

    /// Whether the head need not be bare. A scarf that the policy accepts is no covering to this rule in the first place; a peci
    /// is one, but for who declares it.
    pub(super) fn waives_bare_head(&self) -> bool {
        self.covering().is_some() && self.declares() && self.accepts(HeadCovering::Peci)
    }

    /// Whether there is no scarf whose outline is to be judged.
    pub(super) fn waives_outline(&self) -> bool {
        match (self.covering(), self.policy.covering()) {
            (Some(_), Some(_)) => !(self.wears_accepted_scarf() || self.declares()),
            (_, settings) => settings.is_none(),
        }
    }

    /// A hijab waives both ears, also one beside which the map sees hair: dark cloth is taken for hair far more often than hair
    /// falls out of a hijab. A declaration waives an ear unless hair is seen there and nothing speaks for a scarf.
    pub(super) fn waives_ear(&self, hair: fn(&Covering) -> f32) -> bool {
        let (Some(covering), Some(settings)) = (self.covering(), self.policy.covering()) else {
            return false;
        };
        let is_hijab = self.headwear() == Headwear::Hijab && self.accepts(HeadCovering::Hijab);
        let hair_is_seen =
            hair(covering) >= settings.hair_at_ear && covering.scarf_worn() < settings.doubtful_scarf;
        // A hat leaves the ears to be seen, whatever is declared.
        let is_hat = covering.hat > covering.scarf && covering.hat > 1.0 - covering.hat - covering.scarf;
        is_hijab || (self.declares() && !hair_is_seen && !is_hat)
    }

    /// Whether the ear that `rule` asks for showed in a turn of the head, and the policy lets it count.
    pub(super) fn showed_in_turn(&self, rule: RuleId) -> bool {
        self.policy.ears_in_turn().is_some() && self.shown_before.includes(rule)
    }

    /// The number of `no-head-covering`: how surely the head wears what the policy does not accept.
    pub(super) fn unaccepted_covering(&self) -> Option<f32> {
        let covering = self.covering()?;
        let scarf_is_accepted = self.headwear().as_covering().is_none_or(|worn| self.accepts(worn));
        Some(if self.policy.covering().is_some() && scarf_is_accepted {
            covering.hat_worn()
        } else {
            covering.head_covered()
        })
    }

    /// Whether it cannot be told if cloth covers the ears of this person, who has not said: they are asked, and not told to
    /// show ears or hair.
    pub(crate) fn is_in_doubt(&self) -> bool {
        let (Some(covering), Some(settings)) = (self.covering(), self.policy.covering()) else {
            return false;
        };
        let may_cover_ears = match self.headwear() {
            Headwear::CannotTell => true,
            Headwear::Turban => covering.scarf_at_ears() >= settings.least_cloth_at_ear,
            Headwear::Hijab | Headwear::Other => false,
        };
        may_cover_ears && self.declaration == Declaration::Unasked
    }

    /// Whether the session may ask what is on the head.
    pub(crate) fn may_be_asked(&self) -> bool {
        self.declaration == Declaration::Unasked
            && self.policy.covering().is_some_and(|settings| settings.ask)
    }

    /// Whether hair is seen where `rule`'s ear would be. `false` for other rules.
    pub(crate) fn hair_hides(&self, rule: RuleId) -> bool {
        let (Some(covering), Some(settings)) = (self.covering(), self.policy.covering()) else {
            return false;
        };
        match rule {
            RuleId::EarsVisibleRight => covering.right_ear_under_hair >= settings.hair_at_ear,
            RuleId::EarsVisibleLeft => covering.left_ear_under_hair >= settings.hair_at_ear,
            _ => false,
        }
    }
}

/// The measures with the odds of scarf against hat and against nothing shifted by how common scarves are where the policy
/// holds, or by what the person declared.
pub(crate) fn adjust_for_prior<'m>(
    measures: &'m Measures,
    policy: &Policy,
    declaration: Declaration,
) -> Cow<'m, Measures> {
    adjusted(measures, policy, declaration).map_or(Cow::Borrowed(measures), Cow::Owned)
}

/// `None` where nothing changes.
fn adjusted(measures: &Measures, policy: &Policy, declaration: Declaration) -> Option<Measures> {
    let settings = policy.covering()?;
    let odds = match declaration {
        Declaration::Covered => settings.declared_odds,
        Declaration::Unasked | Declaration::Bare => settings.scarf_odds,
    };
    if odds == 1.0 {
        return None;
    }
    let mut adjusted = measures.clone();
    let covering = adjusted.face.as_mut()?.covering.as_mut()?;
    let all = 1.0 + (odds - 1.0) * covering.scarf;
    (covering.scarf, covering.hat) = (odds * covering.scarf / all, covering.hat / all);
    Some(adjusted)
}
