//! Whether the scans of a JPEG hold all of its pixels. Decoders fill what is missing with gray, or
//! with the last color, and say nothing.
//!
//! The codes are read as ITU-T T.81 has them (annexes F and G), without reckoning any pixel.

mod bits;
mod frame;
mod scan;

use self::bits::{Bits, Code};
use self::frame::Frame;
use self::scan::Scan;

/// What was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Every block is there.
    Whole,
    /// Every block is there, and they end here without a marker.
    WithoutEnd(usize),
    /// Blocks are missing, or were written over, and what is the matter.
    Lost(String),
    /// Nothing that could be told: it is coded in another way, or the decoder will refuse it.
    Unread,
}

/// Why a walk through the codes ends early.
#[derive(Debug)]
enum Break {
    /// There are no more bytes.
    Short,
    /// Bytes that no such photo holds.
    Garbled,
    /// Tables or headers that are missing.
    Unread,
}

/// Markers of ITU-T T.81 (1992), table B.1.
const END_OF_IMAGE: u8 = 0xD9;
const HUFFMAN_TABLES: u8 = 0xC4;
const RESTART_INTERVAL: u8 = 0xDD;
const START_OF_SCAN: u8 = 0xDA;

/// Walks through all scans of the first picture in the file.
pub(super) fn check(bytes: &[u8]) -> Found {
    let mut walk = Walk::default();
    let mut at = 2;
    while let Some((marker, payload, next)) = segment(bytes, at) {
        at = next;
        match marker {
            END_OF_IMAGE => return walk.end(Found::Whole),
            HUFFMAN_TABLES => walk.read_tables(payload),
            RESTART_INTERVAL => {
                let interval = payload.first_chunk().copied().map(u16::from_be_bytes);
                walk.interval = interval.unwrap_or(0).into();
            }
            START_OF_SCAN => match walk.scan(payload, bytes, at) {
                Ok((next, None)) => at = next,
                Ok((_, Some(end))) => return walk.end(Found::WithoutEnd(end)),
                Err(Break::Unread) => return Found::Unread,
                Err(Break::Short) => {
                    return Found::Lost("it is cut short: rows at its end are missing".into());
                }
                Err(Break::Garbled) => {
                    return Found::Lost(
                        "a part of it was written over: its rows do not add up".into(),
                    );
                }
            },
            _ => match Frame::read(marker, payload) {
                Some(Ok(frame)) if walk.frame.is_none() => walk.frame = Some(frame),
                Some(_) => return Found::Unread,
                None => {}
            },
        }
    }
    walk.end(Found::WithoutEnd(at))
}

/// The marker at or after a place, what belongs to it, and where that ends.
fn segment(bytes: &[u8], from: usize) -> Option<(u8, &[u8], usize)> {
    let rest = bytes.get(from..)?;
    let is_marker = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xFF | 0xD0..=0xD8);
    let at = from + rest.windows(2).position(is_marker)?;
    let marker = bytes[at + 1];
    if marker == END_OF_IMAGE {
        return Some((marker, &[], at + 2));
    }
    let length = usize::from(u16::from_be_bytes(*bytes.get(at + 2..)?.first_chunk()?));
    let payload = bytes.get(at + 4..at + 2 + length)?;
    Some((marker, payload, at + 2 + length))
}

/// What is known on the way through the file.
#[derive(Debug, Default)]
struct Walk {
    frame: Option<Frame>,
    /// For the means of blocks, and for the rest of them.
    codes: [[Option<Code>; 4]; 2],
    /// Units from restart to restart; none if 0.
    interval: usize,
}

impl Walk {
    fn read_tables(&mut self, mut payload: &[u8]) {
        while let Some((&class_and_place, rest)) = payload.split_first() {
            let Some((code, rest)) = Code::read(rest) else {
                return;
            };
            let (class, place) = (class_and_place >> 4, class_and_place & 3);
            if let Some(codes) = self.codes.get_mut(usize::from(class)) {
                codes[usize::from(place)] = Some(code);
            }
            payload = rest;
        }
    }

