//! Recipes in words.

use crate::rank::{Drops, Recipe, SmallMix};

/// An amount in ml, with the decimals that it was rounded to and no fewer than two.
pub(super) fn ml(amount: f64) -> String {
    let (short, full) = (format!("{amount:.2}"), amount.to_string());
    if full.len() > short.len() {
        full
    } else {
        short
    }
}

/// A mix in one line: its amounts, the same in drops, and the way to it where it is small.
pub(super) fn line(recipe: &Recipe) -> String {
    let Recipe {
        pigment_ml,
        water_ml,
        ..
    } = *recipe;
    let way = drops(recipe).or_else(|| small(recipe));
    let way = way.map_or(String::new(), |way| format!(" ({way})"));
    format!(
        "{} ml pigment + {} ml water{way}",
        ml(pigment_ml),
        ml(water_ml)
    )
}

/// A mix in drops, where it can be counted.
pub(super) fn drops(recipe: &Recipe) -> Option<String> {
    let Drops { pigment, water } = recipe.drops?;
    Some(format!("{pigment} + {water} drops"))
}

/// How to make a mix that is too small to be measured at once.
pub(super) fn small(recipe: &Recipe) -> Option<String> {
    let SmallMix {
        smallest_ml,
        smallest,
        two_steps,
    } = recipe.small?;
    let Drops { pigment, water } = smallest;
    let at_once = format!(
        "{pigment} + {water} drops give {} ml, the least that can be measured at once",
        ml(smallest_ml)
    );
    Some(two_steps.map_or(at_once.clone(), |steps| {
        format!(
            "in two steps: {} ml pigment + {} ml water, then {} ml of that + {} ml water; {at_once}",
            ml(steps.pigment_ml),
            ml(steps.first_water_ml),
            ml(steps.taken_ml),
            ml(steps.water_ml)
        )
    }))
}
