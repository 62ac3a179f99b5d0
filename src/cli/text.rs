//! Text files as other systems write them.

use anyhow::{Context, Result};

/// What the bytes of a text file hold, without the mark that some editors put before it.
#[derive(Debug)]
pub(crate) enum Encoding<'a> {
    /// UTF-16, decoded.
    Utf16(Result<String>),
    /// Any other, most likely UTF-8.
    Bytes(&'a [u8]),
}

/// Tells the encoding by the byte order mark (Unicode 17, 23.8), as Notepad and PowerShell write it.
pub(crate) fn encoding(bytes: &[u8]) -> Encoding<'_> {
    let decode = |units: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, _) = units.as_chunks();
        let units = pairs.iter().copied().map(unit);
        let text: Result<String, _> = char::decode_utf16(units).collect();
        Encoding::Utf16(text.context("it is not valid UTF-16: save it as UTF-8"))
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => decode(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => decode(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => Encoding::Bytes(rest),
        _ => Encoding::Bytes(bytes),
    }
}

/// The text of a file.
pub(crate) fn text(bytes: &[u8]) -> Result<String> {
    match encoding(bytes) {
        Encoding::Utf16(text) => text,
        Encoding::Bytes(bytes) => {
            String::from_utf8(bytes.to_owned()).context("it is no text in UTF-8")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_tell_the_encoding_and_are_left_out() {
        let words = "é.jpg\r\n";
        let units = || words.encode_utf16();
        let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        for (mark, rest) in [
            (&[][..], words.as_bytes()),
            (&[0xEF, 0xBB, 0xBF], words.as_bytes()),
            (&[0xFF, 0xFE], &little),
            (&[0xFE, 0xFF], &big),
        ] {
            assert_eq!(text(&[mark, rest].concat()).unwrap(), words);
        }
        assert!(text(&[0xFF, 0xFE, 0x00, 0xD8]).is_err());
    }
}
