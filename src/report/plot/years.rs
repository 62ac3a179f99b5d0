//! How light the best match is over the years.

use askama::Template;

use super::axis::{Axis, BOTTOM, HEIGHT, LEFT, RIGHT, TOP, Tick, WIDTH, points, range};
use crate::rank::{Lightness, years};
use crate::report::schema::{HealingReport, PhotoResult, StageReport};
use crate::report::words::{self, printable};

/// L* from end to end of the axis at least, and the part left free at either end.
const LEAST: f64 = 10.0;
const FREE: f64 = 0.08;

/// The plot.
#[derive(Template)]
#[template(path = "plot_years.html")]
pub(super) struct Years {
    stages: Vec<StageMark>,
    /// The course, and the area between the fastest and the slowest.
    course: String,
    between: String,
    lines: Vec<LevelLine>,
    /// Where the touch-up begins and ends.
    touch_up: Option<(f64, f64)>,
    across: Vec<Tick>,
    up: Vec<Tick>,
    shade: String,
    words: String,
}

struct StageMark {
    across: f64,
    up: f64,
    hex: String,
}

/// A color to compare with.
struct LevelLine {
    name: &'static str,
    up: f64,
}

impl Years {
    pub(super) fn of(result: &PhotoResult) -> Option<Self> {
        let (healing, best) = result.healing.as_ref().zip(result.matches.first())?;
        let last = years(healing.course.last()?.age_days);
        let levels = [
            ("skin", result.skin.as_ref().map(|skin| skin.color.lab.l)),
            (
                "target",
                result.target.as_ref().map(|target| target.color.lab.l),
            ),
        ];
        let levels = levels.into_iter().filter_map(|(name, l)| Some((name, l?)));
        let numbers = healing
            .course
            .iter()
            .flat_map(|at| [at.l_range.0, at.l_range.1]);
        let stages = healing.stages.iter().map(|stage| stage.color.lab.l);
        let shown = numbers.chain(stages).chain(levels.clone().map(|(_, l)| l));
        let (across, up) = (
            Axis::across((0.0, last)),
            Axis::up(range(shown, FREE, LEAST)),
        );
        let year = |age_days: f64| across.at(years(age_days));
        let stage = |stage: &StageReport| StageMark {
            across: year(stage.age_days),
            up: up.at(stage.color.lab.l),
            hex: stage.color.hex.clone(),
        };
        let course = |l: fn(&Lightness) -> f64| {
            let points = healing.course.iter();
            points.map(move |at| (year(at.age_days), up.at(l(at))))
        };
        let between = course(|at| at.l_range.0).chain(course(|at| at.l_range.1).rev());
        let fresh = healing.stages.first().map(&stage);
        let fresh = fresh.iter().map(|fresh| (fresh.across, fresh.up));
        Some(Self {
            stages: healing.stages.iter().map(stage).collect(),
            course: points(fresh.chain(course(|at| at.l))),
            between: points(between),
            lines: levels
                .map(|(name, l)| LevelLine { name, up: up.at(l) })
                .collect(),
            touch_up: healing
                .touch_up_years
                .map(|(soonest, latest)| (across.at(soonest), across.at(latest))),
            across: across.ticks(),
            up: up.ticks(),
            shade: printable(&best.shade),
            words: touch_up(healing),
        })
    }

    pub(super) fn title(&self) -> String {
        format!("Shade {} over the years", self.shade)
    }

    pub(super) fn note(&self) -> String {
        format!(
            "Lightness of a dot, predicted; the gray area if pigment fades as fast and as slowly as \
             may be. {}",
            self.words
        )
    }
}

fn touch_up(healing: &HealingReport) -> String {
    match healing.touch_up_years {
        Some(_) => "Between the upright lines a touch-up comes due.".to_owned(),
        None => words::NO_TOUCH_UP.to_owned(),
    }
}
