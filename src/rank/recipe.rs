//! How much pigment and water makes a mix, in amounts that can be measured.

use serde::Serialize;

use super::RankOptions;

/// By how much the water to one part of pigment may be off, as a share of it: a third of the
/// smallest step between neighboring shades of the built-in palette, 18 to 20.
const TOLERANCE: f64 = 0.03;

/// Decimals of a milliliter that a 1 ml syringe is marked with.
const SYRINGE_DECIMALS: i32 = 2;

/// Decimals of a milliliter beyond which no amount is given: a millionth is less than any drop.
const MOST_DECIMALS: i32 = 6;

/// The least that is drawn up in a 1 ml syringe, in ml: half a mark is then 5 % of it, half of the
/// smallest step between neighboring shades of the built-in palette.
const LEAST_ML: f64 = 0.1;

/// The most drops of a mix: more than anybody counts.
const MOST_DROPS: f64 = 200.0;

/// The most water to one part of pigment in the first of two mixes: 5 ml of it are then made.
const MOST_FIRST_WATER: u32 = 49;

/// Volumes of a mix.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Recipe {
    /// The whole mix in ml, as asked for.
    pub volume_ml: f64,
    /// Pigment as it comes from the bottle, in ml: rounded to hundredths, or to as many more
    /// decimals as keep water to pigment within 3 %.
    pub pigment_ml: f64,
    /// Water in ml, rounded likewise.
    pub water_ml: f64,
    /// The same mix in whole drops, where no more than 200 keep water to pigment within 3 % and fill
    /// the volume to between two thirds and eleven tenths.
    pub drops: Option<Drops>,
    /// What to do where the mix is too small for drops and for a syringe; none where one of them
    /// measures it.
    pub small: Option<SmallMix>,
}

/// Whole drops of a mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Drops {
    /// Drops of pigment, 1 or more.
    pub pigment: u32,
    /// Drops of water.
    pub water: u32,
}

/// How to make a mix of which an amount is below 0.1 ml, the least that a syringe of 1 ml tells
/// well, and that drops do not give either.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SmallMix {
    /// Volume in ml of the smallest mix that is enough and that drops give.
    pub smallest_ml: f64,
    /// Its drops.
    pub smallest: Drops,
    /// The volume asked for by way of a stronger mix, where that can be measured.
    pub two_steps: Option<TwoSteps>,
}

/// A mix made of a stronger one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TwoSteps {
    /// Pigment of the stronger mix in ml.
    pub pigment_ml: f64,
    /// Water of the stronger mix in ml.
    pub first_water_ml: f64,
    /// How much of the stronger mix to take, in ml.
    pub taken_ml: f64,
    /// Water to add to what was taken, in ml.
    pub water_ml: f64,
}

impl Recipe {
    /// A mix of which `pigment_share` (above 0 to 1) is pigment.
    pub(super) fn new(pigment_share: f64, options: &RankOptions) -> Self {
        let volume_ml = options.volume_ml;
        let [pigment_ml, water_ml] = amounts(pigment_share, volume_ml);
        let drops = Drops::of(pigment_share, options);
        Self {
            volume_ml,
            pigment_ml,
            water_ml,
            drops,
            small: SmallMix::of(pigment_share, options).filter(|_| drops.is_none()),
        }
    }
}

/// Pigment and water, in as few decimals as the ratio allows.
fn amounts(pigment_share: f64, volume_ml: f64) -> [f64; 2] {
    let exact = [pigment_share, 1.0 - pigment_share].map(|share| share * volume_ml);
    (SYRINGE_DECIMALS..=MOST_DECIMALS)
        .map(|decimals| exact.map(|ml| rounded(ml, decimals)))
        .find(|&[pigment, water]| is_near(pigment / (pigment + water), pigment_share))
        .unwrap_or(exact)
}

impl Drops {
    /// The drops that fill the volume best.
    fn of(pigment_share: f64, options: &RankOptions) -> Option<Self> {
        let wanted = options.volume_ml / options.drop_ml;
        let filled = wanted / 1.5..=wanted * 1.1;
        let off = |drops: &Self| (drops.all() - wanted).abs();
        Self::mixes(pigment_share)
            .take_while(|drops| drops.all() <= *filled.end())
            .filter(|drops| drops.all() >= *filled.start())
            .min_by(|one, other| off(one).total_cmp(&off(other)))
    }

    /// Every mix of the ratio that can be counted, the smallest first.
    fn mixes(pigment_share: f64) -> impl Iterator<Item = Self> {
        let counted = (1_u32..).map_while(move |pigment| {
            let water = whole(f64::from(pigment) * (1.0 / pigment_share - 1.0))?;
            Some(Self { pigment, water }).filter(|drops| drops.all() <= MOST_DROPS)
        });
        counted.filter(move |drops| is_near(f64::from(drops.pigment) / drops.all(), pigment_share))
    }

    fn all(self) -> f64 {
        f64::from(self.pigment) + f64::from(self.water)
    }
}

impl SmallMix {
    fn of(pigment_share: f64, options: &RankOptions) -> Option<Self> {
        let amounts = [pigment_share, 1.0 - pigment_share].map(|share| share * options.volume_ml);
        let is_small = |ml: f64| ml > 0.0 && ml < LEAST_ML;
        if !amounts.into_iter().any(is_small) {
            return None;
        }
        let is_enough = |drops: &Drops| drops.all() * options.drop_ml >= options.volume_ml;
        let smallest = Drops::mixes(pigment_share).find(is_enough)?;
        Some(Self {
            smallest_ml: rounded(smallest.all() * options.drop_ml, SYRINGE_DECIMALS),
            smallest,
            two_steps: TwoSteps::of(pigment_share, options.volume_ml),
        })
    }
}

