//! The directories of a TIFF file, as far as the decoder keeps them to itself.

use std::borrow::Cow;

mod tag {
    /// Tags of TIFF 6.0, TIFF/EP (ISO 12234-2) and DNG 1.7.
    pub(super) const NEW_SUBFILE_TYPE: u16 = 0x00FE;
    pub(super) const PHOTOMETRIC_INTERPRETATION: u16 = 0x0106;
    pub(super) const SAMPLE_FORMAT: u16 = 0x0153;
    pub(super) const ICC_PROFILE: u16 = 0x8773;
    pub(super) const CFA_PATTERN: u16 = 0x828E;
    pub(super) const DNG_VERSION: u16 = 0xC612;
}

/// Photometric interpretations of sensor data: color filter array, and linear raw.
const SENSOR_DATA: [u32; 2] = [32_803, 34_892];
/// Photometric interpretations in CIELAB: TIFF 6.0, that of ICC, that of ITU-T T.42.
const LAB: [u32; 3] = [8, 9, 10];
/// Photometric interpretation of ink.
const SEPARATED: u32 = 5;
/// Sample format of floating point.
const FLOATING_POINT: u32 = 3;

/// Type of a 16-bit value; two of them fit into an entry.
const SHORT: u16 = 3;

/// Bytes of one entry of a directory.
const ENTRY_BYTES: usize = 12;
/// Directories that are looked through: scanners and editors write a few.
const MOST_PAGES: usize = 16;

/// Why a TIFF file is not read, if it is not: a camera's RAW, or colors that the decoder has no way
/// to tell. Of a RAW the decoder would give a thumbnail.
pub(super) fn unsupported(bytes: &[u8]) -> Option<&'static str> {
    let page = pages(bytes)
        .find(TiffPage::is_full)
        .or_else(|| pages(bytes).next())?;
    if page.is_sensor_data() || !page.is_full() {
        return Some("camera RAW (DNG, NEF, ARW and others)");
    }
    let is = |tag, found: &[u32]| page.value(tag).is_some_and(|value| found.contains(&value));
    if is(tag::PHOTOMETRIC_INTERPRETATION, &LAB) {
        return Some("TIFF in CIELAB");
    }
    is(tag::SAMPLE_FORMAT, &[FLOATING_POINT]).then_some("TIFF in floating point")
}

/// The file with its first full page first: the decoder reads no other, and some programs put a
/// preview before it.
pub(super) fn with_full_page_first(bytes: &[u8]) -> Cow<'_, [u8]> {
    let Some((order, first)) = header(bytes) else {
        return Cow::Borrowed(bytes);
    };
    match pages(bytes).find(TiffPage::is_full) {
        Some(full) if full.start != first => {
            let mut turned = bytes.to_owned();
            turned[4..8].copy_from_slice(&order.bytes(full.start));
            Cow::Owned(turned)
        }
        _ => Cow::Borrowed(bytes),
    }
}

/// Whether a TIFF file has an ICC profile.
pub(super) fn has_profile(bytes: &[u8]) -> bool {
    let mut pages = pages(bytes);
    pages
        .next()
        .is_some_and(|page| page.value(tag::ICC_PROFILE).is_some())
}

/// Whether the samples of a TIFF file are ink.
pub(super) fn is_cmyk(bytes: &[u8]) -> bool {
    let photometric = pages(bytes)
        .next()
        .and_then(|page| page.value(tag::PHOTOMETRIC_INTERPRETATION));
    photometric == Some(SEPARATED)
}

/// How numbers are written in the file.
#[derive(Clone, Copy)]
enum Order {
    LittleEndian,
    BigEndian,
}

impl Order {
    fn bytes(self, number: u32) -> [u8; 4] {
        match self {
            Self::LittleEndian => number.to_le_bytes(),
            Self::BigEndian => number.to_be_bytes(),
        }
    }

    fn u16_at(self, bytes: &[u8], at: usize) -> Option<u16> {
        let word = *bytes.get(at..)?.first_chunk()?;
        Some(match self {
            Self::LittleEndian => u16::from_le_bytes(word),
            Self::BigEndian => u16::from_be_bytes(word),
        })
    }

    fn u32_at(self, bytes: &[u8], at: usize) -> Option<u32> {
        let word = *bytes.get(at..)?.first_chunk()?;
        Some(match self {
            Self::LittleEndian => u32::from_le_bytes(word),
            Self::BigEndian => u32::from_be_bytes(word),
        })
    }
}

/// The byte order and where the first directory is; none of other files.
fn header(bytes: &[u8]) -> Option<(Order, u32)> {
    let order = match bytes.get(..4)? {
        b"II*\0" => Order::LittleEndian,
        b"MM\0*" => Order::BigEndian,
        _ => return None,
    };
    Some((order, order.u32_at(bytes, 4)?))
}

