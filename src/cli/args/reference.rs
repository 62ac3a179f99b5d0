//! The arguments that name the thing of known color in a photo.

use std::str::FromStr;

use clap::Args;
use smpmatch::light::{CARD_REFLECTANCE, Corners};
use smpmatch::region::Region;

use crate::values;

#[derive(Debug, Args)]
pub(crate) struct ReferenceArgs {
    /// Neutral gray card in the photo: its box, well inside its edges, or auto to find it.
    #[arg(long, value_name = "BOX|auto")]
    pub(crate) card: Option<AutoOr<Region>>,
    /// Luminance of the card, 0.02 to 1.
    #[arg(long, value_name = "Y", default_value_t = CARD_REFLECTANCE, requires = "card",
          value_parser = values::luminance)]
    pub(crate) card_luminance: f64,
    /// ColorChecker of 24 patches in the photo: the corners of its block of patches as
    /// X1,Y1,X2,Y2,X3,Y3,X4,Y4 in pixels, at dark skin, bluish green, black and white, or auto to
    /// find it.
    #[arg(long, value_name = "CORNERS|auto", conflicts_with = "card")]
    pub(crate) chart: Option<AutoOr<ChartCorners>>,
}

/// Where a thing lies, or that it is to be found.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AutoOr<T> {
    Find,
    At(T),
}

impl<T> AutoOr<T> {
    /// The place that was given, if one was.
    pub(crate) fn given(self) -> Option<T> {
        match self {
            Self::Find => None,
            Self::At(place) => Some(place),
        }
    }
}

impl<T: FromStr> FromStr for AutoOr<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        if text == "auto" {
            return Ok(Self::Find);
        }
        text.parse().map(Self::At)
    }
}

/// The corners of a chart as they are typed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChartCorners(pub(crate) Corners);

impl FromStr for ChartCorners {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "expected eight numbers X1,Y1,X2,Y2,X3,Y3,X4,Y4 in pixels".to_owned();
        let numbers: Result<Vec<f64>, _> = text
            .split(',')
            .map(|part| part.trim().parse::<f64>())
            .collect();
        let numbers: [f64; 8] = numbers
            .ok()
            .and_then(|numbers| numbers.try_into().ok())
            .ok_or_else(wrong)?;
        if !numbers.iter().all(|number| number.is_finite()) {
            return Err(wrong());
        }
        let [x1, y1, x2, y2, x3, y3, x4, y4] = numbers;
        Ok(Self([[x1, y1], [x2, y2], [x3, y3], [x4, y4]]))
    }
}
