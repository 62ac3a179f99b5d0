//! The frame of a JPEG: its components, and which of their coefficients are there.

use super::scan::Scan;

/// Coefficients of a block.
pub(super) const COEFFICIENTS: usize = 64;
/// Of a coefficient that no scan holds.
const MISSING: u8 = u8::MAX;

#[derive(Debug)]
pub(super) struct Frame {
    pub(super) is_progressive: bool,
    pub(super) components: Vec<Component>,
    /// Units of an interleaved scan, across and down.
    pub(super) units: [usize; 2],
}

#[derive(Debug)]
pub(super) struct Component {
    pub(super) id: u8,
    /// Blocks of one unit, across and down.
    pub(super) sampling: [usize; 2],
    /// Blocks that hold pixels, across and down.
    pub(super) blocks: [usize; 2],
    /// The lowest bit that is there of each coefficient.
    lowest: [u8; COEFFICIENTS],
    /// Of a progressive frame: which coefficients of each block are not zero so far.
    pub(super) nonzero: Vec<u64>,
}

impl Frame {
    /// Reads the header of a frame (T.81, B.2.2); none of another marker, and an error for frames that
    /// are coded in other ways.
    pub(super) fn read(marker: u8, payload: &[u8]) -> Option<Result<Self, ()>> {
        match marker {
            0xC0..=0xC2 => Some(Self::of(marker == 0xC2, payload).ok_or(())),
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => Some(Err(())),
            _ => None,
        }
    }

    fn of(is_progressive: bool, payload: &[u8]) -> Option<Self> {
        let &[precision, h1, h2, w1, w2, count, ref rest @ ..] = payload else {
            return None;
        };
        let [height, width] = [[h1, h2], [w1, w2]].map(|side| u16::from_be_bytes(side).into());
        let (parts, _) = rest.as_chunks::<3>();
        let parts = parts.get(..usize::from(count))?;
        let sampling = |part: &[u8; 3]| [part[1] >> 4, part[1] & 15].map(usize::from);
        let is_sound = parts
            .iter()
            .flat_map(sampling)
            .all(|side| (1..=4).contains(&side));
        if precision != 8 || width == 0 || height == 0 || parts.is_empty() || !is_sound {
            return None;
        }
        let most = |axis: usize| parts.iter().map(|part| sampling(part)[axis]).max();
        let most = [most(0)?, most(1)?];
        let size: [usize; 2] = [width, height];
        let components = parts.iter().map(|part| {
            let sampling = sampling(part);
            let along = |axis: usize| {
                (size[axis] * sampling[axis])
                    .div_ceil(most[axis])
                    .div_ceil(8)
            };
            let blocks = [along(0), along(1)];
            let kept = if is_progressive {
                blocks[0] * blocks[1]
            } else {
                0
            };
            Component {
                id: part[0],
                sampling,
                blocks,
                lowest: [MISSING; COEFFICIENTS],
                nonzero: vec![0; kept],
            }
        });
        Some(Self {
            is_progressive,
            components: components.collect(),
            units: [0, 1].map(|axis| size[axis].div_ceil(8 * most[axis])),
        })
    }

    /// Notes what a scan holds.
    pub(super) fn count(&mut self, scan: &Scan) {
        for part in &scan.parts {
            self.components[part.component].lowest[scan.coefficients()].fill(scan.lowest);
        }
    }

    /// Whether every bit of every coefficient is there.
    pub(super) fn is_complete(&self) -> bool {
        let mut components = self.components.iter();
        components.all(|component| component.lowest == [0; COEFFICIENTS])
    }
}
