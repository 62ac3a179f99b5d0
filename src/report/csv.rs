//! The report as a table: one row per photo and match.

use std::io;

use csv::{Terminator, WriterBuilder};
use serde::Serialize;
use serde_json::Value;

use crate::report::schema::{ClientReport, PhotoReport, ReportHead};
use crate::report::writer::{ReportWriter, Sink};

/// A column and the JSON pointer (RFC 6901) to its value in the JSON report, so that table and
/// JSON always say the same. Columns keep their names and order; new ones go to the end.
type Column = (&'static str, &'static str);

/// The same in every row of a photo; pointers from its entry.
const OF_PHOTO: [Column; 25] = [
    ("photo", "/photo"),
    ("status", "/status"),
    ("error", "/error"),
    ("width", "/width"),
    ("height", "/height"),
    ("light", "/light/method"),
    ("hair_l", "/hair/lab/0"),
    ("hair_a", "/hair/lab/1"),
    ("hair_b", "/hair/lab/2"),
    ("hair_hex", "/hair/hex"),
    ("hair_share", "/hair/share"),
    ("hair_style", "/hair/style"),
    ("seen_l", "/hair/seen_lab/0"),
    ("seen_a", "/hair/seen_lab/1"),
    ("seen_b", "/hair/seen_lab/2"),
    ("skin_l", "/skin/lab/0"),
    ("skin_a", "/skin/lab/1"),
    ("skin_b", "/skin/lab/2"),
    ("skin_hex", "/skin/hex"),
    ("ita_degrees", "/skin/ita_degrees"),
    ("ita_class", "/skin/ita_class"),
    ("target", "/target/kind"),
    ("target_l", "/target/lab/0"),
    ("target_a", "/target/lab/1"),
    ("target_b", "/target/lab/2"),
];

/// One row each; pointers from the match.
const OF_MATCH: [Column; 17] = [
    ("rank", "/rank"),
    ("shade", "/shade"),
    ("pigment_parts", "/pigment_parts"),
    ("water_parts", "/water_parts"),
    ("basis", "/basis"),
    ("match_l", "/lab/0"),
    ("match_a", "/lab/1"),
    ("match_b", "/lab/2"),
    ("match_hex", "/hex"),
    ("delta_e", "/delta_e"),
    ("delta_l", "/delta_l"),
    ("verdict", "/verdict"),
    ("probability", "/probability"),
    ("tie", "/tie"),
    ("volume_ml", "/recipe/volume_ml"),
    ("pigment_ml", "/recipe/pigment_ml"),
    ("water_ml", "/recipe/water_ml"),
];

/// The codes of the warnings, with spaces between them, and the palette's name.
const REST: [&str; 2] = ["warnings", "palette"];

/// The shades that blend with the zone, with the density of each; empty where none does.
const BLEND: [(&str, f64); 3] = [
    ("blend_100", 100.0),
    ("blend_200", 200.0),
    ("blend_300", 300.0),
];

/// The same at a density that was asked for besides.
const BLEND_ASKED: &str = "blend_asked";

/// Of photos that are taken together as those of one client; a row without a photo is the client's.
const OF_CLIENT: [Column; 3] = [
    ("client", "/client"),
    ("weight", "/weight"),
    ("set_aside", "/set_aside"),
];

/// How large a photo shows the head.
const SCALE: [Column; 2] = [
    ("pixels_per_mm", "/scale/pixels_per_mm"),
    ("scale_source", "/scale/source"),
];

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CsvDialect {
    /// By RFC 4180: commas between cells, points in numbers.
    #[default]
    Rfc4180,
    /// As Excel opens it where numbers have a comma, in most of Europe and Latin America: semicolons
    /// between cells, commas in numbers, and a byte order mark before all, which tells Excel that it is
    /// UTF-8.
    ExcelEu,
}

/// A table.
#[derive(Debug)]
pub(super) struct CsvReport<'out> {
    palette: String,
    dialect: CsvDialect,
    out: Sink<'out>,
}

