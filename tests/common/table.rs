//! Tables of reference data.

use smpmatch::color::Lab;

/// The lines of a table below its notes and its head, each as its fields.
pub(crate) fn table(csv: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = csv.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.map(|line| line.split(',').collect())
}

pub(crate) fn lab(fields: &[&str]) -> Lab {
    let [l, a, b] = [0, 1, 2].map(|i| fields[i].parse().unwrap());
    Lab::new(l, a, b)
}
