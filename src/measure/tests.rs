//! Rendered scalps whose colors are known.

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use palette::{FromColor, IntoColor};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::color::LinearRgb;
use crate::numbers::real;
use crate::region::PixelRect;

const SIDE: u32 = 288;

/// Upper half hair, lower half skin.
struct Scalp {
    hair: Lab,
    skin: Lab,
    /// Diameters of the dots in pixels.
    dots: std::ops::Range<f64>,
    cover: f64,
    quality: u8,
    /// Light on the hair as a multiple of that on the skin.
    lit: f64,
}

const BLACK: Lab = lab(18.5, 1.0, 1.0);
const BROWN: Lab = lab(30.0, 7.0, 10.0);
const BLOND: Lab = lab(55.0, 7.0, 19.0);
const FAIR: Lab = lab(65.5, 9.5, 14.5);
const TAN: Lab = lab(54.5, 11.5, 18.5);
const DARK: Lab = lab(35.0, 10.5, 12.5);

const fn lab(l: f64, a: f64, b: f64) -> Lab {
    Lab {
        l,
        a,
        b,
        white_point: std::marker::PhantomData,
    }
}

impl Scalp {
    fn new(hair: Lab, skin: Lab, cover: f64) -> Self {
        Self {
            hair,
            skin,
            cover,
            dots: 2.0..4.0,
            quality: 85,
            lit: 1.0,
        }
    }

    fn photo(&self) -> Photo {
        let mut random = ChaCha8Rng::seed_from_u64(7);
        let covered = self.covered(&mut random);
        let (hair, skin): (LinearRgb, LinearRgb) = (self.hair.into_color(), self.skin.into_color());
        let lit = RgbImage::from_fn(SIDE, SIDE, |x, y| {
            let lamp = if y < SIDE / 2 { self.lit } else { 1.0 };
            let light = lamp * (1.0 + 0.1 * (f64::from(x) / f64::from(SIDE) - 0.5));
            let part = blurred(&covered, x, y);
            let mixed = (hair * part + skin * (1.0 - part)) * light;
            let srgb: palette::Srgb<f64> = palette::Srgb::from_linear(mixed);
            let noise = random.random_range(-0.008..0.008);
            let value = |part: f64| ((part + noise).clamp(0.0, 1.0) * 255.0).round() as u8;
            Rgb([value(srgb.red), value(srgb.green), value(srgb.blue)])
        });
        Photo::from_srgb(compressed(&halved_chroma(&lit), self.quality)).unwrap()
    }

    /// Coverage by hair at half pixels.
    fn covered(&self, random: &mut ChaCha8Rng) -> Vec<bool> {
        let side = 2 * SIDE as usize;
        let mut covered = vec![false; side * side];
        let mut count = 0;
        while real(count) < self.cover * real(side * side / 2) {
            let radius = random.random_range(self.dots.clone());
            let (x, y) = (
                random.random_range(0.0..576.0),
                random.random_range(0.0..288.0),
            );
            for row in (y - radius).max(0.0) as usize..((y + radius) as usize + 1).min(side / 2) {
                for column in (x - radius).max(0.0) as usize..((x + radius) as usize + 1).min(side)
                {
                    let (dx, dy) = (column as f64 + 0.5 - x, row as f64 + 0.5 - y);
                    let cell = &mut covered[row * side + column];
                    if dx.hypot(dy) <= radius && !*cell {
                        *cell = true;
                        count += 1;
                    }
                }
            }
        }
        covered
    }

    fn measured(&self) -> (Hair, ShownSkin) {
        let measured = measure(&self.photo(), &halves());
        (measured.hair.unwrap(), measured.skin.unwrap())
    }
}

fn halves() -> Zones {
    let cells = |top: bool| Mask::from_cells((SIDE, SIDE), (1, 2), vec![top, !top]);
    Zones {
        hair: cells(true),
        skin: cells(false),
    }
}

/// A lens that blurs by about 0.8 pixels.
fn blurred(covered: &[bool], x: u32, y: u32) -> f64 {
    let (mut sum, mut total) = (0.0, 0.0);
    for row in -4..6_i64 {
        for column in -4..6_i64 {
            let (dx, dy) = (column as f64 - 0.5, row as f64 - 0.5);
            let weight = (-(dx * dx + dy * dy) / (2.0 * 1.6 * 1.6)).exp();
            let side = 2 * i64::from(SIDE);
            let at = |start: u32, step: i64| (2 * i64::from(start) + step).clamp(0, side - 1);
            total += weight;
            if covered[(at(y, row) * side + at(x, column)) as usize] {
                sum += weight;
            }
        }
    }
    sum / total
}

