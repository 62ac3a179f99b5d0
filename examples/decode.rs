//! Decodes a photo with the `image` crate and does nothing else: what an answer about it costs at least.
//!
//!     cargo run --release --example decode -- photo.jpg

use std::env;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args_os().nth(1).ok_or("no photo is named")?;
    image::open(path)?;
    Ok(())
}
