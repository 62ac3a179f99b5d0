//! Carbon in the skin: how much of it, where it lies, how it spreads light.

/// Age in days at which a deposit counts as healed, and for which predictions are made.
pub const HEALED_DAYS: f64 = 60.0;

/// Days in which healing loses 1/e of what it will lose; chosen so that it is over in 30 to 60.
const HEALING_DAYS: f64 = 10.0;
/// Days of a year.
pub const YEAR_DAYS: f64 = 365.25;
/// Carbon absorbs as wavelength^-exponent: near 1 when finely spread (Bond, Bergstrom, *Aerosol
/// Science and Technology* 40 (2006) 27, doi 10.1080/02786820500421521), flat once cells have
/// gathered it into lumps (Mie theory: 0.2 to -0.2 for lumps of 0.2 to 2 micrometers).
const FRESH_EXPONENT: f64 = 1.0;
const HEALED_EXPONENT: f64 = 0.3;

/// Carbon pigment as it lies in the skin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deposit {
    /// Optical thickness of the pigment at 550 nm, 0 and up: light going straight through is
    /// weakened to `exp(-thickness)`.
    pub optical_thickness: f64,
    /// The pigment absorbs as wavelength^-exponent.
    pub absorption_exponent: f64,
}

impl Deposit {
    /// What is left, `age_days` after the session, of an ink that was `share` (0 to 1) of its mix.
    ///
    /// `strength` is the optical thickness of the healed deposit of the undiluted ink, about 2 to
    /// 20. It is what stays once healing is over and before fading sets in. The pigment heals and
    /// fades as [`Fading::default`] says.
    ///
    /// ```
    /// use smpmatch::skin::{Deposit, HEALED_DAYS};
    ///
    /// let healed = Deposit::new(6.0, 1.0 / 21.0, HEALED_DAYS);
    /// assert!((healed.optical_thickness - 0.28).abs() < 0.005);
    /// assert!(Deposit::new(6.0, 1.0 / 21.0, 0.0).optical_thickness > 0.40);
    /// ```
    #[must_use]
    pub fn new(strength: f64, share: f64, age_days: f64) -> Self {
        Fading::default().deposit(strength, share, age_days)
    }
}

/// How a deposit heals and fades. No measurement of either exists for scalp pigment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fading {
    /// Share of the pigment of the first day that stays through healing, above 0 and up to 1
    /// (0.70): about a third is lost within weeks (Bäumler, *Current Problems in Dermatology* 48,
    /// 2015, <https://karger.com/books/book/174/chapter/5111478>).
    pub kept: f64,
    /// Years in which half of what has healed fades, above 0 (4.5): an assumption, from touch-ups
    /// due after 2 to 6 years (<https://ink2scalp.com>, <https://yourbestselves.com>).
    pub half_life_years: f64,
}

impl Default for Fading {
    fn default() -> Self {
        Self {
            kept: 0.70,
            half_life_years: 4.5,
        }
    }
}

impl Fading {
    /// By how much the half-life may be shorter or longer: 4.5 years stand for 3 to 8.
    const SHORTER: f64 = 3.0 / 4.5;
    const LONGER: f64 = 8.0 / 4.5;

