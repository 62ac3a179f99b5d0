//! Any request that knows the secret of the page is answered or refused.
//!
//! The first line of the input is the path, the rest the body; without a body it is a GET.
#![no_main]
#![allow(dead_code, reason = "the program uses what the target does not")]

use std::io::Cursor;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use smpmatch::photo::{Limits, Photo};

include!("program.rs");

/// Hair beside skin.
static PHOTO: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let pixel = |x, _| {
        image::Rgb(if x < 24 {
            [40, 32, 28]
        } else {
            [190, 150, 125]
        })
    };
    let mut file = Cursor::new(Vec::new());
    image::RgbImage::from_fn(48, 40, pixel)
        .write_to(&mut file, image::ImageFormat::Bmp)
        .expect("a picture is written");
    file.into_inner()
});

fuzz_target!(|request: &[u8]| {
    let (path, body) = match request.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&request[..end], Some(&request[end + 1..])),
        None => (request, None),
    };
    let Ok(path) = std::str::from_utf8(path) else {
        return;
    };
    if body.is_some_and(|body| is_slow(path, body)) {
        return;
    }
    let method = if body.is_some() {
        tiny_http::Method::Post
    } else {
        tiny_http::Method::Get
    };
    let args = args::OpenArgs {
        photos: Vec::new(),
        palette: None,
        port: 0,
        no_browser: true,
    };
    let studio = open::studio::Studio::new(&args, true).expect("an empty page opens");
    studio
        .add("client.bmp", PHOTO.clone())
        .expect("a picture is a photo");
    let parts: Vec<&str> = path.split('/').collect();
    let body = body.unwrap_or_default().to_vec();
    let _ = open::route(&method, &parts, body, &studio);
});

/// Whether looking at a photo is all that the fuzzer would do: one that is large, or one in which hair
/// or skin has to be searched.
fn is_slow(path: &str, body: &[u8]) -> bool {
    let small = Limits {
        max_pixels: 100_000,
        max_bytes: 1_600_000,
        ..Limits::default()
    };
    if path.starts_with("photos/new/") {
        let photo = Photo::from_bytes(body, &small);
        return matches!(photo, Err(smpmatch::Error::TooLarge { .. }));
    }
    let text = String::from_utf8_lossy(body);
    path.starts_with("photos/") && !(text.contains("--hair") && text.contains("--skin"))
}
