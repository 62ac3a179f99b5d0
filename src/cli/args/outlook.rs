//! The arguments about what pigment looks like later, and from afar.

use clap::Args;
use smpmatch::skin::Fading;

use crate::values;

#[derive(Debug, Args)]
pub(crate) struct OutlookArgs {
    /// Age of the work that is to match: fresh, healed, or days, months or years such as 90d, 3m, 1y.
    #[arg(long, value_name = "AGE", default_value = "healed", value_parser = values::age_days,
          allow_hyphen_values = true, conflicts_with = "strip")]
    pub(crate) age: f64,
    /// Share of the pigment that stays through healing, 0.3 to 1; assumed, between 0.5 and 0.8.
    #[arg(long, value_name = "SHARE", default_value_t = 0.70, value_parser = values::kept)]
    pub(crate) heal_keep: f64,
    /// Years in which half of the healed pigment fades, 1 to 30; assumed, between 3 and 8.
    #[arg(long, value_name = "YEARS", default_value_t = 4.5, value_parser = values::half_life)]
    pub(crate) half_life: f64,
    /// Show the area at this many dots on a square centimeter too, 20 to 600, and set so many for
    /// --preview.
    #[arg(long, value_name = "N", value_parser = values::density)]
    pub(crate) density: Option<f64>,
}

impl From<&OutlookArgs> for Fading {
    fn from(args: &OutlookArgs) -> Self {
        Self {
            kept: args.heal_keep,
            half_life_years: args.half_life,
        }
    }
}
