//! The bits of a scan, and the Huffman codes in them.

use std::ops::Range;

use super::Break;

/// Bits that one look-up tells a code by; longer ones are searched.
const QUICK: u32 = 9;
/// Bits that one look-up tells several codes by: about two on photos by phones.
const FAR: u32 = 12;
/// Longest code (T.81, C.1).
const LONGEST: u32 = 16;

/// The bits between two markers.
#[derive(Debug)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    /// The next byte that is taken.
    at: usize,
    /// The next bits, from the highest on; zeros behind the last.
    buffer: u64,
    count: u32,
    is_ended: bool,
    /// Where the next run of zero bytes lies that no code but that of a flat block makes.
    zeros: Range<usize>,
}

/// Fewest zero bytes that count as a run: the codes of 50 blocks that are flat and as light as the one
/// before. Disks and networks lose 512 bytes or more at once.
const RUN: usize = 32;
/// Bytes at its ends that belong to codes of other bytes too.
const EDGE: usize = 8;

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at,
            buffer: 0,
            count: 0,
            is_ended: false,
            zeros: at..at,
        }
    }

    /// Finds the next run of zero bytes, once the last one is passed.
    pub(super) fn look_out_for_zeros(&mut self) {
        let place = self.place();
        if place < self.zeros.end {
            return;
        }
        let rest = self.bytes.get(place..).unwrap_or(&[]);
        self.zeros = run_of_zeros(rest).map_or(usize::MAX..usize::MAX, |run| {
            place + run.start + EDGE..place + run.end
        });
    }

    /// The first byte of which no bit was used, but for stuffing.
    pub(super) fn place(&self) -> usize {
        self.at.saturating_sub((self.count / 8) as usize)
    }

    /// Makes at least 32 bits ready, if there are so many.
    fn fill(&mut self) {
        let next = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk);
        if let Some(bytes) = next
            && self.count <= 32
            && !self.is_ended
            && !bytes.contains(&0xFF)
        {
            self.buffer |= u64::from(u32::from_be_bytes(*bytes)) << (32 - self.count);
            self.count += 32;
            self.at += 4;
            return;
        }
        while self.count <= 56 && !self.is_ended {
            let next = self.bytes.get(self.at..).unwrap_or(&[]);
            let taken = match next {
                [0xFF, 0x00, ..] => 2,
                [0xFF, ..] | [] => {
                    self.is_ended = true;
                    return;
                }
                _ => 1,
            };
            self.buffer |= u64::from(next[0]) << (56 - self.count);
            self.count += 8;
            self.at += taken;
        }
    }

    /// The next bits, with zeros behind the last.
    fn peek(&mut self) -> usize {
        if self.count < 2 * LONGEST {
            self.fill();
        }
        (self.buffer >> (u64::BITS - LONGEST)) as usize
    }

    /// Passes over bits.
    pub(super) fn skip(&mut self, count: u32) -> Result<(), Break> {
        if self.count < count {
            self.fill();
        }
        self.take(count)
    }

    /// Passes over bits that are ready, if they are.
    fn take(&mut self, count: u32) -> Result<(), Break> {
        self.count = self.count.checked_sub(count).ok_or(Break::Short)?;
        self.buffer <<= count;
        Ok(())
    }

    /// The value of the next bits, 16 at most.
    pub(super) fn value(&mut self, count: u32) -> Result<usize, Break> {
        let value = self.peek() >> (LONGEST - count);
        self.skip(count)?;
        Ok(value)
    }

    /// The symbol of the next code.
    pub(super) fn symbol(&mut self, code: &Code) -> Result<u8, Break> {
        let bits = self.peek();
        let (length, symbol) = code.look_up(bits).ok_or(if self.is_ended {
            Break::Short
        } else {
            Break::Garbled
        })?;
        self.skip(length)?;
        if symbol != 0 && self.zeros.contains(&self.place()) {
            return Err(Break::Garbled);
        }
        Ok(symbol)
    }

    /// Passes over the mean of a block: a code for the length of a number, and the number (T.81, F.2.2.1).
    pub(super) fn pass_mean(&mut self, code: &Code) -> Result<(), Break> {
        let length = self.symbol(code)?;
        self.skip(length.into())
    }

    /// Passes over the next codes and their bits, where a block has `room` for so many coefficients (T.81,
    /// F.2.2.2).
    #[inline]
    pub(super) fn coefficients(&mut self, code: &Code, room: usize) -> Result<Passed, Break> {
        let next = self.peek();
        // No earlier than the place that the zeros are looked for at.
        if self.at < self.zeros.start
            && let Some(leap) = code.leaps.get(next >> (LONGEST - FAR))
            // A block that is full has no end, and what follows is no coefficient.
            && leap.bits > 0
            && usize::from(leap.passed.coefficients) < room
        {
            self.take(leap.bits.into())?;
            return Ok(leap.passed);
        }
        let symbol = self.symbol(code)?;
        self.skip((symbol & 15).into())?;
        Ok(Passed::by(symbol))
    }

    /// Goes to the next marker; how many bytes are left over before it.
    pub(super) fn go_to_marker(&mut self) -> usize {
        let from = self.place();
        (self.buffer, self.count) = (0, 0);
        let rest = self.bytes.get(from..).unwrap_or(&[]);
        let is_marker = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xFF);
        let found = rest.windows(2).position(is_marker);
        self.at = found.map_or(self.bytes.len(), |found| from + found);
        self.is_ended = true;
        let is_fill = |byte: &&u8| **byte == 0xFF;
        let left = &rest[..self.at - from];
        left.len() - left.iter().rev().take_while(is_fill).count()
    }

    /// The marker that stands here.
    pub(super) fn marker(&self) -> Option<u8> {
        self.bytes.get(self.at + 1).copied()
    }

    /// Goes on behind a marker without a payload.
    pub(super) fn pass_marker(&mut self) {
        self.at += 2;
        self.is_ended = false;
    }
}

