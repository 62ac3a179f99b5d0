//! The spectra of skin: 31 bands from 400 to 700 nm, with the source of each constant.

/// Number of bands.
pub(super) const BANDS: usize = 31;

/// What the literature gives for one band.
struct BandRow {
    /// Center of the band in nm.
    nanometers: f64,
    /// Weights of X, Y and Z.
    weights: [f64; 3],
    /// Molar extinction of oxygenated hemoglobin in 1/(cm M).
    oxygenated: f64,
    /// Molar extinction of deoxygenated hemoglobin in 1/(cm M).
    deoxygenated: f64,
}

const fn row(nanometers: f64, weights: [f64; 3], oxygenated: f64, deoxygenated: f64) -> BandRow {
    BandRow {
        nanometers,
        weights,
        oxygenated,
        deoxygenated,
    }
}

/// Weights: CIE 1931 2 degree color matching functions times CIE D65 at 10 nm (CIE 15:2004), each
/// channel scaled so that a perfect white is 0.95047, 1, 1.08883.
/// Hemoglobin: Prahl, tabulated molar extinction, 1998, <https://omlc.org/spectra/hemoglobin>.
#[rustfmt::skip]
const TABLE: [BandRow; BANDS] = [
    row(400.0, [0.001_122_15, 0.000_031_02, 0.005_323_10], 266_232.0, 223_296.0),
    row(410.0, [0.003_771_89, 0.000_104_78, 0.017_988_07], 466_840.0, 303_956.0),
    row(420.0, [0.011_897_21, 0.000_353_74, 0.057_184_63], 480_360.0, 407_560.0),
    row(430.0, [0.023_319_09, 0.000_951_73, 0.113_864_77], 246_072.0, 528_600.0),
    row(440.0, [0.034_607_87, 0.002_282_89, 0.173_683_86], 102_580.0, 413_280.0),
    row(450.0, [0.037_275_98, 0.004_208_49, 0.196_574_56], 62_816.0, 103_292.0),
    row(460.0, [0.032_463_82, 0.006_690_64, 0.186_431_37], 44_480.0, 23_388.8),
    row(470.0, [0.021_262_97, 0.009_891_12, 0.140_212_95], 33_209.2, 16_156.4),
    row(480.0, [0.010_505_70, 0.015_253_65, 0.089_341_78], 26_629.2, 14_550.0),
    row(490.0, [0.003_300_46, 0.021_424_21, 0.047_986_04], 23_684.4, 16_684.0),
    row(500.0, [0.000_507_75, 0.033_432_14, 0.028_198_41], 20_932.8, 20_862.0),
    row(510.0, [0.000_950_00, 0.051_324_15, 0.016_167_93], 20_035.2, 25_773.6),
    row(520.0, [0.006_282_51, 0.070_421_49, 0.007_773_65], 24_202.4, 31_589.6),
    row(530.0, [0.016_888_27, 0.087_862_91, 0.004_304_21], 39_956.8, 39_036.4),
    row(540.0, [0.028_729_87, 0.094_275_03, 0.002_009_27], 53_236.0, 46_592.0),
    row(550.0, [0.042_734_64, 0.097_983_67, 0.000_863_09], 43_016.0, 53_412.0),
    row(560.0, [0.056_333_61, 0.094_178_13, 0.000_369_73], 32_613.2, 53_788.0),
    row(570.0, [0.069_567_79, 0.086_804_94, 0.000_191_79], 44_496.0, 45_072.0),
    row(580.0, [0.083_169_59, 0.078_878_27, 0.000_149_84], 50_104.0, 37_020.0),
    row(590.0, [0.086_246_84, 0.063_544_21, 0.000_092_48], 14_400.8, 28_324.4),
    row(600.0, [0.090_592_97, 0.053_756_23, 0.000_068_26], 3_200.0, 14_677.2),
    row(610.0, [0.085_123_04, 0.042_657_82, 0.000_028_88], 1_506.0, 9_443.6),
    row(620.0, [0.071_006_08, 0.031_626_06, 0.000_015_80], 942.0, 6_509.6),
    row(630.0, [0.050_699_87, 0.020_890_96, 0.000_003_95], 610.0, 5_148.8),
    row(640.0, [0.035_523_69, 0.013_863_93, 0.000_001_59], 442.0, 4_345.2),
    row(650.0, [0.021_498_31, 0.008_104_87, 0.000_000_00], 368.0, 3_750.12),
    row(660.0, [0.012_534_00, 0.004_631_38, 0.000_000_00], 319.6, 3_226.56),
    row(670.0, [0.006_814_12, 0.002_492_07, 0.000_000_00], 294.0, 2_795.12),
    row(680.0, [0.003_469_42, 0.001_259_65, 0.000_000_00], 277.6, 2_407.92),
    row(690.0, [0.001_499_71, 0.000_541_80, 0.000_000_00], 276.0, 2_051.96),
    row(700.0, [0.000_770_78, 0.000_278_03, 0.000_000_00], 290.0, 1_794.28),
];

