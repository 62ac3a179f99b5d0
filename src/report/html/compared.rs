//! The page about two visits.

use askama::Template;

use super::address;
use super::page::{ROOM_FOR_NAME, box_class, role_class};
use crate::report::comparison::{
    ChangeReport, CommonLightReport, ComparisonReport, VisitReport, light_words, warnings_of_both,
};
use crate::report::schema::WarningReport;
use crate::report::words;

/// What has changed from one visit to the next.
#[derive(Template)]
#[template(path = "compared.html")]
pub(super) struct ComparedPage<'a> {
    report: &'a ComparisonReport,
    warnings: Vec<(&'static str, &'a WarningReport)>,
}

impl<'a> ComparedPage<'a> {
    pub(super) fn new(report: &'a ComparisonReport) -> Self {
        Self {
            report,
            warnings: warnings_of_both(report),
        }
    }

    fn visits(&self) -> [(&'static str, &'a VisitReport); 2] {
        [
            ("Before", &self.report.before),
            ("After", &self.report.after),
        ]
    }

    fn changes(&self) -> Vec<(&'static str, &'a ChangeReport)> {
        let report = self.report;
        let changes = [
            ("hair", report.hair.as_ref()),
            ("skin", report.skin.as_ref()),
            ("dots and skin", report.zone.as_ref()),
        ];
        let known = changes.into_iter();
        known
            .filter_map(|(name, change)| Some((name, change?)))
            .collect()
    }

    fn is_skin_taken_as_equal(&self) -> bool {
        matches!(
            self.report.common_light,
            CommonLightReport::SharedSkin { .. }
        )
    }
}

fn day(visit: &VisitReport) -> Option<String> {
    words::day(visit.taken.as_deref()?)
}
