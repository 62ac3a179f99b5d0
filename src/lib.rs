//! Matches carbon pigment dilutions for scalp micropigmentation to a photo of hair and scalp.

pub mod color;
pub mod error;
pub mod geometry;
pub mod photo;
pub mod segment;
pub mod warning;

pub use error::Error;
pub use warning::Warning;
