//! Embedded profiles are applied, in every format and depth.

use image::{DynamicImage, ImageBuffer, Luma, Rgb, RgbImage};
use moxcms::{
    ColorProfile, DataColorSpace, LutDataType, LutStore, LutType, LutWarehouse, Matrix3d,
    ProfileClass,
};
use smpmatch::color::{Srgb8, delta_e, lab_from_srgb8};
use smpmatch::photo::Photo;

use super::file::{self, Tags};
use super::{codes, read};

/// Display P3 colors and what they are in sRGB: CSS Color 4, section 18 (sample code), computed
/// with its matrices.
const DISPLAY_P3: [([u8; 3], [u8; 3]); 4] = [
    ([180, 120, 90], [190, 117, 84]),
    ([201, 160, 138], [209, 158, 134]),
    ([60, 45, 40], [63, 44, 39]),
    ([120, 160, 90], [108, 161, 80]),
];

fn plain(color: [u8; 3]) -> DynamicImage {
    RgbImage::from_pixel(320, 16, Rgb(color)).into()
}

fn deep(color: [u8; 3]) -> DynamicImage {
    let color = color.map(|level| u16::from(level) * 257);
    DynamicImage::ImageRgb16(ImageBuffer::from_pixel(320, 16, Rgb(color)))
}

fn display_p3() -> Tags {
    Tags::with_profile(ColorProfile::new_display_p3().encode().unwrap())
}

/// A profile in which the red channel drives the green light, and so on.
fn rotated_primaries() -> Tags {
    let srgb = ColorProfile::new_srgb();
    let mut profile = srgb.clone();
    profile.cicp = None;
    profile.red_colorant = srgb.green_colorant;
    profile.green_colorant = srgb.blue_colorant;
    profile.blue_colorant = srgb.red_colorant;
    Tags::with_profile(profile.encode().unwrap())
}

#[track_caller]
fn assert_color(photo: &Photo, expected: [u8; 3]) {
    let lab = |[red, green, blue]: [u8; 3]| lab_from_srgb8(Srgb8::new(red, green, blue));
    let found = photo.pixels().get_pixel(7, 7).0;
    let difference = delta_e(lab(found), lab(expected));
    assert!(difference < 1.0, "{found:?}, not {expected:?}");
}

#[test]
fn display_p3_becomes_srgb_in_every_format_and_depth() {
    for (stored, expected) in DISPLAY_P3 {
        let files = [
            file::jpeg(&plain(stored), &display_p3()),
            file::png(&plain(stored), &display_p3()),
            file::png(&deep(stored), &display_p3()),
            file::tiff(&plain(stored), &display_p3()),
            file::tiff(&deep(stored), &display_p3()),
            file::webp(&plain(stored), &display_p3()),
        ];
        for bytes in files {
            assert_color(&read(&bytes).unwrap(), expected);
        }
    }
}

#[cfg(feature = "heic")]
#[test]
fn display_p3_becomes_srgb_in_heic() {
    let (stored, expected) = DISPLAY_P3[0];
    let rgba = plain(stored).into_rgba8();
    let image = heifer::Image {
        width: rgba.width(),
        height: rgba.height(),
        bit_depth: 8,
        has_alpha: false,
        data: rgba.iter().map(|&level| u16::from(level)).collect(),
    };
    let metadata = heifer::Metadata {
        icc_profile: display_p3().profile,
        ..heifer::Metadata::default()
    };
    let options = heifer::EncodeOptions::default();
    let bytes = heifer::encode_with_metadata(&image, &metadata, &options).unwrap();
    assert_color(&read(&bytes).unwrap(), expected);
}

#[test]
fn the_profile_decides_what_the_channels_mean() {
    let red = [230, 20, 20];
    let image = plain(red);
    for bytes in [
        file::jpeg(&image, &rotated_primaries()),
        file::png(&image, &rotated_primaries()),
    ] {
        assert_color(&read(&bytes).unwrap(), [20, 230, 20]);
    }
    assert_color(&read(&file::png(&image, &Tags::default())).unwrap(), red);
}

#[test]
fn an_srgb_profile_changes_no_pixel() {
    let image: DynamicImage = RgbImage::from_fn(320, 256, |x, y| {
        Rgb([x, y, x ^ y].map(|level| u8::try_from(level % 256).unwrap()))
    })
    .into();
    let tags = Tags::with_profile(ColorProfile::new_srgb().encode().unwrap());
    let photo = read(&file::png(&image, &tags)).unwrap();
    assert!(photo.pixels() == &image.into_rgb8());
    assert!(photo.warnings().is_empty());
}

