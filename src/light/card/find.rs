//! Looks for a gray card: a flat rectangle with sharp edges whose color a light could give a
//! neutral gray.

use crate::color::{LinearRgb, luminance, mean_light};
use crate::error::Error;
use crate::light::correction::linear_from_levels;
use crate::light::patch::Patch;
use crate::light::plane::flat::{EROSION, Small, whole};
use crate::light::plane::rectangle::Rectangle;
use crate::numbers::real;
use crate::photo::Photo;
use crate::region::PixelRect;

/// Longer sides of the pictures that are searched, in pixels: small cards show in the large one,
/// cards on a ground of nearly their color in the small one, which has less noise.
const SEARCHED_SIDES: [u32; 2] = [640, 360];
/// Levels of 255 within a window that still count as flat, from tight to loose: tight ones part a
/// card from a ground of nearly its color, loose ones hold a noisy card together.
const FLAT: [f32; 8] = [2.0, 3.0, 4.5, 6.5, 9.0, 13.0, 18.0, 25.0];
/// Smallest side of a card over the longer side of the photo: a card as wide as a hand in a photo
/// of head and shoulders has 0.1. Smaller flat things are windows and labels.
const SMALLEST_SIDE: f64 = 0.05;
/// The same of a card that the frame cuts off, which clutter at the frame looks like more often.
const SMALLEST_CUT_SIDE: f64 = 0.07;
/// Largest share of the photo that a card covers.
const LARGEST_SHARE: f64 = 0.35;
/// Longest card: cards are sold up to 2 : 1, and lie tilted.
const LONGEST: f64 = 2.6;
/// Smallest share of its rectangle that a flat region fills.
const FILLED: f64 = 0.88;
/// Levels of 255 by which a card must differ from what lies around it.
const EDGE: f32 = 3.5;
/// Smallest share of each side that is such an edge.
const EDGED: f64 = 0.75;
/// Points at which each side is looked at.
const POINTS: i32 = 21;
/// How far from warm to cold the light turns a gray: half of ln(red / blue) in linear light. Between
/// candles (1900 K) and shade (10 000 K), with a camera balanced for 4500 K, lies 0.5 either way; most
/// cameras balance better.
const WARMTH: Trait = Trait::around(0.0, 0.2);
/// How far from magenta to green: ln of green over the geometric mean of red and blue. Fluorescent
/// lamps reach 0.15.
const TINT: Trait = Trait::around(0.0, 0.12);
/// ln of how much lighter than its reflectance a card is.
const EXPOSURE: Trait = Trait::around(0.0, 0.4);
/// How much warmer the whole photo is than the card: skin, hair and wood reflect more red than blue.
const SCENE: Trait = Trait::around(0.25, 0.17);
/// Of how many points of the small picture one is counted in the mean of the scene.
const SCENE_STEP: usize = 7;
/// Largest sum of the squared deviations of these four, each over its spread. Chosen on 158 photos of
/// heads and scalps into which a card was drawn under casts of up to a third in red and in blue: 98 of
/// 100 cards have less than 6.5, a wall that was taken for one 11, a label 12.
const UNLIKELIEST: f64 = 9.0;
/// Difference over the mean between parts of a card that is found. A window a meter away lights the
/// ends of a card as wide as a hand with 15 %; a shelf and a wall that were taken for cards differ by
/// 33 and 34 %.
const MOST_UNEVEN: f64 = 0.2;

/// How much the sides of cells of one strip or chart differ at most.
const ALIKE: f64 = 1.25;
/// How far the middles of such cells lie apart at most, over their longer side.
const BESIDE: f64 = 1.5;

/// A card that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct FoundCard {
    /// An upright box inside it, clear of its edges.
    pub area: PixelRect,
    /// Its longer and its shorter side in pixels, edge to edge; none where the frame cuts it off.
    pub sides: Option<[f64; 2]>,
}

/// Where the one gray card of the photo lies. Cells of a strip or chart, and
/// what is out of sight, are none.
///
/// # Errors
///
/// [`Error::LightReference`] if there is no card or more than one.
pub fn find_card(photo: &Photo, reflectance: f64) -> Result<FoundCard, Error> {
    let plates = plates(photo, reflectance);
    let is_cell = |plate: &Plate| plates.iter().any(|other| other.is_beside(plate));
    let cards: Vec<&Plate> = plates
        .iter()
        .filter(|plate| plate.can_be_card && !is_cell(plate) && is_even(photo, plate))
        .collect();
    let refused = |found: &str, fix| Error::LightReference {
        reference: "gray card",
        found: found.into(),
        fix,
    };
    match cards[..] {
        [card] => Ok(FoundCard {
            area: inside(photo, &card.place),
            sides: sides(photo, &card.outline),
        }),
        [] => Err(refused(
            "none was found",
            "lay it flat into the frame beside the head, or give its box, X,Y,W,H",
        )),
        _ => Err(refused(
            "several things look like one",
            "give the box of the right one, X,Y,W,H",
        )),
    }
}

