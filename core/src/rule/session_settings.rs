//! How a live session follows a policy: what it waits for, and for how long.

use std::time::Duration;

use serde::Deserialize;

use crate::error::SwafotoError;

use super::limit::{refused, within};

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
    /// ...or at once where it is better than the limit by this share of it.
    pub entry_margin: f32,
    /// How often the aligned head is parsed and its light measured.
    pub head_every_s: f32,
    /// How often each detector looks for other people.
    pub others_every_s: f32,
    /// The reasons of last time are explained for this long at the start of a retake.
    pub explain_s: f32,
    /// From here on the person is offered help.
    pub help_after_s: f32,
    /// Who may wear a covering that is not recognised is asked after this long, where the table `covering` has `ask = true`.
    pub ask_covering_after_s: f32,
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
    /// The face in the still must resemble the one that held still by at least this, `-1..=1`: one person a moment later does by
    /// `0.9`, two people by `0.1`.
    pub least_likeness: f32,
    /// A face that moves less than this while it holds still, in percent of the eye distance, is called motionless in the receipt.
    pub least_motion: f32,
    /// The camera has failed once this many stills in a row did not come, or did not show what the preview did.
    pub most_lost_stills: u32,
    /// A frame in which nothing is brighter than this, as a share of white, is black: the lens is covered, or cameras are blocked
    /// for all apps.
    pub covered_below: f32,
    /// Once frames have been black for this long, the person is told so.
    pub covered_after_s: f32,
}

/// Accessors of the times as durations. [`SessionSettings::check`] has made sure that they are.
macro_rules! durations {
    ($($(#[$doc:meta])* $name:ident <- $field:ident;)*) => {
        impl SessionSettings {
            $($(#[$doc])* pub fn $name(&self) -> Duration { Duration::from_secs_f32(self.$field) })*
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
    /// See [`Self::ask_covering_after_s`].
    ask_covering_after <- ask_covering_after_s;
    /// See [`Self::no_face_after_s`].
    no_face_after <- no_face_after_s;
    /// See [`Self::block_after_s`].
    block_after <- block_after_s;
    /// See [`Self::still_timeout_s`].
    still_timeout <- still_timeout_s;
    /// See [`Self::longest_gap_s`].
    longest_gap <- longest_gap_s;
    /// See [`Self::covered_after_s`].
    covered_after <- covered_after_s;
}

/// Longest time in seconds that makes sense: an hour.
const LONGEST_S: f32 = 3600.0;

impl SessionSettings {
    /// Refuses numbers that make no sense, and times that contradict each other.
    pub(super) fn check(&self) -> Result<(), SwafotoError> {
        let Self {
            hold_s,
            hint_s,
            hint_gap_s,
            smoothing_s,
            settle_s,
            entry_margin,
            head_every_s,
            others_every_s,
            explain_s,
            help_after_s,
            ask_covering_after_s,
            no_face_after_s,
            block_after_s,
            still_timeout_s,
            longest_gap_s,
            max_still_change,
            least_likeness,
            least_motion,
            most_lost_stills,
            covered_below,
            covered_after_s,
        } = *self;
        for (key, value, range) in [
            ("hold-s", hold_s, 0.1..=10.0),
            ("hint-s", hint_s, 0.1..=60.0),
            ("hint-gap-s", hint_gap_s, 0.1..=60.0),
            ("smoothing-s", smoothing_s, 0.01..=10.0),
            ("settle-s", settle_s, 0.01..=10.0),
            ("entry-margin", entry_margin, 0.0..=0.9),
            ("head-every-s", head_every_s, 0.01..=10.0),
            ("others-every-s", others_every_s, 0.01..=60.0),
            ("explain-s", explain_s, 0.1..=60.0),
            ("help-after-s", help_after_s, 0.1..=LONGEST_S),
            ("ask-covering-after-s", ask_covering_after_s, 0.1..=LONGEST_S),
            ("no-face-after-s", no_face_after_s, 0.1..=LONGEST_S),
            ("block-after-s", block_after_s, 0.1..=LONGEST_S),
            ("still-timeout-s", still_timeout_s, 0.1..=60.0),
            ("longest-gap-s", longest_gap_s, 0.1..=60.0),
            ("max-still-change", max_still_change, 1.0..=10.0),
            ("least-likeness", least_likeness, -1.0..=0.9),
            ("least-motion", least_motion, 0.0..=10.0),
            ("most-lost-stills", most_lost_stills as f32, 1.0..=100.0),
            ("covered-below", covered_below, 0.0..=0.2),
            ("covered-after-s", covered_after_s, 0.1..=60.0),
        ] {
            within(&format!("session.{key}"), value, range)?;
        }
        if hint_gap_s > hint_s {
            return Err(refused(format!(
                "`session.hint-gap-s` of {hint_gap_s} is longer than `session.hint-s` of {hint_s}"
            )));
        }
        // A session that ends before anybody can pass is a trap.
        let needed = hold_s + explain_s;
        if block_after_s <= needed {
            return Err(refused(format!(
                "`session.block-after-s` of {block_after_s} ends before explaining and holding can be over ({needed})"
            )));
        }
        Ok(())
    }
}
