//! Where to begin when no hair is left to match.

use std::ops::RangeInclusive;

use super::prediction::Prediction;
use super::{RankOptions, Recipe};
use crate::color::{ItaClass, Lab};
use crate::palette::{Dilution, Palette};
use crate::skin::Skin;

/// Shades to begin with by skin alone: a rule of thumb, and no match.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct StartingPoint {
    /// The skin's class.
    pub class: ItaClass,
    /// Parts of water to 1 part of pigment that the trade's chart has for it.
    pub water_parts: RangeInclusive<f64>,
    /// Names of the palette's shades among them, lighter first; of none, the nearest.
    pub shades: Vec<String>,
    /// The color expected of the first of them in this skin, at the age asked for.
    pub lab: Lab,
    /// How to mix the first of them.
    pub recipe: Recipe,
}

impl StartingPoint {
    /// The shades of a palette for this skin; none of a palette without any, and none where the
    /// photo has no hue to class the skin by.
    ///
    /// ```
    /// use smpmatch::color::Lab;
    /// use smpmatch::palette::Palette;
    /// use smpmatch::rank::{RankOptions, StartingPoint};
    ///
    /// let fair = Lab::new(65.5, 9.5, 14.5);
    /// let start = StartingPoint::by_skin(fair, &Palette::generic(), &RankOptions::default());
    /// assert!(start.is_some_and(|start| start.shades == ["30", "25", "20"]));
    /// ```
    #[must_use]
    pub fn by_skin(skin: Lab, palette: &Palette, options: &RankOptions) -> Option<Self> {
        let class = ItaClass::of(skin)?;
        let water_parts = chart(class);
        let shades = among(palette, &water_parts);
        let first = *shades.first()?;
        let skin = Skin::fit(skin);
        let prediction = Prediction::new(&skin, palette, options);
        Some(Self {
            class,
            water_parts,
            lab: prediction.color(first).0,
            recipe: Recipe::new(first.pigment_share(), options),
            shades: shades
                .into_iter()
                .map(|found| found.shade.clone())
                .collect(),
        })
    }
}

/// Parts of water by skin. The trade's chart says no more than: little or no water for dark skin
/// with black hair, from about 20 parts on for light skin with light hair, and between for what lies
/// between (<https://karen-nicolaou.com/2021/11/10/scalp-micropigmentation-pigment/>). The steps
/// between are ours.
fn chart(class: ItaClass) -> RangeInclusive<f64> {
    match class {
        ItaClass::VeryLight | ItaClass::Light => 20.0..=30.0,
        ItaClass::Intermediate => 12.0..=20.0,
        ItaClass::Tan => 10.0..=15.0,
        ItaClass::Brown => 6.0..=10.0,
        ItaClass::Dark => 2.0..=6.0,
    }
}

/// The dilutions with so many parts of water, the paler first; of none, the nearest.
fn among<'a>(palette: &'a Palette, water_parts: &RangeInclusive<f64>) -> Vec<&'a Dilution> {
    let parts = |dilution: &Dilution| dilution.water_parts / dilution.pigment_parts;
    let mut paler_first: Vec<&Dilution> = palette.dilutions().iter().collect();
    paler_first.sort_by(|one, other| parts(other).total_cmp(&parts(one)));
    let (least, most) = (*water_parts.start(), *water_parts.end());
    let off = |dilution: &Dilution| {
        (least - parts(dilution))
            .max(parts(dilution) - most)
            .max(0.0)
    };
    let least_off = paler_first
        .iter()
        .map(|found| off(found))
        .fold(f64::INFINITY, f64::min);
    paler_first.retain(|found| off(found) <= least_off);
    paler_first
}
