//! Things of known color in the frame: the gray card and the strip of dilutions.

use palette::{IntoColor, Srgb};
use smpmatch::color::{Lab, LinearRgb};
use smpmatch::light::CARD_REFLECTANCE;
use smpmatch::region::PixelRect;

use crate::plane::Plane;
use crate::scene::{Prop, Scene};
use crate::treated;
use crate::truth;

/// Reflectance of the paper under the strip.
const PAPER: f64 = 0.8;
/// A strip as an artist would paint it: parts of water, and the color of the cell. The colors are
/// made up; all that matters is that they are known.
const STRIP: [(u32, Lab); 5] = [
    (6, Lab::new(31.0, 2.0, 3.0)),
    (10, Lab::new(39.0, 2.8, 5.2)),
    (15, Lab::new(47.0, 3.4, 7.2)),
    (20, Lab::new(53.0, 3.8, 9.0)),
    (30, Lab::new(60.0, 4.2, 10.8)),
];

/// The patches of a ColorChecker in sRGB, row by row, as X-Rite publishes them ("ColorChecker
/// Classic, sRGB values").
const CHART: [[u8; 3]; 24] = [
    [115, 82, 68],
    [194, 150, 130],
    [98, 122, 157],
    [87, 108, 67],
    [133, 128, 177],
    [103, 189, 170],
    [214, 126, 44],
    [80, 91, 166],
    [193, 90, 99],
    [94, 60, 108],
    [157, 188, 64],
    [224, 163, 46],
    [56, 61, 150],
    [70, 148, 73],
    [175, 54, 60],
    [231, 199, 31],
    [187, 86, 149],
    [8, 133, 161],
    [243, 243, 242],
    [200, 200, 200],
    [160, 160, 160],
    [122, 122, 121],
    [85, 85, 85],
    [52, 52, 52],
];
const CHART_COLUMNS: u32 = 6;
const CHART_ROWS: u32 = 4;
/// Reflectance of its frame.
const CHART_FRAME: f64 = 0.03;

/// Lays the scene's prop into the frame, under the light that the card defines as 1.
pub(crate) fn lay(scene: &Scene, frame: &mut Plane<LinearRgb>) {
    match scene.prop {
        Prop::None => {}
        Prop::Card => fill(frame, card_area(scene), gray(CARD_REFLECTANCE)),
        Prop::Treated(dots) => {
            treated::set(scene, dots, frame);
            fill(frame, card_area(scene), gray(CARD_REFLECTANCE));
        }
        Prop::Chart => {
            let block = chart_area(scene);
            let (wide, gap) = (block.width / CHART_COLUMNS, block.width / CHART_COLUMNS / 8);
            fill(frame, block.grown(gap), gray(CHART_FRAME));
            for (patch, index) in CHART.into_iter().zip(0..) {
                let area = PixelRect {
                    x: block.x + index % CHART_COLUMNS * wide + gap / 2,
                    y: block.y + index / CHART_COLUMNS * wide + gap / 2,
                    width: wide - gap,
                    height: wide - gap,
                };
                let light = Srgb::from(patch).into_format::<f64>().into_linear();
                fill(frame, area, light);
            }
        }
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
        Prop::Card | Prop::Treated(_) => Some(card_area(scene)),
        Prop::Chart => {
            let block = chart_area(scene);
            Some(block.grown(block.width / CHART_COLUMNS / 8))
        }
        Prop::Strip => Some(paper(strip_area(scene))),
    }
}

/// The card's truth: its box keeps clear of the blurred edges.
pub(crate) fn card(scene: &Scene) -> Option<truth::Card> {
    let area = card_area(scene);
    let inset = area.width / 10;
    matches!(scene.prop, Prop::Card | Prop::Treated(_)).then(|| truth::Card {
        area: [
            area.x + inset,
            area.y + inset,
            area.width - 2 * inset,
            area.height - 2 * inset,
        ],
        luminance: CARD_REFLECTANCE,
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

fn chart_area(scene: &Scene) -> PixelRect {
    let (width, height) = scene.sides();
    let wide = width / 20;
    PixelRect {
        x: wide,
        y: height - wide * (CHART_ROWS + 1),
        width: wide * CHART_COLUMNS,
        height: wide * CHART_ROWS,
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
