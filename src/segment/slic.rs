//! SLIC superpixels: small patches of one color that follow the picture's edges.
//!
//! Achanta et al. 2012, "SLIC Superpixels Compared to State-of-the-Art Superpixel Methods",
//! IEEE TPAMI 34(11), doi 10.1109/TPAMI.2012.120.

use std::array;

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch, f32x8, u32x8};

use crate::numbers::{floor, short};

/// Superpixels asked for; their number after merging the scraps is somewhat different.
const COUNT: f32 = 900.0;

/// Weight of distance in the picture against distance in color, in ΔE76 per grid step.
const COMPACTNESS: f32 = 10.0;

/// Rounds of assigning and averaging; more move hardly any pixel.
const ROUNDS: usize = 6;

/// Gaussian of standard deviation 0.7 px at 0 to 3 px: takes the noise of single pixels off.
const BLUR: [f32; 4] = [0.570_542, 0.205_667_7, 0.009_633_3, 0.000_058_6];

/// Pixels that are looked at side by side.
const LANES: usize = 8;

/// L*, a*, b* of a picture, row by row.
pub(super) struct LabPlanes {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) planes: [Vec<f32>; 3],
}

struct Center {
    y: f32,
    x: f32,
    color: [f32; 3],
}

/// The number of the superpixel that each pixel belongs to, counted from 0 without gaps. Each
/// superpixel is 4-connected.
pub(super) fn slic(picture: &LabPlanes) -> Vec<u32> {
    let blurred = blur(picture);
    let area = short(picture.width * picture.height);
    let step = (area / COUNT).sqrt();
    let mut centers = grid(&blurred, step);
    let mut labels = Vec::new();
    for _ in 0..ROUNDS {
        labels = assign(&blurred, &centers, step);
        average(&blurred, &labels, &mut centers);
    }
    connected(&labels, picture.width, step * step / 4.0)
}

/// The picture without the noise of single pixels, and what fills a vector that begins at its last pixel.
fn blur(picture: &LabPlanes) -> LabPlanes {
    let (width, height) = (picture.width, picture.height);
    let blurred = |plane: &Vec<f32>| {
        let mut out = vec![0.0; plane.len()];
        dispatch!(Level::new(), _ => blur_plane(plane, width, &mut out));
        out.resize(plane.len() + LANES - 1, 0.0);
        out
    };
    LabPlanes {
        width,
        height,
        planes: picture.planes.each_ref().map(blurred),
    }
}

/// Blurs along the rows, then along the columns.
#[inline(always)]
fn blur_plane(plane: &[f32], width: usize, out: &mut [f32]) {
    /// Pixels that the blur reaches to either side.
    const FAR: usize = BLUR.len() - 1;
    let mut rows = vec![0.0; plane.len()];
    let mut padded = vec![0.0; width + 2 * FAR];
    for (row, blurred) in plane.chunks_exact(width).zip(rows.chunks_exact_mut(width)) {
        padded[..FAR].fill(row[0]);
        padded[FAR..FAR + width].copy_from_slice(row);
        padded[FAR + width..].fill(row[width - 1]);
        let shifted = array::from_fn(|start| &padded[start..]);
        blur_line(shifted, blurred);
    }
    let last = plane.len() / width - 1;
    for (y, blurred) in out.chunks_exact_mut(width).enumerate() {
        let shifted = array::from_fn(|start| {
            let row = (y + start).saturating_sub(FAR).min(last);
            &rows[row * width..]
        });
        blur_line(shifted, blurred);
    }
}

/// The weighted sum of a line, which is the middle one, and those beside it.
#[inline(always)]
fn blur_line(lines: [&[f32]; 2 * BLUR.len() - 1], blurred: &mut [f32]) {
    let count = blurred.len();
    let [before3, before2, before1, middle, after1, after2, after3] =
        lines.map(|line| &line[..count]);
    for at in 0..count {
        let sides = BLUR[1] * (before1[at] + after1[at])
            + BLUR[2] * (before2[at] + after2[at])
            + BLUR[3] * (before3[at] + after3[at]);
        blurred[at] = BLUR[0] * middle[at] + sides;
    }
}

