//! How far a batch is, for the person waiting.

use std::fmt::Write;
use std::time::Duration;

use indicatif::{HumanDuration, ProgressBar, ProgressState, ProgressStyle};

/// Often enough for the eye.
const REDRAWN_EVERY: Duration = Duration::from_millis(200);
const LAYOUT: &str = "{bar:30} {pos}/{len} photos{pace}{left}";

/// How long a photo takes; unknown until one is done.
fn pace(state: &ProgressState, out: &mut dyn Write) {
    if state.pos() > 0 {
        let milliseconds = 1000.0 / state.per_sec();
        // A bar that cannot be drawn is no reason to stop.
        let _ = write!(out, ", {milliseconds:.0} ms a photo");
    }
}

/// How long it will take; unknown until a photo is done.
fn left(state: &ProgressState, out: &mut dyn Write) {
    if state.pos() > 0 {
        // A bar that cannot be drawn is no reason to stop.
        let _ = write!(out, ", {:#} left", HumanDuration(state.eta()));
    }
}

/// A bar on standard error, drawn only if that is a terminal.
#[derive(Debug)]
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// The progress over so many photos; one alone is not worth a bar.
    pub(crate) fn over(photos: usize) -> Self {
        if photos < 2 {
            return Self::hidden();
        }
        let style = ProgressStyle::with_template(LAYOUT)
            .map(|style| style.with_key("pace", pace).with_key("left", left));
        let bar = ProgressBar::new(photos as u64)
            .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(REDRAWN_EVERY);
        Self(bar)
    }

    /// No bar at all.
    pub(crate) fn hidden() -> Self {
        Self(ProgressBar::hidden())
    }

    /// Counts a photo, and writes with the bar out of the way.
    pub(crate) fn step<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.inc(1);
        self.aside(write)
    }

    /// Writes with the bar out of the way: the terminal may be the same.
    pub(crate) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