#[test]
fn sixteen_bits_without_a_profile_round_to_eight() {
    let image = DynamicImage::ImageRgb16(ImageBuffer::from_pixel(320, 8, Rgb([385, 386, 65_535])));
    for bytes in [
        file::png(&image, &Tags::default()),
        file::tiff(&image, &Tags::default()),
    ] {
        let photo = read(&bytes).unwrap();
        assert_eq!(photo.pixels().get_pixel(0, 0).0, [1, 2, 255]);
    }
}

#[test]
fn a_gray_profile_is_applied_to_a_gray_photo() {
    let image = DynamicImage::ImageLuma8(ImageBuffer::from_pixel(320, 8, Luma([128])));
    let linear = Tags::with_profile(ColorProfile::new_gray_with_gamma(1.0).encode().unwrap());
    let photo = read(&file::png(&image, &linear)).unwrap();
    assert_color(&photo, [188; 3]);
    assert_eq!(codes(&photo), ["no-hue"]);
}

#[test]
fn a_profile_of_colors_holds_for_a_gray_photo_too() {
    let image = DynamicImage::ImageLuma8(ImageBuffer::from_pixel(320, 8, Luma([128])));
    let mut linear = ColorProfile::new_display_p3();
    linear.cicp = None;
    let tone = ColorProfile::new_gray_with_gamma(1.0).gray_trc;
    linear.red_trc = tone.clone();
    linear.green_trc = tone.clone();
    linear.blue_trc = tone;
    let bytes = file::png(&image, &Tags::with_profile(linear.encode().unwrap()));
    assert_color(&read(&bytes).unwrap(), [188; 3]);
}

#[test]
fn a_profile_that_cannot_be_used_is_doubted_and_srgb_assumed() {
    let color = [180, 120, 90];
    let gray = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
    let p3 = ColorProfile::new_display_p3().encode().unwrap();
    for profile in [b"no profile".to_vec(), gray, p3[..200].to_vec()] {
        let tags = Tags::with_profile(profile);
        let files = [
            file::jpeg(&plain(color), &tags),
            file::png(&plain(color), &tags),
            file::tiff(&deep(color), &tags),
        ];
        for bytes in files {
            let photo = read(&bytes).unwrap();
            assert_color(&photo, color);
            assert_eq!(codes(&photo), ["profile-unusable"]);
        }
    }
}

#[test]
fn a_profile_that_lost_a_part_on_the_way_is_doubted() {
    let mut bytes = file::jpeg(&plain([180, 120, 90]), &display_p3());
    let name = b"ICC_PROFILE\0";
    let at = bytes.windows(name.len()).position(|window| window == name);
    let parts_at = at.unwrap() + name.len() + 1;
    bytes[parts_at] = 2;
    assert_eq!(codes(&read(&bytes).unwrap()), ["profile-unusable"]);
}

#[test]
fn black_and_white_photos_have_no_hue_and_tinted_ones_do() {
    let warnings = |tint: [u8; 3]| {
        let image: DynamicImage = RgbImage::from_fn(400, 50, |x, _| {
            let level = u8::try_from(x / 4).unwrap();
            Rgb(tint.map(|tint| level + tint))
        })
        .into();
        let photo = read(&file::jpeg(&image, &Tags::default())).unwrap();
        codes(&photo)
    };
    assert_eq!(warnings([3, 0, 1]), ["no-hue"]);
    assert!(warnings([40, 20, 0]).is_empty());
}

/// A printer whose cyan is a brown, Lab (D50) 50, 40, 30; any other ink is black.
fn brown_cyan() -> Tags {
    let ramp = |channels: usize| LutStore::Store16([0, u16::MAX].repeat(channels));
    let lab = |l: u32, a: u32, b: u32| {
        let words = [l * 65_280 / 100, (a + 128) * 256, (b + 128) * 256];
        words.map(|word| u16::try_from(word).unwrap())
    };
    let (paper, brown, black) = (lab(100, 0, 0), lab(50, 40, 30), lab(0, 0, 0));
    let mut nodes = [black; 16];
    nodes[0b0000] = paper;
    nodes[0b1000] = brown;
    let table = LutDataType {
        num_input_channels: 4,
        num_output_channels: 3,
        num_clut_grid_points: 2,
        matrix: Matrix3d::IDENTITY,
        num_input_table_entries: 2,
        num_output_table_entries: 2,
        input_table: ramp(4),
        clut_table: LutStore::Store16(nodes.concat()),
        output_table: ramp(3),
        lut_type: LutType::Lut16,
    };
    let mut profile = ColorProfile::new_lab();
    profile.color_space = DataColorSpace::Cmyk;
    profile.pcs = DataColorSpace::Lab;
    profile.profile_class = ProfileClass::OutputDevice;
    profile.lut_a_to_b_perceptual = Some(LutWarehouse::Lut(table));
    Tags::with_profile(profile.encode().unwrap())
}

