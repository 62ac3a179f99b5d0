//! The page for the client, from outside: whole in itself, sound, and safe with any file name.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use scraper::{ElementRef, Html, Selector};
use tempfile::TempDir;

use crate::common::ladder::ladder;
use crate::common::program::{NO_HAIR, STRIP, STUBBLE, STUBBLE_DARK};
use crate::common::skip::skip;

/// A name that would run a script if it were pasted into a page.
const HOSTILE: &str = "<img src=x onerror=alert(1)>&\"'.jpg";

fn page(args: &[&str]) -> Html {
    Html::parse_document(&source(args))
}

fn source(args: &[&str]) -> String {
    let mut command = Command::cargo_bin("smpmatch").unwrap();
    let output = command.args(["-f", "html"]).args(args).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    let words: Vec<_> = element.text().flat_map(str::split_whitespace).collect();
    words.join(" ")
}

fn body_text(page: &Html) -> String {
    text(all(page, "body")[0])
}

/// A batch of what may come: a good photo, one without hair, one that is damaged.
fn batch() -> Html {
    let folder = TempDir::new().unwrap();
    let bad = folder.path().join("bad.jpg");
    fs::write(&bad, b"not a photo").unwrap();
    page(&[STUBBLE, NO_HAIR, bad.to_str().unwrap()])
}

#[test]
fn the_page_says_what_the_text_report_says() {
    let page = page(&[STUBBLE]);
    let words = body_text(&page);
    let plain = Command::cargo_bin("smpmatch")
        .unwrap()
        .args(["-v", STUBBLE])
        .unwrap();
    let plain = String::from_utf8(plain.stdout).unwrap();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "Closest dilutions of Generic carbon black",
        "Predicted by a model of skin for dots healed 60 days, not measured.",
        "Confidence ",
        "A healed test dot tells.",
        "Plan",
        "session 1: shade ",
        "Warnings",
        "typology angle",
        "over time, predicted",
        "from two meters, healed 60 days",
        "In the first days expect it 30 to 50 % darker",
        "Dominant colors",
        "The eye in daylight and a healed test dot decide.",
    ] {
        assert!(words.contains(part), "no '{part}' on the page:\n{words}");
        assert!(plain.contains(part), "no '{part}' in the text:\n{plain}");
    }
    assert_eq!(all(&page, "tbody tr").len(), 5);
    assert!(words.contains("smpmatch ") && words.contains("seed 0"));
}

#[test]
fn top_holds_for_the_table_and_the_patches() {
    let page = page(&["--top", "2", STUBBLE]);
    assert_eq!(all(&page, "tbody tr").len(), 2);
    assert_eq!(all(&page, ".swatches:not(.looks) .patch").len(), 2 + 2);
}

#[test]
fn a_photo_to_take_again_shows_no_shades() {
    let folder = TempDir::new().unwrap();
    let steps: Vec<_> = (12..28).map(|half| (1.0, f64::from(half) / 2.0)).collect();
    let palette = ladder(&folder, &steps);
    let page = page(&["--palette", &palette, STUBBLE_DARK]);
    let words = body_text(&page);
    assert!(words.contains("take it again."), "{words}");
    assert!(words.contains("the photo does not tell"), "{words}");
    assert!(
        all(&page, "table, .patch, .plots, svg").is_empty(),
        "{words}"
    );
    assert!(
        !words.contains("are about equally good. the photo"),
        "{words}"
    );
}

#[test]
fn what_a_color_rests_on_is_named() {
    let strip = page(&[
        "--strip",
        "50,650,500,100",
        "--strip-shades",
        "6,10,15,20,30",
        "--hair-lab",
        "38,1,2",
        STRIP,
    ]);
    let words = body_text(&strip);
    assert!(words.contains("Closest dilutions of the strip"), "{words}");
    let model = page(&["--hair-lab", "18,1,1", "--skin-lab", "64,10,15"]);
    assert!(body_text(&model).contains("predicted"));
    assert!(body_text(&model).contains("colors as given"));
}

