//! What a mistyped word may have meant.

/// Likeness by Jaro, 0 to 1, from which a word is taken for a mistyped one; by judgment: one letter of five may be
/// off.
const ALIKE: f64 = 0.8;

/// The name that a word is most like, if it is like any.
pub(crate) fn most_alike<'a>(
    word: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let names = names.into_iter();
    let likenesses = names.map(|name| (strsim::jaro(word, name), name));
    let alike = likenesses.filter(|(likeness, _)| *likeness > ALIKE);
    let (_, name) = alike.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    Some(name)
}
