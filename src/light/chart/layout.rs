//! Where the patches of a ColorChecker lie beside each other, in patches from its upper left corner.

use super::reference::{COLUMNS, PATCHES, ROWS};
use crate::light::plane::perspective::Perspective;
use crate::numbers::real;

/// Corners of the block of patches in the photo, in pixels: those of dark skin, bluish green,
/// black and white, in this order.
pub type Corners = [[f64; 2]; 4];

/// Gap between patches as a share of a patch; 0.1 on the large chart, 0.4 on the passport.
pub(super) const GAP: f64 = 0.2;

/// From the chart to the photo; none if three of the corners lie on a line.
pub(super) fn map(corners: &Corners) -> Option<Perspective> {
    let pairs: Vec<_> = ends().into_iter().zip(*corners).collect();
    Perspective::between(&pairs)
}

/// The corners of the block of patches.
pub(super) fn ends() -> Corners {
    let [across, down] = [COLUMNS, ROWS].map(|count| real(count) + real(count - 1) * GAP);
    [[0.0, 0.0], [across, 0.0], [across, down], [0.0, down]]
}

/// The middles of the patches in reading order.
pub(super) fn middles() -> impl Iterator<Item = [f64; 2]> {
    (0..PATCHES)
        .map(|patch| [patch % COLUMNS, patch / COLUMNS].map(|step| 0.5 + real(step) * (1.0 + GAP)))
}