#[test]
fn nothing_on_the_page_comes_from_elsewhere_or_runs() {
    let page = batch();
    assert!(all(&page, "script, iframe, object, embed, link, base, form").is_empty());
    for element in all(&page, "*") {
        for (name, value) in element.value().attrs() {
            assert!(!name.starts_with("on"), "{name}={value}");
            let is_address = ["src", "href", "srcset", "action", "data"].contains(&name);
            let stays = value.starts_with("data:image/jpeg;base64,") || value.starts_with('#');
            assert!(!is_address || stays, "{name}={value}");
        }
    }
    let policy = all(&page, "meta[http-equiv='Content-Security-Policy']")[0];
    let policy = policy.value().attr("content").unwrap();
    assert_eq!(
        policy,
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    );
    let style = text(all(&page, "style")[0]);
    assert!(!style.contains("url(") && !style.contains("@import"));
}

#[test]
fn a_hostile_file_name_is_only_text() {
    let folder = TempDir::new().unwrap();
    let hostile = folder.path().join(HOSTILE);
    fs::copy(STUBBLE, &hostile).unwrap();
    let page = page(&[hostile.to_str().unwrap(), STUBBLE]);
    assert!(all(&page, "[onerror], [src=x]").is_empty());
    for place in ["article h2", "nav a b"] {
        assert!(text(all(&page, place)[0]).ends_with(HOSTILE));
    }
}

#[test]
fn the_embedded_pictures_carry_no_metadata() {
    let folder = TempDir::new().unwrap();
    let tagged = folder.path().join("tagged.jpg");
    fs::write(&tagged, with_gps(&fs::read(STUBBLE).unwrap())).unwrap();
    let page = page(&[tagged.to_str().unwrap()]);
    let pictures = all(&page, "img");
    assert!(!pictures.is_empty());
    for picture in pictures {
        let address = picture.value().attr("src").unwrap();
        let (_, coded) = address.split_once("base64,").unwrap();
        let jpeg = BASE64_STANDARD.decode(coded).unwrap();
        assert!(!holds(&jpeg, b"Exif") && !holds(&jpeg, b"GPS") && !holds(&jpeg, b"http"));
        let decoded = image::load_from_memory(&jpeg).unwrap();
        assert!(decoded.width().max(decoded.height()) <= 900);
        assert!(jpeg.len() < 200_000, "{} bytes", jpeg.len());
    }
}

/// The photo with an EXIF segment that stands for a place.
fn with_gps(jpeg: &[u8]) -> Vec<u8> {
    let exif = b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0GPSLatitude 52.5200";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, exif, &jpeg[2..]].concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn the_page_is_about_the_client_and_names_no_option_and_no_folder() {
    let folder = TempDir::new().unwrap();
    let dated = folder.path().join("dated.jpg");
    fs::write(&dated, with_date(&fs::read(NO_HAIR).unwrap())).unwrap();
    let dated = dated.to_str().unwrap();
    let args = ["--client", "Ana <B>", "--notes", "first\nsecond", dated];
    let source = source(&args);
    let page = Html::parse_document(&source);
    for place in ["title", "h1"] {
        assert_eq!(text(all(&page, place)[0]), "Ana <B>");
    }
    assert_eq!(text(all(&page, "article h2")[0]), "dated.jpg");
    assert_eq!(text(all(&page, ".notes")[0]), "first second");
    let words = body_text(&page);
    assert!(words.contains("taken on 26 November 2026"), "{words}");
    let names_an_option = |word: &str| word.starts_with("--");
    assert!(!words.split_whitespace().any(names_an_option), "{words}");
    assert!(!source.contains(folder.path().to_str().unwrap()));
}

/// The photo with an Exif segment that says when it was taken.
fn with_date(jpeg: &[u8]) -> Vec<u8> {
    let tiff: &[&[u8]] = &[
        b"Exif\0\0II*\0\x08\0\0\0",
        // One entry: the Exif is at 26.
        b"\x01\0\x69\x87\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0",
        // One entry: 20 letters of the original date at 44.
        b"\x01\0\x03\x90\x02\0\x14\0\0\0\x2c\0\0\0\0\0\0\0",
        b"2026:11:26 18:30:00\0",
    ];
    let exif = tiff.concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
}

