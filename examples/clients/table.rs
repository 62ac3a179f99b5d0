//! Scores of clients as comma-separated tables.

use crate::choice::Choice;
use crate::score::{Score, Take};
use crate::truth::Fault;

/// How often the first shade is right, from single photos and together.
pub(crate) fn shades(scores: &[Score]) -> String {
    let head = format!(
        "{:<24},{:>9},{:>9},{:>7}",
        "first shade right", "single", "together", "times"
    );
    let line = |name: &str, takes: Vec<&Take>| {
        let single = right(takes.iter().flat_map(|take| take.singles.iter().copied()));
        let together = right(takes.iter().map(|take| take.together));
        let times = together / single;
        format!(
            "{name:<24},{:>7.1} %,{:>7.1} %,{times:>7.2}",
            100.0 * single,
            100.0 * together
        )
    };
    let good = line(
        "four good photos",
        scores.iter().map(|score| &score.good).collect(),
    );
    let spoiled = line(
        "one of four spoiled",
        scores.iter().map(|score| &score.spoiled).collect(),
    );
    table(head, [good, spoiled])
}

/// How often the first shade together is right, by the probability that is stated of it.
pub(crate) fn probabilities(scores: &[Score]) -> String {
    const BINS: [(f64, f64); 5] = [(0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)];
    let head = format!(
        "{:<24},{:>5},{:>8},{:>8},{:>8}",
        "stated probability", "n", "stated", "right", "among"
    );
    let takes = scores
        .iter()
        .flat_map(|score| [&score.good, &score.spoiled]);
    let all: Vec<Choice> = takes.filter_map(|take| take.together).collect();
    let line = |(from, to): (f64, f64)| {
        let inside = |choice: &&Choice| (from..to).contains(&choice.probability);
        let group: Vec<&Choice> = all.iter().filter(inside).collect();
        let count = group.len();
        let percent = |of: fn(&Choice) -> f64| 100.0 * mean(group.iter().map(|it| of(it)));
        let name = format!("{:.0} to {:.0} %", 100.0 * from, 100.0 * to.min(1.0));
        let stated = percent(|it| it.probability);
        let right = percent(|it| f64::from(u8::from(it.is_right)));
        let among = percent(|it| f64::from(u8::from(it.is_right_among)));
        (count > 0)
            .then(|| format!("{name:<24},{count:>5},{stated:>6.0} %,{right:>6.0} %,{among:>6.0} %"))
    };
    table(head, BINS.into_iter().chain([(0.0, 1.01)]).filter_map(line))
}

/// How often the photos set aside are the right ones.
pub(crate) fn set_aside(scores: &[Score]) -> String {
    const FAULTS: [(Fault, &str); 5] = [
        (Fault::Blur, "blurred"),
        (Fault::Veil, "veiled"),
        (Fault::Dark, "too dark"),
        (Fault::Bright, "too bright"),
        (Fault::Stranger, "someone else"),
    ];
    let head = format!(
        "{:<24},{:>5},{:>8},{:>8}",
        "set aside", "n", "right", "regions"
    );
    let line = |name: &str, takes: Vec<&Take>| {
        let right = mean(
            takes
                .iter()
                .map(|take| f64::from(u8::from(take.is_set_aside_right))),
        );
        let regions = takes.iter().filter(|take| take.regions > 0).count();
        format!(
            "{name:<24},{:>5},{:>6.0} %,{regions:>8}",
            takes.len(),
            100.0 * right
        )
    };
    let good = line(
        "none of four good ones",
        scores.iter().map(|score| &score.good).collect(),
    );
    let spoiled = line(
        "the spoiled one",
        scores.iter().map(|score| &score.spoiled).collect(),
    );
    let by = FAULTS.map(|(fault, name)| {
        let of_fault = scores.iter().filter(|score| score.by == fault);
        line(
            &format!("  {name}"),
            of_fault.map(|score| &score.spoiled).collect(),
        )
    });
    table(head, [good, spoiled].into_iter().chain(by))
}

/// The share of choices that are right; none is not.
fn right(choices: impl Iterator<Item = Option<Choice>>) -> f64 {
    mean(choices.map(|choice| f64::from(u8::from(choice.is_some_and(|it| it.is_right)))))
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / f64::max(count, 1.0)
}

fn table(head: String, lines: impl IntoIterator<Item = String>) -> String {
    std::iter::once(head)
        .chain(lines)
        .map(|line| line + "\n")
        .collect()
}