fn run_of_zeros(bytes: &[u8]) -> Option<Range<usize>> {
    // Any run holds the last byte of one of these pieces.
    let ends = (RUN - 1..bytes.len()).step_by(RUN);
    let runs = ends.filter(|&at| bytes[at] == 0).map(|at| {
        let before = bytes[..at]
            .iter()
            .rev()
            .take_while(|byte| **byte == 0)
            .count();
        let behind = bytes[at..].iter().take_while(|byte| **byte == 0).count();
        at - before..at + behind
    });
    runs.into_iter().find(|run| run.len() >= RUN)
}

/// What some codes stand for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Passed {
    pub(super) coefficients: u8,
    /// Whether the last of them ends a block.
    pub(super) is_end: bool,
}

impl Passed {
    /// By one code: zeros and a number, or the end of a block.
    fn by(symbol: u8) -> Self {
        let (zeros, size) = (symbol >> 4, symbol & 15);
        let is_end = size == 0 && zeros < 15;
        Self {
            coefficients: if is_end { 0 } else { zeros + 1 },
            is_end,
        }
    }
}

/// What some codes and the bits behind them come to.
#[derive(Clone, Copy, Debug, Default)]
struct Leap {
    /// Of all; 0 if the first is longer than `QUICK`.
    bits: u8,
    passed: Passed,
}

impl Leap {
    /// Of the codes that lie in the first bits of a look-up; the bits behind the last may lie beyond.
    fn of(bits: usize, quick: &[(u8, u8)]) -> Self {
        let mut leap = Self::default();
        while !leap.passed.is_end {
            let left = bits << leap.bits & ((1 << FAR) - 1);
            let (length, symbol) = quick[left >> (FAR - QUICK)];
            if length == 0 || u32::from(leap.bits + length) > FAR {
                break;
            }
            leap.bits += length + (symbol & 15);
            let own = Passed::by(symbol);
            leap.passed.coefficients += own.coefficients;
            leap.passed.is_end = own.is_end;
        }
        leap
    }
}

/// A Huffman code.
#[derive(Clone, Debug)]
pub(super) struct Code {
    /// Length and symbol by the first bits; length 0 of longer codes.
    quick: Vec<(u8, u8)>,
    /// What those that stand for coefficients come to, by more of the first bits; empty where nobody
    /// [looked ahead](Self::look_ahead).
    leaps: Vec<Leap>,
    /// For each length the codes below which its own lie, and where its symbols begin less its first
    /// code.
    limits: [(usize, isize); LONGEST as usize + 1],
    symbols: Vec<u8>,
}

impl Code {
    /// Reads a table (T.81, B.2.4.2) and gives the rest.
    pub(super) fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (counts, rest) = bytes.split_first_chunk::<{ LONGEST as usize }>()?;
        let total = counts.iter().map(|&count| usize::from(count)).sum();
        let (symbols, rest) = rest.split_at_checked(total)?;
        let mut quick = vec![(0, 0); 1 << QUICK];
        let mut limits = [(0, 0); LONGEST as usize + 1];
        let (mut code, mut index) = (0_usize, 0_usize);
        for (length, &count) in (1..).zip(counts) {
            let count = usize::from(count);
            limits[length as usize].1 =
                isize::try_from(index).ok()? - isize::try_from(code).ok()?;
            for symbol in &symbols[index..index + count] {
                if length <= QUICK {
                    let first = code << (QUICK - length);
                    let same = quick.get_mut(first..first + (1 << (QUICK - length)))?;
                    same.fill((u8::try_from(length).ok()?, *symbol));
                }
                code += 1;
            }
            index += count;
            limits[length as usize].0 = code << (LONGEST - length);
            code <<= 1;
        }
        let symbols = symbols.to_vec();
        let code = Self {
            leaps: Vec::new(),
            quick,
            limits,
            symbols,
        };
        Some((code, rest))
    }

    /// Works out what several codes at once come to. A file can hold thousands of codes that it hardly uses, so
    /// this is for those of long scans.
    pub(super) fn look_ahead(&mut self) {
        if self.leaps.is_empty() {
            let all = (0..1 << FAR).map(|bits| Leap::of(bits, &self.quick));
            self.leaps = all.collect();
        }
    }

    /// Length and symbol of the code that 16 bits begin with.
    fn look_up(&self, bits: usize) -> Option<(u32, u8)> {
        let (length, symbol) = self.quick[bits >> (LONGEST - QUICK)];
        if length > 0 {
            return Some((length.into(), symbol));
        }
        let length = (QUICK + 1..=LONGEST).find(|&length| bits < self.limits[length as usize].0)?;
        let code = isize::try_from(bits >> (LONGEST - length)).ok()?;
        let index = usize::try_from(code + self.limits[length as usize].1).ok()?;
        Some((length, *self.symbols.get(index)?))
    }
}
