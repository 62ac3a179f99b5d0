//! Which format the bytes are, told from their content and never from a file name.

use image::ImageFormat;

use super::tiff_directory;
use crate::error::Error;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Jpeg,
    Heic,
    Jxl,
    /// One of those that the `image` crate decodes.
    Raster(ImageFormat),
}

/// The usual endings of names of photos that are read, in lower case. The content decides: they
/// only serve to tell photos in a folder from other files.
pub const EXTENSIONS: [&str; 15] = [
    "jpg", "jpeg", "jpe", "jfif", "mpo", "png", "webp", "tif", "tiff", "bmp", "gif", "heic",
    "heif", "hif", "jxl",
];

/// Formats that are known and not read: offset of the signature, the signature, the name.
///
/// Signatures: the formats' own specifications, as collected in
/// <https://www.nationalarchives.gov.uk/PRONOM/> and <https://libopenraw.freedesktop.org/formats/>.
const UNSUPPORTED: [(usize, &[u8], &str); 22] = [
    (0, b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (0, b"\xff\x4f\xff\x51", "JPEG 2000"),
    (0, b"8BPS", "Photoshop (PSD)"),
    (0, b"gimp xcf", "GIMP (XCF)"),
    (0, b"%PDF", "PDF"),
    (0, b"%!PS", "PostScript"),
    (0, b"PK\x03\x04", "a ZIP archive"),
    (0, b"\x1a\x45\xdf\xa3", "Matroska video"),
    (0, b"II+\0", "BigTIFF"),
    (0, b"MM\0+", "BigTIFF"),
    (0, b"FUJIFILMCCD-RAW", "Fujifilm RAW (RAF)"),
    (0, b"IIRO", "Olympus RAW (ORF)"),
    (0, b"IIRS", "Olympus RAW (ORF)"),
    (0, b"MMOR", "Olympus RAW (ORF)"),
    (0, b"IIU\0", "Panasonic RAW (RW2)"),
    (0, b"FOVb", "Sigma RAW (X3F)"),
    (0, b"\0MRM", "Minolta RAW (MRW)"),
    (6, b"HEAPCCDR", "Canon RAW (CRW)"),
    (8, b"CR\x02\0", "Canon RAW (CR2)"),
    (0, b"\x76\x2f\x31\x01", "OpenEXR"),
    (0, b"#?RADIANCE", "Radiance HDR"),
    (0, b"DDS ", "DirectDraw Surface (DDS)"),
];

/// How JPEG XL begins, bare and in boxes (ISO/IEC 18181-2).
const JXL: [&[u8]; 2] = [b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n"];

/// How far into a text an `<svg` element is looked for.
const SVG_PROLOG: usize = 1024;

/// Tells the format.
pub(super) fn recognize(bytes: &[u8]) -> Result<Format, Error> {
    if bytes.is_empty() {
        return Err(Error::EmptyFile);
    }
    if let Some(format) = unsupported(bytes) {
        return Err(Error::UnsupportedFormat { format });
    }
    if is_iso_media(bytes) {
        return Ok(Format::Heic);
    }
    if JXL.iter().any(|signature| bytes.starts_with(signature)) {
        return Ok(Format::Jxl);
    }
    match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) => Ok(Format::Jpeg),
        Ok(
            format @ (ImageFormat::Bmp
            | ImageFormat::Gif
            | ImageFormat::Png
            | ImageFormat::Tiff
            | ImageFormat::WebP),
        ) => Ok(Format::Raster(format)),
        _ => Err(Error::UnknownFormat),
    }
}

fn unsupported(bytes: &[u8]) -> Option<&'static str> {
    let signed = UNSUPPORTED.iter().find(|(offset, signature, _)| {
        bytes
            .get(*offset..)
            .is_some_and(|rest| rest.starts_with(signature))
    });
    if let Some((_, _, name)) = signed {
        return Some(name);
    }
    if let Some(name) = tiff_directory::unsupported(bytes) {
        return Some(name);
    }
    if is_svg(bytes) {
        return Some("SVG");
    }
    if is_netpbm(bytes) {
        return Some("Netpbm (PBM, PGM, PPM)");
    }
    unsupported_brand(bytes)
}

