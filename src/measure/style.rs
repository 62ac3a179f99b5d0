//! How the hair is worn, by how much of its zone it covers.

use std::fmt;

use serde::Serialize;

/// How the hair is worn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// Shaved or nearly so: dots with skin between.
    Stubble,
    /// Clipped short: skin shows through.
    Buzz,
    /// Long enough to hide the skin.
    Long,
}

impl Style {
    /// The style of hair that covers this share of its zone, 0 to 1.
    ///
    /// ```
    /// use smpmatch::measure::Style;
    ///
    /// assert_eq!(Style::of(0.3), Style::Stubble);
    /// assert_eq!(Style::of(0.97), Style::Long);
    /// ```
    #[must_use]
    pub fn of(cover: f64) -> Self {
        /// Chosen: shaved follicles of healthy density cover up to about half of the scalp.
        const STUBBLE: f64 = 0.6;
        /// Chosen: clipped hair lets skin show in about a tenth of the zone or more.
        const BUZZ: f64 = 0.9;
        match cover {
            cover if cover < STUBBLE => Self::Stubble,
            cover if cover < BUZZ => Self::Buzz,
            _ => Self::Long,
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
