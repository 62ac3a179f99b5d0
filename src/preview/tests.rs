//! What holds of every treated scalp.

use image::Rgb;
use proptest::prelude::*;

use super::*;
use crate::color::{delta_e, srgb8_from_lab};
use crate::skin::HEALED_DAYS;

const SIDE: u32 = 240;

/// A photo of even skin; its right half is the place of the dots.
fn scene(skin: Lab) -> (Photo, Place) {
    let Srgb8 {
        red, green, blue, ..
    } = srgb8_from_lab(skin);
    let pixels = RgbImage::from_pixel(SIDE, SIDE, Rgb([red, green, blue]));
    let photo = Photo::from_srgb(pixels).unwrap();
    let place = Place::of(&photo, |x, _| if is_treated(x) { 1.0 } else { 0.0 });
    (photo, place)
}

fn is_treated(x: u32) -> bool {
    x >= SIDE / 2
}

fn treatment(water_parts: f64, dots_per_cm2: f64) -> Treatment {
    Treatment {
        deposit: Deposit::new(6.0, 1.0 / (1.0 + water_parts), HEALED_DAYS),
        geometry: DotGeometry {
            dots_per_cm2,
            ..DotGeometry::default()
        },
        seed: 0,
    }
}

/// The mean color of the treated half.
fn mean(picture: &RgbImage) -> Lab {
    let treated = picture.enumerate_pixels().filter(|(x, ..)| is_treated(*x));
    let (mut sum, mut count) = (LinearRgb::new(0.0, 0.0, 0.0), 0.0);
    for (_, _, Rgb([red, green, blue])) in treated {
        sum += color::linear_from_srgb8(Srgb8::new(*red, *green, *blue));
        count += 1.0;
    }
    Lab::from_color_unclamped(sum / count)
}

fn scale(pixels_per_mm: f64) -> Scale {
    Scale::across(SIDE, f64::from(SIDE) / pixels_per_mm)
}

prop_compose! {
    fn any_skin()(l in 30.0..75.0, a in 6.0..14.0, b in 10.0..20.0) -> Lab {
        Lab::new(l, a, b)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_treated_skin_is_as_dark_as_the_model_says_and_the_rest_unchanged(
        skin in any_skin(),
        (water_parts, dots_per_cm2) in (2.0..40.0, 60.0..300.0),
        pixels_per_mm in 2.0..20.0,
        seed: u64,
    ) {
        let (photo, place) = scene(skin);
        let fitted = Skin::fit(mean(photo.pixels()));
        let treatment = Treatment { seed, ..treatment(water_parts, dots_per_cm2) };
        let picture = treated(&photo, &place, &fitted, &treatment, scale(pixels_per_mm));
        let expected = fitted.area(&treatment.deposit, &treatment.geometry);
        let off = delta_e(mean(&picture), expected);
        prop_assert!(off < 1.0, "{off:.2} at {pixels_per_mm:.1} pixels a millimeter");
        let beside = picture.enumerate_pixels().filter(|(x, ..)| !is_treated(*x));
        for (x, y, pixel) in beside {
            prop_assert_eq!(pixel, photo.pixels().get_pixel(x, y));
        }
    }

    #[test]
    fn a_darker_shade_gives_a_darker_scalp(skin in any_skin(), pixels_per_mm in 2.0..20.0) {
        let (photo, place) = scene(skin);
        let fitted = Skin::fit(skin);
        let lightness = [40.0, 20.0, 10.0, 4.0].map(|water_parts| {
            let treatment = treatment(water_parts, 150.0);
            mean(&treated(&photo, &place, &fitted, &treatment, scale(pixels_per_mm))).l
        });
        prop_assert!(lightness.is_sorted_by(|pale, dark| pale > dark), "{lightness:?}");
    }
}

#[test]
fn without_pigment_or_place_no_byte_changes() {
    let (photo, place) = scene(Lab::new(62.0, 10.0, 16.0));
    let fitted = Skin::fit(Lab::new(62.0, 10.0, 16.0));
    let nowhere = Place::of(&photo, |_, _| 0.0);
    let mut nothing = treatment(20.0, 150.0);
    nothing.deposit.optical_thickness = 0.0;
    for pixels_per_mm in [2.0, 12.0] {
        let scale = scale(pixels_per_mm);
        let bare = treated(&photo, &place, &fitted, &nothing, scale);
        assert_eq!(&bare, photo.pixels());
        let bare = treated(&photo, &nowhere, &fitted, &treatment(4.0, 150.0), scale);
        assert_eq!(&bare, photo.pixels());
    }
}

#[test]
fn dots_keep_apart_and_are_as_many_as_asked_for() {
    let (_, place) = scene(Lab::new(62.0, 10.0, 16.0));
    let per_pixel = 0.01;
    let dots = BlueNoise::scattered(&place, per_pixel, 7);
    let places = dots.places();
    let wanted = f64::from(SIDE * SIDE / 2) * per_pixel;
    assert!(
        (crate::numbers::real(places.len()) / wanted - 1.0).abs() < 0.02,
        "{}",
        places.len()
    );
    let nearest = places.iter().enumerate().flat_map(|(index, one)| {
        let others = places.iter().skip(index + 1);
        others.map(move |other| (one[0] - other[0]).hypot(one[1] - other[1]))
    });
    let nearest = nearest.fold(f64::INFINITY, f64::min);
    // Of dots without order, some would nearly touch.
    assert!(nearest > 0.7 / per_pixel.sqrt(), "{nearest:.1}");
}
