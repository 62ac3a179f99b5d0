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
    /// Exif in place of that orientation.
    pub(crate) exif: Option<Vec<u8>>,
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
        let turned = |orientation: u8| exif(&[(0x0112, 3, orientation.into())]);
        if let Some(exif) = self.exif.clone().or(self.orientation.map(turned)) {
            encoder.set_exif_metadata(exif).unwrap();
        }
        image.write_with_encoder(encoder).unwrap();
    }
}

/// Exif of one directory: tags, types and values, or where those of 20 letters stand.
pub(crate) fn exif(entries: &[(u16, u16, u32)]) -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    bytes.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
    for &(tag, kind, value) in entries {
        let count = if kind == 2 { 20 } else { 1_u32 };
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend([0; 4]);
    bytes
}

/// A PNG with a chunk more, before its pixels.
pub(crate) fn with_chunk(png: &[u8], name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let header = 33;
    let named = [&name, data].concat();
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    let chunk = [&length[..], &named, &crc32(&named).to_be_bytes()].concat();
    [&png[..header], &chunk, &png[header..]].concat()
}

/// The checksum of PNG chunks (ISO 3309).
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
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

/// Lossless JPEG XL of 8 or 16 bits, in boxes, with the Exif of the tags.
#[cfg(feature = "jxl")]
pub(crate) fn jxl(image: &DynamicImage, tags: &Tags) -> Vec<u8> {
    use zune_core::bit_depth::BitDepth;
    use zune_core::colorspace::ColorSpace;
    use zune_core::options::EncoderOptions;

    let depth = match image.as_rgb16() {
        Some(_) => BitDepth::Sixteen,
        None => BitDepth::Eight,
    };
    let [width, height] = [image.width(), image.height()].map(|side| side as usize);
    let options = EncoderOptions::new(width, height, ColorSpace::RGB, depth);
    let mut coded = Vec::new();
    let encoder = zune_jpegxl::JxlSimpleEncoder::new(image.as_bytes(), options);
    let _ = encoder.encode(&mut coded).unwrap();
    let in_box = |kind: &[u8; 4], content: &[u8]| {
        let size = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
        [&size[..], kind, content].concat()
    };
    let exif = tags.exif.as_ref();
    [
        in_box(b"JXL ", b"\r\n\x87\n"),
        in_box(b"ftyp", b"jxl \0\0\0\0jxl "),
        exif.map_or(Vec::new(), |exif| {
            in_box(b"Exif", &[&[0; 4], &exif[..]].concat())
        }),
        in_box(b"jxlc", &coded),
    ]
    .concat()
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

/// JPEG of a single CMYK color (0 is bare paper), stored inverted as Adobe's programs do, with an
/// optional profile.
pub(crate) fn cmyk_jpeg(inks: [u8; 4], tags: &Tags) -> Vec<u8> {
    untransformed_jpeg(&inks.map(|ink| 255 - ink), tags)
}

/// Baseline JPEG of one 8 by 8 block of a single color whose components are stored as they are, as
/// Adobe's mark says, with an optional profile.
pub(crate) fn untransformed_jpeg(components: &[u8], tags: &Tags) -> Vec<u8> {
    let mut bytes = b"\xff\xd8".to_vec();
    let mut segment = |marker: u8, payload: &[u8]| {
        let length = u16::try_from(payload.len() + 2).unwrap();
        bytes.extend([0xFF, marker]);
        bytes.extend(length.to_be_bytes());
        bytes.extend(payload);
    };
    if let Some(profile) = &tags.profile {
        segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", &profile[..]].concat());
    }
    segment(0xEE, b"Adobe\0\x64\0\0\0\0\0");
    segment(0xDB, &[&[0][..], &[8; 64]].concat());
    let count = u8::try_from(components.len()).unwrap();
    let frame = (1..=count).flat_map(|id| [id, 0x11, 0]);
    let frame = [
        b"\x08\0\x08\0\x08",
        &[count][..],
        &frame.collect::<Vec<_>>(),
    ]
    .concat();
    segment(0xC0, &frame);
    // Sizes 0 to 8 of the mean, in codes of 4 bits; of the rest, the end of the block in 1 bit.
    segment(
        0xC4,
        b"\0\0\0\0\x09\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x02\x03\x04\x05\x06\x07\x08",
    );
    segment(0xC4, b"\x10\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    let scan = (1..=count).flat_map(|id| [id, 0]);
    segment(
        0xDA,
        &[&[count][..], &scan.collect::<Vec<_>>(), b"\0\x3f\0"].concat(),
    );
    let bits: String = components.iter().map(|&level| block_bits(level)).collect();
    let padded = format!("{bits:1<width$}", width = bits.len().next_multiple_of(8));
    for byte in padded.as_bytes().chunks(8) {
        let byte = std::str::from_utf8(byte).unwrap();
        let byte = u8::from_str_radix(byte, 2).unwrap();
        bytes.push(byte);
        if byte == 0xFF {
            bytes.push(0);
        }
    }
    bytes.extend(b"\xff\xd9");
    bytes
}

/// One block of a single level, in the codes of [`untransformed_jpeg`].
fn block_bits(level: u8) -> String {
    let mean = i32::from(level) - 128;
    let size = (32 - mean.unsigned_abs().leading_zeros()) as usize;
    let value = if mean < 0 {
        mean + (1 << size) - 1
    } else {
        mean
    };
    let value = if size > 0 {
        format!("{value:0size$b}")
    } else {
        String::new()
    };
    format!("{size:04b}{value}0")
}
