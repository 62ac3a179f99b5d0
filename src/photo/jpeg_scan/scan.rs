//! One scan of a JPEG.

use std::ops::RangeInclusive;

use super::bits::{Bits, Code};
use super::frame::{COEFFICIENTS, Component, Frame};
use super::{Break, END_OF_IMAGE};

/// Bytes before a marker that no pixel takes, from which a scan does not add up. Encoders leave a
/// few, if any.
const LEFT_OVER: usize = 64;
/// Fewest units of a scan whose codes are looked ahead in. By judgment: with fewer it takes about as long as it
/// saves.
const LONG: usize = 1024;
const RESTARTS: RangeInclusive<u8> = 0xD0..=0xD7;

#[derive(Debug)]
pub(super) struct Scan {
    pub(super) parts: Vec<ScanPart>,
    first: usize,
    last: usize,
    /// Whether earlier scans hold the higher bits.
    is_refinement: bool,
    /// The lowest bit of the coefficients that this scan holds.
    pub(super) lowest: u8,
}

/// One component of a scan.
#[derive(Debug)]
pub(super) struct ScanPart {
    /// Its place in the frame.
    pub(super) component: usize,
    /// Places of the codes for the mean of a block and for the rest.
    codes: [usize; 2],
}

/// The codes of a file.
type Codes = [[Option<Code>; 4]; 2];

impl Scan {
    /// Reads the header of a scan (T.81, B.2.3).
    pub(super) fn read(header: &[u8], frame: &Frame) -> Option<Self> {
        let (&count, rest) = header.split_first()?;
        let (parts, rest) = rest.split_at_checked(2 * usize::from(count))?;
        let &[first, last, bits] = rest.first_chunk()?;
        let (parts, _) = parts.as_chunks();
        let parts = parts.iter().map(|&[id, codes]| {
            let mut components = frame.components.iter();
            Some(ScanPart {
                component: components.position(|component| component.id == id)?,
                codes: [codes >> 4 & 3, codes & 3].map(usize::from),
            })
        });
        let scan = Self {
            parts: parts.collect::<Option<_>>()?,
            first: first.into(),
            last: if frame.is_progressive {
                last.into()
            } else {
                COEFFICIENTS - 1
            },
            is_refinement: frame.is_progressive && bits >> 4 > 0,
            lowest: if frame.is_progressive { bits & 15 } else { 0 },
        };
        let is_sound = scan.first <= scan.last
            && scan.last < COEFFICIENTS
            && (scan.first == 0 || scan.parts.len() == 1)
            && !scan.parts.is_empty();
        is_sound.then_some(scan)
    }

    pub(super) fn coefficients(&self) -> RangeInclusive<usize> {
        self.first..=self.last
    }

    /// Walks through the codes of the scan and goes to the marker behind them; where the codes end, if
    /// something else than a marker follows.
    pub(super) fn walk(
        &self,
        frame: &mut Frame,
        codes: &mut Codes,
        interval: usize,
        bits: &mut Bits<'_>,
    ) -> Result<Option<usize>, Break> {
        let units = match &self.parts[..] {
            [only] => frame.components[only.component].blocks,
            _ => frame.units,
        };
        let count = units[0] * units[1];
        if !frame.is_progressive && count >= LONG {
            let [_, rests] = &mut *codes;
            for part in &self.parts {
                let [_, rest] = part.codes;
                rests[rest].iter_mut().for_each(Code::look_ahead);
            }
        }
        let mut run = 0;
        for unit in 0..count {
            if interval > 0 && unit > 0 && unit % interval == 0 {
                restart(bits)?;
                run = 0;
            }
            bits.look_out_for_zeros();
            let place = [unit % units[0], unit / units[0]];
            self.unit(frame, codes, place, bits, &mut run)?;
        }
        let end = bits.place();
        let is_followed = bits.go_to_marker() <= LEFT_OVER;
        match bits.marker() {
            Some(END_OF_IMAGE) if !is_followed => Err(Break::Garbled),
            Some(_) if is_followed => Ok(None),
            _ => Ok(Some(end)),
        }
    }