/// Chroma once for each 2 x 2 pixels, as JPEG 4:2:0 keeps it.
fn halved_chroma(photo: &RgbImage) -> RgbImage {
    let luma = |p: &Rgb<u8>| {
        0.299 * f64::from(p.0[0]) + 0.587 * f64::from(p.0[1]) + 0.114 * f64::from(p.0[2])
    };
    RgbImage::from_fn(SIDE, SIDE, |x, y| {
        let own = luma(photo.get_pixel(x, y));
        let block = [(0, 0), (1, 0), (0, 1), (1, 1)]
            .map(|(dx, dy)| photo.get_pixel((x & !1) + dx, (y & !1) + dy));
        Rgb(std::array::from_fn(|channel| {
            let chroma: f64 = block
                .iter()
                .map(|p| f64::from(p.0[channel]) - luma(p))
                .sum();
            (own + chroma / 4.0).round().clamp(0.0, 255.0) as u8
        }))
    })
}

fn compressed(photo: &RgbImage, quality: u8) -> RgbImage {
    let mut bytes = Vec::new();
    photo
        .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))
        .unwrap();
    image::load_from_memory(&bytes).unwrap().to_rgb8()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / real(values.len())
}

#[test]
fn large_sharp_stubble_is_measured_within_4() {
    let errors: Vec<f64> = [(BLACK, FAIR), (BROWN, FAIR), (BROWN, TAN), (BLACK, DARK)]
        .map(|(hair, skin)| Scalp {
            dots: 4.0..7.0,
            quality: 95,
            ..Scalp::new(hair, skin, 0.3)
        })
        .iter()
        .map(|scalp| delta_e(scalp.measured().0.lab, scalp.hair))
        .collect();
    assert!(mean(&errors) < 4.0, "{errors:?}");
}

#[test]
fn small_stubble_is_measured_within_7() {
    let errors: Vec<f64> = [(BLACK, FAIR), (BROWN, FAIR), (BLACK, TAN), (BLOND, FAIR)]
        .map(|(hair, skin)| Scalp::new(hair, skin, 0.3))
        .iter()
        .map(|scalp| delta_e(scalp.measured().0.lab, scalp.hair))
        .collect();
    assert!(mean(&errors) < 7.0, "{errors:?}");
}

#[test]
fn the_lightness_of_hair_does_not_depend_on_how_densely_it_grows() {
    for cover in [0.3, 0.5, 0.7, 0.9, 0.99] {
        let hair = Scalp::new(BROWN, FAIR, cover).measured().0;
        let off = hair.lab.l - BROWN.l;
        // What blur hides of sparse dots cannot be known, and is stated.
        let within = f64::max(5.0, 2.0 * hair.sd.l);
        assert!(
            off.abs() < within,
            "cover {cover}: {off:+.1}, {:?}",
            hair.sd
        );
        assert!(
            (hair.cover - cover).abs() < 0.15,
            "{} for {cover}",
            hair.cover
        );
    }
}

#[test]
fn sparse_hair_in_better_light_than_the_skin_is_still_dark() {
    let scalp = Scalp {
        lit: 1.4,
        ..Scalp::new(BLACK, TAN, 0.25)
    };
    let (hair, skin) = scalp.measured();
    assert!(hair.seen.l > skin.lab.l, "{hair:?}");
    assert!(hair.lab.l + 15.0 < skin.lab.l, "{hair:?}");
}

#[test]
fn hair_lighter_than_the_skin_is_measured_too() {
    let scalp = Scalp::new(BLOND, DARK, 0.5);
    let off = delta_e(scalp.measured().0.lab, BLOND);
    assert!(off < 5.0, "{off}");
}

#[test]
fn skin_is_measured_within_1() {
    for skin in [FAIR, TAN, DARK] {
        let off = delta_e(Scalp::new(BLACK, skin, 0.3).measured().1.lab, skin);
        assert!(off < 1.0, "{off}");
    }
}

#[test]
fn seen_stubble_lies_between_hair_and_skin() {
    let hair = Scalp::new(BLACK, FAIR, 0.4).measured().0;
    assert!(
        hair.lab.l + 5.0 < hair.seen.l && hair.seen.l < FAIR.l - 5.0,
        "{hair:?}"
    );
}

