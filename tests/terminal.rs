//! The report on terminals of any width.

use smpmatch::answer::{Answer, AnswerOptions, answer};
use smpmatch::compare::{Visit, Which, compare};
use smpmatch::palette::Palette;
use smpmatch::photo::{Limits, Photo};
use smpmatch::rank::RankOptions;
use smpmatch::report::{
    ComparisonReport, Form, PhotoReport, ReportHead, Swatches, TextStyle, VisitReport, begin,
};

use crate::common::program::{NO_HAIR, STUBBLE};

fn answered(path: &str) -> (Photo, Answer) {
    let bytes = std::fs::read(path).unwrap();
    let photo = Photo::from_bytes(&bytes, &Limits::default()).unwrap();
    let answer = answer(&photo, &Palette::generic(), &AnswerOptions::default()).unwrap();
    (photo, answer)
}

fn head() -> ReportHead {
    ReportHead::new(&Palette::generic(), &AnswerOptions::default())
}

fn style(width: usize, swatches: Swatches) -> TextStyle {
    TextStyle {
        has_details: true,
        width,
        swatches,
        top: 5,
    }
}

/// Columns that a line takes, of which escape codes take none.
fn columns(line: &str) -> usize {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap().chars().count();
    let shown = |part: &str| part.split_once('m').unwrap().1.chars().count();
    first + parts.map(shown).sum::<usize>()
}

fn assert_fits(text: &str, width: usize) {
    for line in text.lines() {
        assert!(columns(line) <= width, "{width}: {line}");
    }
}

#[test]
fn no_line_of_a_report_is_wider_than_the_terminal() {
    let (photo, answer) = answered(STUBBLE);
    let text = |style| {
        let mut out = Vec::new();
        let mut report = begin(Form::Text(style), head(), &mut out).unwrap();
        let entry = PhotoReport::answered("a.jpg".into(), &photo, &answer);
        report.add(entry).unwrap();
        report.finish().unwrap();
        drop(report);
        String::from_utf8(out).unwrap()
    };
    for width in [40, 47, 60, 80, 120] {
        for swatches in [Swatches::Drawn, Swatches::LeftOut] {
            assert_fits(&text(style(width, swatches)), width);
        }
    }
    let words = |width| text(style(width, Swatches::LeftOut)).replace(char::is_whitespace, "");
    let parts = ["clearlydifferent", "healed", "6years", "300", "#"];
    for part in parts {
        let (narrow, wide) = (words(40), words(80));
        assert_eq!(
            narrow.matches(part).count(),
            wide.matches(part).count(),
            "{part}"
        );
    }
}

#[test]
fn no_line_of_a_comparison_is_wider_than_the_terminal() {
    let (photo, answer) = answered(NO_HAIR);
    let visit = || Visit {
        answer: &answer,
        dots: None,
    };
    let of = |name: &str, which| VisitReport::new(name.into(), &photo, &visit(), which);
    let comparison = compare([&visit(), &visit()], &RankOptions::default());
    let reports = [
        of("before.jpg", Which::Before),
        of("after.jpg", Which::After),
    ];
    let report = ComparisonReport::new(head(), reports, &comparison, None);
    for width in [40, 47, 60, 80, 120] {
        for swatches in [Swatches::Drawn, Swatches::LeftOut] {
            let text = report.text(style(width, swatches)).unwrap();
            assert_fits(&text, width);
            for option in ["--before-hair", "--after-hair"] {
                assert!(
                    text.contains(option),
                    "{width}: {option} is broken in:\n{text}"
                );
            }
        }
    }
}
