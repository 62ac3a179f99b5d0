//! Where dots are set: bare scalp, and nothing else.

use std::cell::OnceCell;

use crate::analysis::Analysis;
use crate::numbers::{floor, real};
use crate::photo::Photo;
use crate::region::PixelRect;
use crate::segment::{Label, Segmentation, segment};

/// Cells of the coarse picture along the longer side of the photo.
const CELLS: u32 = 160;
/// Directions that hair is looked for in, all around.
const DIRECTIONS: u32 = 32;
/// Share of the directions in which skin has hair from which dots are set into it, and from which as
/// many as anywhere. The skin of a face has hair above and beside it, of an ear on three sides: 0.5
/// to 0.7.
const SURROUNDED: (f64, f64) = (0.74, 0.9);

/// Where dots are set, and how thickly.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Place {
    width: u32,
    shares: Vec<f64>,
}

impl Place {
    /// The bare skin in some boxes on a photo, with `soft_px` pixels at their edges over which dots
    /// become fewer where the skin goes on beyond: never hair, beard, brows or background.
    #[must_use]
    pub fn within(photo: &Photo, analysis: &Analysis, boxes: &[PixelRect], soft_px: f64) -> Self {
        let scene = Scene::new(photo, analysis);
        Self::of(photo, |x, y| {
            let inside = boxes.iter().filter(|area| area.contains(x, y));
            let skin = inside.filter(|_| scene.is_skin(x, y));
            let depth = skin.map(|area| scene.depth(area, (x, y), soft_px));
            depth.fold(0.0, f64::max)
        })
    }

