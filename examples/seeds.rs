//! Makes the corpora that the fuzz targets begin with, under `fuzz/corpus`: one small input of each
//! kind, so that the fuzzer need not find out by chance what a JPEG is.
//!
//! `cargo run --example seeds`; `fuzz/run` does it too.

use std::error::Error;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use moxcms::ColorProfile;
use zune_core::bit_depth::BitDepth;
use zune_core::colorspace::ColorSpace;
use zune_core::options::EncoderOptions;
use zune_jpegxl::JxlSimpleEncoder;

type Seeds = Vec<(String, Vec<u8>)>;

fn main() -> Result<(), Box<dyn Error>> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (target, seeds) in [
        ("photo", photos()?),
        ("boxes", boxes()?),
        ("exif", exif()),
        ("icc", profiles()?),
        ("colors", chunks()),
        ("palette", palettes()),
        ("region", regions()),
        ("list", lists()),
        ("resume", resumes()),
        ("settings", settings()),
        ("page", requests()),
    ] {
        let folder = corpus.join(target);
        fs::create_dir_all(&folder)?;
        for (name, bytes) in seeds {
            fs::write(folder.join(format!("seed-{name}")), bytes)?;
        }
    }
    Ok(())
}

/// Dark hair above light skin, with a little noise.
fn picture() -> RgbImage {
    RgbImage::from_fn(48, 40, |x, y| {
        let noise = u8::try_from((x * 7 + y * 13 + x * y) % 11).unwrap_or_default();
        let color = if y < 18 {
            [48, 38, 32]
        } else {
            [190, 148, 124]
        };
        Rgb(color.map(|level| level + noise))
    })
}

fn photos() -> Result<Seeds, Box<dyn Error>> {
    let rgb = picture();
    let image = DynamicImage::from(rgb.clone());
    let mut seeds = Seeds::new();
    for (name, image) in [
        ("rgb", image.clone()),
        ("gray", image.to_luma8().into()),
        ("rgba", image.to_rgba8().into()),
        ("deep", image.to_rgb16().into()),
    ] {
        for format in [
            ImageFormat::Png,
            ImageFormat::Tiff,
            ImageFormat::WebP,
            ImageFormat::Bmp,
        ] {
            let mut file = Cursor::new(Vec::new());
            // Not every format holds every kind of pixel.
            if image.write_to(&mut file, format).is_ok() {
                let ending = format.extensions_str()[0];
                seeds.push((format!("{name}.{ending}"), file.into_inner()));
            }
        }
    }
    let mut gif = Cursor::new(Vec::new());
    image.write_to(&mut gif, ImageFormat::Gif)?;
    seeds.push(("rgb.gif".into(), gif.into_inner()));
    for (name, is_progressive, sampling) in [
        ("baseline", false, SamplingFactor::R_4_4_4),
        ("subsampled", false, SamplingFactor::R_4_2_0),
        ("progressive", true, SamplingFactor::R_4_2_0),
    ] {
        let mut jpeg = Vec::new();
        let mut encoder = Encoder::new(&mut jpeg, 85);
        encoder.set_progressive(is_progressive);
        encoder.set_sampling_factor(sampling);
        encoder.set_restart_interval(2);
        encoder.encode(rgb.as_raw(), 48, 40, ColorType::Rgb)?;
        seeds.push((format!("{name}.jpg"), jpeg));
    }
    let mut inks = Vec::new();
    let cmyk: Vec<u8> = rgb
        .pixels()
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 9])
        .collect();
    Encoder::new(&mut inks, 85).encode(&cmyk, 48, 40, ColorType::Cmyk)?;
    seeds.push(("cmyk.jpg".into(), inks));
    seeds.push(("rgb.heic".into(), heic()?));
    seeds.push(("rgb.jxl".into(), jxl()?));
    Ok(seeds)
}

