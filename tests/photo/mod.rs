//! Photos as cameras and programs write them, made here byte by byte, read through the public API.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its fixture cannot be made"
)]

mod colors;
mod damage;
mod file;
mod orientation;
mod properties;
mod transparency;

use smpmatch::Error;
use smpmatch::photo::{Limits, Photo};

fn read(bytes: &[u8]) -> Result<Photo, Error> {
    Photo::from_bytes(bytes, &Limits::default())
}

fn codes(photo: &Photo) -> Vec<&'static str> {
    photo
        .warnings()
        .iter()
        .map(smpmatch::Warning::code)
        .collect()
}