    /// Walks through a scan: where the next marker is, and where the codes end if it is none of this
    /// picture.
    fn scan(
        &mut self,
        header: &[u8],
        bytes: &[u8],
        start: usize,
    ) -> Result<(usize, Option<usize>), Break> {
        let frame = self.frame.as_mut().ok_or(Break::Unread)?;
        let scan = Scan::read(header, frame).ok_or(Break::Garbled)?;
        let mut bits = Bits::new(bytes, start);
        let end = scan.walk(frame, &mut self.codes, self.interval, &mut bits)?;
        frame.count(&scan);
        Ok((bits.place(), end))
    }

    /// What was found, if every coefficient was.
    fn end(&self, found: Found) -> Found {
        match &self.frame {
            None => Found::Unread,
            Some(frame) if frame.is_complete() => found,
            Some(_) => Found::Lost("it is cut short: scans at its end are missing".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    /// Noise, a flat half, and a gradient, as each kind of JPEG.
    fn files() -> Vec<Vec<u8>> {
        let (width, height) = (83, 61);
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let pixels: Vec<u8> = (0..width * height * 3)
            .map(|at| {
                if at % (width * 3) < width {
                    200
                } else {
                    u8::try_from(at / width / 3).unwrap() + rng.random_range(0..90)
                }
            })
            .collect();
        let mut files = Vec::new();
        for is_progressive in [false, true] {
            for sampling in [SamplingFactor::R_4_4_4, SamplingFactor::R_4_2_0] {
                for interval in [0, 3] {
                    let mut file = Vec::new();
                    let mut encoder = Encoder::new(&mut file, 85);
                    encoder.set_progressive(is_progressive);
                    encoder.set_sampling_factor(sampling);
                    encoder.set_restart_interval(interval);
                    // With restarts the encoder looks for codes that it did not count.
                    encoder.set_optimized_huffman_tables(interval == 0);
                    let size = [width, height].map(|side| u16::try_from(side).unwrap());
                    encoder
                        .encode(&pixels, size[0], size[1], ColorType::Rgb)
                        .unwrap();
                    files.push(file);
                }
            }
        }
        files
    }

    fn start_of_scans(file: &[u8]) -> usize {
        file.windows(2)
            .position(|pair| pair == [0xFF, START_OF_SCAN])
            .unwrap()
            + 14
    }

    #[test]
    fn whole_files_are_whole_and_cut_ones_are_not_whatever_stands_at_their_end() {
        for (index, file) in files().iter().enumerate() {
            assert_eq!(check(file), Found::Whole, "{index}");
            let end = file.len() - 2;
            assert_eq!(check(&file[..end]), Found::WithoutEnd(end), "{index}");
            for length in (start_of_scans(file)..end - 1).step_by(7) {
                let cut = [&file[..length], &[0xFF, END_OF_IMAGE]].concat();
                assert!(matches!(check(&cut), Found::Lost(_)), "{index} at {length}");
            }
        }
    }

    #[test]
    fn zeros_over_a_part_are_found() {
        for (index, file) in files().iter().enumerate() {
            let start = start_of_scans(file);
            for from in (start..file.len() - 130).step_by(101) {
                let mut damaged = file.clone();
                damaged[from..from + 128].fill(0);
                // What is written over may be a header, of which the decoder speaks.
                assert_ne!(check(&damaged), Found::Whole, "{index} at {from}");
            }
        }
    }

    #[test]
    fn damaged_files_never_panic() {
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        for file in files() {
            for _ in 0..500 {
                let mut damaged = file.clone();
                for _ in 0..rng.random_range(1..4) {
                    let at = rng.random_range(0..damaged.len());
                    damaged[at] = rng.random();
                }
                let _ = check(&damaged);
            }
        }
    }
}
