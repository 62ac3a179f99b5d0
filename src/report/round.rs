//! Numbers as they are written: rounded well below what a photo can carry.
#![expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands every field over by reference"
)]

use serde::{Serialize, Serializer};

use crate::color::Lab;
use crate::measure::LabSd;

/// Decimals of CIELAB: the within-cluster sum of squares is not moved by 1e-4.
const LAB_DECIMALS: i32 = 4;
/// Decimals of shares, of factors, of places in pixels, and of what is given in hundredths.
const SHARE_DECIMALS: i32 = 4;
const FACTOR_DECIMALS: i32 = 4;
const PIXEL_DECIMALS: i32 = 1;
const HUNDREDTHS: i32 = 2;

fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    // Adding zero turns -0 into 0.
    (value * scale).round() / scale + 0.0
}

fn coordinates(lab: Lab) -> [f64; 3] {
    [lab.l, lab.a, lab.b].map(|value| rounded(value, LAB_DECIMALS))
}

pub(super) fn lab<S: Serializer>(lab: &Lab, to: S) -> Result<S::Ok, S::Error> {
    coordinates(*lab).serialize(to)
}

pub(super) fn optional_lab<S: Serializer>(lab: &Option<Lab>, to: S) -> Result<S::Ok, S::Error> {
    lab.map(coordinates).serialize(to)
}

fn deviations(sd: LabSd) -> [f64; 3] {
    [sd.l, sd.a, sd.b].map(|value| rounded(value, HUNDREDTHS))
}

pub(super) fn sd<S: Serializer>(sd: &LabSd, to: S) -> Result<S::Ok, S::Error> {
    deviations(*sd).serialize(to)
}

pub(super) fn optional_sd<S: Serializer>(sd: &Option<LabSd>, to: S) -> Result<S::Ok, S::Error> {
    sd.map(deviations).serialize(to)
}

pub(super) fn share<S: Serializer>(share: &f64, to: S) -> Result<S::Ok, S::Error> {
    rounded(*share, SHARE_DECIMALS).serialize(to)
}

pub(super) fn optional_share<S: Serializer>(share: &Option<f64>, to: S) -> Result<S::Ok, S::Error> {
    share
        .map(|share| rounded(share, SHARE_DECIMALS))
        .serialize(to)
}

pub(super) fn interval<S: Serializer>(ends: &(f64, f64), to: S) -> Result<S::Ok, S::Error> {
    [ends.0, ends.1]
        .map(|end| rounded(end, HUNDREDTHS))
        .serialize(to)
}

pub(super) fn optional_interval<S: Serializer>(
    ends: &Option<(f64, f64)>,
    to: S,
) -> Result<S::Ok, S::Error> {
    ends.map(|(from, till)| [from, till].map(|end| rounded(end, HUNDREDTHS)))
        .serialize(to)
}

pub(super) fn channels<S: Serializer>(factors: &[f64; 3], to: S) -> Result<S::Ok, S::Error> {
    factors
        .map(|factor| rounded(factor, FACTOR_DECIMALS))
        .serialize(to)
}

pub(super) fn corners<S: Serializer>(corners: &[[f64; 2]; 4], to: S) -> Result<S::Ok, S::Error> {
    corners
        .map(|corner| corner.map(|at| rounded(at, PIXEL_DECIMALS)))
        .serialize(to)
}

pub(super) fn hundredths<S: Serializer>(value: &f64, to: S) -> Result<S::Ok, S::Error> {
    rounded(*value, HUNDREDTHS).serialize(to)
}

pub(super) fn optional_hundredths<S: Serializer>(
    value: &Option<f64>,
    to: S,
) -> Result<S::Ok, S::Error> {
    value.map(|value| rounded(value, HUNDREDTHS)).serialize(to)
}
