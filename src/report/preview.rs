//! A small picture of the photo as it was understood, for reports that are looked at.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::thumbnail;
use image::{ImageResult, RgbImage};

use crate::analysis::{Analysis, BoxContent, UsedBox};
use crate::photo::Photo;
use crate::region::nearest;
use crate::report::picture::{blend, tint};
use crate::report::treated::TreatedScalp;
use crate::segment::Label;

/// Longest side of the picture in pixels: sharp on a phone and on half a sheet of paper.
const LONGEST: u32 = 900;
/// Longest side of the thumbnail in pixels.
const LONGEST_OF_THUMBNAIL: u32 = 192;
/// Quality of both as JPEG, of 100.
const JPEG_QUALITY: u8 = 80;
/// How much of the role's color is laid over its inside, 0 to 1.
const INSIDE: f64 = 0.07;
/// And over its edge.
const EDGE: f64 = 0.8;
/// Width of an edge.
const EDGE_PIXELS: i64 = 2;

/// The photo to look at: shrunk, with its roles drawn lightly over it, and encoded anew, so that
/// nothing of the file's metadata is left.
#[derive(Clone, Debug)]
pub struct Preview {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) jpeg: Vec<u8>,
    /// Without the roles.
    pub(super) thumbnail: Vec<u8>,
    /// Those that show.
    pub(super) roles: Vec<Label>,
    pub(super) boxes: Vec<PreviewBox>,
    /// The treated scalp as a JPEG, and what it shows.
    pub(super) treated: Option<(Vec<u8>, String)>,
}

/// A box that the analysis rests on, in percent of the picture's sides.
#[derive(Clone, Copy, Debug)]
pub(super) struct PreviewBox {
    pub(super) content: BoxContent,
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Preview {
    /// The photo and what was found in it, and the treated scalp on it where that was simulated.
    ///
    /// # Errors
    ///
    /// If a picture cannot be encoded.
    pub fn new(
        photo: &Photo,
        analysis: &Analysis,
        treated: Option<&TreatedScalp>,
    ) -> ImageResult<Self> {
        let (width, height) = size_within(photo, LONGEST);
        let plain = thumbnail(photo.pixels(), width, height);
        let labels = labels(photo, analysis, (width, height));
        let (small_width, small_height) = size_within(photo, LONGEST_OF_THUMBNAIL);
        let boxes = analysis.boxes(photo.width(), photo.height());
        let shrunk = |scalp: &TreatedScalp| -> ImageResult<_> {
            let picture = thumbnail(&scalp.picture, width, height);
            Ok((jpeg(&picture)?, scalp.words.clone()))
        };
        let treated = treated.map(shrunk).transpose()?;
        Ok(Self {
            treated,
            width,
            height,
            jpeg: jpeg(&drawn(&plain, &labels))?,
            thumbnail: jpeg(&thumbnail(&plain, small_width, small_height))?,
            roles: Label::ALL
                .into_iter()
                .filter(|role| *role != Label::Background && labels.contains(role))
                .collect(),
            boxes: boxes
                .iter()
                .map(|used| PreviewBox::new(used, photo))
                .collect(),
        })
    }
}

impl PreviewBox {
    fn new(used: &UsedBox, photo: &Photo) -> Self {
        let percent = |part: u32, whole: u32| 100.0 * f64::from(part) / f64::from(whole);
        Self {
            content: used.content,
            left: percent(used.area.x, photo.width()),
            top: percent(used.area.y, photo.height()),
            width: percent(used.area.width, photo.width()),
            height: percent(used.area.height, photo.height()),
        }
    }
}

/// The photo's sides, shrunk until the longer one fits.
fn size_within(photo: &Photo, longest: u32) -> (u32, u32) {
    let (width, height) = (photo.width(), photo.height());
    let long = width.max(height);
    let scaled = |side: u32| {
        let scaled = u64::from(side) * u64::from(longest.min(long)) / u64::from(long);
        u32::try_from(scaled).unwrap_or(longest).max(1)
    };
    (scaled(width), scaled(height))
}

/// What each pixel of the shrunken photo is, row by row.
fn labels(photo: &Photo, analysis: &Analysis, (width, height): (u32, u32)) -> Vec<Label> {
    let at = |x, y| {
        analysis.label_at(
            nearest(x, width, photo.width()),
            nearest(y, height, photo.height()),
        )
    };
    (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .map(|(x, y)| at(x, y))
        .collect()
}

fn drawn(plain: &RgbImage, labels: &[Label]) -> RgbImage {
    let size = plain.dimensions();
    let mut drawn = plain.clone();
    for ((x, y, pixel), label) in drawn.enumerate_pixels_mut().zip(labels) {
        if let Some(over) = tint(*label) {
            let is_edge = around(x, y, size).any(|place| labels.get(place) != Some(label));
            *pixel = blend(*pixel, over, if is_edge { EDGE } else { INSIDE });
        }
    }
    drawn
}

/// The places of the pixels at the width of an edge from one, as far as they are on the picture.
fn around(x: u32, y: u32, (width, height): (u32, u32)) -> impl Iterator<Item = usize> {
    let (x, y, width, height) = (
        i64::from(x),
        i64::from(y),
        i64::from(width),
        i64::from(height),
    );
    [
        (-EDGE_PIXELS, 0),
        (EDGE_PIXELS, 0),
        (0, -EDGE_PIXELS),
        (0, EDGE_PIXELS),
    ]
    .into_iter()
    .map(move |(right, down)| (x + right, y + down))
    .filter(move |(x, y)| (0..width).contains(x) && (0..height).contains(y))
    .filter_map(move |(x, y)| usize::try_from(y * width + x).ok())
}

fn jpeg(picture: &RgbImage) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).encode_image(picture)?;
    Ok(bytes)
}
