//! Regions of a photo as the artist writes them, in pixels or in percent.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;

/// A rectangle written `X,Y,W,H`, from the top left corner of the upright photo, in pixels or, with
/// `%` behind each number, in percent of its width and height.
///
/// ```
/// use smpmatch::region::Region;
///
/// let half: Region = "25%,25%,50%,50%".parse()?;
/// let area = half.within(400, 200)?;
/// assert_eq!((area.x, area.y, area.width, area.height), (100, 50, 200, 100));
/// assert!("10,10,0,5".parse::<Region>().is_err());
/// # Ok::<(), smpmatch::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    sides: [f64; 4],
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Pixels,
    Percent,
}

/// Fewest pixels along a side of a box or a cell whose color is measured. Most JPEGs store hue once
/// for 2 x 2 pixels: such a box holds nine that are not its neighbors' too.
pub const SMALLEST_SIDE: u32 = 6;

/// Width of the rim of skin that is left out, as a share of the longer side of the picture: stubble at the
/// hairline, and what shows through at the outline. By judgment: 2 mm and more of a head that fills the picture.
pub(crate) const SKIN_RIM: f64 = 0.01;

/// The pixel, among `to` along a side, under the middle of the pixel `at` among `from` along it.
pub(crate) fn nearest(at: u32, from: u32, to: u32) -> u32 {
    let middle = (2 * u64::from(at) + 1) * u64::from(to) / (2 * u64::from(from));
    u32::try_from(middle).unwrap_or(u32::MAX)
}

/// A rectangle of whole pixels that lies within a photo; no side is zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PixelRect {
    /// Left edge in pixels.
    pub x: u32,
    /// Top edge in pixels.
    pub y: u32,
    /// Width in pixels, at least 1.
    pub width: u32,
    /// Height in pixels, at least 1.
    pub height: u32,
}

impl PixelRect {
    /// The whole of a photo.
    #[must_use]
    pub fn whole(width: u32, height: u32) -> Self {
        Self {
            x: 0,
            y: 0,
            width,
            height,
        }
    }

    /// The same, if no side of it is shorter than so many pixels.
    ///
    /// # Errors
    ///
    /// [`Error::SmallBox`] if one is.
    pub fn at_least(self, side: u32) -> Result<Self, Error> {
        if self.width.min(self.height) < side {
            return Err(Error::SmallBox {
                width: self.width,
                height: self.height,
                least: side,
            });
        }
        Ok(self)
    }

    /// The same place counted from the corner of an area, unless any part of it lies outside.
    #[must_use]
    pub fn relative_to(&self, area: Self) -> Option<Self> {
        let (x, y) = (self.x.checked_sub(area.x)?, self.y.checked_sub(area.y)?);
        let inside = x + self.width <= area.width && y + self.height <= area.height;
        inside.then_some(Self { x, y, ..*self })
    }

    /// The same, further right and down.
    #[must_use]
    pub fn moved(&self, right: u32, down: u32) -> Self {
        Self {
            x: self.x + right,
            y: self.y + down,
            ..*self
        }
    }

    /// The same with each side moved outwards, no further than the photo's upper left corner.
    #[must_use]
    pub fn grown(&self, by: u32) -> Self {
        let (x, y) = (self.x.saturating_sub(by), self.y.saturating_sub(by));
        Self {
            x,
            y,
            width: self.x + self.width + by - x,
            height: self.y + self.height + by - y,
        }
    }

    /// Whether the pixel lies inside.
    #[must_use]
    pub fn contains(&self, x: u32, y: u32) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}

impl Region {
    /// The pixels of this region in a photo of the given size.
    ///
    /// # Errors
    ///
    /// [`Error::RegionOutside`] if any part of it lies outside the photo.
    pub fn within(&self, width: u32, height: u32) -> Result<PixelRect, Error> {
        let [x, y, w, h] = match self.unit {
            Unit::Pixels => self.sides,
            Unit::Percent => {
                let (w, h) = (f64::from(width) / 100.0, f64::from(height) / 100.0);
                let [left, top, wide, high] = self.sides;
                [left * w, top * h, wide * w, high * h]
            }
        };
        let (right, bottom) = ((x + w).round(), (y + h).round());
        let (left, top) = (x.round(), y.round());
        let empty = right <= left || bottom <= top;
        if empty || right > f64::from(width) || bottom > f64::from(height) {
            return Err(Error::RegionOutside {
                region: self.to_string(),
                width,
                height,
            });
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "rounded, not negative, and not beyond the photo's sides"
        )]
        let whole = |side: f64| side as u32;
        Ok(PixelRect {
            x: whole(left),
            y: whole(top),
            width: whole(right - left),
            height: whole(bottom - top),
        })
    }
}

impl FromStr for Region {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let bad = || Error::BadRegion { found: text.into() };
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        let percent = parts.iter().filter(|part| part.ends_with('%')).count();
        let unit = match percent {
            0 => Unit::Pixels,
            4 => Unit::Percent,
            _ => return Err(bad()),
        };
        let numbers: Vec<f64> = parts
            .iter()
            .map(|part| part.trim_end_matches('%').parse().map_err(|_| bad()))
            .collect::<Result<_, _>>()?;
        let sides: [f64; 4] = numbers.try_into().map_err(|_| bad())?;
        let sound = sides.iter().all(|side| side.is_finite() && *side >= 0.0);
        if !sound || sides[2] <= 0.0 || sides[3] <= 0.0 {
            return Err(bad());
        }
        Ok(Self { sides, unit })
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = if self.unit == Unit::Percent { "%" } else { "" };
        let [x, y, w, h] = self.sides;
        write!(f, "{x}{unit},{y}{unit},{w}{unit},{h}{unit}")
    }
}
