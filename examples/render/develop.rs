//! From light to file: lens, sensor, development, JPEG.

use anyhow::Context;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use palette::Srgb;
use rand_chacha::ChaCha8Rng;
use smpmatch::color::LinearRgb;

use crate::noise::gauss;
use crate::plane::Plane;
use crate::scene::Scene;

/// Read noise as a share of the noise at full white.
const READ_NOISE: f64 = 0.15;
/// Width of the unsharp mask in pixels.
const SHARPENING_SIGMA_PX: f64 = 1.2;

/// The JPEG that a phone would write of the light in the frame, with chroma at half resolution.
pub(crate) fn develop(
    scene: &Scene,
    frame: &Plane<LinearRgb>,
    rng: &mut ChaCha8Rng,
) -> anyhow::Result<Vec<u8>> {
    let veil = LinearRgb::new(1.0, 1.0, 1.0) * scene.camera.veil;
    let exposed = frame.map(|light| light * scene.light.gains + veil);
    let toned = exposed
        .blurred(scene.camera.blur_px)
        .map(|light| Srgb::from_linear(with_noise(light, scene.camera.noise, rng)));
    let bytes: Vec<u8> = sharpened(&toned, scene.camera.sharpening)
        .cells()
        .iter()
        .flat_map(|color| <[u8; 3]>::from(color.into_format::<u8>()))
        .collect();
    let width = u16::try_from(toned.width())?;
    let height = u16::try_from(toned.height())?;
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, scene.camera.quality);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder
        .encode(&bytes, width, height, ColorType::Rgb)
        .context("cannot encode the JPEG")?;
    Ok(jpeg)
}

/// Shot noise grows with the root of the light; read noise is always there.
fn with_noise(light: LinearRgb, at_white: f64, rng: &mut ChaCha8Rng) -> LinearRgb {
    let mut noisy = |value: f64| {
        let deviation = at_white * (value.max(0.0) + READ_NOISE * READ_NOISE).sqrt();
        (value + deviation * gauss(rng)).clamp(0.0, 1.0)
    };
    LinearRgb::new(noisy(light.red), noisy(light.green), noisy(light.blue))
}

/// Unsharp mask.
fn sharpened(photo: &Plane<Srgb<f64>>, strength: f64) -> Plane<Srgb<f64>> {
    let soft = photo.blurred(SHARPENING_SIGMA_PX);
    Plane::from_fn(photo.width(), photo.height(), |x, y| {
        photo.at(x, y) * (1.0 + strength) + soft.at(x, y) * -strength
    })
}