#[test]
fn the_same_photo_gives_the_same_measurement() {
    let photo = Scalp::new(BROWN, TAN, 0.4).photo();
    assert_eq!(measure(&photo, &halves()), measure(&photo, &halves()));
}

#[test]
fn boxes_measure_what_they_hold() {
    let scalp = Scalp::new(BROWN, FAIR, 0.97);
    let area = |y| PixelRect {
        x: 31,
        y,
        width: 100,
        height: 60,
    };
    let zones = Zones {
        hair: Mask::from_boxes((SIDE, SIDE), vec![area(40)]),
        skin: Mask::from_boxes((SIDE, SIDE), vec![area(200)]),
    };
    let measured = measure(&scalp.photo(), &zones);
    assert!(delta_e(measured.hair.unwrap().lab, BROWN) < 4.0);
    assert!(delta_e(measured.skin.unwrap().lab, FAIR) < 2.0);
}

#[test]
fn a_box_of_skin_counts_within_a_box_of_hair() {
    let area = |y, height| PixelRect {
        x: 31,
        y,
        width: 100,
        height,
    };
    let zones = Zones {
        hair: Mask::from_boxes((SIDE, SIDE), vec![area(40, 220)]),
        skin: Mask::from_boxes((SIDE, SIDE), vec![area(140, 120)]),
    };
    let measured = measure(&Scalp::new(BROWN, FAIR, 0.97).photo(), &zones);
    assert!(delta_e(measured.hair.unwrap().lab, BROWN) < 4.0);
    assert!(delta_e(measured.skin.unwrap().lab, FAIR) < 2.0);
}

/// Parallel hairs of one width in pixels, blurred by a lens, beside skin.
fn striped(width: f64) -> Photo {
    const SPACING: f64 = 12.0;
    let side = 576;
    let (hair, skin): (LinearRgb, LinearRgb) = (BROWN.into_color(), FAIR.into_color());
    let lit = RgbImage::from_fn(side, side, |x, y| {
        let column = |at: f64| at.rem_euclid(SPACING * width) < width;
        let offsets = (-12..=12).map(|step| f64::from(step) / 6.0);
        let (sum, total) = offsets.fold((0.0, 0.0), |(sum, total), offset| {
            let weight = (-offset * offset / (2.0 * 0.7 * 0.7)).exp();
            let inside = f64::from(u8::from(column(f64::from(x) + 0.5 + offset)));
            (sum + weight * inside, total + weight)
        });
        let part = if y < side / 2 { sum / total } else { 0.0 };
        let srgb: palette::Srgb<f64> =
            palette::Srgb::from_linear(hair * part + skin * (1.0 - part));
        let [red, green, blue] = <[u8; 3]>::from(srgb.into_format::<u8>());
        Rgb([red, green, blue])
    });
    Photo::from_srgb(lit).unwrap()
}

#[test]
fn the_same_hair_has_the_same_color_however_wide_it_shows() {
    for width in [5.0, 8.0, 16.0, 24.0] {
        let cells = |top: bool| Mask::from_cells((576, 576), (1, 2), vec![top, !top]);
        let zones = Zones {
            hair: cells(true),
            skin: cells(false),
        };
        let hair = measure(&striped(width), &zones).hair.unwrap();
        let off = delta_e(hair.lab, BROWN);
        assert!(off < 6.0, "{width} px: {off}, {hair:?}");
        let cover = hair.cover * 12.0;
        assert!((0.7..1.5).contains(&cover), "{width} px: {cover}");
    }
}

#[test]
fn hair_without_skin_is_measured_with_a_warning() {
    let zones = Zones {
        skin: Mask::from_boxes((SIDE, SIDE), Vec::new()),
        ..halves()
    };
    let measured = measure(&Scalp::new(BLACK, FAIR, 0.99).photo(), &zones);
    assert!(delta_e(measured.hair.unwrap().lab, BLACK) < 6.0);
    assert_eq!(measured.skin, None);
    assert!(measured.warnings.contains(&Warning::SkinNotFound));
}

#[test]
fn skin_is_measured_between_sparse_hairs_where_none_lies_beside_them() {
    let zones = Zones {
        skin: Mask::from_boxes((SIDE, SIDE), Vec::new()),
        ..halves()
    };
    let measured = measure(&Scalp::new(BLACK, FAIR, 0.15).photo(), &zones);
    let off = measured.skin.map(|skin| delta_e(skin.lab, FAIR));
    assert!(off.is_some_and(|off| off < 2.0), "{off:?}");
    assert!(!measured.warnings.contains(&Warning::SkinNotFound));
}

