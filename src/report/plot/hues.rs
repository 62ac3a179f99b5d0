//! Hair, skin, target and dilutions by lightness and yellowness.

use askama::Template;

use super::MOST;
use super::axis::{Axis, BOTTOM, HEIGHT, LEFT, RIGHT, TOP, Tick, WIDTH, points, range};
use crate::report::schema::{MatchReport, PhotoResult, Swatch};
use crate::report::words::printable;

/// Units from end to end of an axis at least, and the part left free at either end.
const LEAST: f64 = 10.0;
const FREE: f64 = 0.12;
/// Units of the plot that a name takes: one that would not fit stands above.
const NAME: f64 = 60.0;

/// The plot.
#[derive(Template)]
#[template(path = "plot_hues.html")]
pub(super) struct Hues {
    ladder: Vec<HueMark>,
    /// The ladder as one line.
    line: String,
    named: Vec<HueMark>,
    across: Vec<Tick>,
    up: Vec<Tick>,
    ends: Option<(String, String)>,
}

/// A color and where it lies.
struct HueMark {
    name: String,
    is_at_edge: bool,
    across: f64,
    up: f64,
    hex: String,
    is_best: bool,
}

impl Hues {
    pub(super) fn of(result: &PhotoResult) -> Option<Self> {
        let best = result.matches.first()?;
        let ladder = result.closest(MOST);
        let named = [
            ("hair", result.hair.as_ref().map(|hair| &hair.color)),
            ("skin", result.skin.as_ref().map(|skin| &skin.color)),
            ("target", result.target.as_ref().map(|target| &target.color)),
        ];
        let named = named
            .into_iter()
            .filter_map(|(name, color)| Some((name, color?)));
        let colors = || {
            let ladder = ladder.iter().map(|found| &found.color);
            named.clone().map(|(_, color)| color).chain(ladder)
        };
        let across = Axis::across(range(colors().map(|color| color.lab.b), FREE, LEAST));
        let up = Axis::up(range(colors().map(|color| color.lab.l), FREE, LEAST));
        let spot = |name: &str, color: &Swatch, is_best: bool| {
            let at = across.at(color.lab.b);
            HueMark {
                name: name.to_owned(),
                is_at_edge: at + NAME > RIGHT,
                across: at,
                up: up.at(color.lab.l),
                hex: color.hex.clone(),
                is_best,
            }
        };
        let shade = |found: &&MatchReport| spot("", &found.color, found.rank == best.rank);
        let ladder_spots: Vec<HueMark> = ladder.iter().map(shade).collect();
        let ends = ladder
            .first()
            .zip(ladder.last().filter(|_| ladder.len() > 1));
        Some(Self {
            line: points(ladder_spots.iter().map(|spot| (spot.across, spot.up))),
            ladder: ladder_spots,
            named: named
                .map(|(name, color)| spot(name, color, false))
                .collect(),
            across: across.ticks(),
            up: up.ticks(),
            ends: ends.map(|(light, dark)| (printable(&light.shade), printable(&dark.shade))),
        })
    }

    pub(super) fn note(&self) -> String {
        let ladder = self.ends.as_ref().map_or(String::new(), |(light, dark)| {
            format!(
                " The line of dots is the ladder from shade {light} to {dark}, as it looks in \
                     this skin; the closest has a ring."
            )
        });
        format!("To the right is yellower (b*), to the top lighter (L*).{ladder}")
    }
}
