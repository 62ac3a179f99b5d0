//! The marker segments of a JPEG up to its first scan (ITU-T T.81, annex B).

/// A marker and what belongs to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment<'a> {
    marker: u8,
    payload: &'a [u8],
    /// What follows in the file.
    rest: &'a [u8],
}

/// Markers of ITU-T T.81 (1992), table B.1.
const BASELINE_FRAMES: [u8; 2] = [0xC0, 0xC1];
const SCAN: u8 = 0xDA;
const END_OF_IMAGE: [u8; 2] = [0xFF, 0xD9];
const QUANTIZATION_TABLES: u8 = 0xDB;
const APP1: u8 = 0xE1;
const APP2: u8 = 0xE2;

/// Walks the segments, to the first scan or as far as the file makes sense.
pub(super) fn segments(bytes: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    let start_of_image = 2;
    let mut rest = bytes.get(start_of_image..).unwrap_or(&[]);
    std::iter::from_fn(move || {
        let marker_at = rest
            .windows(2)
            .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xFF | 0xD0..=0xD9))?;
        let marker = *rest.get(marker_at + 1)?;
        let body = rest.get(marker_at + 2..)?;
        let length = usize::from(u16::from_be_bytes(*body.first_chunk()?));
        let payload = body.get(2..length)?;
        let following = body.get(length..)?;
        rest = if marker == SCAN { &[] } else { following };
        Some(Segment {
            marker,
            payload,
            rest: following,
        })
    })
}

/// The header of a frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct FrameHeader {
    marker: u8,
    /// Bits of a sample.
    precision: u8,
    /// Width and height in pixels.
    pub(super) size: (u32, u32),
    pub(super) components: u8,
}

impl FrameHeader {
    /// The name of a kind that is not read.
    pub(super) fn unsupported(&self) -> Option<&'static str> {
        match (self.marker, self.precision) {
            (0xC3 | 0xC7 | 0xCB | 0xCF, _) => Some("lossless JPEG"),
            (0xC9..=0xCF, _) => Some("arithmetic-coded JPEG"),
            (0xC5 | 0xC6, _) => Some("hierarchical JPEG"),
            (_, 8) => None,
            (_, 12) => Some("12-bit JPEG"),
            _ => Some("JPEG of other than 8 bits"),
        }
    }
}

impl Segment<'_> {
    /// Part of an ICC profile (ICC.1:2010 annex B.4).
    pub(super) fn is_profile(&self) -> bool {
        self.marker == APP2 && self.payload.starts_with(b"ICC_PROFILE\0")
    }

    /// The TIFF file inside an Exif segment (CIPA DC-008).
    pub(super) fn exif(&self) -> Option<&[u8]> {
        let exif = self.payload.strip_prefix(b"Exif\0\0")?;
        (self.marker == APP1).then_some(exif)
    }

    /// The sum of quantization table 0, which is that of luminance; none if it does not come first.
    pub(super) fn luminance_table_sum(&self) -> Option<u32> {
        /// Coefficients of a block.
        const SIZE: usize = 64;
        if self.marker != QUANTIZATION_TABLES {
            return None;
        }
        match self.payload.split_first()? {
            (0x00, table) => Some(table.get(..SIZE)?.iter().map(|&step| u32::from(step)).sum()),
            (0x10, table) => {
                let (steps, _) = table.get(..2 * SIZE)?.as_chunks();
                Some(
                    steps
                        .iter()
                        .map(|&step| u32::from(u16::from_be_bytes(step)))
                        .sum(),
                )
            }
            _ => None,
        }
    }

    /// The header of a frame (T.81, B.2.2).
    pub(super) fn frame(&self) -> Option<FrameHeader> {
        if !matches!(self.marker, 0xC0..=0xCF) || matches!(self.marker, 0xC4 | 0xC8 | 0xCC) {
            return None;
        }
        let &[precision, h1, h2, w1, w2, components] = self.payload.first_chunk()?;
        let side = |bytes| u32::from(u16::from_be_bytes(bytes));
        Some(FrameHeader {
            marker: self.marker,
            precision,
            size: (side([w1, w2]), side([h1, h2])),
            components,
        })
    }

    pub(super) fn is_baseline_frame(&self) -> bool {
        BASELINE_FRAMES.contains(&self.marker)
    }

    pub(super) fn is_scan(&self) -> bool {
        self.marker == SCAN
    }

    /// Whether the end marker follows; the samples of a scan cannot look like one. Searched from
    /// the end, where it is.
    pub(super) fn is_ended(&self) -> bool {
        self.rest.windows(2).rev().any(|pair| pair == END_OF_IMAGE)
    }

    /// Components of a frame.
    pub(super) fn frame_components(&self) -> u8 {
        self.payload.get(5).copied().unwrap_or(0)
    }

    /// Components of a scan.
    pub(super) fn scan_components(&self) -> u8 {
        self.payload.first().copied().unwrap_or(0)
    }

    /// Whether the components of a frame differ in their sampling.
    pub(super) fn is_subsampled(&self) -> bool {
        let (components, _) = self.payload.get(6..).unwrap_or(&[]).as_chunks::<3>();
        components.windows(2).any(|pair| pair[0][1] != pair[1][1])
    }
}