/// The longer and the shorter side of a card that lies whole in the photo.
fn sides(photo: &Photo, card: &Rectangle) -> Option<[f64; 2]> {
    let (width, height) = (f64::from(photo.width()), f64::from(photo.height()));
    let is_inside =
        |[x, y]: [f64; 2]| (1.0..width - 1.0).contains(&x) && (1.0..height - 1.0).contains(&y);
    let mut corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].into_iter();
    let is_whole = corners.all(|(along, across)| is_inside(card.point(along, across)));
    let [one, other] = card.half.map(|half| 2.0 * half);
    is_whole.then(|| [one.max(other), one.min(other)])
}

fn is_even(photo: &Photo, plate: &Plate) -> bool {
    Patch::read(photo, inside(photo, &plate.place)).unevenness <= MOST_UNEVEN
}

/// A flat rectangle with edges all around.
#[derive(Clone, Copy, Debug)]
struct Plate {
    /// Where it lies in the photo, clear of its edges.
    place: Rectangle,
    /// The same, edge to edge.
    outline: Rectangle,
    /// Whether it is large enough for a card, and some light makes a gray card of its color.
    can_be_card: bool,
}

impl Plate {
    /// Whether the other is as large and lies next to this one.
    fn is_beside(&self, other: &Self) -> bool {
        // Edge to edge: what is cut off at the edges is much of a small cell.
        let sides = |plate: &Self| {
            let [one, other] = plate.outline.half.map(|half| 2.0 * half);
            (one.min(other), one.max(other))
        };
        let ((short, long), (other_short, other_long)) = (sides(self), sides(other));
        let is_alike = |one: f64, other: f64| (1.0 / ALIKE..ALIKE).contains(&(one / other));
        let [x, y] = self.outline.center;
        let [other_x, other_y] = other.outline.center;
        let apart = (x - other_x).hypot(y - other_y);
        is_alike(short, other_short)
            && is_alike(long, other_long)
            && apart > 0.0
            && apart < BESIDE * long
    }
}

/// The plates that are in sight, each once.
fn plates(photo: &Photo, reflectance: f64) -> Vec<Plate> {
    let mut found: Vec<Plate> = Vec::new();
    for side in SEARCHED_SIDES {
        let small = Small::of(photo, side);
        let scene = mean_light(small.levels().step_by(SCENE_STEP).map(light));
        for (plate, is_large) in FLAT.iter().flat_map(|&range| candidates(&small, range)) {
            let in_photo = plate.scaled(small.scale);
            let is_new = found.iter().all(|other| {
                !other.place.contains(in_photo.center) && !in_photo.contains(other.place.center)
            });
            if is_new && is_in_sight(photo, &in_photo) && is_edged(&small, &plate) {
                found.push(Plate {
                    place: plate.grown(-EROSION).scaled(small.scale),
                    outline: in_photo,
                    can_be_card: is_large && is_gray(&small, scene, &plate, reflectance),
                });
            }
        }
    }
    found
}

fn is_in_sight(photo: &Photo, plate: &Rectangle) -> bool {
    let [x, y] = plate.center.map(whole);
    x < photo.width() && y < photo.height() && photo.is_visible(x, y)
}

/// Flat rectangles, as large as they appear, and whether they are large enough for a card: cells of a
/// strip or chart that are a little too small tell what the others are.
fn candidates(small: &Small, range: f32) -> Vec<(Rectangle, bool)> {
    #[expect(clippy::cast_precision_loss, reason = "pixels of a small picture")]
    let (pixels, longer) = (
        (small.width * small.height) as f64,
        small.width.max(small.height) as f64,
    );
    small
        .flat_regions(range)
        .into_iter()
        .filter_map(|region| {
            let flat = Rectangle::around(&region.outline)?;
            #[expect(clippy::cast_precision_loss, reason = "pixels of a small picture")]
            let filled = region.count as f64 / flat.area();
            let card = flat.grown(EROSION);
            let smallest = if region.is_cut {
                SMALLEST_CUT_SIDE
            } else {
                SMALLEST_SIDE
            };
            let is_as_large = |side: f64| card.half.iter().all(|half| 2.0 * half >= side * longer);
            let is_plate = filled >= FILLED
                && is_as_large(smallest / ALIKE)
                && card.area() <= LARGEST_SHARE * pixels
                && card.aspect() <= LONGEST;
            is_plate.then(|| (card, is_as_large(smallest)))
        })
        .collect()
}

