//! Flat things seen from any side: regions of one color, the rectangles around them, the rows and
//! columns they lie in, and the perspective that they are seen in.

pub(super) mod flat;
pub(super) mod lattice;
pub(super) mod perspective;
pub(super) mod rectangle;
pub(super) mod solve;
