//! What the chunks of a PNG say of its colors beside an ICC profile (PNG 3rd edition, 4.3 and 11.3.2).

use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile,
    MatrixCoefficients, ToneReprCurve, TransferCharacteristics,
};

use super::profile::Colors;
use crate::error::Error;

/// Gamma and chromaticities are stored times this.
const SCALE: f64 = 100_000.0;
/// The gamma that writers of sRGB name beside or instead of it.
const GAMMA_OF_SRGB: u32 = 45_455;
/// White, red, green and blue of sRGB.
const CHROMATICITIES_OF_SRGB: [u32; 8] = [
    31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000,
];
/// How far stored numbers may lie apart and mean the same: writers round.
const ROUNDED: u32 = 50;

/// The colors by the chunk that goes before all others: `cICP` before `iCCP` before `sRGB` before
/// `gAMA` and `cHRM`. `profile` is what the decoder has read of `iCCP`, if it is there.
///
/// # Errors
///
/// [`Error::UnsupportedFormat`] if the samples are brighter than any screen's white.
pub(super) fn colors(bytes: &[u8], profile: Option<Colors>) -> Result<Colors, Error> {
    let chunk = |name: &[u8; 4]| {
        chunks(bytes)
            .find(|(own, _)| *own == name)
            .map(|(_, data)| data)
    };
    if let Some(code_points) = chunk(b"cICP") {
        return by_code_points(code_points);
    }
    if let Some(profile) = profile {
        return Ok(profile);
    }
    if chunk(b"sRGB").is_some() {
        return Ok(Colors::Untold);
    }
    let chromaticities = chunk(b"cHRM").and_then(numbers::<8>);
    let gamma = chunk(b"gAMA").and_then(numbers::<1>).map(|[gamma]| gamma);
    Ok(by_gamma(gamma, chromaticities))
}

/// The chunks before the pixels, each its name and its data.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let signature = 8;
    let mut rest = bytes.get(signature..).unwrap_or(&[]);
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk()?;
        let (name, after) = after.split_first_chunk()?;
        let (data, after) =
            after.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        let checksum = 4;
        rest = after.get(checksum..)?;
        (name != b"IDAT").then_some((name, data))
    })
}

fn numbers<const COUNT: usize>(data: &[u8]) -> Option<[u32; COUNT]> {
    let (words, _) = data.as_chunks();
    let numbers: Vec<u32> = words.iter().map(|word| u32::from_be_bytes(*word)).collect();
    numbers.try_into().ok()
}

/// Code points of ITU-T H.273.
fn by_code_points(data: &[u8]) -> Result<Colors, Error> {
    let unusable = || {
        Ok(Colors::Unusable(
            "its code points (cICP) are not known".into(),
        ))
    };
    let &[primaries, transfer, matrix, full_range] = data else {
        return unusable();
    };
    let unsupported = |format| Err(Error::UnsupportedFormat { format });
    match (
        CicpColorPrimaries::try_from(primaries),
        TransferCharacteristics::try_from(transfer),
    ) {
        (_, Ok(TransferCharacteristics::Smpte2084)) => unsupported("PNG in HDR (PQ)"),
        (_, Ok(TransferCharacteristics::Hlg)) => unsupported("PNG in HDR (HLG)"),
        _ if full_range != 1 => unsupported("PNG in narrow range, as video has it,"),
        (Ok(color_primaries), Ok(transfer_characteristics)) if matrix == 0 => {
            let profile = ColorProfile::new_from_cicp(CicpProfile {
                color_primaries,
                transfer_characteristics,
                matrix_coefficients: MatrixCoefficients::Identity,
                full_range: true,
            });
            if profile.red_trc.is_none() {
                return unusable();
            }
            Ok(Colors::Profile(Box::new(profile)))
        }
        _ => unusable(),
    }
}

/// sRGB where nothing else is said.
fn by_gamma(gamma: Option<u32>, chromaticities: Option<[u32; 8]>) -> Colors {
    let near = |one: u32, other: u32| one.abs_diff(other) <= ROUNDED;
    let is_gamma_of_srgb = gamma.is_none_or(|gamma| near(gamma, GAMMA_OF_SRGB));
    let is_gamut_of_srgb = chromaticities.is_none_or(|told| {
        let mut pairs = told.into_iter().zip(CHROMATICITIES_OF_SRGB);
        pairs.all(|(one, other)| near(one, other))
    });
    // The curve of sRGB is near that gamma, and is what its writers mean.
    if is_gamma_of_srgb && is_gamut_of_srgb {
        return Colors::Untold;
    }
    let mut profile = ColorProfile::new_srgb();
    if let Some(told) = chromaticities.filter(|_| !is_gamut_of_srgb) {
        let [white, red, green, blue] = [0, 2, 4, 6].map(|at| {
            let [x, y] = [told[at], told[at + 1]].map(|number| f64::from(number) / SCALE);
            (x, y)
        });
        if !is_gamut([white, red, green, blue]) {
            return Colors::Unusable("its chromaticities (cHRM) are none".into());
        }
        let [white, red, green, blue] = [white, red, green, blue].map(chromaticity);
        let primaries = ColorPrimaries { red, green, blue };
        profile.update_rgb_colorimetry(white.to_xyyb(), primaries);
    }
    profile.cicp = None;
    match gamma {
        Some(0) => return Colors::Unusable("its gamma is 0".into()),
        Some(gamma) => {
            #[expect(clippy::cast_possible_truncation, reason = "five digits")]
            let exponent = (SCALE / f64::from(gamma)) as f32;
            let curve = ToneReprCurve::Parametric(vec![exponent]);
            profile.red_trc = Some(curve.clone());
            profile.green_trc = Some(curve.clone());
            profile.blue_trc = Some(curve);
        }
        None => {}
    }
    Colors::Profile(Box::new(profile))
}

/// Whether three primaries span a triangle around a white.
fn is_gamut([white, red, green, blue]: [(f64, f64); 4]) -> bool {
    let turn = |(ax, ay): (f64, f64), (bx, by): (f64, f64)| {
        (bx - ax) * (white.1 - ay) - (by - ay) * (white.0 - ax)
    };
    let turns = [turn(red, green), turn(green, blue), turn(blue, red)];
    let are_light = [white, red, green, blue].iter().all(|(_, y)| *y > 0.0);
    are_light && turns.iter().all(|turn| *turn > 0.0)
}

#[expect(clippy::cast_possible_truncation, reason = "five digits")]
fn chromaticity((x, y): (f64, f64)) -> Chromaticity {
    Chromaticity::new(x as f32, y as f32)
}