fn grid(picture: &LabPlanes, step: f32) -> Vec<Center> {
    let cells = |length: usize| floor((short(length) / step).round()).max(1);
    let (rows, columns) = (cells(picture.height), cells(picture.width));
    let place = |index: usize, length: usize, count: usize| (2 * index + 1) * length / (2 * count);
    let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    places
        .map(|(row, column)| {
            let (y, x) = (
                place(row, picture.height, rows),
                place(column, picture.width, columns),
            );
            Center {
                y: short(y),
                x: short(x),
                color: array::from_fn(|i| picture.planes[i][y * picture.width + x]),
            }
        })
        .collect()
}

/// The number of the nearest center of each pixel.
fn assign(picture: &LabPlanes, centers: &[Center], step: f32) -> Vec<u32> {
    let mut labels = vec![0; picture.planes[0].len()];
    dispatch!(Level::new(), simd => write_nearest(simd, picture, centers, step, &mut labels));
    labels.truncate(picture.width * picture.height);
    labels
}

#[inline(always)]
fn write_nearest<S: Simd>(
    simd: S,
    picture: &LabPlanes,
    centers: &[Center],
    step: f32,
    labels: &mut [u32],
) {
    let (width, height, planes) = (picture.width, picture.height, &picture.planes);
    let mut nearest = vec![f32::INFINITY; labels.len()];
    let reach = floor(2.0 * step) + 1;
    let per_pixel = (COMPACTNESS / step).powi(2);
    let apart = |one: f32, other: f32| per_pixel * (one - other).powi(2);
    // From a center to the columns that it reaches, and infinite to the pixels behind them, be they of the next
    // row, that fill a vector.
    let mut across: Vec<f32> = Vec::new();
    for (label, center) in (0..).zip(centers) {
        let (cy, cx) = (floor(center.y), floor(center.x));
        let columns = cx.saturating_sub(reach)..width.min(cx + reach + 1);
        across.clear();
        across.extend(columns.clone().map(|x| apart(short(x), center.x)));
        across.resize(across.len().next_multiple_of(LANES), f32::INFINITY);
        for y in cy.saturating_sub(reach)..height.min(cy + reach + 1) {
            let start = y * width + columns.start;
            let part = start..start + across.len();
            let candidate = Candidate {
                label,
                color: center.color,
                across: &across,
                down: apart(short(y), center.y),
            };
            let planes = planes.each_ref().map(|plane| &plane[part.clone()]);
            let found = Nearest {
                distances: &mut nearest[part.clone()],
                labels: &mut labels[part],
            };
            take_nearer(simd, planes, &candidate, found);
        }
    }
}

/// A center, as the pixels of a part of a row see it.
struct Candidate<'a> {
    label: u32,
    color: [f32; 3],
    /// Squared distance of each pixel along the row.
    across: &'a [f32],
    /// Squared distance of the row.
    down: f32,
}

/// What is known of some pixels.
struct Nearest<'a> {
    /// Squared distance from the nearest center so far.
    distances: &'a mut [f32],
    /// The number of that center.
    labels: &'a mut [u32],
}

