//! A film at its own speed, with what moves on one line of the terminal.

use std::io::{self, IsTerminal as _, Write};
use std::time::{Duration, Instant};

use swafoto::session::State;
use swafoto::words::Language;

use super::report::Step;

/// Cells of the hold's progress.
const CELLS: usize = 20;

/// Columns that the line may take: the narrowest terminal that is still in use.
const COLUMNS: usize = 80;

/// A film being played.
pub(super) struct Live {
    /// `None` where nobody watches: then it runs as fast as it can, and prints what changes.
    start: Option<Instant>,
}

impl Live {
    /// A film that begins now.
    pub(super) fn new() -> Self {
        Self { start: io::stdout().is_terminal().then(Instant::now) }
    }

    /// Waits until the frame of the time `at` is due.
    pub(super) fn wait_for(&self, at: Duration) {
        if let Some(start) = self.start {
            std::thread::sleep(at.saturating_sub(start.elapsed()));
        }
    }

    /// Writes the line that moves in place of the last one.
    pub(super) fn draw(&self, out: &mut impl Write, step: &Step, language: Language) -> io::Result<()> {
        if self.start.is_none() {
            return Ok(());
        }
        let Step { at, update, .. } = step;
        let hint = update.hint.map_or("", |hint| hint.text(language));
        write!(out, "\r\x1b[2K{}", line(*at, update.state, update.progress, hint))?;
        out.flush()
    }

    /// Takes the line that moves away.
    pub(super) fn clear(&self, out: &mut impl Write) -> io::Result<()> {
        if self.start.is_some() { write!(out, "\r\x1b[2K") } else { Ok(()) }
    }
}

fn line(at: Duration, state: State, progress: f32, hint: &str) -> String {
    let full = (progress.clamp(0.0, 1.0) * CELLS as f32).round() as usize;
    let bar = "█".repeat(full) + &"░".repeat(CELLS - full);
    let line = format!("{:8.3} s  {:10} {bar} {hint}", at.as_secs_f64(), state.name());
    line.chars().take(COLUMNS - 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills_as_the_hold_goes_on_and_the_line_never_wraps() {
        let drawn =
            |progress| line(Duration::from_millis(1500), State::Holding, progress, &"hint ".repeat(20));
        let full = |progress| drawn(progress).matches('█').count();
        assert_eq!([full(0.0), full(0.5), full(2.0)], [0, CELLS / 2, CELLS]);
        assert_eq!(drawn(1.0).chars().count(), COLUMNS - 1);
    }
}