/// What is known of one trait of a gray card in a photo of a head.
#[derive(Clone, Copy, Debug)]
struct Trait {
    mean: f64,
    sd: f64,
}

impl Trait {
    const fn around(mean: f64, sd: f64) -> Self {
        Self { mean, sd }
    }

    fn squared_deviation(self, value: f64) -> f64 {
        ((value - self.mean) / self.sd).powi(2)
    }
}

/// Half of ln(red / blue).
fn warmth(light: LinearRgb) -> f64 {
    (light.red / light.blue).ln() / 2.0
}

/// Whether some light makes a gray card of this color, in a scene of this mean light.
fn is_gray(small: &Small, scene: LinearRgb, card: &Rectangle, reflectance: f64) -> bool {
    let spots = [
        (0.0, 0.0),
        (-0.4, -0.4),
        (0.4, -0.4),
        (-0.4, 0.4),
        (0.4, 0.4),
    ];
    let spots = spots.iter();
    let levels = spots.filter_map(|&(along, across)| small.at(card.point(along, across)));
    let card = mean_light(levels.map(light));
    let tint = card.green.ln() - f64::midpoint(card.red.ln(), card.blue.ln());
    let deviations = [
        WARMTH.squared_deviation(warmth(card)),
        TINT.squared_deviation(tint),
        EXPOSURE.squared_deviation((luminance(card) / reflectance).ln()),
        SCENE.squared_deviation(warmth(scene) - warmth(card)),
    ];
    deviations.iter().sum::<f64>() <= UNLIKELIEST
}

fn light(levels: [f32; 3]) -> LinearRgb {
    linear_from_levels(levels.map(f64::from))
}

/// The point of a rectangle at a place along one of its sides, from -1 to 1.
type SidePoint = fn(&Rectangle, f64) -> [f64; 2];

/// Whether the color changes at once along the four sides. Sides that the frame cuts off show no
/// edge: one of them may be missing, or the two that meet in a corner.
fn is_edged(small: &Small, card: &Rectangle) -> bool {
    let sides: [SidePoint; 4] = [
        |card, at| card.point(at, -1.0),
        |card, at| card.point(1.0, at),
        |card, at| card.point(at, 1.0),
        |card, at| card.point(-1.0, at),
    ];
    let [top, right, bottom, left] = sides.map(|side| Border::of(small, card, side));
    let is_cut = |one, other| one == Border::Frame && other == Border::Frame;
    [top, right, bottom, left]
        .iter()
        .all(|side| *side != Border::None)
        && !is_cut(top, bottom)
        && !is_cut(left, right)
}

/// What ends a flat rectangle on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Border {
    /// Another color.
    Edge,
    /// The photo ends there.
    Frame,
    /// Nothing: the color goes on, or fades.
    None,
}

impl Border {
    fn of(small: &Small, card: &Rectangle, side: SidePoint) -> Self {
        let (inner, outer) = (card.grown(-EROSION), card.grown(EROSION));
        let steps: Vec<Option<bool>> = (1..POINTS)
            .map(|point| f64::from(2 * point) / f64::from(POINTS) - 1.0)
            .map(|at| {
                let outside = small.at(side(&outer, at))?;
                let inside = small.at(side(&inner, at))?;
                Some((0..3).any(|channel| (inside[channel] - outside[channel]).abs() >= EDGE))
            })
            .collect();
        let share = |is: Option<bool>| {
            real(steps.iter().filter(|&&step| step == is).count()) / real(steps.len())
        };
        if share(Some(true)) >= EDGED {
            Self::Edge
        } else if share(None) >= EDGED {
            Self::Frame
        } else {
            Self::None
        }
    }
}