fn jxl() -> Result<Vec<u8>, Box<dyn Error>> {
    let options = EncoderOptions::new(48, 40, ColorSpace::RGB, BitDepth::Eight);
    let mut file = Vec::new();
    let picture = picture();
    let encoder = JxlSimpleEncoder::new(picture.as_raw(), options);
    let _ = encoder
        .encode(&mut file)
        .map_err(|error| format!("{error:?}"))?;
    Ok(file)
}

fn heic() -> Result<Vec<u8>, Box<dyn Error>> {
    let rgba = DynamicImage::from(picture()).to_rgba8();
    let image = heifer::Image {
        width: rgba.width(),
        height: rgba.height(),
        bit_depth: 8,
        has_alpha: false,
        data: rgba.iter().map(|&level| u16::from(level)).collect(),
    };
    Ok(heifer::encode_with_metadata(
        &image,
        &heifer::Metadata::default(),
        &heifer::EncodeOptions::default(),
    )?)
}

/// What follows the first box, which the target sets itself.
fn boxes() -> Result<Seeds, Box<dyn Error>> {
    let file = heic()?;
    let first = file
        .first_chunk()
        .map_or(0, |size| u32::from_be_bytes(*size));
    let rest = file.get(usize::try_from(first)?..).unwrap_or_default();
    Ok(vec![("rgb".into(), rest.to_vec())])
}

fn exif() -> Seeds {
    let entries = |order: &[u8], entries: &[(u16, u16, u32)]| {
        let is_little = order[0] == b'I';
        let short = |number: u16| {
            if is_little {
                number.to_le_bytes()
            } else {
                number.to_be_bytes()
            }
        };
        let long = |number: u32| {
            if is_little {
                number.to_le_bytes()
            } else {
                number.to_be_bytes()
            }
        };
        let mut bytes = order.to_vec();
        bytes.extend(long(8));
        bytes.extend(short(u16::try_from(entries.len()).unwrap_or_default()));
        for &(tag, kind, value) in entries {
            bytes.extend([short(tag), short(kind)].concat());
            bytes.extend(long(1));
            if kind == 3 {
                bytes.extend([short(u16::try_from(value).unwrap_or_default()), [0; 2]].concat());
            } else {
                bytes.extend(long(value));
            }
        }
        bytes.extend([0; 4]);
        bytes
    };
    let tags = [
        (0x0112, 3, 6),
        (0xA001, 3, 65_535),
        (0x9209, 3, 25),
        (0x8769, 4, 8),
    ];
    vec![
        ("little".into(), entries(b"II*\0", &tags)),
        ("big".into(), entries(b"MM\0*", &tags)),
    ]
}

fn profiles() -> Result<Seeds, Box<dyn Error>> {
    let gray = ColorProfile::new_gray_with_gamma(2.2).encode()?;
    let mut seeds = Seeds::new();
    for (name, kind, profile) in [
        ("gray", 0_u8, gray),
        ("p3", 1, ColorProfile::new_display_p3().encode()?),
        ("adobe-deep", 4, ColorProfile::new_adobe_rgb().encode()?),
        ("not-for-ink", 2, ColorProfile::new_srgb().encode()?),
    ] {
        seeds.push((name.into(), [&[kind][..], &profile].concat()));
    }
    Ok(seeds)
}

fn chunks() -> Seeds {
    let chunk = |name: u8, data: &[u8]| {
        [
            &[name, u8::try_from(data.len()).unwrap_or_default()][..],
            data,
        ]
        .concat()
    };
    let numbers = |numbers: &[u32]| -> Vec<u8> {
        numbers
            .iter()
            .flat_map(|number| number.to_be_bytes())
            .collect()
    };
    let adobe = [
        31_270, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6_000,
    ];
    vec![
        ("p3".into(), chunk(0, &[12, 13, 0, 1])),
        ("pq".into(), chunk(0, &[9, 16, 0, 1])),
        ("iccp".into(), chunk(1, b"name\0\0\x78\x9c\x03\0\0\0\0\x01")),
        ("srgb".into(), chunk(2, &[0])),
        ("gamma".into(), chunk(3, &numbers(&[100_000]))),
        (
            "adobe".into(),
            [chunk(4, &numbers(&adobe)), chunk(3, &numbers(&[45_455]))].concat(),
        ),
    ]
}

