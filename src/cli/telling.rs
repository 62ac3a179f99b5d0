//! What is said about single photos on standard error.

use std::time::Duration;

use smpmatch::report::{Outcome, PhotoReport, PhotoResult};

use crate::args::OutputArgs;
use crate::output::complain;

/// Says what became of a photo: failures unless asked to be quiet, the rest if asked to be verbose.
pub(crate) fn tell(asked: &OutputArgs, entry: &PhotoReport, took: Duration) {
    let Some(photo) = &entry.photo else { return };
    match &entry.outcome {
        Outcome::Error { error } if !asked.quiet => complain(&format!("{photo}: {error}")),
        Outcome::Ok(result) if asked.verbose => {
            let (finding, seconds) = (finding(result), took.as_secs_f64());
            complain(&format!("{photo}: {finding}, in {seconds:.2} s"));
        }
        Outcome::Error { .. } | Outcome::Ok(_) => {}
    }
}

fn finding(result: &PhotoResult) -> String {
    let best = result.confidence.as_ref().zip(result.matches.first());
    let best = best.map_or("nothing to match".into(), |(confidence, best)| {
        let (shade, delta_e, level) = (&best.shade, best.delta_e, confidence.level.name());
        format!("shade {shade} (\u{394}E00 {delta_e:.1}), confidence {level}")
    });
    format!("{best}, {} warnings", result.warnings.len())
}
