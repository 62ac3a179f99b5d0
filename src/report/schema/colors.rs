//! The colors of a head.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::color;
use crate::color::{ItaClass, Lab};
use crate::measure::{LabSd, Style};
use crate::report::round;
use crate::report::schema::ReadingReport;
use crate::segment::{Label, RoleCluster};

/// A color as numbers and for screens.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Swatch {
    /// CIELAB under D65.
    #[serde(serialize_with = "round::lab")]
    pub lab: Lab,
    /// The nearest sRGB color.
    pub hex: String,
}

impl From<Lab> for Swatch {
    fn from(lab: Lab) -> Self {
        Self {
            lab,
            hex: color::hex(lab),
        }
    }
}

/// One dominant color.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ClusterReport {
    /// What most of its pixels are.
    pub role: Label,
    /// Mean color.
    #[serde(flatten)]
    pub color: Swatch,
    /// Share of the photo's visible pixels, 0 to 1.
    #[serde(serialize_with = "round::share")]
    pub share: f64,
}

impl From<&RoleCluster> for ClusterReport {
    fn from(found: &RoleCluster) -> Self {
        Self {
            role: found.role,
            color: found.cluster.centroid.into(),
            share: found.cluster.share,
        }
    }
}

/// The hair of one photo.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct HairReport {
    /// Estimated color of the hair itself.
    #[serde(flatten)]
    pub color: Swatch,
    /// Median color of the pixels called hair: hair as it shows.
    #[serde(serialize_with = "round::optional_lab")]
    pub seen_lab: Option<Lab>,
    /// For screens.
    pub seen_hex: Option<String>,
    /// Mean light of the zone, hair and the skin between, as it would be in the light on the skin.
    #[serde(serialize_with = "round::optional_lab")]
    pub zone_lab: Option<Lab>,
    /// Share of the photo, 0 to 1.
    #[serde(serialize_with = "round::optional_share")]
    pub share: Option<f64>,
    /// Around which part of the photo it was read; none without a photo.
    pub place: Option<&'static str>,
    /// How the hair is worn.
    pub style: Option<Style>,
    /// Share of the hair's zone that hair covers, 0 to 1.
    #[serde(serialize_with = "round::optional_share")]
    pub cover: Option<f64>,
    /// Standard deviation of `lab`; none where the photo tells no hue.
    #[serde(serialize_with = "round::optional_sd")]
    pub sd: Option<LabSd>,
    /// Whether the answer can be used; none of a color that was given and of hair that was boxed.
    pub reading: Option<ReadingReport>,
}

impl HairReport {
    /// A colorimeter's reading goes before the photo's.
    pub(in crate::report) fn of(analysis: &Analysis) -> Option<Self> {
        let (lab, measured) = (analysis.hair_color()?, analysis.hair.as_ref());
        let seen_lab = measured.map(|hair| hair.seen);
        Some(Self {
            color: lab.into(),
            seen_lab,
            seen_hex: seen_lab.map(color::hex),
            zone_lab: measured.map(|hair| hair.zone),
            share: measured.map(|hair| hair.share),
            place: measured.and_then(|_| analysis.whereabouts(Label::Hair)),
            style: measured.map(|hair| hair.style),
            cover: measured.map(|hair| hair.cover),
            sd: analysis.hair_sd(),
            reading: analysis.clues.map(Into::into),
        })
    }
}

/// The skin of one photo.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct SkinReport {
    /// Color of bare skin away from shadow and shine.
    #[serde(flatten)]
    pub color: Swatch,
    /// Share of the photo, 0 to 1.
    #[serde(serialize_with = "round::optional_share")]
    pub share: Option<f64>,
    /// Around which part of the photo it was read; none without a photo.
    pub place: Option<&'static str>,
    /// Individual typology angle in degrees; none of a color that is gray or bluish.
    #[serde(serialize_with = "round::optional_hundredths")]
    pub ita_degrees: Option<f64>,
    /// Class of the angle.
    pub ita_class: Option<ItaClass>,
    /// Standard deviation of `lab`; none where the photo tells no hue.
    #[serde(serialize_with = "round::optional_sd")]
    pub sd: Option<LabSd>,
}

impl SkinReport {
    /// A colorimeter's reading goes before the photo's.
    pub(in crate::report) fn of(analysis: &Analysis) -> Option<Self> {
        let (lab, measured) = (analysis.skin_color()?, analysis.skin.as_ref());
        Some(Self {
            color: lab.into(),
            share: measured.map(|skin| skin.share),
            place: measured.and_then(|_| analysis.whereabouts(Label::Skin)),
            ita_degrees: color::ita_degrees(lab),
            ita_class: ItaClass::of(lab),
            sd: analysis.skin_sd(),
        })
    }
}