    /// The bare scalp that hair surrounds: a thin crown, a spot, partings. None of a face or an ear,
    /// which hair does not surround. Where hair surrounds it less, dots become fewer over some
    /// `soft_px` pixels.
    #[must_use]
    pub fn amid_hair(photo: &Photo, analysis: &Analysis, soft_px: f64) -> Self {
        let scene = Scene::new(photo, analysis);
        let coarse = Coarse::of(&scene);
        let surrounded = coarse.surrounded(soft_px);
        let (least, all) = SURROUNDED;
        Self::of(photo, |x, y| {
            if !scene.is_skin(x, y) {
                return 0.0;
            }
            let way = (coarse.at(&surrounded, x, y) - least) / (all - least);
            eased(way.clamp(0.0, 1.0))
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

/// What a photo shows, measured or not.
struct Scene<'a> {
    photo: &'a Photo,
    analysis: &'a Analysis,
    /// What is found where the analysis had no need to search.
    found: OnceCell<Segmentation>,
}

impl<'a> Scene<'a> {
    fn new(photo: &'a Photo, analysis: &'a Analysis) -> Self {
        Self {
            photo,
            analysis,
            found: OnceCell::new(),
        }
    }

    fn label_at(&self, x: u32, y: u32) -> Label {
        let found = || self.found.get_or_init(|| segment(self.photo));
        let shown = self.analysis.shown_at(x, y);
        shown.unwrap_or_else(|| found().labels.label_at(x, y))
    }

    /// Whether a pixel shows skin, in the shine too.
    fn is_skin(&self, x: u32, y: u32) -> bool {
        matches!(self.label_at(x, y), Label::Skin | Label::Highlight)
    }

    /// How far a pixel lies inside a box, 0 to 1. A side with no skin beyond it is no edge of the
    /// work.
    fn depth(&self, area: &PixelRect, (x, y): (u32, u32), soft_px: f64) -> f64 {
        let (right, bottom) = (area.x + area.width, area.y + area.height);
        let sides = [
            (x - area.x, area.x.checked_sub(1).map(|beyond| (beyond, y))),
            (right - 1 - x, Some((right, y))),
            (y - area.y, area.y.checked_sub(1).map(|beyond| (x, beyond))),
            (bottom - 1 - y, Some((x, bottom))),
        ];
        let (width, height) = (self.photo.width(), self.photo.height());
        let goes_on = |beyond: Option<(u32, u32)>| {
            let inside = beyond.filter(|(x, y)| *x < width && *y < height);
            inside.is_some_and(|(x, y)| self.is_skin(x, y))
        };
        let open = sides.into_iter().filter(|(_, beyond)| goes_on(*beyond));
        let way = open.map(|(pixels, _)| (f64::from(pixels) + 0.5) / soft_px.max(1.0));
        eased(way.fold(1.0, f64::min))
    }
}

/// From 0 to 1 without a bend at either end.
fn eased(way: f64) -> f64 {
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
    fn of(scene: &Scene<'_>) -> Self {
        let photo = scene.photo;
        let step = photo.width().max(photo.height()).div_ceil(CELLS);
        let (columns, rows) = (photo.width().div_ceil(step), photo.height().div_ceil(step));
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
        let middle = |at: u32, side: u32| (at * step + step / 2).min(side - 1);
        let labels = cells.map(|(column, row)| {
            scene.label_at(middle(column, photo.width()), middle(row, photo.height()))
        });
        Self {
            step,
            columns,
            rows,
            labels: labels.collect(),
        }
    }

    /// In what share of the directions each cell of skin has hair, evened out over so many pixels of
    /// skin.
    fn surrounded(&self, soft_px: f64) -> Vec<Option<f64>> {
        let places =
            (0..self.rows).flat_map(|row| (0..self.columns).map(move |column| (column, row)));
        let shares: Vec<Option<f64>> = places
            .clone()
            .zip(&self.labels)
            .map(|(place, label)| match label {
                Label::Skin | Label::Highlight => Some(self.share(place)),
                Label::Hair | Label::Background | Label::FacialHair => None,
            })
            .collect();
        let reach = floor(soft_px / f64::from(self.step) + 0.5);
        let columns = self.columns as usize;
        let row_of = |cell: usize| cell / columns;
        let along = evened(&shares, reach, 1, |one, other| row_of(one) == row_of(other));
        evened(&along, reach, columns, |_, _| true)
    }

    /// In what share of the directions a cell has hair.
    fn share(&self, from: (u32, u32)) -> f64 {
        let met = (0..DIRECTIONS).filter(|direction| self.meets_hair(from, *direction));
        real(met.count()) / f64::from(DIRECTIONS)
    }

    /// The value of cells at a pixel, as it changes from the middle of one to that of the next; 0 where
    /// none of those around it has one.
    fn at(&self, cells: &[Option<f64>], x: u32, y: u32) -> f64 {
        let between = |pixel: u32, count: u32| {
            let at = (f64::from(pixel) + 0.5) / f64::from(self.step) - 0.5;
            let at = at.clamp(0.0, f64::from(count - 1));
            let (first, way) = (floor(at), at.fract());
            [(first, 1.0 - way), (first + 1, way)]
        };
        let (columns, rows) = (between(x, self.columns), between(y, self.rows));
        let width = self.columns as usize;
        let around = rows
            .into_iter()
            .flat_map(|row| columns.into_iter().map(move |column| (column, row)));
        let known = around.filter_map(|((column, right), (row, down))| {
            let is_inside = column < width && row < self.rows as usize;
            let value = is_inside.then(|| cells[row * width + column]).flatten()?;
            Some((value, right * down))
        });
        let (sum, weight) = known.fold((0.0, 0.0), |(sum, all), (value, weight)| {
            (sum + value * weight, all + weight)
        });
        if weight > 0.0 { sum / weight } else { 0.0 }
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
        let (column, row) = (floor(column), floor(row));
        self.labels
            .get(row * self.columns as usize + column)
            .copied()
    }
}

/// The mean of the known among each value and those within `reach` of it, `stride` apart; none stays
/// none.
fn evened(
    values: &[Option<f64>],
    reach: usize,
    stride: usize,
    is_beside: impl Fn(usize, usize) -> bool,
) -> Vec<Option<f64>> {
    let mean = |(index, own): (usize, &Option<f64>)| {
        let first = index.saturating_sub(reach * stride);
        let first = first + (index - first) % stride;
        let near = (first..values.len())
            .step_by(stride)
            .take_while(|other| *other <= index + reach * stride);
        let known = near
            .filter(|other| is_beside(index, *other))
            .filter_map(|other| values[other]);
        let (sum, count) = known.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        own.map(|_| sum / count)
    };
    values.iter().enumerate().map(mean).collect()
}