#[test]
fn plots_show_every_shade_in_its_color_and_say_what_they_show() {
    let page = page(&[STUBBLE]);
    let plots = all(&page, ".plots svg.plot");
    assert_eq!(plots.len(), 3);
    for plot in &plots {
        let label = plot.value().attr("aria-label").unwrap();
        assert!(label.len() > 20, "{label}");
        assert_eq!(plot.value().attr("role"), Some("img"));
    }
    let report = Command::cargo_bin("smpmatch")
        .unwrap()
        .args(["-f", "json", STUBBLE])
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    let photo = &report["photos"][0];
    let dots = Selector::parse("circle.color").unwrap();
    for found in photo["matches"].as_array().unwrap() {
        for plot in [plots[0], plots[2]] {
            let mut fills = plot.select(&dots).map(|dot| dot.value().attr("fill"));
            assert!(fills.any(|fill| fill == found["hex"].as_str()), "{found}");
        }
    }
    assert_eq!(all(&page, "circle.best").len(), 2);
    assert!(text(plots[1]).contains("touch-up"));
    assert!(all(&self::page(&[NO_HAIR]), "svg").is_empty());
}

#[test]
fn the_treated_scalp_stands_beside_the_photo_where_it_is_asked_for() {
    let folder = TempDir::new().unwrap();
    let treated = folder.path().join("treated.png");
    let page = page(&["--preview", treated.to_str().unwrap(), STUBBLE]);
    assert_eq!(all(&page, "figure img").len(), 2);
    let caption = text(all(&page, "figcaption")[1]);
    assert!(caption.starts_with("simulated: shade "), "{caption}");
    assert!(image::open(&treated).is_ok());
    assert_eq!(all(&self::page(&[STUBBLE]), "figure img").len(), 1);
}

#[test]
fn two_visits_are_a_page_with_both_photos() {
    let mut command = Command::cargo_bin("smpmatch").unwrap();
    command.args(["compare", "-f", "html", "--client", "Ana"]);
    let output = command.args([STUBBLE, NO_HAIR]).output().unwrap();
    let page = Html::parse_document(&String::from_utf8(output.stdout).unwrap());
    assert_eq!(text(all(&page, "title")[0]), "Ana");
    assert_eq!(all(&page, "figure img").len(), 2);
    let verdict = text(all(&page, "h2.verdict")[0]);
    assert!(verdict.starts_with("The photos do not tell"), "{verdict}");
    let words = body_text(&page);
    assert!(
        !words.contains("--") && !words.contains(env!("CARGO_MANIFEST_DIR")),
        "{words}"
    );
}

#[test]
fn the_page_has_landmarks_headings_and_words_for_pictures() {
    let page = batch();
    assert_eq!(all(&page, "html[lang=en]").len(), 1);
    for landmark in ["body > header", "body > main", "main > nav", "h1", "title"] {
        assert_eq!(all(&page, landmark).len(), 1, "{landmark}");
    }
    let articles = all(&page, "main > article");
    assert_eq!(articles.len(), 3);
    for article in articles {
        let label = article.value().attr("aria-labelledby").unwrap();
        assert_eq!(all(&page, &format!("#{label}")).len(), 1);
        assert_eq!(
            article.select(&Selector::parse("footer").unwrap()).count(),
            1
        );
    }
    assert!(
        all(&page, "img")
            .iter()
            .all(|img| img.value().attr("alt").is_some())
    );
    let alt = all(&page, "article img")[0].value().attr("alt").unwrap();
    assert!(alt.contains("hair") && alt.contains("skin"), "{alt}");
    for cell in all(&page, "th") {
        assert!(cell.value().attr("scope").is_some());
    }
}

#[test]
fn a_batch_has_contents_that_lead_to_every_photo_failed_ones_too() {
    let page = batch();
    let links = all(&page, "nav a");
    assert_eq!(links.len(), 3);
    for link in &links {
        let target = link.value().attr("href").unwrap();
        assert_eq!(all(&page, target).len(), 1, "{target}");
    }
    assert!(text(links[0]).contains("shade "));
    assert!(text(links[1]).contains("check the zone"));
    assert!(text(links[2]).contains("not analyzed"));
    assert_eq!(all(&page, "nav img").len(), 2);
    let failed = text(all(&page, ".failed")[0]);
    assert!(failed.contains("not a photo of a known format"), "{failed}");
}

#[test]
fn one_photo_needs_no_contents() {
    assert!(all(&page(&[STUBBLE]), "nav").is_empty());
}

