//! What a reference is worth: how far colors that were corrected by it may still be off.

use super::Light;

/// Standard deviation of the exponent of a camera's tone curve around the tone of skin, from camera to
/// camera; an assumption.
pub(crate) const TONE: f64 = 0.07;
/// Standard deviation of the logarithm of the contrast that a photo shows of dots, by its sharpness: a blur
/// of 0.5 to 1.5 pixels takes off as much of dots of 4 pixels.
pub(crate) const SHARPNESS: f64 = 0.05;
/// The same by the tone curve and the sharpness: the root of the sum of both squares.
pub(crate) const CONTRAST: f64 = 0.086;

/// How far the light on a photo may be from what its colors are taken for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Accuracy {
    /// ΔE00 by which absolute colors may be off.
    pub delta_e: f64,
    /// Standard deviation of the logarithm of the brightness of all channels of linear light together.
    pub gain: f64,
    /// Standard deviation of the logarithm of each channel besides.
    pub balance: f64,
}

impl Accuracy {
    /// No card, chart or strip: exposure and white balance are the camera's guess. ΔE00 as wound photos
    /// showed (Van Poucke and others, *BMC Medical Imaging* 10 (2010) 7, doi 10.1186/1471-2342-10-7:
    /// 17.8 in the older ΔE*ab); the rest chosen as wide as a simulation of one camera under eight
    /// lights spreads.
    pub const UNKNOWN: Self = Self {
        delta_e: 10.0,
        gain: 0.25,
        balance: 0.10,
    };

    /// By a neutral gray card: ΔE00 is the worse of the means over skins and hair in the same
    /// simulation.
    pub const CARD: Self = Self {
        delta_e: 3.0,
        gain: 0.05,
        balance: 0.025,
    };

    /// By a chart of 24 patches that it fits as well as in the same simulation.
    pub const CHART: Self = Self {
        delta_e: 3.0,
        gain: 0.03,
        balance: 0.015,
    };

    /// By a chart whose patches are left off by so much on average, in ΔE00. All of it grows with
    /// what is left: light that the chart does not undo lies on hair and skin too.
    fn of_chart(mean_residual: f64) -> Self {
        Self::CHART.times((mean_residual / Self::CHART.delta_e).max(1.0))
    }

    /// So many times as far off.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self {
            delta_e: self.delta_e * factor,
            gain: self.gain * factor,
            balance: self.balance * factor,
        }
    }
}

impl Light {
    /// How far colors in this light may be off.
    #[must_use]
    pub fn accuracy(&self) -> Accuracy {
        match self {
            Self::Unknown => Accuracy::UNKNOWN,
            Self::Card(_) => Accuracy::CARD,
            Self::Chart(chart) => Accuracy::of_chart(chart.mean_residual),
            Self::Pooled(accuracy) => *accuracy,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_that_fits_badly_is_worth_less_in_all() {
        assert_eq!(Accuracy::of_chart(1.0), Accuracy::CHART);
        let (good, bad) = (Accuracy::CHART, Accuracy::of_chart(6.0));
        assert!(bad.delta_e > good.delta_e && bad.gain > good.gain && bad.balance > good.balance);
        assert!(Accuracy::UNKNOWN.delta_e > bad.delta_e && Accuracy::UNKNOWN.gain > bad.gain);
    }
}
