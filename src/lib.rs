//! Matches carbon pigment dilutions for scalp micropigmentation to a photo of hair and scalp.

pub mod color;
pub mod error;
pub mod geometry;
pub mod light;
pub mod palette;
pub mod photo;
pub mod skin;
pub mod warning;

pub use error::Error;
pub use warning::Warning;
