//! Where in a photo hair and skin were read, in words.

use super::{Analysis, Looked};
use crate::segment::Label;

/// Pixels along the longer side that are looked at: enough to tell ninths of a photo.
const PROBES: u32 = 96;
/// Names of the ninths of a photo, row by row.
const NINTHS: [[&str; 3]; 3] = [
    ["top left", "top", "top right"],
    ["left", "middle", "right"],
    ["bottom left", "bottom", "bottom right"],
];

impl Analysis {
    /// The ninth of what was looked at in which the middle of all that has a label lies, in words
    /// such as `top left`; none where nothing has it.
    pub(crate) fn whereabouts(&self, label: Label) -> Option<&'static str> {
        let Looked { area, roles, .. } = self.seen.as_ref()?;
        let step = (area.width.max(area.height) / PROBES).max(1) as usize;
        let columns = || (0..area.width).step_by(step);
        let rows = (0..area.height).step_by(step);
        let pixels = rows.flat_map(|y| columns().map(move |x| (x, y)));
        let (mut right, mut down, mut count) = (0, 0, 0_u64);
        for (x, y) in pixels.filter(|&(x, y)| roles.label_at(x, y) == label) {
            right += u64::from(x);
            down += u64::from(y);
            count += 1;
        }
        if count == 0 {
            return None;
        }
        let third = |sum: u64, side: u32| usize::try_from(3 * sum / (count * u64::from(side)));
        let (row, column) = (
            third(down, area.height).ok()?,
            third(right, area.width).ok()?,
        );
        NINTHS.get(row)?.get(column).copied()
    }
}
