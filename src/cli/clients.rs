//! Which photos are of which client.

use std::collections::HashMap;
use std::path::Path;

use crate::args::PhotosArgs;
use crate::digest::digest_of_bytes;
use crate::input::{Source, readable};

/// Photos beside each other in a run that are answered together, or one that is answered alone.
#[derive(Debug)]
pub(crate) struct Group {
    /// What the client is called; none where photos are not taken together.
    pub(crate) client: Option<String>,
    /// How many photos.
    pub(crate) photos: usize,
}

/// The photos by client, and the clients in the order of their first photos.
pub(crate) fn groups(named: &PhotosArgs, sources: Vec<Source>) -> (Vec<Source>, Vec<Group>) {
    if !named.clients.together && !named.clients.by_folder {
        let alone = |_: &Source| Group {
            client: None,
            photos: 1,
        };
        let groups = sources.iter().map(alone).collect();
        return (sources, groups);
    }
    let common = named.clients.together.then(|| common_folder(&sources));
    let client = |source: &Source| common.clone().unwrap_or_else(|| folder(source));
    let mut places = HashMap::new();
    let mut clients: Vec<(String, Vec<Source>)> = Vec::new();
    for source in sources {
        let client = client(&source);
        let place = *places.entry(client.clone()).or_insert(clients.len());
        if place == clients.len() {
            clients.push((client, Vec::new()));
        }
        clients[place].1.push(source);
    }
    let group = |(place, (client, photos)): (usize, &(String, Vec<Source>))| Group {
        client: Some(if named.anonymous {
            format!("client {}", place + 1)
        } else {
            client.clone()
        }),
        photos: photos.len(),
    };
    let groups = clients.iter().enumerate().map(group).collect();
    let photos = clients.into_iter().flat_map(|(_, photos)| photos);
    (photos.collect(), groups)
}

/// The folder that a photo lies in; one that was named and has no photos is its own.
fn folder(source: &Source) -> String {
    let Some(path) = source.path() else {
        return source.name();
    };
    let folder = if path.is_dir() {
        Some(path)
    } else {
        path.parent()
    };
    let folder = folder.filter(|folder| *folder != Path::new(""));
    readable(folder.unwrap_or(Path::new(".")))
}

/// The folder of all photos, or a plain word where they lie in several.
fn common_folder(sources: &[Source]) -> String {
    let folders: Vec<String> = sources.iter().map(folder).collect();
    match folders.first() {
        Some(first) if first != "." && folders.iter().all(|it| it == first) => first.clone(),
        _ => "client".to_owned(),
    }
}

/// Digest of the photos of a client by their names and digests; none where one has none.
pub(crate) fn digest_of_photos(names: &[String], digests: &[Option<String>]) -> Option<String> {
    let photo = |(name, digest): (&String, &Option<String>)| {
        Some(format!("{name}\0{}\0", digest.as_ref()?))
    };
    let photos: Option<Vec<String>> = names.iter().zip(digests).map(photo).collect();
    Some(digest_of_bytes(photos?.concat().as_bytes()))
}