impl TwoSteps {
    /// The way by the strongest first mix of which enough is taken.
    fn of(pigment_share: f64, volume_ml: f64) -> Option<Self> {
        (1..=MOST_FIRST_WATER)
            .map(|parts| Self::by(f64::from(parts), pigment_share, volume_ml))
            .find(|steps| steps.is_measurable() && is_near(steps.pigment_share(), pigment_share))
    }

    fn by(first_water_parts: f64, pigment_share: f64, volume_ml: f64) -> Self {
        let hundredths = |ml| rounded(ml, SYRINGE_DECIMALS);
        let taken_ml = hundredths(volume_ml * pigment_share * (1.0 + first_water_parts));
        Self {
            pigment_ml: LEAST_ML,
            first_water_ml: hundredths(LEAST_ML * first_water_parts),
            taken_ml,
            water_ml: hundredths(volume_ml - taken_ml),
        }
    }

    fn is_measurable(&self) -> bool {
        let made_ml = self.pigment_ml + self.first_water_ml;
        (LEAST_ML..=made_ml).contains(&self.taken_ml) && self.water_ml >= LEAST_ML
    }

    fn pigment_share(&self) -> f64 {
        let first = self.pigment_ml / (self.pigment_ml + self.first_water_ml);
        first * self.taken_ml / (self.taken_ml + self.water_ml)
    }
}

/// Whether a mix has as much water to its pigment as wanted; both are shares of pigment.
fn is_near(share: f64, wanted: f64) -> bool {
    let water = |share: f64| 1.0 / share - 1.0;
    (water(share) - water(wanted)).abs() <= TOLERANCE * water(wanted)
}

fn rounded(ml: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (ml * scale).round() / scale
}

/// The nearest number of drops, if it can be counted.
fn whole(drops: f64) -> Option<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within the range"
    )]
    (0.0..=MOST_DROPS)
        .contains(&drops)
        .then(|| drops.round() as u32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn recipe(water_parts: f64, volume_ml: f64) -> Recipe {
        let options = RankOptions {
            volume_ml,
            ..RankOptions::default()
        };
        Recipe::new(1.0 / (1.0 + water_parts), &options)
    }

    proptest! {
        #[test]
        fn every_way_to_a_mix_has_its_ratio_within_three_percent_and_about_its_volume(
            (water_parts, volume_ml) in (0.5_f64..60.0, 0.1_f64..100.0)
        ) {
            let found = recipe(water_parts, volume_ml);
            let told = |pigment: f64, water: f64| (water / pigment / water_parts - 1.0).abs();
            prop_assert!(told(found.pigment_ml, found.water_ml) <= 0.03 + 1e-9);
            prop_assert!((found.pigment_ml + found.water_ml - volume_ml).abs() <= 0.010_001);
            if let Some(drops) = found.drops {
                prop_assert!(told(drops.pigment.into(), drops.water.into()) <= 0.03 + 1e-9);
                let filled_ml = drops.all() * RankOptions::default().drop_ml;
                prop_assert!(filled_ml < 1.101 * volume_ml && filled_ml > 0.66 * volume_ml);
            }
            if let Some(steps) = found.small.and_then(|small| small.two_steps) {
                let share = steps.pigment_share();
                prop_assert!(told(share, 1.0 - share) <= 0.03 + 1e-9);
                prop_assert!((steps.taken_ml + steps.water_ml - volume_ml).abs() <= 0.010_001);
            }
        }

        #[test]
        fn every_mix_can_be_measured_or_says_how_it_can(
            (water_parts, volume_ml) in (0.5_f64..60.0, 0.1_f64..100.0)
        ) {
            let found = recipe(water_parts, volume_ml);
            let by_syringe = found.pigment_ml >= 0.095 && found.water_ml >= 0.095;
            prop_assert!(by_syringe || found.drops.is_some() || found.small.is_some());
            if let Some(small) = found.small {
                prop_assert!(small.smallest_ml > volume_ml);
                prop_assert_eq!(recipe(water_parts, small.smallest_ml).drops, Some(small.smallest));
            }
        }
    }

    #[test]
    fn neighboring_shades_stay_apart_in_a_small_cup() {
        let pigment = [20.0, 25.0, 30.0].map(|shade| recipe(shade, 0.5).pigment_ml);
        assert_eq!(
            pigment.map(|ml| ml.to_string()),
            ["0.024", "0.019", "0.016"]
        );
        let first = recipe(20.0, 0.5).small.and_then(|small| small.two_steps);
        assert_eq!(
            first,
            Some(TwoSteps {
                pigment_ml: 0.1,
                first_water_ml: 0.4,
                taken_ml: 0.12,
                water_ml: 0.38
            })
        );
    }

    #[test]
    fn undiluted_ink_is_drops_of_ink_alone() {
        let undiluted = recipe(0.0, 0.5);
        assert_eq!(
            undiluted.drops,
            Some(Drops {
                pigment: 10,
                water: 0
            })
        );
        assert!(undiluted.small.is_none());
    }
}
