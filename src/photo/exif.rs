//! What the Exif of a photo says that its colors depend on, through `kamadak-exif`: how it lies,
//! whether the flash fired, when it was taken, which colors it is in. Nothing else of it, such as
//! the place or the camera, is kept.

use std::io::Cursor;

use ::exif::{Error, Exif, Field, In, Reader, Tag, Value};
use image::metadata::Orientation;

use super::format::Format;
use super::jpeg_segments::{Segment, segments};

/// Largest TIFF file whose Exif is read: its reader takes a copy of the whole file.
const LARGEST_TIFF: usize = 256 << 20;

/// What is kept of Exif.
#[derive(Debug)]
pub(super) struct Tags {
    /// How the stored pixels are to be turned.
    pub(super) orientation: Orientation,
    pub(super) has_flash: bool,
    /// When the photo was taken, as `2026-11-26T18:30:00`, by the camera's clock.
    pub(super) taken: Option<String>,
    /// Whether the colors are those of Adobe RGB (1998), by the way of DCF 2.0 (JEITA CP-3461B, 3.2):
    /// a color space that is not sRGB, and the name R03.
    pub(super) is_adobe_rgb: bool,
}

impl Tags {
    /// Reads the Exif of a file; none of it is no error, and of damaged Exif what can be read counts.
    pub(super) fn of(bytes: &[u8], format: Format) -> Self {
        let exif = read(bytes, format);
        let field = |tag| exif.as_ref()?.get_field(tag, In::PRIMARY);
        let number = |tag| field(tag).and_then(|field| field.value.get_uint(0));
        let orientation = number(Tag::Orientation).and_then(|turn| u8::try_from(turn).ok());
        let fired = |flash| flash & 1 == 1;
        let is_uncalibrated = number(Tag::ColorSpace) == Some(0xFFFF);
        let name = field(Tag::InteroperabilityIndex).and_then(text);
        Self {
            orientation: orientation
                .and_then(Orientation::from_exif)
                .unwrap_or(Orientation::NoTransforms),
            has_flash: number(Tag::Flash).is_some_and(fired),
            taken: field(Tag::DateTimeOriginal).and_then(text).and_then(date),
            is_adobe_rgb: is_uncalibrated && name == Some("R03"),
        }
    }
}

fn read(bytes: &[u8], format: Format) -> Option<Exif> {
    let mut reader = Reader::new();
    let reader = reader.continue_on_error(true);
    let read = match format {
        // Its own reader of JPEG takes no stray bytes between segments, which cameras leave.
        Format::Jpeg => {
            let mut segments = segments(bytes);
            let exif = segments.find_map(|segment: Segment<'_>| segment.exif().map(<[u8]>::to_vec));
            reader.read_raw(exif?)
        }
        #[cfg(feature = "jxl")]
        Format::Jxl => reader.read_raw(super::jxl::exif(bytes)?.to_vec()),
        #[cfg(not(feature = "jxl"))]
        Format::Jxl => return None,
        Format::Raster(image::ImageFormat::Tiff) if bytes.len() > LARGEST_TIFF => return None,
        Format::Raster(_) | Format::Heic => reader.read_from_container(&mut Cursor::new(bytes)),
    };
    match read {
        Ok(exif) => Some(exif),
        Err(Error::PartialResult(part)) => Some(part.into_inner().0),
        Err(_) => None,
    }
}

/// The words of a field, without the zeros and spaces that fill it up.
fn text(field: &Field) -> Option<&str> {
    let Value::Ascii(lines) = &field.value else {
        return None;
    };
    let line = std::str::from_utf8(lines.first()?).ok()?;
    Some(line.trim_matches(['\0', ' ']))
}

/// A date and time as ISO 8601 writes it; none of what is no date, as of cameras whose clock was
/// never set.
fn date(text: &str) -> Option<String> {
    let is_like = |(shape, letter): (u8, u8)| match shape {
        b'0' => letter.is_ascii_digit(),
        _ => letter == shape,
    };
    let mut letters = b"0000:00:00 00:00:00".iter().copied().zip(text.bytes());
    let is_date = text.len() == 19 && letters.all(is_like) && !text.starts_with("0000");
    is_date.then(|| format!("{}T{}", text[..10].replace(':', "-"), &text[11..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_told_from_a_clock_that_was_never_set() {
        let told = date("2026:11:26 18:30:00");
        assert_eq!(told.as_deref(), Some("2026-11-26T18:30:00"));
        for none in ["0000:00:00 00:00:00", "    :  :     :  :  ", "yesterday"] {
            assert_eq!(date(none), None);
        }
    }
}
