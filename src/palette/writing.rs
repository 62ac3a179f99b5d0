//! A palette as text that people read and version control merges: one dilution a line, and one
//! observation.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use serde_json::{Error, Value};

use super::Palette;

impl Palette {
    /// The palette as a file in JSON, which [`from_json`](Self::from_json) reads. What it lists stands
    /// one on a line.
    ///
    /// # Errors
    ///
    /// None that is known: every palette can be written.
    ///
    /// ```
    /// use smpmatch::palette::Palette;
    ///
    /// let json = Palette::generic().to_json()?;
    /// let shade = r#"    { "shade": "20", "pigment_parts": 1, "water_parts": 20 },"#;
    /// assert!(json.lines().any(|line| line == shade));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn to_json(&self) -> Result<String, Error> {
        let Value::Object(fields) = serde_json::to_value(self)? else {
            return line(self);
        };
        let fields: Vec<String> = fields
            .iter()
            .map(|(name, value)| Ok(format!("  \"{name}\": {}", field(value)?)))
            .collect::<Result<_, Error>>()?;
        Ok(format!("{{\n{}\n}}\n", fields.join(",\n")))
    }
}

fn field(value: &Value) -> Result<String, Error> {
    let Value::Array(items) = value else {
        return line(value);
    };
    let items: Vec<String> = items
        .iter()
        .map(|item| Ok(format!("    {}", line(item)?)))
        .collect::<Result<_, Error>>()?;
    Ok(format!("[\n{}\n  ]", items.join(",\n")))
}

fn line(value: &impl Serialize) -> Result<String, Error> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Spaced))?;
    String::from_utf8(bytes).map_err(serde::ser::Error::custom)
}

/// JSON on one line with spaces where people put them.
struct Spaced;

impl Formatter for Spaced {
    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"{ ")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b" }")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }
}
