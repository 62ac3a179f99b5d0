//! Who may ask: the page that this program itself opened, and nobody else.

use std::net::SocketAddr;

use smpmatch::photo::Limits;
use tiny_http::Request;

/// What every answer is sent with: nothing from outside, no script or style but the page's own, no
/// frame around it, and no copy kept.
pub(super) const HEADERS: [(&str, &str); 5] = [
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

/// Bytes of a request: those of the largest photo that the command line reads.
pub(super) fn largest_body() -> u64 {
    Limits::default().max_bytes
}

/// Where the page is, and the secret in its address.
#[derive(Debug)]
pub(super) struct Guard {
    host: String,
    token: String,
}

impl Guard {
    pub(super) fn new(at: SocketAddr) -> Self {
        Self {
            host: at.to_string(),
            token: format!("{:032x}", rand::random::<u128>()),
        }
    }

    /// The address to open.
    pub(super) fn address(&self) -> String {
        format!("http://{}/{}/", self.host, self.token)
    }

    /// Why a request is refused. A page of another site can send one here, but it neither names
    /// this host and origin nor knows the secret, even where its own name leads to this machine.
    pub(super) fn refusal(&self, request: &Request) -> Option<(u16, &'static str)> {
        let header = |name: &'static str| {
            let mut headers = request.headers().iter();
            headers.find_map(|header| header.field.equiv(name).then(|| header.value.as_str()))
        };
        let origin = format!("http://{}", self.host);
        let secret = request.url().split('/').nth(1).unwrap_or_default();
        let is_large = |length: usize| length as u64 > largest_body();
        if header("Host") != Some(&self.host) {
            Some((403, "this page has another host"))
        } else if header("Origin").is_some_and(|from| from != origin) {
            Some((403, "this page is asked by itself alone"))
        } else if !is_same(secret, &self.token) {
            Some((404, "there is nothing here"))
        } else if request.body_length().is_some_and(is_large) {
            Some((413, "the photo is too large"))
        } else {
            None
        }
    }
}

/// Compares in a time that does not tell how much is alike.
fn is_same(one: &str, other: &str) -> bool {
    let pairs = one.bytes().zip(other.bytes());
    one.len() == other.len() && pairs.fold(0, |sum, (one, other)| sum | (one ^ other)) == 0
}
