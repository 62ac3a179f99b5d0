//! ΔE00 against the published test pairs.

use smpmatch::color::{Lab, delta_e};

const PAIRS: &str = include_str!("data/ciede2000.csv");

#[test]
fn the_difference_is_the_published_one_in_both_orders() {
    let lines: Vec<_> = PAIRS.lines().skip(2).collect();
    assert_eq!(lines.len(), 34);
    for line in lines {
        let numbers: Vec<f64> = line
            .split(',')
            .map(|field| field.parse().unwrap())
            .collect();
        let [l1, a1, b1, l2, a2, b2, expected] = numbers.try_into().unwrap();
        let (one, other) = (Lab::new(l1, a1, b1), Lab::new(l2, a2, b2));
        assert!((delta_e(one, other) - expected).abs() < 1e-4, "{line}");
        assert!((delta_e(other, one) - expected).abs() < 1e-4, "{line}");
    }
}
