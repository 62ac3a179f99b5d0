//! What each part of a photo is, found or drawn by hand, and what the clusters are by it.

use super::{Evidence, Finding, Label, LabelMap, Segmentation, segment_on};
use crate::cluster::{Cluster, nearest};
use crate::color::{Srgb8, labs_from_srgb8};
use crate::photo::Photo;
use crate::region::PixelRect;
use crate::threads::Threads;

/// Pixels along the longest side that are asked for their cluster: a role needs a majority, not a
/// count.
const PROBES: u32 = 256;

/// What each part of a photo is. Boxes drawn by hand go before what is found.
#[derive(Clone, Debug)]
pub struct Roles {
    found: Option<Segmentation>,
    hair: Vec<PixelRect>,
    skin: Vec<PixelRect>,
    /// The cells of the grid where the skin is read.
    skin_cells: Vec<bool>,
}

/// A dominant color and what most of its pixels are.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct RoleCluster {
    /// The color and its share.
    pub cluster: Cluster,
    /// What most of its pixels are.
    pub role: Label,
}

impl Roles {
    /// Finds what no box says. With boxes for both hair and skin nothing is searched.
    #[must_use]
    pub fn find(
        photo: &Photo,
        hair: Vec<PixelRect>,
        skin: Vec<PixelRect>,
        threads: Threads,
    ) -> Self {
        let search = hair.is_empty() || skin.is_empty();
        let found = search.then(|| segment_on(photo, threads));
        let skin_cells = found
            .as_ref()
            .map(|found| skin_cells(found, photo, &hair, &skin));
        Self {
            found,
            hair,
            skin,
            skin_cells: skin_cells.unwrap_or_default(),
        }
    }

    /// What was found, unless the boxes say it all.
    #[must_use]
    pub fn map(&self) -> Option<&LabelMap> {
        self.found.as_ref().map(|found| &found.labels)
    }

    /// The boxes drawn on hair.
    #[must_use]
    pub fn hair_boxes(&self) -> &[PixelRect] {
        &self.hair
    }

    /// The boxes drawn on bare skin.
    #[must_use]
    pub fn skin_boxes(&self) -> &[PixelRect] {
        &self.skin
    }

    /// Whether each cell of the map shows skin that stands for the scalp between the hairs: beside
    /// the hair, found or drawn, and in its light. None if skin was drawn.
    #[must_use]
    pub fn reference_skin(&self) -> Option<Vec<bool>> {
        let found = self.found.as_ref().filter(|_| self.skin.is_empty())?;
        let (grid, map) = (&found.grid, &found.labels);
        let (width, height) = (map.width() as usize, map.height() as usize);
        let cells = map.labels().iter().enumerate().map(|(at, label)| {
            let (x, y) = (at % width, at / width);
            let coarse = y * grid.height / height * grid.width + x * grid.width / width;
            *label == Label::Skin && self.skin_cells[coarse]
        });
        Some(cells.collect())
    }

    /// How surely the network sees the hair that was found; none without hair, or where hair was
    /// drawn.
    #[must_use]
    pub fn evidence(&self) -> Option<Evidence> {
        let found = self.found.as_ref().filter(|_| self.hair.is_empty())?;
        let is_hair = found.finding != Finding::NoHair;
        Evidence::of(&found.grid, &found.grid.with(Label::Hair)).filter(|_| is_hair)
    }

    /// Whether there is hair. A box drawn on it says so.
    #[must_use]
    pub fn finding(&self) -> Finding {
        let found = self.found.as_ref().filter(|_| self.hair.is_empty());
        found.map_or(Finding::Found, |found| found.finding)
    }

    /// What a pixel is. Where boxes were drawn, what was found outside them does not count.
    #[must_use]
    pub fn label_at(&self, x: u32, y: u32) -> Label {
        if let Some(drawn) = self.drawn_at(x, y) {
            return drawn;
        }
        match self.map().map(|map| map.label_at(x, y)) {
            Some(Label::Hair) if !self.hair.is_empty() => Label::Background,
            Some(Label::Skin) if !self.skin.is_empty() => Label::Background,
            Some(label) => label,
            None => Label::Background,
        }
    }

    /// What a pixel shows, whether it is measured or not: what a box says, or else what was found.
    /// None where nothing was searched.
    #[must_use]
    pub fn shown_at(&self, x: u32, y: u32) -> Option<Label> {
        let found = || self.map().map(|map| map.label_at(x, y));
        self.drawn_at(x, y).or_else(found)
    }

    fn drawn_at(&self, x: u32, y: u32) -> Option<Label> {
        let drawn = |boxes: &[PixelRect]| boxes.iter().any(|area| area.contains(x, y));
        let hair = drawn(&self.hair).then_some(Label::Hair);
        hair.or_else(|| drawn(&self.skin).then_some(Label::Skin))
    }

    /// The clusters with their roles: each is what most of its pixels are.
    #[must_use]
    pub fn of_clusters(&self, photo: &Photo, clusters: &[Cluster]) -> Vec<RoleCluster> {
        let mut votes = vec![[0; Label::ALL.len()]; clusters.len()];
        let step = (photo.width().max(photo.height()) / PROBES).max(1);
        // Colors with what they show, as one number each.
        let mut seen: Vec<u32> = Vec::new();
        for y in (0..photo.height()).step_by(step as usize) {
            let columns = (0..photo.width()).step_by(step as usize);
            let visible = columns.filter(|&x| photo.is_visible(x, y));
            seen.extend(visible.map(|x| {
                let [red, green, blue] = photo.pixels().get_pixel(x, y).0;
                u32::from_be_bytes([red, green, blue, self.label_at(x, y) as u8])
            }));
        }
        // Each color is looked up once for each thing that it shows.
        seen.sort_unstable();
        let groups: Vec<&[u32]> = seen.chunk_by(PartialEq::eq).collect();
        let color = |group: &&[u32]| {
            let [red, green, blue, _] = group[0].to_be_bytes();
            Srgb8::new(red, green, blue)
        };
        let colors: Vec<Srgb8> = groups.iter().map(color).collect();
        for (group, lab) in groups.into_iter().zip(labs_from_srgb8(&colors)) {
            let [.., label] = group[0].to_be_bytes();
            if let Some(votes) = nearest(clusters, lab).and_then(|at| votes.get_mut(at)) {
                votes[usize::from(label)] += group.len();
            }
        }
        let elected = clusters
            .iter()
            .zip(&votes)
            .map(|(cluster, votes)| RoleCluster {
                cluster: *cluster,
                role: most_voted(votes),
            });
        elected.collect()
    }
}

/// The cells where the skin is read: those drawn, or else those that stand for the scalp between
/// hair found or drawn.
fn skin_cells(
    found: &Segmentation,
    photo: &Photo,
    hair: &[PixelRect],
    skin: &[PixelRect],
) -> Vec<bool> {
    let grid = &found.grid;
    if !skin.is_empty() {
        return grid.within(skin, photo);
    }
    grid.reference_skin(&match hair {
        [] if found.finding == Finding::NoHair => vec![false; grid.labels.len()],
        [] => grid.with(Label::Hair),
        drawn => grid.within(drawn, photo),
    })
}

/// The label with most votes; of equals the one that says less.
fn most_voted(votes: &[usize; Label::ALL.len()]) -> Label {
    let ranked = Label::ALL.into_iter().zip(votes).rev();
    ranked
        .max_by_key(|(_, votes)| **votes)
        .map_or(Label::Background, |(label, _)| label)
}
