//! A decoded photo before its colors and its orientation are put right.

use super::profile::Colors;

/// What a decoder found in the file.
#[derive(Debug)]
pub(super) struct Decoded {
    /// Width and height as stored.
    pub(super) size: (u32, u32),
    pub(super) samples: Samples,
    pub(super) alpha: Alpha,
    /// What the file says of its colors, beside its Exif.
    pub(super) colors: Colors,
}

/// Interleaved samples, row by row.
#[derive(Debug)]
pub(super) struct Samples {
    pub(super) space: Space,
    pub(super) data: Data,
}

/// What the samples of one pixel stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    Gray,
    Rgb,
    /// Ink: 0 is bare paper.
    Cmyk,
}

/// Samples of either depth, over the full range of their type.
#[derive(Debug)]
pub(super) enum Data {
    Eight(Vec<u8>),
    Sixteen(Vec<u16>),
}

impl Space {
    /// Samples a pixel.
    pub(super) fn channels(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }
}

impl Samples {
    /// The samples as 8-bit RGB, taken for sRGB.
    pub(super) fn into_rgb8(self) -> Vec<u8> {
        let bytes = match self.data {
            Data::Eight(bytes) => bytes,
            Data::Sixteen(words) => words.into_iter().map(eight_from_sixteen).collect(),
        };
        match self.space {
            Space::Rgb => bytes,
            Space::Gray => tripled(&bytes),
            Space::Cmyk => rgb_from_ink(&bytes),
        }
    }

    /// Makes gray samples RGB.
    pub(super) fn widen(&mut self) {
        if self.space == Space::Gray {
            self.space = Space::Rgb;
            match &mut self.data {
                Data::Eight(gray) => *gray = tripled(gray),
                Data::Sixteen(gray) => *gray = tripled(gray),
            }
        }
    }
}

fn tripled<T: Copy>(gray: &[T]) -> Vec<T> {
    gray.iter().flat_map(|&level| [level; 3]).collect()
}

/// The nearest of 256 levels.
pub(super) fn eight_from_sixteen(level: u16) -> u8 {
    /// Levels of 16 bits from one level of 8 bits to the next.
    const STEP: u32 = 257;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "65535 over 257 is 255 at most"
    )]
    let nearest = ((u32::from(level) + STEP / 2) / STEP) as u8;
    nearest
}

/// Ink on white paper without a profile: what each ink leaves, times what black leaves.
fn rgb_from_ink(inks: &[u8]) -> Vec<u8> {
    let (pixels, _) = inks.as_chunks();
    pixels
        .iter()
        .flat_map(|&[cyan, magenta, yellow, black]| {
            [cyan, magenta, yellow].map(|ink| {
                let left = u16::from(255 - ink) * u16::from(255 - black);
                #[expect(clippy::cast_possible_truncation, reason = "a product over 255")]
                let level = ((left + 127) / 255) as u8;
                level
            })
        })
        .collect()
}

/// Which pixels can be seen.
#[derive(Debug, Default)]
pub(super) struct Alpha {
    /// Whether each pixel is opaque; none if all are.
    pub(super) visible: Option<Vec<bool>>,
    /// How many pixels are neither opaque nor fully transparent.
    pub(super) half_transparent: usize,
}

/// Opacity, of 255, from which nothing of what lies behind shows in 8 bits: editors and resizing leave
/// a level or two below full.
const OPAQUE: u8 = 253;

/// Takes the last of the channels of each pixel out of the samples, in place.
pub(super) fn split_alpha<T: Copy>(
    samples: &mut Vec<T>,
    channels: usize,
    to_byte: fn(T) -> u8,
) -> Alpha {
    let mut alpha = Alpha::default();
    let mut visible = Vec::with_capacity(samples.len() / channels);
    for (index, start) in (0..samples.len()).step_by(channels).enumerate() {
        let opacity = to_byte(samples[start + channels - 1]);
        visible.push(opacity >= OPAQUE);
        alpha.half_transparent += usize::from((1..OPAQUE).contains(&opacity));
        samples.copy_within(start..start + channels - 1, index * (channels - 1));
    }
    samples.truncate(visible.len() * (channels - 1));
    samples.shrink_to_fit();
    alpha.visible = visible.contains(&false).then_some(visible);
    alpha
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_is_split_off_in_place() {
        let mut samples = vec![1, 2, 3, 254, 4, 5, 6, 0, 7, 8, 9, 128_u8];
        let alpha = split_alpha(&mut samples, 4, |level| level);
        assert_eq!(samples, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(alpha.visible, Some(vec![true, false, false]));
        assert_eq!(alpha.half_transparent, 1);
        let mut opaque = vec![1, u16::MAX, 2, u16::MAX];
        let alpha = split_alpha(&mut opaque, 2, eight_from_sixteen);
        assert_eq!(alpha.visible, None);
        assert_eq!(opaque, [1, 2]);
    }

    #[test]
    fn sixteen_bits_round_to_the_nearest_of_eight() {
        for level in 0..=255_u8 {
            let exact = u16::from(level) * 257;
            assert_eq!(eight_from_sixteen(exact), level);
            assert_eq!(eight_from_sixteen(exact.saturating_sub(128)), level);
            assert_eq!(eight_from_sixteen(exact.saturating_add(128)), level);
        }
    }

    #[test]
    fn ink_without_a_profile_darkens_paper() {
        assert_eq!(rgb_from_ink(&[0, 0, 0, 0]), [255, 255, 255]);
        assert_eq!(rgb_from_ink(&[255, 0, 0, 0]), [0, 255, 255]);
        assert_eq!(rgb_from_ink(&[0, 0, 0, 255]), [0, 0, 0]);
    }
}