/// Gives the pixels of a part of a row, which fills vectors, that lie nearer to this center to it.
#[inline(always)]
fn take_nearer<S: Simd>(simd: S, planes: [&[f32]; 3], center: &Candidate<'_>, found: Nearest<'_>) {
    let (across, _) = center.across.as_chunks::<LANES>();
    let count = across.len();
    let [l, a, b] = planes.map(|plane| &plane.as_chunks::<LANES>().0[..count]);
    let Nearest { distances, labels } = found;
    let distances = &mut distances.as_chunks_mut::<LANES>().0[..count];
    let labels = &mut labels.as_chunks_mut::<LANES>().0[..count];
    for at in 0..count {
        let lanes = |parts: &[[f32; LANES]]| f32x8::simd_from(simd, parts[at]);
        let [one, two, three] = center.color;
        let (l, a, b) = (lanes(l) - one, lanes(a) - two, lanes(b) - three);
        let distance = l * l + a * a + b * b + (lanes(across) + center.down);
        let known = lanes(distances);
        let closer = distance.simd_lt(known);
        distances[at] = closer.select(distance, known).into();
        let own = u32x8::simd_from(simd, labels[at]);
        labels[at] = closer.select(u32x8::splat(simd, center.label), own).into();
    }
}

/// Moves each center to the mean of its pixels.
fn average(picture: &LabPlanes, labels: &[u32], centers: &mut [Center]) {
    let mut sums = vec![([0.0_f32; 5], 0.0_f32); centers.len()];
    for (index, &label) in labels.iter().enumerate() {
        let (sum, count) = &mut sums[label as usize];
        let (y, x) = (index / picture.width, index % picture.width);
        let [l, a, b] = array::from_fn(|i| picture.planes[i][index]);
        for (sum, value) in sum.iter_mut().zip([short(y), short(x), l, a, b]) {
            *sum += value;
        }
        *count += 1.0;
    }
    for (center, (sum, count)) in centers.iter_mut().zip(sums) {
        if count > 0.0 {
            let [y, x, l, a, b] = sum.map(|sum| sum / count);
            let color = [l, a, b];
            *center = Center { y, x, color };
        }
    }
}

/// Renumbers the 4-connected parts in scan order; a part smaller than `smallest` pixels joins the
/// part met just before, left of its first pixel or above it.
fn connected(labels: &[u32], width: usize, smallest: f32) -> Vec<u32> {
    /// Not yet of a part.
    const OPEN: u32 = u32::MAX;
    let mut parts = vec![OPEN; labels.len()];
    let mut next = 0;
    let mut members = Vec::new();
    for first in 0..labels.len() {
        if parts[first] != OPEN {
            continue;
        }
        let before = match first % width {
            0 => first.checked_sub(width),
            _ => Some(first - 1),
        };
        members.clear();
        members.push(first);
        parts[first] = next;
        let mut done = 0;
        while done < members.len() {
            for neighbor in neighbors(members[done], width, labels.len()) {
                if parts[neighbor] == OPEN && labels[neighbor] == labels[first] {
                    parts[neighbor] = next;
                    members.push(neighbor);
                }
            }
            done += 1;
        }
        match before {
            Some(before) if short(members.len()) < smallest => {
                let host = parts[before];
                for &member in &members {
                    parts[member] = host;
                }
            }
            _ => next += 1,
        }
    }
    parts
}

fn neighbors(index: usize, width: usize, count: usize) -> impl Iterator<Item = usize> {
    let x = index % width;
    let up = index.checked_sub(width);
    let down = Some(index + width).filter(|&down| down < count);
    let left = (x > 0).then(|| index - 1);
    let right = (x + 1 < width).then(|| index + 1);
    [up, down, left, right].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn superpixels_are_gapless_and_keep_to_edges() {
        let (width, height) = (224, 168);
        let dark = |index: usize| index % width < 100;
        let lightness = (0..width * height).map(|i| if dark(i) { 20.0 } else { 70.0 });
        let gray = vec![0.0; width * height];
        let labels = slic(&LabPlanes {
            width,
            height,
            planes: [lightness.collect(), gray.clone(), gray],
        });
        let count = labels.iter().max().unwrap() + 1;
        assert!((700..1100).contains(&count), "{count}");
        let mut sides = vec![[false; 2]; count as usize];
        for (index, &label) in labels.iter().enumerate() {
            sides[label as usize][usize::from(dark(index))] = true;
        }
        assert!(sides.iter().all(|[light, dark]| light != dark));
    }
}
