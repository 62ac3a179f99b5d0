//! Which way up a head is: photos come turned where no Exif tells how the camera was held.
//!
//! The network knows turned heads less well than upright ones, and what lies below the hair of an upright
//! head is its face and its neck.

use super::network::{NetworkClass, PerNetworkClass, SIDE};
use crate::numbers::real;

/// Distance between the middle of hair and scalp and that of face, neck and body, as a share of the
/// picture's side, from which it tells the way down; chosen on the same photos as the angles below.
const TELLING: f64 = 0.05;
/// Angle from the way down of an upright photo, in degrees, from which a photo is turned, and from which
/// it stands on its head. Chosen on 158 photos of upright heads: 3 of them, from above, lie beyond the
/// first, and of the same photos turned by 90 and by 180 degrees three of four.
const TURNED: f64 = 50.0;
const OVER: f64 = 135.0;

/// Where the body lies from the top of the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Down {
    /// As in an upright photo.
    Below,
    Left,
    Right,
    Above,
}

impl Down {
    /// By what the network sees in a square picture.
    pub(super) fn of(seen: &[PerNetworkClass<f32>]) -> Self {
        let middle = |classes: [NetworkClass; 2]| {
            let weight =
                |seen: &PerNetworkClass<f32>| f64::from(seen[classes[0]] + seen[classes[1]]);
            let sums = (0..)
                .zip(seen)
                .fold([0.0; 3], |[x, y, all], (place, seen)| {
                    let weight = weight(seen);
                    let (row, column): (usize, usize) = (place / SIDE, place % SIDE);
                    [
                        x + weight * real(column),
                        y + weight * real(row),
                        all + weight,
                    ]
                });
            let [x, y, all] = sums;
            [x, y].map(|sum| sum / (all.max(f64::MIN_POSITIVE) * real(SIDE)))
        };
        let top = middle([NetworkClass::Hair, NetworkClass::Scalp]);
        let body = middle([NetworkClass::Skin, NetworkClass::FacialHair]);
        let [right, below] = [body[0] - top[0], body[1] - top[1]];
        let angle = right.atan2(below).to_degrees();
        match angle.abs() {
            _ if right.hypot(below) < TELLING => Self::Below,
            away if away < TURNED => Self::Below,
            away if away > OVER => Self::Above,
            _ if angle > 0.0 => Self::Right,
            _ => Self::Left,
        }
    }

    /// How far down a place lies.
    pub(super) fn depth(self, row: f64, column: f64) -> f64 {
        match self {
            Self::Below => row,
            Self::Above => -row,
            Self::Right => column,
            Self::Left => -column,
        }
    }

    /// The square picture turned so that down is below.
    pub(super) fn upright<T: Copy>(self, picture: &[T]) -> Vec<T> {
        let places = 0..picture.len();
        places.map(|place| picture[self.origin(place)]).collect()
    }

    /// What was turned upright, as it was before.
    pub(super) fn back<T: Copy>(self, upright: &[T]) -> Vec<T> {
        let mut picture = upright.to_vec();
        for (place, value) in upright.iter().enumerate() {
            picture[self.origin(place)] = *value;
        }
        picture
    }

    /// The place in the picture of one in the picture turned upright.
    fn origin(self, place: usize) -> usize {
        let (row, column) = (place / SIDE, place % SIDE);
        let last = SIDE - 1;
        let (row, column) = match self {
            Self::Below => (row, column),
            Self::Above => (last - row, last - column),
            Self::Right => (last - column, row),
            Self::Left => (column, last - row),
        };
        row * SIDE + column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Down; 4] = [Down::Below, Down::Left, Down::Right, Down::Above];

    /// Hair on one side of the picture and a face on the other.
    fn head(down: Down) -> Vec<PerNetworkClass<f32>> {
        let upright: Vec<_> = (0..SIDE * SIDE)
            .map(|place| {
                let shown = if place / SIDE < SIDE / 2 {
                    NetworkClass::Hair
                } else {
                    NetworkClass::Skin
                };
                PerNetworkClass::from_fn(|class| if class == shown { 1.0 } else { 0.0 })
            })
            .collect();
        down.back(&upright)
    }

    #[test]
    fn a_turned_head_is_told_and_turned_upright() {
        for down in ALL {
            let seen = head(down);
            assert_eq!(Down::of(&seen), down);
            assert_eq!(Down::of(&down.upright(&seen)), Down::Below);
        }
    }

    #[test]
    fn where_neither_side_is_the_face_no_photo_is_turned() {
        let even = vec![PerNetworkClass::from_fn(|_| 0.2); SIDE * SIDE];
        assert_eq!(Down::of(&even), Down::Below);
    }
}
