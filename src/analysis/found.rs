//! What a color is off by because its zone had to be found.
//!
//! The measured standard deviations hold where the zones are right. These constants were chosen so
//! that the stated chances hold on 201 rendered photos of heads and close-ups whose zones were found
//! (README.md has the table and the command): of the shades given 20 to 40 %, 23 % were the best, 40
//! to 60 %: 56 %, 60 to 80 %: 59 %, above that 77 %. On simpler scalps, plain ellipses with hair in
//! full density up to its edge, less goes wrong, and the chances are too modest: of 223 photos 45,
//! 63, 95 and 98 % were right.

use crate::color::LabSd;
use crate::segment::Finding;

/// What the skin is off by besides: shade on the head and hairs too fine to see are the same on
/// all of it, so that its parts agree.
const SKIN: LabSd = LabSd {
    l: 1.2,
    a: 0.4,
    b: 0.4,
};
/// By how much more either is off where the finding is not sure.
const NOT_SURE: f64 = 2.0;

/// What hair is off by that was measured with this standard deviation.
pub(super) fn hair(measured: LabSd, finding: Finding) -> LabSd {
    let doubt = doubt(finding);
    LabSd {
        l: measured.l * doubt,
        a: measured.a * doubt,
        b: measured.b * doubt,
    }
}

/// What skin is off by that was measured with this standard deviation.
pub(super) fn skin(measured: LabSd, finding: Finding) -> LabSd {
    let doubt = doubt(finding);
    LabSd {
        l: SKIN.l.hypot(measured.l * doubt),
        a: SKIN.a.hypot(measured.a * doubt),
        b: SKIN.b.hypot(measured.b * doubt),
    }
}

fn doubt(finding: Finding) -> f64 {
    match finding {
        Finding::Found => 1.0,
        Finding::NotSure | Finding::NoHair => NOT_SURE,
    }
}
