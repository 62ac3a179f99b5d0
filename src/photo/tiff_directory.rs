//! The first directory of a TIFF file, as far as the decoder keeps it to itself.

/// Tags of TIFF 6.0, TIFF/EP (ISO 12234-2), Exif (CIPA DC-008) and DNG 1.7.
mod tag {
    pub(super) const NEW_SUBFILE_TYPE: u16 = 0x00FE;
    pub(super) const PHOTOMETRIC_INTERPRETATION: u16 = 0x0106;
    pub(super) const ICC_PROFILE: u16 = 0x8773;
    pub(super) const CFA_PATTERN: u16 = 0x828E;
    pub(super) const EXIF_DIRECTORY: u16 = 0x8769;
    pub(super) const FLASH: u16 = 0x9209;
    pub(super) const DNG_VERSION: u16 = 0xC612;
}

/// Photometric interpretations of sensor data: color filter array, and linear raw.
const SENSOR_DATA: [u32; 2] = [32_803, 34_892];

/// Type of a 16-bit value, which stands in the first half of its entry.
const SHORT: u16 = 3;

/// Bytes of one entry of a directory.
const ENTRY_BYTES: usize = 12;

/// Whether a TIFF file is a camera's RAW: the first directory says so itself, or is only a reduced
/// copy of another picture, as in NEF, ARW and DNG. Decoding it would give a thumbnail.
pub(super) fn is_camera_raw(bytes: &[u8]) -> bool {
    first_directory(bytes).is_some_and(|entries| {
        entries.iter().any(|&(tag, value)| match tag {
            tag::DNG_VERSION | tag::CFA_PATTERN => true,
            tag::NEW_SUBFILE_TYPE => value & 1 == 1,
            tag::PHOTOMETRIC_INTERPRETATION => SENSOR_DATA.contains(&value),
            _ => false,
        })
    })
}

/// Whether a TIFF file has an ICC profile.
pub(super) fn has_profile(bytes: &[u8]) -> bool {
    first_directory(bytes)
        .is_some_and(|entries| entries.iter().any(|&(tag, _)| tag == tag::ICC_PROFILE))
}

/// Whether the Exif directory of a TIFF file says that the flash fired: the lowest bit of its tag.
pub(super) fn flash_fired(bytes: &[u8]) -> bool {
    let entry = |entries: Vec<(u16, u32)>, wanted| {
        let found = entries.into_iter().find(|&(tag, _)| tag == wanted);
        found.map(|(_, value)| value)
    };
    first_directory(bytes)
        .and_then(|entries| entry(entries, tag::EXIF_DIRECTORY))
        .and_then(|start| directory(bytes, Some(start)))
        .and_then(|entries| entry(entries, tag::FLASH))
        .is_some_and(|flash| flash & 1 == 1)
}

fn first_directory(bytes: &[u8]) -> Option<Vec<(u16, u32)>> {
    directory(bytes, None)
}

/// The entries of a directory of a TIFF file, the first one where no start is given: tag, and value
/// where it stands in the entry.
fn directory(bytes: &[u8], start: Option<u32>) -> Option<Vec<(u16, u32)>> {
    let is_little_endian = match bytes.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let u16_at = |at: usize| {
        let word = u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?);
        Some(if is_little_endian {
            word
        } else {
            word.swap_bytes()
        })
    };
    let u32_at = |at: usize| {
        let word = u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?);
        Some(if is_little_endian {
            word
        } else {
            word.swap_bytes()
        })
    };
    let start = usize::try_from(start.map_or_else(|| u32_at(4), Some)?).ok()?;
    let count = usize::from(u16_at(start)?);
    (0..count)
        .map(|index| {
            let at = start + 2 + index * ENTRY_BYTES;
            let value = match u16_at(at + 2)? {
                SHORT => u32::from(u16_at(at + 8)?),
                _ => u32_at(at + 8)?,
            };
            Some((u16_at(at)?, value))
        })
        .collect()
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

    #[test]
    fn a_fired_flash_is_told_from_one_that_was_not() {
        let (short, long) = (3, 4);
        for (flash, fired) in [(0x19, true), (0x18, false), (0, false)] {
            let mut bytes = tiff(&[(0x8769, long, 22)]);
            assert_eq!(bytes.len(), 22);
            bytes.extend(&tiff(&[(0x9209, short, flash)])[8..]);
            assert_eq!(flash_fired(&bytes), fired);
        }
        assert!(!flash_fired(&tiff(&[(0x8769, long, u32::MAX)])));
    }

    #[test]
    fn thumbnails_and_sensor_data_are_not_taken_for_the_photo() {
        let (byte, short, long) = (1, 3, 4);
        assert!(is_camera_raw(&tiff(&[(0x00FE, long, 1)])));
        assert!(is_camera_raw(&tiff(&[(0x0106, short, 32_803)])));
        assert!(is_camera_raw(&tiff(&[(0xC612, byte, 0x0401)])));
        assert!(!is_camera_raw(&tiff(&[
            (0x00FE, long, 0),
            (0x0106, short, 2)
        ])));
        assert!(!is_camera_raw(b"II*\0\xff\xff\xff\xff"));
        assert!(!is_camera_raw(b"MM\0*"));
    }
}
