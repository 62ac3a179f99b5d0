//! What a color is off by because its zone had to be found.
//!
//! The measured standard deviations hold where the zones are right. These constants were chosen on
//! 186 rendered photos of known colors whose zones were found: of the shades given 20 to 40 % a
//! quarter were the best, of those given 40 to 60 % a half, 60 to 80 % six in ten, above that seven in
//! ten. What is left over are photos where shadow or scalp was taken for hair.

use crate::color::LabSd;
use crate::segment::Finding;

/// By how much more the hair is off.
const HAIR: LabSd = LabSd {
    l: 2.0,
    a: 1.4,
    b: 1.3,
};
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
        l: measured.l * HAIR.l * doubt,
        a: measured.a * HAIR.a * doubt,
        b: measured.b * HAIR.b * doubt,
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