#[test]
fn inks_become_what_their_profile_says() {
    let cyan = [255, 0, 0, 0];
    let bare = read(&file::cmyk_jpeg(cyan, &Tags::default())).unwrap();
    assert_color(&bare, [0, 255, 255]);
    let printed = read(&file::cmyk_jpeg(cyan, &brown_cyan())).unwrap();
    assert_color(&printed, [187, 88, 70]);
    let paper = read(&file::cmyk_jpeg([0; 4], &brown_cyan())).unwrap();
    assert_color(&paper, [255; 3]);
    let dark = read(&file::cmyk_jpeg([0, 0, 0, 255], &brown_cyan())).unwrap();
    assert_color(&dark, [0; 3]);
}

#[test]
fn colors_told_by_the_chunks_of_a_png_are_applied() {
    let srgb = [180, 120, 90];
    let gamma = |gamma: f64| srgb.map(|level| byte(linear(level).powf(gamma) * 255.0));
    let numbers = |numbers: &[u32]| -> Vec<u8> {
        numbers
            .iter()
            .flat_map(|number| number.to_be_bytes())
            .collect()
    };
    let (p3, wanted) = DISPLAY_P3[0];
    for (stored, name, data, wanted) in [
        (gamma(1.0 / 1.8), b"gAMA", numbers(&[55_556]), srgb),
        (p3, b"cICP", vec![12, 13, 0, 1], wanted),
        (p3, b"cHRM", numbers(&P3_CHROMATICITIES), wanted),
        (srgb, b"gAMA", numbers(&[45_455]), srgb),
    ] {
        let told = file::with_chunk(&file::png(&plain(stored), &Tags::default()), *name, &data);
        let found = read(&told).unwrap().pixels().get_pixel(0, 0).0;
        let furthest = found
            .iter()
            .zip(wanted)
            .map(|(&one, other)| one.abs_diff(other))
            .max();
        assert!(furthest <= Some(1), "{name:?}: {found:?} for {wanted:?}");
    }
}

/// White, red, green and blue of Display P3, as PNG stores them.
const P3_CHROMATICITIES: [u32; 8] = [
    31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000,
];

fn linear(level: u8) -> f64 {
    Srgb8::new(level, level, level).into_linear::<f64>().red
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "0 to 255"
)]
fn byte(level: f64) -> u8 {
    level.round() as u8
}

#[test]
fn a_png_says_its_colors_by_the_first_of_its_ways() {
    let tagged = file::png(&plain([180, 120, 90]), &display_p3());
    let plain_srgb = file::with_chunk(&tagged, *b"cICP", &[1, 13, 0, 1]);
    assert_eq!(
        read(&plain_srgb).unwrap().pixels().get_pixel(0, 0).0,
        [180, 120, 90]
    );
    for (transfer, name) in [(16, "PQ"), (18, "HLG")] {
        let bright = file::with_chunk(&tagged, *b"cICP", &[9, transfer, 0, 1]);
        let refused = read(&bright).unwrap_err().to_string();
        assert!(refused.contains(name), "{refused}");
    }
}

#[test]
fn a_jpeg_whose_colors_were_not_transformed_is_read_as_rgb() {
    for color in [[0x28, 0x1E, 0x1A], [0xC6, 0xA0, 0x8A], [10, 200, 90]] {
        let bytes = file::untransformed_jpeg(&color, &Tags::default());
        assert_color(&read(&bytes).unwrap(), color);
    }
}

#[test]
fn adobe_rgb_by_exif_is_applied_and_ink_without_a_profile_doubted() {
    // A directory that leads to that of Exif, at 26, and that to the one of the name, at 56.
    let mut exif = file::exif(&[(0x8769, 4, 26)]);
    exif.extend(&file::exif(&[(0xA001, 3, 0xFFFF), (0xA005, 4, 56)])[8..]);
    exif.extend(b"\x01\0\x01\0\x02\0\x04\0\0\0R03\0\0\0\0\0");
    let tags = Tags {
        exif: Some(exif),
        ..Tags::default()
    };
    let profile = ColorProfile::new_adobe_rgb().encode().unwrap();
    let image = plain([170, 122, 96]);
    let told = read(&file::png(&image, &tags)).unwrap();
    let tagged = read(&file::png(&image, &Tags::with_profile(profile))).unwrap();
    assert_ne!(told.pixels().get_pixel(0, 0).0, [170, 122, 96]);
    let pairs = told.pixels().iter().zip(tagged.pixels().iter());
    assert!(pairs.map(|(one, other)| one.abs_diff(*other)).max() <= Some(1));

    let bare = read(&file::cmyk_jpeg([255, 0, 0, 0], &Tags::default())).unwrap();
    assert!(codes(&bare).contains(&"profile-unusable"));
}