    /// One block of the only component, or those of all components that lie together.
    fn unit(
        &self,
        frame: &mut Frame,
        codes: &Codes,
        place: [usize; 2],
        bits: &mut Bits<'_>,
        run: &mut usize,
    ) -> Result<(), Break> {
        let is_alone = self.parts.len() == 1;
        for part in &self.parts {
            let component = &mut frame.components[part.component];
            let [across, down] = if is_alone { [1, 1] } else { component.sampling };
            let code = |class: usize| codes[class][part.codes[class]].as_ref();
            for _ in 0..across * down {
                if !frame.is_progressive {
                    let (mean, rest) = code(0).zip(code(1)).ok_or(Break::Unread)?;
                    whole_block(mean, rest, bits)?;
                } else if self.first > 0 {
                    let kept = mask(component, place).ok_or(Break::Unread)?;
                    self.part_of_block(code(1).ok_or(Break::Unread)?, kept, bits, run)?;
                } else if self.is_refinement {
                    bits.skip(1)?;
                } else {
                    bits.pass_mean(code(0).ok_or(Break::Unread)?)?;
                }
            }
        }
        Ok(())
    }

    /// Some coefficients of a block of a progressive frame (T.81, G.1.2).
    fn part_of_block(
        &self,
        code: &Code,
        nonzero: &mut u64,
        bits: &mut Bits<'_>,
        run: &mut usize,
    ) -> Result<(), Break> {
        let mut at = self.first;
        while *run == 0 && at <= self.last {
            let symbol = bits.symbol(code)?;
            let (zeros, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 && zeros < 15 {
                *run = (1 << zeros) + bits.value(zeros)?;
                break;
            }
            bits.skip(size)?;
            at = self.pass(at, zeros, *nonzero, bits)?;
            if size > 0 {
                if at > self.last {
                    return Err(Break::Garbled);
                }
                *nonzero |= 1 << at;
            }
            at += 1;
        }
        if *run > 0 {
            *run -= 1;
            let _ = self.pass(at, u32::MAX, *nonzero, bits)?;
        }
        Ok(())
    }

    /// Goes over so many zeros; each coefficient that is not zero so far has a bit more in scans that
    /// refine.
    fn pass(
        &self,
        mut at: usize,
        mut zeros: u32,
        nonzero: u64,
        bits: &mut Bits<'_>,
    ) -> Result<usize, Break> {
        if !self.is_refinement {
            let zeros = usize::try_from(zeros).unwrap_or(COEFFICIENTS);
            return Ok(at.saturating_add(zeros).min(COEFFICIENTS));
        }
        while at <= self.last {
            if nonzero >> at & 1 == 1 {
                bits.skip(1)?;
            } else if zeros == 0 {
                break;
            } else {
                zeros -= 1;
            }
            at += 1;
        }
        Ok(at)
    }
}

fn mask(component: &mut Component, [x, y]: [usize; 2]) -> Option<&mut u64> {
    component.nonzero.get_mut(y * component.blocks[0] + x)
}

/// A block of a frame that is not progressive (T.81, F.2.2).
fn whole_block(mean: &Code, rest: &Code, bits: &mut Bits<'_>) -> Result<(), Break> {
    bits.pass_mean(mean)?;
    let mut at = 1;
    while at < COEFFICIENTS {
        let passed = bits.coefficients(rest, COEFFICIENTS - at)?;
        if passed.is_end {
            return Ok(());
        }
        at += usize::from(passed.coefficients);
    }
    if at == COEFFICIENTS {
        Ok(())
    } else {
        Err(Break::Garbled)
    }
}

/// Goes over a restart marker.
fn restart(bits: &mut Bits<'_>) -> Result<(), Break> {
    if bits.go_to_marker() > LEFT_OVER {
        return Err(Break::Garbled);
    }
    match bits.marker() {
        Some(marker) if RESTARTS.contains(&marker) => bits.pass_marker(),
        _ => return Err(Break::Short),
    }
    Ok(())
}