impl<'out> CsvReport<'out> {
    /// Writes the names of the columns.
    pub(super) fn begin(
        head: &ReportHead,
        dialect: CsvDialect,
        mut out: Sink<'out>,
    ) -> io::Result<Self> {
        let name = |(name, _): &Column| *name;
        let names = OF_PHOTO.iter().chain(&OF_MATCH).map(name);
        let mark = match dialect {
            CsvDialect::Rfc4180 => "",
            CsvDialect::ExcelEu => "\u{feff}",
        };
        let blend = BLEND.iter().map(|(name, _)| *name).chain([BLEND_ASKED]);
        let columns = names.chain(REST).chain(blend);
        let last = OF_CLIENT.iter().chain(&SCALE).map(name);
        let table = table(dialect, [columns.chain(last)])?;
        out.write(&[mark.as_bytes(), &table].concat())?;
        Ok(Self {
            palette: inert(&head.palette.name),
            dialect,
            out,
        })
    }

    fn write(&mut self, entry: &impl Serialize) -> io::Result<()> {
        let entry = serde_json::to_value(entry)?;
        let rows: Vec<_> = match entry["matches"].as_array().map(Vec::as_slice) {
            None | Some([]) => vec![self.row(&entry, &Value::Null)],
            Some(matches) => matches.iter().map(|it| self.row(&entry, it)).collect(),
        };
        self.out.write(&table(self.dialect, rows)?)
    }

    fn row(&self, entry: &Value, ranked: &Value) -> Vec<String> {
        let of_photo = OF_PHOTO.iter().map(|(_, at)| self.cell(entry, at));
        let of_match = OF_MATCH.iter().map(|(_, at)| self.cell(ranked, at));
        let rest = [warnings(entry), self.palette.clone()];
        let last = OF_CLIENT.iter().chain(&SCALE);
        let last = last.map(|(_, at)| self.cell(entry, at));
        let columns = of_photo.chain(of_match).chain(rest);
        columns.chain(self.blend(entry)).chain(last).collect()
    }

    fn blend(&self, entry: &Value) -> impl Iterator<Item = String> {
        let all = || entry["blend"].as_array().into_iter().flatten();
        let is_at = |at: &Value, density: f64| at["dots_per_cm2"].as_f64() == Some(density);
        let usual = BLEND.map(|(_, density)| all().find(|at| is_at(at, density)));
        let is_usual = |at: &Value| BLEND.iter().any(|(_, density)| is_at(at, *density));
        let asked = all().find(|at| !is_usual(at));
        let found = usual.into_iter().chain([asked]);
        found.map(|at| at.map_or_else(String::new, |at| self.cell(at, "/match/shade")))
    }

    fn cell(&self, of: &Value, at: &str) -> String {
        match of.pointer(at) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => inert(text),
            Some(number) if self.dialect == CsvDialect::ExcelEu => {
                number.to_string().replace('.', ",")
            }
            Some(number) => number.to_string(),
        }
    }
}

impl ReportWriter for CsvReport<'_> {
    fn add(&mut self, entry: PhotoReport) -> io::Result<()> {
        self.write(&entry)
    }

    fn add_client(&mut self, entry: ClientReport) -> io::Result<()> {
        self.write(&entry)
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The rows of a photo are one piece: a run that is cut short leaves no half of them.
fn table<Row>(dialect: CsvDialect, rows: impl IntoIterator<Item = Row>) -> io::Result<Vec<u8>>
where
    Row: IntoIterator<Item: AsRef<[u8]>>,
{
    let delimiter = match dialect {
        CsvDialect::Rfc4180 => b',',
        CsvDialect::ExcelEu => b';',
    };
    let mut writer = WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// Text that a spreadsheet shows instead of reckoning with it: what begins a formula gets an
/// apostrophe before it (OWASP, *CSV Injection*).
fn inert(text: &str) -> String {
    let begins_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if begins_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn warnings(entry: &Value) -> String {
    let codes = entry["warnings"].as_array().into_iter().flatten();
    let codes: Vec<_> = codes
        .filter_map(|warning| warning["code"].as_str())
        .collect();
    codes.join(" ")
}