/// The upright box inside the card.
fn inside(photo: &Photo, card: &Rectangle) -> PixelRect {
    let (half, middle) = (card.upright_half(), card.center);
    let start = [0, 1].map(|axis| whole((middle[axis] - half[axis]).ceil()));
    let side = |axis: usize, limit: u32| {
        let end = whole((middle[axis] + half[axis]).floor()).min(limit);
        end.saturating_sub(start[axis]).max(1)
    };
    PixelRect {
        x: start[0].min(photo.width() - 1),
        y: start[1].min(photo.height() - 1),
        width: side(0, photo.width()),
        height: side(1, photo.height()),
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;

    /// Turned cards of 60 x 40 pixels around centers, on a ground of skin that is not flat.
    fn scene(centers: &[[f64; 2]], color: [u8; 3]) -> RgbImage {
        RgbImage::from_fn(400, 300, |x, y| {
            let card = |center: &[f64; 2]| Rectangle {
                center: *center,
                axis: [0.985, 0.174],
                half: [30.0, 20.0],
            };
            let point = [f64::from(x), f64::from(y)];
            if centers.iter().any(|center| card(center).contains(point)) {
                return Rgb(color);
            }
            let texture = u8::try_from((x * 7 + y * 13 + x * y) % 17).unwrap_or(0);
            Rgb([180 + texture, 140 + texture, 118 + texture])
        })
    }

    #[test]
    fn a_turned_card_in_warm_light_is_found() -> Result<(), Error> {
        let center = [110.0, 200.0];
        let photo = Photo::from_srgb(scene(&[center], [142, 118, 92]))?;
        let FoundCard { area, sides } = find_card(&photo, 0.18)?;
        let middle = [area.x + area.width / 2, area.y + area.height / 2].map(f64::from);
        assert!((middle[0] - center[0]).hypot(middle[1] - center[1]) < 3.0);
        let [long, short] = sides.unwrap_or_default();
        assert!(
            (long - 60.0).abs() < 3.0 && (short - 40.0).abs() < 3.0,
            "{long} {short}"
        );
        let pixels = photo.crop(area)?;
        assert!(
            pixels
                .pixels()
                .pixels()
                .all(|pixel| pixel.0 == [142, 118, 92])
        );
        Ok(())
    }

    #[test]
    fn a_card_in_the_corner_of_the_frame_is_found() -> Result<(), Error> {
        let mut picture = scene(&[], [0; 3]);
        for (x, y) in (0..50).flat_map(|x| (260..300).map(move |y| (x, y))) {
            picture.put_pixel(x, y, Rgb([110, 118, 130]));
        }
        let photo = Photo::from_srgb(picture)?;
        let FoundCard { area, sides } = find_card(&photo, 0.18)?;
        assert!(area.x < 6 && area.x + area.width < 50, "{area:?}");
        assert!(area.y > 260 && area.y + area.height > 290, "{area:?}");
        assert_eq!(sides, None);
        Ok(())
    }

    #[test]
    fn the_cells_of_a_strip_are_no_card() -> Result<(), Error> {
        let picture = |cards: &[[f64; 2]]| {
            let mut picture = scene(cards, [142, 118, 92]);
            for (x, y) in (30..330).flat_map(|x| (20..70).map(move |y| (x, y))) {
                let level = u8::try_from(50 + (x - 30) / 50 * 22).unwrap_or(0);
                picture.put_pixel(x, y, Rgb([level, level - 4, level - 8]));
            }
            picture
        };
        let found = find_card(&Photo::from_srgb(picture(&[[110.0, 200.0]]))?, 0.18)?.area;
        assert!(found.contains(110, 200), "{found:?}");
        assert!(find_card(&Photo::from_srgb(picture(&[]))?, 0.18).is_err());
        Ok(())
    }

    #[test]
    fn the_patches_of_a_chart_about_as_large_as_the_smallest_card_are_none() {
        let find = |patches: &[(u32, u32)]| {
            let mut picture = scene(&[], [0; 3]);
            for &(left, side) in patches {
                for (x, y) in (0..side).flat_map(|x| (0..side).map(move |y| (left + x, 100 + y))) {
                    picture.put_pixel(x, y, Rgb([142, 118, 92]));
                }
            }
            Photo::from_srgb(picture).and_then(|photo| find_card(&photo, 0.18))
        };
        // On a photo of 400 pixels the smallest card has 20: only the one in the middle could be one.
        assert!(find(&[(130, 23)]).is_ok());
        assert!(find(&[(100, 19), (130, 23), (160, 19)]).is_err());
    }

    #[test]
    fn a_shelf_in_uneven_light_is_no_card() -> Result<(), Error> {
        let mut picture = scene(&[[110.0, 200.0]], [118; 3]);
        for pixel in picture
            .enumerate_pixels_mut()
            .filter(|(_, _, pixel)| pixel.0 == [118; 3])
        {
            let (x, _, color) = pixel;
            color.0 = [118 - u8::try_from((x - 75) / 2).unwrap_or(0); 3];
        }
        assert!(find_card(&Photo::from_srgb(picture)?, 0.18).is_err());
        Ok(())
    }

    #[test]
    fn no_card_a_colored_card_and_two_cards_are_refused() -> Result<(), Error> {
        let refusal = |picture: RgbImage| -> Result<String, Error> {
            let photo = Photo::from_srgb(picture)?;
            Ok(find_card(&photo, 0.18).map_or_else(|error| error.to_string(), |_| String::new()))
        };
        let (one, other) = ([110.0, 200.0], [280.0, 90.0]);
        assert!(refusal(scene(&[], [118; 3]))?.contains("none was found"));
        assert!(refusal(scene(&[one], [60, 70, 190]))?.contains("none was found"));
        assert!(refusal(scene(&[one, other], [118; 3]))?.contains("several"));
        Ok(())
    }
}
