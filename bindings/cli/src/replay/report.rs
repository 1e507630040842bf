//! What a replay prints: one line a frame as JSON, or the timeline in words.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Duration;

use serde::Serialize;
use swafoto::rule::{Hint, RuleId};
use swafoto::session::{Ending, State, Update};
use swafoto::words::{CoveringText, Language};

use super::live::Live;

/// One update of the session.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// When the frame or still was taken.
    pub(crate) at: Duration,
    /// What the session made of it.
    pub(crate) update: Update,
    /// Milliseconds it took.
    pub(crate) milliseconds: f64,
}

#[derive(Serialize)]
struct StepLine<'a> {
    t: f64,
    state: &'a str,
    hint: Option<Hint>,
    progress: f32,
    capture: bool,
    ask_covering: bool,
    ran: Vec<&'a str>,
    ms: f64,
}

/// The last line of `--json`.
#[derive(Serialize)]
struct EndLine<'a> {
    end: &'a str,
    reasons: &'a [RuleId],
    photo: Option<String>,
}

/// Times of one kind of frame.
struct Times {
    kind: String,
    milliseconds: Vec<f64>,
}

/// What was printed and what is counted for the end.
pub(crate) struct Report {
    json: bool,
    /// Where the film is played at its own speed.
    live: Option<Live>,
    language: Language,
    shown: Option<(State, Option<Hint>, bool)>,
    captures: Vec<Duration>,
    times: BTreeMap<String, Vec<f64>>,
}

impl Report {
    /// A report that has printed nothing.
    pub(crate) fn new(json: bool, live: bool, language: Language) -> Self {
        Self {
            json,
            live: live.then(Live::new),
            language,
            shown: None,
            captures: Vec::new(),
            times: BTreeMap::new(),
        }
    }

    /// Waits until the frame of the time `at` is due, where the film is played at its own speed.
    pub(crate) fn wait_for(&self, at: Duration) {
        if let Some(live) = &self.live {
            live.wait_for(at);
        }
    }

    /// Prints a step: as JSON always, in words where something has changed.
    pub(crate) fn step(&mut self, out: &mut impl Write, step: &Step) -> io::Result<()> {
        let Step { at, update, milliseconds } = step;
        let ran: Vec<&str> = update.ran.iter().map(|stage| stage.name()).collect();
        if !ran.is_empty() {
            self.times.entry(ran.join(" + ")).or_default().push(*milliseconds);
        }
        if update.capture {
            self.captures.push(*at);
        }
        let t = at.as_secs_f64();
        if self.json {
            let line = StepLine {
                t,
                state: update.state.name(),
                hint: update.hint,
                progress: update.progress,
                capture: update.capture,
                ask_covering: update.ask_covering,
                ran,
                ms: (milliseconds * 1000.0).round() / 1000.0,
            };
            serde_json::to_writer(&mut *out, &line)?;
            return writeln!(out);
        }
        let now = (update.state, update.hint, update.ask_covering);
        if self.shown.replace(now) == Some(now) && !update.capture {
            return match &self.live {
                Some(live) => live.draw(out, step, self.language),
                None => Ok(()),
            };
        }
        if let Some(live) = &self.live {
            live.clear(out)?;
        }
        let hint = update.hint.map_or("", |hint| hint.text(self.language));
        write!(out, "{t:8.3} s  {:10} {hint}", update.state.name())?;
        if !update.reasons.is_empty() {
            write!(out, "  [{}]", names(&update.reasons))?;
        }
        if update.ask_covering {
            write!(out, "  ({})", CoveringText::Question.text(self.language))?;
        }
        writeln!(out, "{}", if update.capture { "  (a still is taken)" } else { "" })?;
        // Whoever watches sees it now.
        if self.live.is_some() { out.flush() } else { Ok(()) }
    }

    /// Prints how it ended.
    pub(crate) fn end(
        &self,
        out: &mut impl Write,
        ending: Ending,
        reasons: &[RuleId],
        photo: Option<String>,
    ) -> io::Result<()> {
        if self.json {
            serde_json::to_writer(&mut *out, &EndLine { end: ending.name(), reasons, photo })?;
            return writeln!(out);
        }
        if let Some(live) = &self.live {
            live.clear(out)?;
        }
        write!(out, "ended {}", ending.name())?;
        if !reasons.is_empty() {
            write!(out, ": {}", names(reasons))?;
        }
        writeln!(out, "{}", photo.map_or(String::new(), |photo| format!(", photo {photo}")))?;
        if let Some(first) = self.captures.first() {
            writeln!(out, "first still after {:.3} s, {} in all", first.as_secs_f64(), self.captures.len())?;
        }
        if self.live.is_some() { Ok(()) } else { self.print_times(out) }
    }

    /// The commonest kinds of frame first; stills and previews are both in the list.
    fn print_times(&self, out: &mut impl Write) -> io::Result<()> {
        let is_preview = |kind: &str| kind != swafoto::session::Stage::Still.name();
        let all = self.times.iter().filter(|(kind, _)| is_preview(kind));
        let all: Vec<f64> = all.flat_map(|(_, times)| times.iter().copied()).collect();
        if all.is_empty() {
            return Ok(());
        }
        let kinds =
            self.times.iter().map(|(kind, times)| Times { kind: kind.clone(), milliseconds: times.clone() });
        let mut rows: Vec<Times> = kinds.collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.milliseconds.len()));
        rows.insert(0, Times { kind: "any preview frame".to_owned(), milliseconds: all });
        writeln!(out, "  {:>6}  {:>8}  {:>8}  what ran", "frames", "p50 ms", "p95 ms")?;
        for Times { kind, milliseconds } in rows {
            let (p50, p95) = (quantile(&milliseconds, 0.5), quantile(&milliseconds, 0.95));
            writeln!(out, "  {:>6}  {p50:>8.2}  {p95:>8.2}  {kind}", milliseconds.len())?;
        }
        Ok(())
    }
}

fn names(rules: &[RuleId]) -> String {
    rules.iter().map(|rule| rule.name()).collect::<Vec<_>>().join(", ")
}

/// The value below which `share` of `values` lie.
pub(crate) fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let index = (share * sorted.len().saturating_sub(1) as f64).round() as usize;
    sorted.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_few_values() {
        assert_eq!(quantile(&[], 0.5), 0.0);
        assert_eq!(quantile(&[3.0, 1.0, 2.0], 0.5), 2.0);
        assert_eq!(quantile(&[3.0, 1.0, 2.0], 0.95), 3.0);
    }
}
