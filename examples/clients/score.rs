//! The answers about one client held against the truth.

use std::fs;
use std::path::Path;

use smpmatch::answer::{Answer, AnswerOptions, answer};
use smpmatch::client::{ClientAnswer, answer_client};
use smpmatch::color::Lab;
use smpmatch::palette::Palette;
use smpmatch::photo::{Limits, Photo};

use crate::choice::{Choice, choice};
use crate::truth::{ClientTruth, Fault};

/// What the answers about one client are worth.
#[derive(Clone, Debug)]
pub(crate) struct Score {
    pub(crate) good: Take,
    pub(crate) spoiled: Take,
    /// What is wrong with the bad photo.
    pub(crate) by: Fault,
}

/// One set of photos of a client.
#[derive(Clone, Debug)]
pub(crate) struct Take {
    /// The shade chosen by each photo alone; none where it tells none.
    pub(crate) singles: Vec<Option<Choice>>,
    pub(crate) together: Option<Choice>,
    pub(crate) regions: usize,
    /// Whether what was set aside is the bad photo and nothing else.
    pub(crate) is_set_aside_right: bool,
}

/// Answers about a client by four good photos, and with the bad one among them.
pub(crate) fn score(folder: &Path, truth: &ClientTruth) -> anyhow::Result<Score> {
    let home = folder.join(&truth.client);
    let good = truth
        .photos
        .iter()
        .map(|photo| looked_at(&home.join(photo)));
    let mut photos = good.collect::<anyhow::Result<Vec<Option<Answer>>>>()?;
    let good = take(&photos, truth, None);
    let place = truth.spoiled.instead_of;
    photos[place] = looked_at(&folder.join(&truth.spoiled.photo))?;
    Ok(Score {
        good,
        spoiled: take(&photos, truth, Some(place)),
        by: truth.spoiled.by,
    })
}

fn looked_at(path: &Path) -> anyhow::Result<Option<Answer>> {
    let photo = Photo::from_bytes(&fs::read(path)?, &Limits::default())?;
    let answer = answer(&photo, &Palette::generic(), &AnswerOptions::default())?;
    Ok(Some(answer))
}

fn take(photos: &[Option<Answer>], truth: &ClientTruth, bad: Option<usize>) -> Take {
    let [hair, skin] = [truth.hair_lab, truth.skin_lab].map(|[l, a, b]| Lab::new(l, a, b));
    let chosen = |answer: &Option<Answer>| choice(answer.as_ref()?.ranking.as_ref()?, hair, skin);
    let client = answer_client(photos, &Palette::generic(), &AnswerOptions::default());
    Take {
        singles: photos.iter().map(chosen).collect(),
        together: chosen(&client.answer),
        regions: client.regions.len(),
        is_set_aside_right: set_aside(&client).eq(bad),
    }
}

/// The photos that the answer does not rest on.
fn set_aside(client: &ClientAnswer) -> impl Iterator<Item = usize> {
    let parts = client.parts.iter().enumerate();
    parts
        .filter(|(_, part)| part.set_aside.is_some())
        .map(|(place, _)| place)
}
