//! The artist's local page under the hands of somebody who works with it, in headless Chromium where
//! there is one.
#![cfg(feature = "page")]

use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};

use crate::common::chromium::Browser;
use crate::common::served::{self, Page, SAMPLES};
use crate::common::skip::skip;

const PHOTO: &str = "stubble-light.jpg";
const OTHER: &str = "no-hair.jpg";
/// Has a color chart between these shares of its sides: left, top, right, bottom.
const CHARTED: &str = "chart.jpg";
const CHART: [f64; 4] = [0.05, 0.8, 0.35, 0.96];

const ANSWERED: &str = "document.getElementById('status').textContent.includes('answered')";
const COMMAND: &str = "document.getElementById('command').textContent";
const TEXT: &str = "document.getElementById('text').textContent";

/// The least contrast of letters to what lies behind them, as the Web Content Accessibility
/// Guidelines 2.2 reckon it, with the letters.
const CONTRAST: &str = r"
(() => {
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const part = (value) => value <= 10.31475 ? value / 3294.6 : Math.pow((value / 255 + 0.055) / 1.055, 2.4);
  const luminance = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const ground = (element) => {
    for (; element; element = element.parentElement) {
      const color = channels(getComputedStyle(element).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  let worst = [21, ''];
  for (const element of document.querySelectorAll('body *')) {
    const letters = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
    if (!letters.length || !element.checkVisibility() || element.disabled) continue;
    const style = getComputedStyle(element);
    const ink = element instanceof SVGElement ? style.fill : style.color;
    const [one, other] = [luminance(channels(ink)), luminance(ground(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < worst[0]) worst = [ratio, element.textContent.slice(0, 40)];
  }
  return worst;
})()";

/// A page with these photos in a browser, once the last is answered.
fn opened(photos: &[&str]) -> Option<(Page, Browser)> {
    let page = Page::open(photos);
    let mut browser = Browser::at(&page.address())?;
    browser.until(&format!(
        "Boolean(document.getElementById('status')) && {ANSWERED}"
    ));
    Some((page, browser))
}

/// Draws a box over these shares of the photo: left, top, right, bottom.
fn draw(browser: &mut Browser, [left, top, right, bottom]: [f64; 4]) {
    browser.value("document.getElementById('sheet').scrollIntoView({block: 'start'})");
    let sides = "(({x, y, width, height}) => [x, y, width, height])\
                 (document.getElementById('boxes').getBoundingClientRect())";
    let sides: [f64; 4] = serde_json::from_value(browser.value(sides)).unwrap();
    let at = |across: f64, down: f64| [sides[0] + across * sides[2], sides[1] + down * sides[3]];
    browser.drag(at(left, top), at(right, bottom));
}

/// Waits until the command line shown holds these words and is answered.
fn until_command(browser: &mut Browser, condition: &str) -> String {
    browser.until(&format!("(({COMMAND}){condition}) && {ANSWERED}"));
    browser.value(COMMAND).as_str().unwrap().to_owned()
}

/// Whether the command line shown asks for nothing but the photo.
fn untouched() -> String {
    format!("==='{} {PHOTO}'", served::COMMAND)
}

/// What the command line shown writes, with more options.
fn typed(command: &str, more: &str) -> Vec<u8> {
    let program = cargo_bin("smpmatch");
    let rest = command.strip_prefix(served::COMMAND).unwrap();
    let line = format!("'{}' --no-config {more} {rest}", program.display());
    let mut shell = Command::new("sh");
    let output = shell
        .args(["-c", &line])
        .current_dir(SAMPLES)
        .output()
        .unwrap();
    assert!(output.status.success(), "{line}: {output:?}");
    output.stdout
}

#[test]
fn a_box_drawn_with_the_mouse_changes_the_answer_and_what_is_kept_is_the_command_lines() {
    let Some((_page, mut browser)) = opened(&[PHOTO]) else {
        return skip("no Chromium on this machine");
    };
    let before = browser.value(TEXT);
    draw(&mut browser, [0.25, 0.28, 0.32, 0.34]);
    let command = until_command(&mut browser, ".includes('--hair')");
    assert_ne!(browser.value(TEXT), before);
    browser.value("document.querySelector('[data-report=json]').click()");
    assert!(browser.downloaded("stubble-light.json") == typed(&command, "-f json"));

    browser.value("document.getElementById('undo').click()");
    let undone = until_command(&mut browser, &untouched());
    assert_eq!(browser.value(TEXT), before, "{undone}");
    let outside = "performance.getEntriesByType('resource').map((entry) => entry.name)\
                   .filter((name) => !name.startsWith(location.origin) && !name.startsWith('blob:') \
                   && !name.startsWith('data:'))";
    assert_eq!(browser.value(outside), json!([]));
}

#[test]
fn a_box_is_moved_sized_and_deleted_by_keys() {
    let Some((_page, mut browser)) = opened(&[PHOTO]) else {
        return skip("no Chromium on this machine");
    };
    browser.value("document.getElementById('insert').focus()");
    browser.value("document.getElementById('insert').click()");
    let sides = |command: &str| -> Vec<i32> {
        let (_, box_and_photo) = command.split_once(" --hair ").unwrap();
        let (sides, _) = box_and_photo.split_once(' ').unwrap();
        sides.split(',').map(|side| side.parse().unwrap()).collect()
    };
    let put = sides(&until_command(&mut browser, ".includes('--hair')"));
    browser.press("ArrowRight", false);
    let x = put[0] + 8;
    let moved = sides(&until_command(
        &mut browser,
        &format!(".includes('--hair {x},')"),
    ));
    assert_eq!(moved, [x, put[1], put[2], put[3]]);
    browser.press("ArrowDown", true);
    let high = put[3] + 8;
    let sized = sides(&until_command(
        &mut browser,
        &format!(".includes(',{high} ')"),
    ));
    assert_eq!(sized, [x, put[1], put[2], high]);
    browser.press("Delete", false);
    let _ = until_command(&mut browser, &untouched());
}

/// The corners of the color chart in a command line.
fn corners(command: &str) -> Vec<[i32; 2]> {
    let (_, rest) = command.split_once(" --chart ").unwrap();
    let numbers: Vec<i32> = rest
        .split([',', ' '])
        .map_while(|number| number.parse().ok())
        .collect();
    numbers.chunks(2).map(|pair| [pair[0], pair[1]]).collect()
}

#[test]
fn each_corner_of_a_chart_is_moved_by_mouse_finger_and_keys() {
    let Some((_page, mut browser)) = opened(&[CHARTED]) else {
        return skip("no Chromium on this machine");
    };
    let screen = json!({ "width": 800, "height": 1600, "deviceScaleFactor": 1, "mobile": false });
    browser.send("Emulation.setDeviceMetricsOverride", &screen);
    browser.value("document.querySelector('#tools [value=chart]').click()");
    let [left, top, right, bottom] = CHART;
    draw(&mut browser, [right, bottom, left, top]);
    browser.until("document.getElementById('advice').textContent.startsWith('the color chart')");
    let shown = "document.getElementById('lines').textContent";
    assert_eq!(browser.value(shown), json!(""), "an earlier answer");
    browser.value("document.getElementById('undo').click()");
    draw(&mut browser, CHART);
    let mut command = until_command(&mut browser, ".includes('--chart')");
    let drawn = corners(&command);
    let mut commands = Vec::new();
    for (index, hand) in ["mouse", "finger", "keys"].into_iter().enumerate() {
        let grip = format!("document.querySelectorAll('.box.chart i')[{index}]");
        let middle = format!(
            "(({{x, y, width, height}}) => [x + width / 2, y + height / 2])\
             ({grip}.getBoundingClientRect())"
        );
        let from: [f64; 2] = serde_json::from_value(browser.value(&middle)).unwrap();
        let to = from.map(|at| at - 5.0);
        match hand {
            "mouse" => browser.drag(from, to),
            "finger" => browser.swipe(from, to),
            _ => {
                browser.value(&format!("{grip}.focus()"));
                browser.press("ArrowLeft", true);
            }
        }
        commands.push(command.clone());
        let other = format!("!=='{command}'");
        command = until_command(&mut browser, &other);
        let (before, after) = (corners(&commands[index]), corners(&command));
        let changed: Vec<_> = (0..4).filter(|&at| before[at] != after[at]).collect();
        assert_eq!(changed, [index], "{hand}: {before:?} {after:?}");
    }
    let [x, y] = drawn[2];
    assert_eq!(corners(&command)[2], [x - 1, y]);
    browser.value("document.querySelector('[data-report=json]').click()");
    assert!(browser.downloaded("chart.json") == typed(&command, "-f json"));

    while let Some(before) = commands.pop() {
        browser.value("document.getElementById('undo').click()");
        let _ = until_command(&mut browser, &format!("==='{before}'"));
    }
}

#[test]
fn the_treated_scalp_is_set_beside_the_photo_and_the_page_for_the_client_has_it() {
    let Some((_page, mut browser)) = opened(&[PHOTO]) else {
        return skip("no Chromium on this machine");
    };
    browser.value("document.getElementById('simulate').click()");
    browser.until("!document.getElementById('compared').hidden");
    let command = until_command(&mut browser, ".includes('--preview treated.png')");
    let said = browser.value("document.getElementById('simulated').textContent");
    assert!(
        said.as_str().unwrap().starts_with("simulated: shade "),
        "{said}"
    );
    let clip = "(() => { const slider = document.getElementById('slider'); slider.value = 30; \
                slider.dispatchEvent(new Event('input')); \
                return document.getElementById('before').style.clipPath; })()";
    assert_eq!(browser.value(clip), "inset(0px 70% 0px 0px)");
    browser.value("document.querySelector('[data-report=html]').click()");
    let kept = browser.downloaded("stubble-light.html");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("treated.png");
    let command = command.replace("treated.png", file.to_str().unwrap());
    assert!(kept == typed(&command, "-f html"));
    assert!(image::open(file).is_ok());
}

#[test]
fn several_photos_are_thumbnails_on_a_phone_and_a_desk_by_day_and_by_night() {
    let Some((_page, mut browser)) = opened(&[PHOTO, OTHER]) else {
        return skip("no Chromium on this machine");
    };
    let names = "[...document.querySelectorAll('nav button span')].map((it) => it.textContent)";
    assert_eq!(browser.value(names), json!([PHOTO, OTHER]));
    browser.until("[...document.querySelectorAll('nav b')].every((it) => it.textContent)");
    browser.value("document.querySelector('nav button').click()");
    let _ = until_command(&mut browser, &format!(".endsWith('{PHOTO}')"));
    let plots = "document.querySelectorAll('#plots svg').length";
    assert_eq!(browser.value(plots), json!(3));
    for (width, is_phone) in [(390, true), (1280, false)] {
        let screen = json!({
            "width": width, "height": 844, "deviceScaleFactor": 1, "mobile": is_phone,
        });
        browser.send("Emulation.setDeviceMetricsOverride", &screen);
        browser.until(
            "(({scrollHeight, clientHeight}) => scrollHeight <= clientHeight)\
             (document.getElementById('view'))",
        );
        for scheme in ["light", "dark"] {
            let media = json!({
                "features": [{ "name": "prefers-color-scheme", "value": scheme }],
            });
            browser.send("Emulation.setEmulatedMedia", &media);
            let wide = browser.value("document.documentElement.scrollWidth");
            assert!(wide.as_i64().unwrap() <= width, "{wide} of {width}");
            let worst: (f64, String) = serde_json::from_value(browser.value(CONTRAST)).unwrap();
            assert!(worst.0 >= 4.5, "{width} {scheme}: {worst:?}");
        }
    }
    let landmarks = "['header', 'nav[aria-label]', 'main', 'section[aria-label]', '[role=status]']\
                     .filter((it) => !document.querySelector(it))";
    assert_eq!(browser.value(landmarks), json!([] as [Value; 0]));
}