#[test]
fn boxes_drawn_by_hand_are_drawn_on_the_photo() {
    let page = page(&[
        "--crop",
        "10%,10%,80%,80%",
        "--hair",
        "40%,15%,20%,10%",
        "--skin",
        "45%,60%,10%,10%",
        STUBBLE,
    ]);
    let boxes: Vec<_> = all(&page, ".photo .box").into_iter().map(text).collect();
    assert_eq!(boxes, ["crop", "hair", "skin"]);
    let hair = all(&page, ".box.hair")[0].value().attr("style").unwrap();
    assert!(hair.starts_with("left:40.00%;top:15.00%"), "{hair}");
}

#[test]
fn text_stands_out_from_its_ground_in_light_and_in_dark() {
    let page = batch();
    let style = text(all(&page, "style")[0]);
    let (light, dark) = style.split_once("prefers-color-scheme: dark").unwrap();
    for (scheme, css) in [("light", light), ("dark", dark)] {
        for letters in ["--ink", "--quiet", "--link", "--alarm", "--caution"] {
            for ground in ["--ground", "--panel"] {
                let ratio = contrast(variable(css, letters), variable(css, ground));
                assert!(
                    ratio >= 4.5,
                    "{letters} on {ground} in {scheme}: {ratio:.1}"
                );
            }
        }
    }
    for colored in all(&page, "[style*=';color:']") {
        let style = colored.value().attr("style").unwrap();
        let ratio = contrast(variable(style, ";color"), variable(style, "background"));
        assert!(ratio >= 4.5, "{style}: {ratio:.1}");
    }
}

fn variable<'a>(css: &'a str, name: &str) -> &'a str {
    let (_, after) = css.split_once(&format!("{name}:")).unwrap();
    after.trim_start().get(..7).unwrap()
}

/// The contrast ratio of the Web Content Accessibility Guidelines 2.2,
/// <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn a_run_that_is_cut_short_leaves_a_page_that_can_be_read() {
    let whole = source(&[STUBBLE, STUBBLE]);
    let first_photo_alone = whole.split_once("id=\"photo-2\"").unwrap().0;
    let page = Html::parse_document(first_photo_alone);
    assert!(body_text(&page).contains("The eye in daylight"));
    assert_eq!(all(&page, "main > article tbody tr").len(), 5);
}

#[test]
fn the_swatch_card_shows_the_colors_of_the_report() {
    let folder = TempDir::new().unwrap();
    let card = folder.path().join("card.png");
    let report = draw_card(&card, &["-f", "json", STUBBLE]);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let photo = &report["photos"][0];
    let card = image::open(&card).unwrap().to_rgb8();
    for at in [
        "/skin/hex",
        "/hair/hex",
        "/target/hex",
        "/matches/0/hex",
        "/matches/4/hex",
    ] {
        let hex = photo.pointer(at).unwrap().as_str().unwrap();
        let shown = card.pixels().filter(|pixel| {
            let [red, green, blue] = pixel.0;
            format!("#{red:02x}{green:02x}{blue:02x}") == hex
        });
        assert!(shown.count() > 50_000, "{at} {hex} is not on the card");
    }
}

#[test]
fn cards_go_into_a_folder_that_is_named_and_readings_get_one() {
    let folder = TempDir::new().unwrap();
    let cards = folder.path().join("cards");
    let _ = draw_card(&cards, &[STUBBLE, NO_HAIR]);
    for name in ["stubble-light.jpg.swatches.png", "no-hair.jpg.swatches.png"] {
        assert!(image::open(cards.join(name)).is_ok(), "{name}");
    }
    let alone = folder.path().join("alone");
    let _ = draw_card(&alone, &[STUBBLE]);
    assert!(image::open(alone.join("stubble-light.jpg.swatches.png")).is_ok());
    let card = folder.path().join("readings.png");
    let _ = draw_card(&card, &["--hair-lab", "18,1,1", "--skin-lab", "64,10,15"]);
    assert!(image::open(card).is_ok());
}

fn draw_card(to: &Path, args: &[&str]) -> String {
    let mut command = Command::cargo_bin("smpmatch").unwrap();
    let output = command.arg("--swatches").arg(to).args(args).unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn a_page_is_not_poured_onto_a_terminal() {
    let program = assert_cmd::cargo::cargo_bin("smpmatch");
    let command = format!("{} -f html {STUBBLE}", program.display());
    let mut terminal = Command::new("script");
    let Ok(output) = terminal.args(["-qec", &command, "/dev/null"]).output() else {
        return skip("no program to open a terminal with");
    };
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("-o report.html") && !said.contains("<html"),
        "{said}"
    );
}