fn is_svg(bytes: &[u8]) -> bool {
    let prolog = bytes.get(..SVG_PROLOG).unwrap_or(bytes);
    let text = prolog.strip_prefix(b"\xef\xbb\xbf").unwrap_or(prolog);
    text.trim_ascii_start().starts_with(b"<")
        && text.windows(4).any(|window| window == b"<svg".as_slice())
}

fn is_netpbm(bytes: &[u8]) -> bool {
    matches!(bytes, [b'P', b'1'..=b'7', space, ..] if space.is_ascii_whitespace())
}

/// Whether the bytes are a box structure of ISO/IEC 14496-12, as HEIF and MP4 files are.
fn is_iso_media(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp".as_slice())
}

/// The name of an ISO media file that holds no HEIC photo.
///
/// Brands: ISO/IEC 23008-12 annex B (HEIF), AV1 Image File Format 1.1 section 6,
/// <https://mp4ra.org/registered-types/brands>.
fn unsupported_brand(bytes: &[u8]) -> Option<&'static str> {
    if !is_iso_media(bytes) {
        return None;
    }
    match brands(bytes).next()? {
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => None,
        b"avif" | b"avis" => Some("AVIF"),
        b"crx " => Some("Canon RAW (CR3)"),
        b"mif1" | b"mif2" | b"msf1" | b"miaf" => brands(bytes)
            .any(|brand| brand == b"avif" || brand == b"avis")
            .then_some("AVIF"),
        _ => Some("video"),
    }
}

/// The major brand, then the compatible ones.
fn brands(bytes: &[u8]) -> impl Iterator<Item = &[u8; 4]> {
    let size = bytes
        .first_chunk()
        .and_then(|size| usize::try_from(u32::from_be_bytes(*size)).ok())
        .unwrap_or(0);
    let ftyp = bytes
        .get(8..size)
        .unwrap_or(bytes.get(8..12).unwrap_or(&[]));
    let (words, _) = ftyp.as_chunks();
    let version = 1;
    words
        .iter()
        .enumerate()
        .filter_map(move |(index, word)| (index != version).then_some(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> &'static str {
        match recognize(bytes) {
            Err(Error::UnsupportedFormat { format }) => format,
            other => panic!("expected an unsupported format, found {other:?}"),
        }
    }

    #[test]
    fn formats_that_are_not_read_are_named() {
        assert_eq!(name(b"\0\0\0\x1cftypavif\0\0\0\0mif1miaf"), "AVIF");
        assert_eq!(name(b"\0\0\0\x18ftypmif1\0\0\0\0avifmiaf"), "AVIF");
        assert_eq!(
            name(b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom"),
            "Canon RAW (CR3)"
        );
        assert_eq!(name(b"\0\0\0\x14ftypqt  \0\0\0\0qt  "), "video");
        assert_eq!(name(b"II*\0\x10\0\0\0CR\x02\0rest"), "Canon RAW (CR2)");
        assert_eq!(name(b"8BPS\0\x01"), "Photoshop (PSD)");
        assert_eq!(name(b"%PDF-1.7"), "PDF");
        assert_eq!(name(b"P4 505 758\n"), "Netpbm (PBM, PGM, PPM)");
        assert_eq!(name(b"<?xml version='1.0'?>\n<svg/>"), "SVG");
    }

    #[test]
    fn the_content_decides() {
        let heic = b"\0\0\0\x18ftypmif1\0\0\0\0heicmiaf";
        assert_eq!(recognize(heic).unwrap(), Format::Heic);
        assert_eq!(recognize(b"\xff\xd8\xff\xe0").unwrap(), Format::Jpeg);
        assert_eq!(recognize(b"\xff\x0a\xfa").unwrap(), Format::Jxl);
        assert!(matches!(recognize(b""), Err(Error::EmptyFile)));
        assert!(matches!(
            recognize(b"dear diary"),
            Err(Error::UnknownFormat)
        ));
        assert!(matches!(recognize(b"\0\0\0\x04ftyp"), Ok(Format::Heic)));
    }
}