#[test]
fn flat_and_tiny_zones_have_the_color_they_show() {
    let color = Lab::from_color(palette::Srgb::new(90_u8, 70, 60).into_format::<f64>());
    let photo = Photo::from_srgb(RgbImage::from_pixel(50, 40, Rgb([90, 70, 60]))).unwrap();
    for side in [1, 2, 40] {
        let area = PixelRect {
            x: 7,
            y: 0,
            width: side,
            height: side,
        };
        let zones = Zones {
            hair: Mask::from_boxes((50, 40), vec![area]),
            skin: Mask::from_boxes(
                (50, 40),
                vec![PixelRect {
                    x: 49,
                    y: 0,
                    width: 1,
                    height: 1,
                }],
            ),
        };
        let measured = measure(&photo, &zones);
        let (hair, skin) = (measured.hair.unwrap(), measured.skin.unwrap());
        assert!(delta_e(hair.lab, color) < 1e-3 && delta_e(hair.seen, color) < 1e-3);
        assert!(delta_e(skin.lab, color) < 1e-3);
        assert!(measured.warnings.contains(&Warning::HairNearSkin {
            delta_e: delta_e(hair.lab, skin.lab)
        }));
    }
}

#[test]
fn no_zones_give_no_colors_but_warnings() {
    let nothing = Mask::from_cells((50, 40), (5, 4), vec![false; 20]);
    let zones = Zones {
        hair: nothing.clone(),
        skin: nothing,
    };
    let photo = Photo::from_srgb(RgbImage::new(50, 40)).unwrap();
    let measured = measure(&photo, &zones);
    assert_eq!((measured.hair, measured.skin), (None, None));
    assert_eq!(
        measured.warnings,
        [Warning::HairNotFound, Warning::SkinNotFound]
    );
}

/// Boxes for hair and skin that are no multiples of a tile, moved so far.
fn boxes(size: (u32, u32), at: impl Fn(PixelRect) -> PixelRect) -> Zones {
    let area = |y| PixelRect {
        x: 31,
        y,
        width: 107,
        height: 65,
    };
    let mask = |y| Mask::from_boxes(size, vec![at(area(y))]);
    Zones {
        hair: mask(40),
        skin: mask(180),
    }
}

#[test]
fn a_box_reads_the_same_pixels_wherever_in_the_photo_they_lie() {
    let scalp = Scalp::new(BROWN, FAIR, 0.3).photo();
    let here = measure(&scalp, &boxes((SIDE, SIDE), |area| area));
    let (right, down) = (19, 7);
    let mut wider = RgbImage::from_pixel(SIDE + right, SIDE + down, Rgb([90, 120, 200]));
    image::imageops::replace(&mut wider, scalp.pixels(), right.into(), down.into());
    let size = wider.dimensions();
    let moved = boxes(size, |area| area.moved(right, down));
    let there = measure(&Photo::from_srgb(wider).unwrap(), &moved);
    let colors = |found: Measurement| {
        let (hair, skin) = (found.hair.unwrap(), found.skin.unwrap());
        [hair.lab, hair.seen, hair.zone, skin.lab]
    };
    // How far one light reaches is a share of the photo's side, so not all digits are the same.
    for (one, other) in colors(here).into_iter().zip(colors(there)) {
        assert!(delta_e(one, other) < 1e-3, "{:?}", (one, other));
    }
}

#[test]
fn a_mirrored_box_reads_the_same_colors() {
    let scalp = Scalp::new(BROWN, FAIR, 0.3).photo();
    let straight = measure(&scalp, &boxes((SIDE, SIDE), |area| area));
    let mirrored = Photo::from_srgb(image::imageops::flip_horizontal(scalp.pixels())).unwrap();
    let boxes = boxes((SIDE, SIDE), |area| PixelRect {
        x: SIDE - area.x - area.width,
        ..area
    });
    let back = measure(&mirrored, &boxes);
    let (hair, other) = (straight.hair.unwrap(), back.hair.unwrap());
    assert!(delta_e(hair.seen, other.seen) < 1e-9);
    assert!(
        delta_e(hair.lab, other.lab) < 0.5,
        "{:?}",
        (hair.lab, other.lab)
    );
    assert!(delta_e(straight.skin.unwrap().lab, back.skin.unwrap().lab) < 0.1);
}
