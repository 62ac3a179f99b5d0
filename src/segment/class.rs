//! Classes with names, and one value for each.

use std::array;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// One of a fixed number of classes.
pub(super) trait Class<const COUNT: usize>: Copy + 'static {
    /// All classes, each at its place.
    const ALL: [Self; COUNT];

    /// Its place among all, from 0.
    fn place(self) -> usize;
}

/// One value for each class.
#[derive(Clone, Copy, Debug)]
pub(super) struct PerClass<C, T, const COUNT: usize> {
    values: [T; COUNT],
    class: PhantomData<C>,
}

impl<C: Class<COUNT>, T, const COUNT: usize> PerClass<C, T, COUNT> {
    pub(super) const fn new(values: [T; COUNT]) -> Self {
        Self {
            values,
            class: PhantomData,
        }
    }

    pub(super) fn from_fn(value: impl Fn(C) -> T) -> Self {
        Self::new(array::from_fn(|place| value(C::ALL[place])))
    }

    pub(super) fn map<U>(self, change: impl FnMut(T) -> U) -> PerClass<C, U, COUNT> {
        PerClass::new(self.values.map(change))
    }

    /// The values in the order of the classes.
    pub(super) fn values(&self) -> &[T; COUNT] {
        &self.values
    }
}

impl<C: Class<COUNT>, const COUNT: usize> PerClass<C, f64, COUNT> {
    /// The class with the largest value, the first of equals.
    pub(super) fn best(&self) -> C {
        let others = &C::ALL[1..];
        others.iter().fold(C::ALL[0], |best, &class| {
            if self[class] > self[best] {
                class
            } else {
                best
            }
        })
    }
}

impl<C: Class<COUNT>, T, const COUNT: usize> Index<C> for PerClass<C, T, COUNT> {
    type Output = T;

    fn index(&self, class: C) -> &T {
        &self.values[class.place()]
    }
}

impl<C: Class<COUNT>, T, const COUNT: usize> IndexMut<C> for PerClass<C, T, COUNT> {
    fn index_mut(&mut self, class: C) -> &mut T {
        &mut self.values[class.place()]
    }
}
