//! `clients.json`: what is known for certain about rendered clients, each in several photos.

use serde::{Deserialize, Serialize};

/// The whole file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ClientTruths {
    pub(crate) note: String,
    pub(crate) clients: Vec<ClientTruth>,
}

/// What is known about one client. Colors are CIELAB, D65, 2 degree observer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ClientTruth {
    /// The client's folder.
    pub(crate) client: String,
    /// File names in the folder.
    pub(crate) photos: Vec<String>,
    /// Mean color of the hairs, under neutral light and free of shade.
    pub(crate) hair_lab: [f64; 3],
    /// The same of the skin.
    pub(crate) skin_lab: [f64; 3],
    /// The bad photo that may take a good one's place.
    pub(crate) spoiled: Spoiled,
}

/// A bad photo of a client.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Spoiled {
    /// File name beside the folders.
    pub(crate) photo: String,
    /// Place among the client's photos, from 0, of the good one.
    pub(crate) instead_of: usize,
    pub(crate) by: Fault,
}

/// What is wrong with a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Fault {
    /// Out of focus, or shaken.
    Blur,
    /// Haze over all of it: a smeared lens, or a window in the frame.
    Veil,
    /// Far too dark.
    Dark,
    /// Far too bright.
    Bright,
    /// It is of someone else.
    Stranger,
}
