//! What a file says of its colors applied: whatever the samples stand for, to 8-bit sRGB.

use moxcms::{
    CmsError, ColorProfile, DataColorSpace, Layout, RenderingIntent, TransformExecutor,
    TransformOptions,
};

use super::decoded::{Data, Samples, Space, eight_from_sixteen};
use crate::warning::Warning;

/// Pixels converted at a time: their samples stay in the cache.
const CHUNK: usize = 2048;

const CMYK_WITHOUT_PROFILE: &str = "a photo in CMYK needs one, and has none";

/// What a file says of its colors.
#[derive(Debug)]
pub(super) enum Colors {
    /// Nothing, or that they are sRGB.
    Untold,
    /// By an ICC profile.
    Icc(Vec<u8>),
    /// By a name or by numbers.
    Profile(Box<ColorProfile>),
    /// In a way that cannot be used, and why.
    Unusable(String),
}

impl Colors {
    /// By a profile that is there and cannot be put together.
    pub(super) fn incomplete() -> Self {
        Self::Unusable("it is incomplete".into())
    }

    /// Of ink that nobody has said the color of.
    pub(super) fn cmyk_without_profile() -> Self {
        Self::Unusable(CMYK_WITHOUT_PROFILE.into())
    }

    /// Adobe RGB (1998).
    pub(super) fn adobe_rgb() -> Self {
        Self::Profile(Box::new(ColorProfile::new_adobe_rgb()))
    }

    fn profile(self) -> Result<Option<ColorProfile>, String> {
        match self {
            Self::Untold => Ok(None),
            Self::Icc(bytes) => ColorProfile::new_from_slice(&bytes)
                .map(Some)
                .map_err(|error| error.to_string()),
            Self::Profile(profile) => Ok(Some(*profile)),
            Self::Unusable(reason) => Err(reason),
        }
    }
}

/// 8-bit sRGB from the samples by what is said of their colors. Where nothing is said, and where that
/// cannot be used, the samples are taken for sRGB.
pub(super) fn to_srgb(mut samples: Samples, colors: Colors) -> (Vec<u8>, Option<Warning>) {
    let applied = colors.profile().and_then(|profile| match profile {
        Some(profile) => apply(&profile, &mut samples),
        None if samples.space == Space::Cmyk => Err(CMYK_WITHOUT_PROFILE.into()),
        None => Ok(()),
    });
    let reason = applied.err();
    let warning = reason.map(|reason| Warning::ProfileUnusable { reason });
    (samples.into_rgb8(), warning)
}

/// Makes the samples 8-bit sRGB, or leaves them and tells why.
fn apply(profile: &ColorProfile, samples: &mut Samples) -> Result<(), String> {
    let reason = |error: CmsError| error.to_string();
    match (profile.color_space, samples.space) {
        (DataColorSpace::Rgb, Space::Rgb | Space::Gray) => {
            if is_srgb(profile).map_err(reason)? {
                return Ok(());
            }
            samples.widen();
        }
        (DataColorSpace::Gray, Space::Gray) | (DataColorSpace::Cmyk, Space::Cmyk) => {}
        (described, stored) => {
            return Err(format!(
                "it describes {described:?}, the photo is {stored:?}"
            ));
        }
    }
    convert(profile, samples).map_err(reason)
}

fn convert(profile: &ColorProfile, samples: &mut Samples) -> Result<(), CmsError> {
    let srgb = ColorProfile::new_srgb();
    let (layout, options) = (layout(samples.space), options(profile));
    let bytes = match &mut samples.data {
        Data::Eight(bytes) => {
            let transform = profile.create_transform_8bit(layout, &srgb, Layout::Rgb, options)?;
            if layout == Layout::Rgb {
                return convert_in_place(&*transform, bytes);
            }
            converted(&*transform, bytes, layout, |level| level)?
        }
        Data::Sixteen(words) => {
            let transform = profile.create_transform_16bit(layout, &srgb, Layout::Rgb, options)?;
            converted(&*transform, words, layout, eight_from_sixteen)?
        }
    };
    *samples = Samples {
        space: Space::Rgb,
        data: Data::Eight(bytes),
    };
    Ok(())
}

fn layout(space: Space) -> Layout {
    match space {
        Space::Gray => Layout::Gray,
        Space::Rgb => Layout::Rgb,
        Space::Cmyk => Layout::Rgba,
    }
}

/// Perceptual intent, as viewers use it, unless the profile has only a colorimetric table.
fn options(profile: &ColorProfile) -> TransformOptions {
    let only_colorimetric =
        profile.lut_a_to_b_perceptual.is_none() && profile.lut_a_to_b_colorimetric.is_some();
    TransformOptions {
        rendering_intent: if only_colorimetric {
            RenderingIntent::RelativeColorimetric
        } else {
            RenderingIntent::Perceptual
        },
        ..TransformOptions::default()
    }
}

type Transform<T> = dyn TransformExecutor<T> + Send + Sync;

/// RGB to RGB without a second picture.
fn convert_in_place(transform: &Transform<u8>, pixels: &mut [u8]) -> Result<(), CmsError> {
    let mut source = [0; CHUNK * 3];
    for chunk in pixels.chunks_mut(CHUNK * 3) {
        let source = &mut source[..chunk.len()];
        source.copy_from_slice(chunk);
        transform.transform(source, chunk)?;
    }
    Ok(())
}

fn converted<T: Copy + Default>(
    transform: &Transform<T>,
    samples: &[T],
    layout: Layout,
    to_byte: fn(T) -> u8,
) -> Result<Vec<u8>, CmsError> {
    let channels = layout.channels();
    let mut bytes = Vec::with_capacity(samples.len() / channels * 3);
    let mut rgb = [T::default(); CHUNK * 3];
    for chunk in samples.chunks(CHUNK * channels) {
        let rgb = &mut rgb[..chunk.len() / channels * 3];
        transform.transform(chunk, rgb)?;
        bytes.extend(rgb.iter().map(|&level| to_byte(level)));
    }
    Ok(bytes)
}

/// Whether the profile is sRGB in all but name: it moves no color of a grid by more than one level
/// of 255. Most photos with a profile have one of these, and converting them only rounds.
fn is_srgb(profile: &ColorProfile) -> Result<bool, CmsError> {
    let srgb = ColorProfile::new_srgb();
    let options = options(profile);
    let transform = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options)?;
    let levels = || (0..=u8::MAX).step_by(17);
    let grid: Vec<u8> = levels()
        .flat_map(|red| {
            levels().flat_map(move |green| levels().map(move |blue| [red, green, blue]))
        })
        .flatten()
        .collect();
    let mut moved = vec![0; grid.len()];
    transform.transform(&grid, &mut moved)?;
    Ok(grid
        .iter()
        .zip(&moved)
        .all(|(&one, &other)| one.abs_diff(other) <= 1))
}
