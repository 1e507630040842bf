//! How a live session follows a policy: what it waits for, and for how long.

use std::time::Duration;

use serde::Deserialize;

/// The table `session` of a policy. Times are in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SessionSettings {
    /// Every rule must hold for this long before the picture is taken.
    pub hold_s: f32,
    /// A hint stays for this long while its cause does.
    pub hint_s: f32,
    /// A hint stays for this long whatever happens: shorter ones cannot be read.
    pub hint_gap_s: f32,
    /// Time constant of the average over a rule's numbers.
    pub smoothing_s: f32,
    /// A rule that failed passes again once its number has been within the limit for this long...
    pub settle_s: f32,
    /// ...or at once where it is better than the limit by this share of it, `0..1`.
    pub entry_margin: f32,
    /// How often the aligned head is parsed and its light measured.
    pub head_every_s: f32,
    /// How often each detector looks for other people.
    pub others_every_s: f32,
    /// The reasons of last time are explained for this long at the start of a retake.
    pub explain_s: f32,
    /// From here on the person is offered help.
    pub help_after_s: f32,
    /// Who may wear a covering that is not recognised is asked after this long. Needed where the table `covering` has
    /// `ask = true`, and without effect elsewhere.
    pub ask_covering_after_s: Option<f32>,
    /// Without a face for this long, nobody is there any more.
    pub no_face_after_s: f32,
    /// Who has not passed by then is blocked, unless the app sets another limit.
    pub block_after_s: f32,
    /// A still that takes longer has failed.
    pub still_timeout_s: f32,
    /// A longer gap between two frames counts as no longer than this: the app was in the background.
    pub longest_gap_s: f32,
    /// The head in the still may be this many times larger or smaller than in the preview, as shares of the widths.
    pub max_still_change: f32,
}

/// Accessors of the times as durations. [`SessionSettings::check`] has made sure that they are.
macro_rules! durations {
    ($($(#[$doc:meta])* $name:ident <- $field:ident;)*) => {
        impl SessionSettings {
            $($(#[$doc])* pub fn $name(&self) -> Duration { Duration::from_secs_f32(self.$field) })*

            /// The times by their keys.
            fn times(&self) -> impl Iterator<Item = (&'static str, f32)> {
                let asked = self.ask_covering_after_s.map(|seconds| ("ask_covering_after_s", seconds));
                [$((stringify!($field), self.$field),)* ("smoothing_s", self.smoothing_s)].into_iter().chain(asked)
            }
        }
    };
}

durations! {
    /// See [`Self::hold_s`].
    hold <- hold_s;
    /// See [`Self::hint_s`].
    hint <- hint_s;
    /// See [`Self::hint_gap_s`].
    hint_gap <- hint_gap_s;
    /// See [`Self::settle_s`].
    settle <- settle_s;
    /// See [`Self::head_every_s`].
    head_every <- head_every_s;
    /// See [`Self::others_every_s`].
    others_every <- others_every_s;
    /// See [`Self::explain_s`].
    explain <- explain_s;
    /// See [`Self::help_after_s`].
    help_after <- help_after_s;
    /// See [`Self::no_face_after_s`].
    no_face_after <- no_face_after_s;
    /// See [`Self::block_after_s`].
    block_after <- block_after_s;
    /// See [`Self::still_timeout_s`].
    still_timeout <- still_timeout_s;
    /// See [`Self::longest_gap_s`].
    longest_gap <- longest_gap_s;
}

impl SessionSettings {
    /// See [`Self::ask_covering_after_s`].
    pub fn ask_covering_after(&self) -> Option<Duration> {
        self.ask_covering_after_s.map(Duration::from_secs_f32)
    }
}

/// Longest time in seconds that makes sense: an hour.
const LONGEST_S: f32 = 3600.0;

impl SessionSettings {
    /// What is wrong with these settings, if anything is.
    pub(super) fn check(&self) -> Result<(), String> {
        for (field, seconds) in self.times() {
            if !(seconds > 0.0 && seconds <= LONGEST_S) {
                let key = field.replace('_', "-");
                return Err(format!(
                    "`session.{key}` is {seconds}, must be more than 0 and at most {LONGEST_S}"
                ));
            }
        }
        if !(0.0..1.0).contains(&self.entry_margin) {
            return Err(format!("`session.entry-margin` is {}, must be 0 to below 1", self.entry_margin));
        }
        if !(self.max_still_change >= 1.0 && self.max_still_change.is_finite()) {
            return Err(format!(
                "`session.max-still-change` is {}, must be at least 1",
                self.max_still_change
            ));
        }
        if self.hint_gap_s > self.hint_s {
            return Err(format!(
                "`session.hint-gap-s` of {} is longer than `session.hint-s` of {}",
                self.hint_gap_s, self.hint_s
            ));
        }
        // A session that ends before anybody can pass is a trap.
        let needed = self.hold_s + self.explain_s;
        if self.block_after_s <= needed {
            return Err(format!(
                "`session.block-after-s` of {} ends before explaining and holding can be over ({needed})",
                self.block_after_s
            ));
        }
        Ok(())
    }
}
