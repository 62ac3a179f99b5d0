//! How the hair is worn, by how much of its zone it covers and whether it runs on.

use std::fmt;

use serde::Serialize;

/// How the hair is worn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Style {
    /// Shaved or nearly so: dots with skin between.
    Stubble,
    /// Clipped short: skin shows through.
    Buzz,
    /// Long enough to hide the skin.
    Long,
}

impl Style {
    /// The style of hair that covers this share of its zone, 0 to 1, and whose strands run on this
    /// surely, 0 for dots to 1 for long hair.
    ///
    /// ```
    /// use smpmatch::measure::Style;
    ///
    /// assert_eq!(Style::of(0.3, 0.0), Style::Stubble);
    /// assert_eq!(Style::of(0.95, 0.0), Style::Buzz);
    /// assert_eq!(Style::of(0.95, 1.0), Style::Long);
    /// ```
    #[must_use]
    pub fn of(cover: f64, anisotropy: f64) -> Self {
        /// Shaved hair covers up to about half of the scalp: tells 85 % of rendered stubble and 80 %
        /// of rendered clipped hair.
        const STUBBLE: f64 = 0.52;
        /// Chosen: long hair lets little skin show.
        const LONG: f64 = 0.75;
        if cover < STUBBLE {
            Self::Stubble
        } else if cover >= LONG && anisotropy >= 0.5 {
            Self::Long
        } else {
            Self::Buzz
        }
    }

    /// The style in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stubble => "stubble",
            Self::Buzz => "buzz",
            Self::Long => "long",
        }
    }
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