/// Hemoglobin in whole blood in g/L, and its molar mass in g/mol (Jacques, *Physics in Medicine
/// and Biology* 58 (2013) R37, doi 10.1088/0031-9155/58/11/R37).
const HEMOGLOBIN: (f64, f64) = (150.0, 64_500.0);
/// Share of the hemoglobin that carries oxygen: skin's blood is between arterial and venous.
const OXYGENATION: f64 = 0.70;
/// Radius of the vessels in mm. Blood in vessels absorbs less than the same blood spread out
/// (van Veen, Verkruysse, Sterenborg, *Optics Letters* 27 (2002) 246, doi 10.1364/OL.27.000246).
const VESSEL_RADIUS: f64 = 0.010;
/// Absorption of melanosomes at 550 nm in 1/mm: 6.6e11 nm^-3.33 per cm (Jacques, *Skin optics*,
/// 1998, <https://omlc.org/news/jan98/skinoptics.html>).
const MELANOSOME_550: f64 = 49.446_571;
/// Turns 1/cm into 1/mm.
const PER_CENTIMETER: f64 = 0.1;

/// The optics of one band that are the same in every skin; coefficients in 1/mm.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    /// Weights of X, Y and Z.
    pub(super) weights: [f64; 3],
    /// Wavelength over 550 nm.
    pub(super) relative_wavelength: f64,
    /// Reduced scattering of epidermis and dermis.
    pub(super) scattering: f64,
    blood: f64,
    baseline: f64,
}

impl Band {
    fn new(row: &BandRow) -> Self {
        Self {
            weights: row.weights,
            relative_wavelength: row.nanometers / 550.0,
            scattering: reduced_scattering(row.nanometers),
            blood: blood(row),
            baseline: baseline(row.nanometers),
        }
    }

    /// Absorption of epidermis that is `melanin` (0 to 1) melanosomes by volume, whose absorption
    /// falls as wavelength^-`slope`.
    pub(super) fn epidermis(&self, melanin: f64, slope: f64) -> f64 {
        let melanosome = MELANOSOME_550 * self.relative_wavelength.powf(-slope);
        (1.0 - melanin) * self.baseline + melanin * melanosome
    }

    /// Absorption of dermis that is `blood` (0 to 1) blood by volume.
    pub(super) fn dermis(&self, blood: f64) -> f64 {
        (1.0 - blood) * self.baseline + blood * self.blood
    }
}

/// All bands, from short to long waves.
pub(super) fn bands() -> [Band; BANDS] {
    TABLE.each_ref().map(Band::new)
}

/// Absorption of whole blood in vessels, from its molar extinction as Prahl has it (above).
fn blood(row: &BandRow) -> f64 {
    let extinction = OXYGENATION * row.oxygenated + (1.0 - OXYGENATION) * row.deoxygenated;
    let (concentration, molar_mass) = HEMOGLOBIN;
    let spread_out = 2.303 * extinction * concentration / molar_mass * PER_CENTIMETER;
    let depth = 2.0 * spread_out * VESSEL_RADIUS;
    spread_out * -(-depth).exp_m1() / depth
}

/// Absorption of skin without blood and melanin (Jacques 1998, as above).
fn baseline(nanometers: f64) -> f64 {
    (0.244 + 85.3 * (-(nanometers - 154.0) / 66.2).exp()) * PER_CENTIMETER
}

/// Reduced scattering of skin, mean of eight studies (Jacques 2013, table 1, as above).
fn reduced_scattering(nanometers: f64) -> f64 {
    46.0 * (nanometers / 500.0).powf(-1.421) * PER_CENTIMETER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_perfect_white_is_the_d65_white_point() {
        let white = [0, 1, 2].map(|channel| {
            let weights = TABLE.iter().map(|row| row.weights[channel]);
            weights.sum::<f64>()
        });
        for (sum, expected) in white.into_iter().zip([0.950_47, 1.0, 1.088_83]) {
            assert!((sum - expected).abs() < 1e-7, "{sum} for {expected}");
        }
    }

    #[test]
    fn oxygenated_blood_is_red() {
        let bands = bands();
        let (green, red) = (bands[15], bands[25]);
        assert!(green.dermis(0.02) > 5.0 * red.dermis(0.02));
    }
}
