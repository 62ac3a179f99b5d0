//! Things of known color in the frame: the gray card and the strip of dilutions.

use palette::IntoColor;
use smpmatch::color::{Lab, LinearRgb};
use smpmatch::region::PixelRect;

use crate::plane::Plane;
use crate::scene::{Prop, Scene};
use crate::truth;

/// Reflectance of a photographer's gray card.
const CARD_LUMINANCE: f64 = 0.18;
/// Reflectance of the paper under the strip.
const PAPER: f64 = 0.8;
/// A strip as an artist would paint it: parts of water, and the color of the cell. The colors are
/// made up; all that matters is that they are known.
const STRIP: [(u32, Lab); 5] = [
    (6, Lab::new(31.0, 1.0, 1.5)),
    (10, Lab::new(39.0, 1.6, 3.6)),
    (15, Lab::new(47.0, 2.2, 5.4)),
    (20, Lab::new(53.0, 2.7, 7.2)),
    (30, Lab::new(60.0, 3.2, 9.0)),
];

/// Lays the scene's prop into the frame, under the light that the card defines as 1.
pub(crate) fn lay(scene: &Scene, frame: &mut Plane<LinearRgb>) {
    match scene.prop {
        Prop::None => {}
        Prop::Card => fill(frame, card_area(scene), gray(CARD_LUMINANCE)),
        Prop::Strip => {
            let cells = strip_area(scene);
            fill(frame, paper(cells), gray(PAPER));
            let wide = cells.width / cell_count();
            for ((_, lab), index) in STRIP.into_iter().zip(0..) {
                let cell = PixelRect {
                    x: cells.x + index * wide,
                    width: wide,
                    ..cells
                };
                fill(frame, cell, lab.into_color());
            }
        }
    }
}

/// What the prop hides of the scene.
pub(crate) fn hidden(scene: &Scene) -> Option<PixelRect> {
    match scene.prop {
        Prop::None => None,
        Prop::Card => Some(card_area(scene)),
        Prop::Strip => Some(paper(strip_area(scene))),
    }
}

/// The card's truth: its box keeps clear of the blurred edges.
pub(crate) fn card(scene: &Scene) -> Option<truth::Card> {
    let area = card_area(scene);
    let inset = area.width / 10;
    (scene.prop == Prop::Card).then(|| truth::Card {
        area: [
            area.x + inset,
            area.y + inset,
            area.width - 2 * inset,
            area.height - 2 * inset,
        ],
        luminance: CARD_LUMINANCE,
    })
}

/// The strip's truth.
pub(crate) fn strip(scene: &Scene) -> Option<truth::Strip> {
    let area = strip_area(scene);
    (scene.prop == Prop::Strip).then(|| truth::Strip {
        area: [area.x, area.y, area.width, area.height],
        shades: STRIP.iter().map(|(shade, _)| *shade).collect(),
        labs: STRIP.iter().map(|(_, lab)| [lab.l, lab.a, lab.b]).collect(),
    })
}

fn card_area(scene: &Scene) -> PixelRect {
    let (width, height) = scene.sides();
    let side = width.min(height) / 6;
    let margin = side / 6;
    PixelRect {
        x: margin,
        y: height - margin - side,
        width: side,
        height: side,
    }
}

fn strip_area(scene: &Scene) -> PixelRect {
    let (width, height) = scene.sides();
    let cell = width / 10;
    PixelRect {
        x: cell / 2,
        y: height - cell - cell / 2,
        width: cell * cell_count(),
        height: cell,
    }
}

fn cell_count() -> u32 {
    u32::try_from(STRIP.len()).unwrap_or(u32::MAX)
}

fn gray(reflectance: f64) -> LinearRgb {
    LinearRgb::new(reflectance, reflectance, reflectance)
}

/// The paper that the strip is painted on.
fn paper(cells: PixelRect) -> PixelRect {
    let border = cells.height / 4;
    PixelRect {
        x: cells.x - border,
        y: cells.y - border,
        width: cells.width + 2 * border,
        height: cells.height + 2 * border,
    }
}

fn fill(frame: &mut Plane<LinearRgb>, area: PixelRect, color: LinearRgb) {
    for y in area.y..area.y + area.height {
        for x in area.x..area.x + area.width {
            *frame.at_mut(x, y) = color;
        }
    }
}
