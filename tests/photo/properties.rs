//! What holds for any picture, whatever file it comes in.

use image::metadata::Orientation;
use image::{DynamicImage, Rgb, RgbImage};
use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use smpmatch::color::{Srgb8, delta_e, lab_from_srgb8};

use super::file::{self, Tags};
use super::read;

/// Noise of any size.
fn any_picture() -> impl Strategy<Value = DynamicImage> {
    (2..40_u32, 2..40_u32, any::<u64>()).prop_map(|(width, height, seed)| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        RgbImage::from_fn(width, height, |_, _| Rgb(rng.random())).into()
    })
}

/// Display P3 to linear sRGB: CSS Color 4, section 18 (sample code), the product of its matrices.
const SRGB_FROM_P3: [[f64; 3]; 3] = [
    [1.224_940_176_28, -0.224_940_176_28, 0.0],
    [-0.042_056_954_71, 1.042_056_954_71, 0.0],
    [-0.019_637_554_59, -0.078_636_045_55, 1.098_273_600_14],
];

/// The sRGB of a Display P3 color; none outside its gamut.
fn srgb_of_p3(color: [u8; 3]) -> Option<[u8; 3]> {
    let light = color.map(|level| {
        let level = f64::from(level) / 255.0;
        if level <= 0.04045 {
            level / 12.92
        } else {
            ((level + 0.055) / 1.055).powf(2.4)
        }
    });
    let srgb = SRGB_FROM_P3.map(|row| row.iter().zip(light).map(|(by, of)| by * of).sum::<f64>());
    let is_within = srgb.iter().all(|light| (0.0..=1.0).contains(light));
    let level = |light: f64| {
        let level = if light <= 0.003_130_8 {
            12.92 * light
        } else {
            1.055 * light.powf(1.0 / 2.4) - 0.055
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 255"
        )]
        let level = (255.0 * level).round() as u8;
        level
    };
    is_within.then(|| srgb.map(level))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn the_same_pixels_are_the_same_photo_in_every_lossless_file(picture in any_picture()) {
        let (plain, deep) = (Tags::default(), DynamicImage::from(picture.to_rgb16()));
        for (name, bytes) in [
            ("png", file::png(&picture, &plain)),
            ("16-bit png", file::png(&deep, &plain)),
            ("webp", file::webp(&picture, &plain)),
            ("tiff", file::tiff(&picture, &plain)),
            ("16-bit tiff", file::tiff(&deep, &plain)),
            ("bmp", file::bmp(&picture)),
            #[cfg(feature = "jxl")]
            ("jxl", file::jxl(&picture, &plain)),
            #[cfg(feature = "jxl")]
            ("16-bit jxl", file::jxl(&deep, &plain)),
        ] {
            let photo = read(&bytes).unwrap();
            prop_assert!(Some(photo.pixels()) == picture.as_rgb8(), "{}", name);
        }
    }

    #[test]
    fn any_picture_comes_upright_however_it_was_stored(
        picture in any_picture(),
        exif in 1..=8_u8,
    ) {
        let orientation = Orientation::from_exif(exif).unwrap();
        let mut turned = picture.clone();
        turned.apply_orientation(orientation);
        for bytes in [
            file::png(&picture, &Tags::oriented(exif)),
            file::webp(&picture, &Tags::oriented(exif)),
            file::tiff(&picture, &Tags::oriented(exif)),
        ] {
            prop_assert!(Some(read(&bytes).unwrap().pixels()) == turned.as_rgb8());
        }
    }

    #[test]
    fn display_p3_is_within_a_hair_of_the_same_color_in_srgb(color: [u8; 3]) {
        let Some(expected) = srgb_of_p3(color) else {
            return Ok(());
        };
        let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
        let picture = RgbImage::from_pixel(4, 4, Rgb(color)).into();
        let photo = read(&file::png(&picture, &Tags::with_profile(profile))).unwrap();
        let lab = |[red, green, blue]: [u8; 3]| lab_from_srgb8(Srgb8::new(red, green, blue));
        let off = delta_e(lab(photo.pixels().get_pixel(1, 1).0), lab(expected));
        prop_assert!(off < 1.0, "{color:?} is off by {off}");
    }
}
