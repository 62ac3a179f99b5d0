//! What reaches a terminal cannot steer it.

use std::io::{self, Write};

pub(crate) use smpmatch::report::printable;

/// Writes text without the control characters that it holds, but for the ends of lines.
#[derive(Debug)]
pub(crate) struct Printable<W>(pub(crate) W);

impl<W: Write> Write for Printable<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        for line in text.split_inclusive('\n') {
            let (words, end) = match line.strip_suffix("\r\n") {
                Some(words) => (words, "\r\n"),
                None => line
                    .strip_suffix('\n')
                    .map_or((line, ""), |words| (words, "\n")),
            };
            write!(self.0, "{}{end}", printable(words))?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_terminal_is_replaced() {
        let mut shown = Vec::new();
        let text = "a\u{1b}[31m,\u{202e}gpj.exe\r\nb\u{9b}c\td\n";
        Printable(&mut shown).write_all(text.as_bytes()).unwrap();
        let shown = String::from_utf8(shown).unwrap();
        assert_eq!(
            shown,
            "a\u{fffd}[31m,\u{fffd}gpj.exe\r\nb\u{fffd}c\u{fffd}d\n"
        );
    }
}
