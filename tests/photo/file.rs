//! Files to be read, with the metadata that cameras put into them.

use image::codecs::bmp::BmpEncoder;
use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder};

/// What is written beside the pixels.
#[derive(Clone, Default)]
pub(crate) struct Tags {
    pub(crate) profile: Option<Vec<u8>>,
    pub(crate) orientation: Option<u8>,
}

impl Tags {
    pub(crate) fn oriented(orientation: u8) -> Self {
        Self {
            orientation: Some(orientation),
            ..Self::default()
        }
    }

    pub(crate) fn with_profile(profile: Vec<u8>) -> Self {
        Self {
            profile: Some(profile),
            ..Self::default()
        }
    }

    /// Encodes with one of the encoders of the `image` crate.
    fn write(&self, mut encoder: impl ImageEncoder, image: &DynamicImage) {
        if let Some(profile) = self.profile.clone() {
            encoder.set_icc_profile(profile).unwrap();
        }
        if let Some(orientation) = self.orientation {
            encoder.set_exif_metadata(exif(orientation)).unwrap();
        }
        image.write_with_encoder(encoder).unwrap();
    }
}

/// EXIF with nothing but an orientation: a TIFF directory of one entry.
fn exif(orientation: u8) -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    bytes.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

pub(crate) fn png(image: &DynamicImage, tags: &Tags) -> Vec<u8> {
    let mut bytes = Vec::new();
    tags.write(PngEncoder::new(&mut bytes), image);
    bytes
}

pub(crate) fn jpeg(image: &DynamicImage, tags: &Tags) -> Vec<u8> {
    let mut bytes = Vec::new();
    tags.write(JpegEncoder::new_with_quality(&mut bytes, 100), image);
    bytes
}

pub(crate) fn webp(image: &DynamicImage, tags: &Tags) -> Vec<u8> {
    let mut bytes = Vec::new();
    tags.write(WebPEncoder::new_lossless(&mut bytes), image);
    bytes
}

pub(crate) fn bmp(image: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    Tags::default().write(BmpEncoder::new(&mut bytes), image);
    bytes
}

pub(crate) fn gif(image: &DynamicImage) -> Vec<u8> {
    let (mut bytes, rgb) = (Vec::new(), image.to_rgb8());
    GifEncoder::new(&mut bytes)
        .encode(&rgb, rgb.width(), rgb.height(), ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// Uncompressed little-endian RGB TIFF of 8 or 16 bits, in one strip.
pub(crate) fn tiff(image: &DynamicImage, tags: &Tags) -> Vec<u8> {
    let bits: u16 = if image.as_rgb16().is_some() { 16 } else { 8 };
    let profile = tags.profile.clone().unwrap_or_default();
    let entries = 10 + u16::from(tags.profile.is_some());
    let bits_at = 8 + 2 + u32::from(entries) * 12 + 4;
    let profile_at = bits_at + 6;
    let strip_at = profile_at + u32::try_from(profile.len()).unwrap();
    let (short, long, undefined) = (3, 4, 7);
    let strip = u32::try_from(image.as_bytes().len()).unwrap();
    let mut directory = vec![
        (256, long, 1, image.width()),
        (257, long, 1, image.height()),
        (258, short, 3, bits_at),
        (259, short, 1, 1),
        (262, short, 1, 2),
        (273, long, 1, strip_at),
        (274, short, 1, u32::from(tags.orientation.unwrap_or(1))),
        (277, short, 1, 3),
        (278, long, 1, image.height()),
        (279, long, 1, strip),
    ];
    if tags.profile.is_some() {
        directory.push((34675, undefined, strip_at - profile_at, profile_at));
    }
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    bytes.extend(entries.to_le_bytes());
    for (tag, kind, count, value) in directory {
        bytes.extend([tag, kind].map(u16::to_le_bytes).concat());
        bytes.extend([count, value].map(u32::to_le_bytes).concat());
    }
    bytes.extend([0; 4]);
    bytes.extend([bits; 3].map(u16::to_le_bytes).concat());
    bytes.extend(profile);
    bytes.extend(image.as_bytes());
    bytes
}