/// One directory.
struct TiffPage {
    start: u32,
    /// Tags and their first value, or where it stands.
    entries: Vec<(u16, u32)>,
    next: u32,
}

impl TiffPage {
    fn read(bytes: &[u8], order: Order, start: u32) -> Option<Self> {
        let at = usize::try_from(start).ok()?;
        let count = usize::from(order.u16_at(bytes, at)?);
        let entry = |index: usize| {
            let at = at + 2 + index * ENTRY_BYTES;
            let kind = order.u16_at(bytes, at + 2)?;
            let within = order.u32_at(bytes, at + 8)?;
            let value = match (kind, order.u32_at(bytes, at + 4)?) {
                (SHORT, 0..=2) => u32::from(order.u16_at(bytes, at + 8)?),
                (SHORT, _) => {
                    let first = order.u16_at(bytes, usize::try_from(within).ok()?);
                    u32::from(first.unwrap_or(0))
                }
                _ => within,
            };
            Some((order.u16_at(bytes, at)?, value))
        };
        let entries = (0..count).map(entry).collect::<Option<_>>()?;
        let next = order
            .u32_at(bytes, at + 2 + count * ENTRY_BYTES)
            .unwrap_or(0);
        Some(Self {
            start,
            entries,
            next,
        })
    }

    fn value(&self, wanted: u16) -> Option<u32> {
        let mut entries = self.entries.iter();
        entries
            .find(|(tag, _)| *tag == wanted)
            .map(|(_, value)| *value)
    }

    fn is_sensor_data(&self) -> bool {
        let photometric = self.value(tag::PHOTOMETRIC_INTERPRETATION);
        self.value(tag::DNG_VERSION)
            .or(self.value(tag::CFA_PATTERN))
            .is_some()
            || photometric.is_some_and(|found| SENSOR_DATA.contains(&found))
    }

    /// Whether it is no reduced copy of another page.
    fn is_full(&self) -> bool {
        self.value(tag::NEW_SUBFILE_TYPE)
            .is_none_or(|kind| kind & 1 == 0)
    }
}

/// The directories in their order.
fn pages(bytes: &[u8]) -> impl Iterator<Item = TiffPage> {
    let header = header(bytes);
    let first = header.and_then(|(order, start)| TiffPage::read(bytes, order, start));
    std::iter::successors(first, move |page| {
        let (order, _) = header?;
        (page.next != 0).then(|| TiffPage::read(bytes, order, page.next))?
    })
    .take(MOST_PAGES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tiff(entries: &[(u16, u16, u32)]) -> Vec<u8> {
        let mut bytes = b"II*\0\x08\0\0\0".to_vec();
        bytes.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
        for &(tag, kind, value) in entries {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(kind.to_le_bytes());
            bytes.extend(1_u32.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        bytes
    }

    fn is_raw(bytes: &[u8]) -> bool {
        unsupported(bytes).is_some_and(|format| format.contains("RAW"))
    }

    #[test]
    fn the_page_that_is_no_preview_comes_first() {
        let (short, long) = (3, 4);
        let preview = tiff(&[(0x00FE, long, 1)]);
        let full_at = u32::try_from(preview.len() + 4).unwrap();
        let full = tiff(&[(0x00FE, long, 0), (0x0106, short, 2)]);
        let both = [&preview, &full_at.to_le_bytes()[..], &full[8..]].concat();
        assert!(!is_raw(&both));
        assert_eq!(with_full_page_first(&both)[4..8], full_at.to_le_bytes());
        assert_eq!(with_full_page_first(&full)[..], full);
        let cycle = [&preview, &8_u32.to_le_bytes()[..]].concat();
        assert!(is_raw(&cycle));
    }

    #[test]
    fn colors_that_cannot_be_told_are_named() {
        let (short, name) = (3, |entries: &[_]| unsupported(&tiff(entries)));
        assert_eq!(name(&[(0x0106, short, 8)]), Some("TIFF in CIELAB"));
        let float = [(0x0106, short, 2), (0x0153, short, 3)];
        assert_eq!(name(&float), Some("TIFF in floating point"));
    }

    #[test]
    fn thumbnails_and_sensor_data_are_not_taken_for_the_photo() {
        let (byte, short, long) = (1, 3, 4);
        assert!(is_raw(&tiff(&[(0x00FE, long, 1)])));
        assert!(is_raw(&tiff(&[(0x0106, short, 32_803)])));
        assert!(is_raw(&tiff(&[(0xC612, byte, 0x0401)])));
        assert!(!is_raw(&tiff(&[(0x00FE, long, 0), (0x0106, short, 2)])));
        assert!(!is_raw(b"II*\0\xff\xff\xff\xff"));
        assert!(!is_raw(b"MM\0*"));
    }
}
