//! Where dots are set: bare scalp, and nothing else.

use crate::analysis::Analysis;
use crate::photo::Photo;
use crate::region::PixelRect;
use crate::segment::Label;

/// Cells of the coarse picture along the longer side of the photo.
const CELLS: u32 = 160;
/// Directions that hair is looked for in, all around.
const DIRECTIONS: u32 = 16;
/// Directions in which skin has hair to count as scalp within it. The skin of a face has hair
/// above and beside it, of an ear on three sides: 8 to 11 of 16.
const SURROUNDED: usize = 13;

/// Where dots are set, and how thickly.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    width: u32,
    shares: Vec<f64>,
}

impl Place {
    /// The bare skin in some boxes on a photo, with `soft_px` pixels at their edges over which dots
    /// become fewer where the skin goes on beyond: never hair, beard, brows or background.
    #[must_use]
    pub fn within(photo: &Photo, analysis: &Analysis, boxes: &[PixelRect], soft_px: f64) -> Self {
        Self::of(photo, |x, y| {
            if !is_skin(analysis, x, y) {
                return 0.0;
            }
            let inside = boxes.iter().filter(|area| area.contains(x, y));
            let depth = inside.map(|area| depth(analysis, area, (x, y), soft_px));
            depth.fold(0.0, f64::max)
        })
    }

    /// The bare scalp that hair surrounds: a thin crown, a spot, partings. None of a face or an ear,
    /// which hair does not surround.
    #[must_use]
    pub fn amid_hair(photo: &Photo, analysis: &Analysis) -> Self {
        let coarse = Coarse::of(photo, analysis);
        Self::of(photo, |x, y| {
            let is_scalp = is_skin(analysis, x, y) && coarse.is_surrounded(x, y);
            if is_scalp { 1.0 } else { 0.0 }
        })
    }

    pub(super) fn of(photo: &Photo, share: impl Fn(u32, u32) -> f64) -> Self {
        let (width, height) = (photo.width(), photo.height());
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let shares = pixels.map(|(x, y)| {
            if photo.is_visible(x, y) {
                share(x, y)
            } else {
                0.0
            }
        });
        Self {
            width,
            shares: shares.collect(),
        }
    }

    /// Whether no dot can be set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shares.iter().all(|share| *share <= 0.0)
    }

    /// Width of the photo in pixels.
    pub(super) fn width(&self) -> usize {
        self.width as usize
    }

    /// How many of the dots each pixel gets, 0 to 1, row by row.
    #[must_use]
    pub fn shares(&self) -> &[f64] {
        &self.shares
    }
}

/// Whether a pixel shows skin, in the shine too.
fn is_skin(analysis: &Analysis, x: u32, y: u32) -> bool {
    matches!(analysis.label_at(x, y), Label::Skin | Label::Highlight)
}

/// How far a pixel lies inside a box, 0 to 1. A side with no skin beyond it is no edge of the work.
fn depth(analysis: &Analysis, area: &PixelRect, (x, y): (u32, u32), soft_px: f64) -> f64 {
    let (right, bottom) = (area.x + area.width, area.y + area.height);
    let sides = [
        (x - area.x, area.x.checked_sub(1).map(|beyond| (beyond, y))),
        (right - 1 - x, Some((right, y))),
        (y - area.y, area.y.checked_sub(1).map(|beyond| (x, beyond))),
        (bottom - 1 - y, Some((x, bottom))),
    ];
    let goes_on = |beyond: Option<(u32, u32)>| beyond.is_some_and(|(x, y)| is_skin(analysis, x, y));
    let open = sides.into_iter().filter(|(_, beyond)| goes_on(*beyond));
    let way = open.map(|(pixels, _)| (f64::from(pixels) + 0.5) / soft_px.max(1.0));
    let way = way.fold(1.0, f64::min);
    way * way * (3.0 - 2.0 * way)
}

/// A coarse picture of what is hair.
struct Coarse {
    step: u32,
    columns: u32,
    rows: u32,
    labels: Vec<Label>,
}

impl Coarse {
    fn of(photo: &Photo, analysis: &Analysis) -> Self {
        let step = photo.width().max(photo.height()).div_ceil(CELLS);
        let (columns, rows) = (photo.width().div_ceil(step), photo.height().div_ceil(step));
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
        let middle = |at: u32, side: u32| (at * step + step / 2).min(side - 1);
        let labels = cells.map(|(column, row)| {
            analysis.label_at(middle(column, photo.width()), middle(row, photo.height()))
        });
        Self {
            step,
            columns,
            rows,
            labels: labels.collect(),
        }
    }

    fn is_surrounded(&self, x: u32, y: u32) -> bool {
        let from = (x / self.step, y / self.step);
        let met = (0..DIRECTIONS).filter(|direction| self.meets_hair(from, *direction));
        met.count() >= SURROUNDED
    }

    /// Whether the first thing in a direction that is not skin is hair.
    fn meets_hair(&self, (column, row): (u32, u32), direction: u32) -> bool {
        let angle = f64::from(direction) / f64::from(DIRECTIONS) * std::f64::consts::TAU;
        let (sine, cosine) = angle.sin_cos();
        let place = |steps: u32| {
            let along =
                |from: u32, slope: f64| (f64::from(from) + f64::from(steps) * slope).round();
            self.label(along(column, cosine), along(row, sine))
        };
        let labels = (1..=CELLS).map_while(place);
        let mut beyond = labels.filter(|label| !matches!(label, Label::Skin | Label::Highlight));
        beyond.next() == Some(Label::Hair)
    }

    fn label(&self, column: f64, row: f64) -> Option<Label> {
        let inside = |at: f64, end: u32| (0.0..f64::from(end)).contains(&at);
        if !inside(column, self.columns) || !inside(row, self.rows) {
            return None;
        }
        let (column, row) = (crate::numbers::floor(column), crate::numbers::floor(row));
        self.labels
            .get(row * self.columns as usize + column)
            .copied()
    }
}
