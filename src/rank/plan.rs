//! Which shade in which session.

use std::num::NonZeroU8;

use super::Match;

/// L* by which a neighboring shade may be lighter and still be one step of a plan: about twice the
/// largest step of the built-in palette on light skin. A strip of few cells has longer ones.
const LONGEST_STEP: f64 = 8.0;

/// Which shade in which session, as names of the palette's shades.
///
/// A shade too pale can be deepened in the next session, one too dark cannot be taken back. So the
/// first session is one step lighter than the match, and none is darker: the match is already the
/// look of the darkest follicles.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// The shade of each session, in order. From the third on it is the darkest that may be used:
    /// how the work has healed decides.
    pub sessions: Vec<String>,
    /// The closest match.
    pub matched: String,
    /// One step lighter, for a soft edge at the hairline.
    pub hairline: String,
}

impl Plan {
    /// The plan for matches that are sorted from pale to dark; `first` is the place of the closest.
    pub(super) fn new(ladder: &[Match], first: usize, sessions: NonZeroU8) -> Self {
        let matched = ladder[first].shade.clone();
        let step = |next: &Match| next.lab.l - ladder[first].lab.l;
        let next = &ladder[first.saturating_sub(1)];
        let lighter = if step(next) <= LONGEST_STEP {
            next.shade.clone()
        } else {
            matched.clone()
        };
        let mut planned = vec![matched.clone(); usize::from(sessions.get())];
        if let Some(opening) = planned.first_mut() {
            opening.clone_from(&lighter);
        }
        Self {
            sessions: planned,
            matched,
            hairline: lighter,
        }
    }
}
