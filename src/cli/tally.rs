//! What a batch came to, told when it ends.

use std::collections::BTreeMap;
use std::time::Instant;

use smpmatch::answer::Usability;
use smpmatch::report::{Outcome, PhotoReport};

use crate::output::complain;

/// Photos of which a batch is worth a summary.
const WORTH_TELLING: usize = 2;

/// Counts what became of the photos of a batch.
#[derive(Debug)]
pub(crate) struct Tally {
    begun: Instant,
    usable: usize,
    doubted: usize,
    /// The failed by their cause.
    failed: BTreeMap<String, usize>,
}

impl Tally {
    pub(crate) fn begin() -> Self {
        Self {
            begun: Instant::now(),
            usable: 0,
            doubted: 0,
            failed: BTreeMap::new(),
        }
    }

    pub(crate) fn count(&mut self, entry: &PhotoReport) {
        match &entry.outcome {
            Outcome::Ok(result) if result.verdict.usability == Usability::Usable => {
                self.usable += 1;
            }
            Outcome::Ok(_) => self.doubted += 1,
            Outcome::Error { error } => *self.failed.entry(error.clone()).or_default() += 1,
        }
    }

    /// Tells what a batch came to; of a single photo the report says it all.
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 photos")]
    pub(crate) fn tell(&self) {
        let failed: usize = self.failed.values().sum();
        let all = self.usable + self.doubted + failed;
        if all < WORTH_TELLING {
            return;
        }
        let seconds = self.begun.elapsed().as_secs_f64();
        let (usable, doubted) = (self.usable, self.doubted);
        let each = 1000.0 * seconds / all as f64;
        complain(&format!(
            "{all} photos in {seconds:.1} s, {each:.0} ms each: {usable} usable, {doubted} doubted, \
             {failed} failed"
        ));
        for (cause, count) in &self.failed {
            complain(&format!("  failed {count} x: {cause}"));
        }
    }
}

/// Tells which files of folders look like photos of a kind that is not read, by their ending.
pub(crate) fn tell_skipped(skipped: &BTreeMap<String, usize>) {
    for (kind, count) in skipped {
        complain(&format!(
            "skipped {count} x: .{kind} files are not read; export them as JPEG"
        ));
    }
}
