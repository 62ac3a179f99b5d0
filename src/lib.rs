//! Matches carbon pigment dilutions for scalp micropigmentation to a photo of hair and scalp.

pub mod cluster;
pub mod color;
pub mod error;
pub mod geometry;
pub mod measure;
pub mod palette;
pub mod photo;
pub mod rank;
pub mod segment;
pub mod skin;
pub mod warning;

pub use error::Error;
pub use warning::Warning;