    /// The years between which the half-life may lie.
    ///
    /// ```
    /// use smpmatch::skin::Fading;
    ///
    /// let (shortest, longest) = Fading::default().half_life_range();
    /// assert!((shortest - 3.0).abs() < 1e-12 && (longest - 8.0).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn half_life_range(&self) -> (f64, f64) {
        let years = self.half_life_years;
        (Self::SHORTER * years, Self::LONGER * years)
    }

    /// The shares between which `kept` may lie: the trade counts on work that is 20 to 50 % lighter
    /// once healed (<https://yourbestselves.com>).
    #[must_use]
    pub fn kept_range(&self) -> (f64, f64) {
        (self.kept.min(0.5), self.kept.max(0.8))
    }

    /// What is left, `age_days` after the session, of an ink that was `share` (0 to 1) of its mix.
    ///
    /// `strength` is that of [`Deposit::new`]: the healed look does not depend on `kept`, the fresh
    /// one does.
    #[must_use]
    pub fn deposit(&self, strength: f64, share: f64, age_days: f64) -> Deposit {
        let healing = (-age_days / HEALING_DAYS).exp();
        let kept = self.kept + (1.0 - self.kept) * healing;
        let faded = (-age_days / (self.half_life_years * YEAR_DAYS)).exp2();
        Deposit {
            optical_thickness: strength * share * kept / self.kept * faded,
            absorption_exponent: HEALED_EXPONENT + (FRESH_EXPONENT - HEALED_EXPONENT) * healing,
        }
    }
}

/// Where the pigment lies. The defaults are those of the healed dots of an ordinary treatment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DotGeometry {
    /// Depth of the upper end of the pigment below the surface in mm (0.10): the upper dermis. The
    /// epidermis, 0.06 mm, lies above it in any case.
    pub depth_mm: f64,
    /// Thickness of the pigment in mm (0.25).
    pub thickness_mm: f64,
    /// Diameter of a dot in mm (0.30).
    pub dot_mm: f64,
    /// Dots on a square centimeter (120): less than 1 mm apart, after Rassman,
    /// <https://healthjade.com>.
    pub dots_per_cm2: f64,
}

impl Default for DotGeometry {
    fn default() -> Self {
        Self {
            depth_mm: 0.10,
            thickness_mm: 0.25,
            dot_mm: 0.30,
            dots_per_cm2: 120.0,
        }
    }
}

/// Square millimeters in a square centimeter.
pub(crate) const MM2_PER_CM2: f64 = 100.0;

impl DotGeometry {
    /// Share, 0 to 1, of a solid fill's contrast that is seen on the disc of a single dot: light
    /// enters beside a small dot and lights it from below.
    ///
    /// A curve through 54 of our own Monte Carlo simulations of dots of 0.2 to 0.5 mm; rms error
    /// 0.05.
    pub(super) fn dot_contrast(&self, deposit: &Deposit) -> f64 {
        let washed_out_mm = 0.05 + self.depth_mm + 0.13 / deposit.optical_thickness;
        1.0 / (1.0 + (washed_out_mm / self.dot_mm).powf(1.5))
    }

    /// Share, 0 to 1, of a solid fill's contrast that is seen from so far that dots and the skin
    /// between them run together. A dot shades a rim as well, wider where light goes farther.
    ///
    /// `optical_thickness` is the pigment's in this band, `reach_mm` how far diffuse light goes in
    /// this dermis. A curve through the same simulations; rms error 11 % of the coverage.
    pub(super) fn area_contrast(&self, optical_thickness: f64, reach_mm: f64) -> f64 {
        let rim_mm = 0.15 * reach_mm.powf(0.42) * optical_thickness / (optical_thickness + 0.55);
        let shaded_mm2 = std::f64::consts::FRAC_PI_4 * (self.dot_mm + 2.0 * rim_mm).powi(2);
        -(-self.dots_per_cm2 / MM2_PER_CM2 * shaded_mm2).exp_m1()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pigment_heals_and_fades() {
        // Share left after 0, 30, 90 days, 1, 3 and 6 years.
        let expected = [
            (0.0, 1.0),
            (30.0, 0.71),
            (90.0, 0.67),
            (365.25, 0.60),
            (1095.75, 0.44),
            (2191.5, 0.28),
        ];
        let fresh = Deposit::new(6.0, 1.0, 0.0).optical_thickness;
        for (days, left) in expected {
            let deposit = Deposit::new(6.0, 1.0, days);
            assert!(
                (deposit.optical_thickness / fresh - left).abs() < 0.006,
                "{days} days"
            );
        }
    }
}
