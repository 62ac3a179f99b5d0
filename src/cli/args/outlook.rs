//! The arguments about what pigment looks like later, and from afar.

use clap::Args;
use smpmatch::palette::Palette;
use smpmatch::skin::Fading;

use crate::values;

#[derive(Debug, Args)]
pub(crate) struct OutlookArgs {
    /// Age of the work that is to match: fresh, healed, or days, months or years such as 90d, 3m, 1y.
    #[arg(long, value_name = "AGE", default_value = "healed", value_parser = values::age_days,
          allow_hyphen_values = true, conflicts_with = "strip")]
    pub(crate) age: f64,
    /// Share of the pigment that stays through healing, 0.3 to 1; without it what the palette's
    /// observations tell, or 0.7, assumed between 0.5 and 0.8.
    #[arg(long, value_name = "SHARE", value_parser = values::kept)]
    pub(crate) heal_keep: Option<f64>,
    /// Years in which half of the healed pigment fades, 1 to 30; without it what the palette's
    /// observations tell, or 4.5, assumed between 3 and 8.
    #[arg(long, value_name = "YEARS", value_parser = values::half_life)]
    pub(crate) half_life: Option<f64>,
    /// Show the area at this many dots on a square centimeter too, 20 to 600, and set that many for
    /// --preview.
    #[arg(long, value_name = "N", value_parser = values::density)]
    pub(crate) density: Option<f64>,
}

impl OutlookArgs {
    /// How pigment heals and fades, unless that is left to the palette.
    pub(crate) fn fading(&self, palette: &Palette) -> Option<Fading> {
        (self.heal_keep.is_some() || self.half_life.is_some()).then(|| {
            let known = palette.posterior();
            Fading {
                kept: self.heal_keep.unwrap_or(known.kept.value),
                half_life_years: self.half_life.unwrap_or(known.half_life_years.value),
            }
        })
    }
}
