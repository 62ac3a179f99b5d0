//! The colors of the 24 patches of the ColorChecker Classic, by edition.

use palette::IntoColor;
use palette::chromatic_adaptation::AdaptIntoUnclamped;

use crate::color::{Lab, LabD50, Xyz};

/// Columns of the chart.
pub(super) const COLUMNS: usize = 6;
/// Rows of the chart.
pub(super) const ROWS: usize = 4;
/// Patches of the chart.
pub(super) const PATCHES: usize = COLUMNS * ROWS;
/// The first of the six grays, which run from white to black to the end.
pub(super) const FIRST_GRAY: usize = 18;

/// Which formulation of the chart it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Edition {
    /// Made before November 2014.
    Before2014,
    /// Made since November 2014.
    Since2014,
}

impl Edition {
    /// Both.
    pub(super) const ALL: [Self; 2] = [Self::Before2014, Self::Since2014];

    /// The edition in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Before2014 => "before November 2014",
            Self::Since2014 => "since November 2014",
        }
    }

    /// The patches in reading order, dark skin first, under D65.
    pub(super) fn patches(self) -> [Lab; PATCHES] {
        let measured = match self {
            Self::Before2014 => &BEFORE_2014,
            Self::Since2014 => &SINCE_2014,
        };
        measured.map(|[l, a, b]| {
            let under_d50: palette::Xyz<_, f64> = LabD50::new(l, a, b).into_color();
            let xyz: Xyz = under_d50.adapt_into_unclamped();
            xyz.into_color()
        })
    }
}

/// CIELAB under D50, 2 degree observer: means of the charts that BabelColor measured, as X-Rite
/// recommends them (<https://babelcolor.com/colorchecker-2.htm>, also in colour-science under
/// `ColorChecker24 - Before November 2014`).
#[rustfmt::skip]
const BEFORE_2014: [[f64; 3]; PATCHES] = [
    [37.986, 13.555, 14.059], // dark skin
    [65.711, 18.130, 17.810], // light skin
    [49.927, -4.880, -21.905], // blue sky
    [43.139, -13.095, 21.905], // foliage
    [55.112, 8.844, -25.399], // blue flower
    [70.719, -33.397, -0.199], // bluish green
    [62.661, 36.067, 57.096], // orange
    [40.020, 10.410, -45.964], // purplish blue
    [51.124, 48.239, 16.248], // moderate red
    [30.325, 22.976, -21.587], // purple
    [72.532, -23.709, 57.255], // yellow green
    [71.941, 19.363, 67.857], // orange yellow
    [28.778, 14.179, -50.297], // blue
    [55.261, -38.342, 31.370], // green
    [42.101, 53.378, 28.190], // red
    [81.733, 4.039, 79.819], // yellow
    [51.935, 49.986, -14.574], // magenta
    [51.038, -28.631, -28.638], // cyan
    [96.539, -0.425, 1.186], // white 9.5
    [81.257, -0.638, -0.335], // neutral 8
    [66.766, -0.734, -0.504], // neutral 6.5
    [50.867, -0.153, -0.270], // neutral 5
    [35.656, -0.421, -1.231], // neutral 3.5
    [20.461, -0.079, -0.973], // black 2
];

/// CIELAB under D50, 2 degree observer: X-Rite's values for charts made since November 2014
/// (<https://babelcolor.com/colorchecker-2.htm>, also in colour-science under
/// `ColorChecker24 - After November 2014`).
#[rustfmt::skip]
const SINCE_2014: [[f64; 3]; PATCHES] = [
    [37.540, 14.370, 14.920], // dark skin
    [64.660, 19.270, 17.500], // light skin
    [49.320, -3.820, -22.540], // blue sky
    [43.460, -12.740, 22.720], // foliage
    [54.940, 9.610, -24.790], // blue flower
    [70.480, -32.260, -0.370], // bluish green
    [62.730, 35.830, 56.500], // orange
    [39.430, 10.750, -45.170], // purplish blue
    [50.570, 48.640, 16.670], // moderate red
    [30.100, 22.540, -20.870], // purple
    [71.770, -24.130, 58.190], // yellow green
    [71.510, 18.240, 67.370], // orange yellow
    [28.370, 15.420, -49.800], // blue
    [54.380, -39.720, 32.270], // green
    [42.430, 51.050, 28.620], // red
    [81.800, 2.670, 80.410], // yellow
    [50.630, 51.280, -14.120], // magenta
    [49.570, -29.710, -28.320], // cyan
    [95.190, -1.030, 2.930], // white 9.5
    [81.290, -0.570, 0.440], // neutral 8
    [66.890, -0.750, -0.060], // neutral 6.5
    [50.760, -0.130, 0.140], // neutral 5
    [35.630, -0.460, -0.480], // neutral 3.5
    [20.640, 0.070, -0.460], // black 2
];