fn palettes() -> Seeds {
    let measured = r#"{"format":1,"name":"Mine","ink":{"strength":5,"strength_source":"assumed"},
"dilutions":[{"shade":"20","pigment_parts":1,"water_parts":20},{"shade":"8","pigment_parts":1,
"water_parts":8,"measured":{"lab":[52.1,2.0,5.8],"illuminant":"D50","healed":true,
"skin_lab":[63.0,10.0,15.0]}}]}"#;
    vec![
        (
            "generic".into(),
            include_bytes!("../palettes/generic-carbon.json").to_vec(),
        ),
        ("measured".into(), measured.into()),
    ]
}

fn regions() -> Seeds {
    let sized = |text: &str| [&[0, 0, 1, 0x90, 0, 0, 1, 0x2C][..], text.as_bytes()].concat();
    vec![
        ("pixels".into(), sized("10,20,30,40")),
        ("percent".into(), sized("10%,20.5%,30%,40%")),
        ("mixed".into(), sized("10,5%,390,1e2")),
    ]
}

fn lists() -> Seeds {
    let wide: Vec<u8> = "\u{feff}a.jpg\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    vec![
        ("lines".into(), b"1a.jpg\nfolder/b.jpg\r\n".to_vec()),
        ("nul".into(), b"0a.jpg\0b\n.jpg\0".to_vec()),
        ("utf16".into(), [b"1", &wide[..]].concat()),
    ]
}

fn resumes() -> Seeds {
    let line = |status: &str| {
        format!(
            r#"{{"photo":"a.jpg","status":"{status}","photo_digest":"0a","settings_digest":"0b"}}"#
        )
    };
    let (ok, error) = (line("ok"), line("error"));
    vec![
        ("whole".into(), format!("{ok}\n{error}\n").into_bytes()),
        ("begun".into(), format!("{ok}\n{}", &ok[..20]).into_bytes()),
        (
            "part".into(),
            [ok.as_bytes(), b"\n\xff", error.as_bytes(), b"\n"].concat(),
        ),
        ("zeros".into(), [ok.as_bytes(), b"\n\0\0\0\n\xff"].concat()),
    ]
}

fn settings() -> Seeds {
    let all = r#"palette = "my-ink.json"
volume = 2.5
drop-ml = 0.05
sessions = 3
dot-mm = 0.3
hair-mm = 0.08
stubble-mm = 0.3
density = 120
heal-keep = 0.7
half-life = 4.5
top = 3
format = "json"
"#;
    vec![
        ("all".into(), all.into()),
        ("mistyped".into(), "volum = 2".into()),
    ]
}

fn requests() -> Seeds {
    let post = |path: &str, body: &str| format!("{path}\n{body}").into_bytes();
    let boxed = |more: &str| format!(r#"["--hair","0,0,10,10","--skin","60%,5%,35%,90%"{more}]"#);
    let all = r#","--target","seen","--age","1y","--volume","2","--sessions","4","--dot-mm","0.3""#;
    vec![
        ("page".into(), b"".to_vec()),
        ("script".into(), b"page.js".to_vec()),
        ("photos".into(), b"photos".to_vec()),
        ("picture".into(), b"photos/0/picture".to_vec()),
        ("new".into(), post("photos/new/a%20b.png", "no photo")),
        (
            "answer".into(),
            post("photos/0/answer", &boxed(r#","--crop","0,0,48,40""#)),
        ),
        ("options".into(), post("photos/0/answer", &boxed(all))),
        (
            "card".into(),
            post("photos/0/answer", &boxed(r#","--card","auto""#)),
        ),
        (
            "preview".into(),
            post("photos/0/preview", &boxed(r#","--treat","30,0,9,9""#)),
        ),
        ("html".into(), post("photos/0/report.html", &boxed(""))),
        ("json".into(), post("photos/0/report.json", &boxed(""))),
    ]
}
