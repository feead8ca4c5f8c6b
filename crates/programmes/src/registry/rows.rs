//! From a stream of bytes to rows of cells, one line each. Nothing grows with the stream: a line has a limit.

use std::io::{BufRead, ErrorKind, Read};

use super::LONGEST_ROW;
use super::refused::Damage;

/// The rows of a CSV, with their numbers as a spreadsheet counts them.
pub struct Rows<R> {
    source: R,
    line: Vec<u8>,
    number: u64,
    /// The cells without their quotation marks, where there were some.
    bare: String,
    /// Where each cell begins and ends, in the line or in `bare`.
    cells: Vec<(usize, usize)>,
    is_bare: bool,
}

/// What stands in the next line.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    Row,
    /// A row that is no row; others may follow.
    Broken(Damage),
    End,
}

impl<R: BufRead> Rows<R> {
    pub fn new(source: R) -> Rows<R> {
        Rows {
            source,
            line: Vec::new(),
            number: 0,
            bare: String::new(),
            cells: Vec::new(),
            is_bare: false,
        }
    }

    pub fn number(&self) -> u64 {
        self.number
    }

    /// How many cells the row has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell without spaces around it.
    pub fn cell(&self, place: usize) -> &str {
        let (start, end) = self.cells[place];
        if self.is_bare {
            self.bare[start..end].trim()
        } else {
            std::str::from_utf8(&self.line[start..end])
                .expect("the line was read as UTF-8, and commas end characters")
                .trim()
        }
    }

    /// The line as it came; what is no UTF-8 shows as �.
    pub fn line(&self) -> String {
        String::from_utf8_lossy(&self.line).into_owned()
    }

    /// Goes to the next row that is not empty. An error is of the file: nothing can be read behind it.
    pub fn advance(&mut self) -> Result<Next, Damage> {
        loop {
            if !self.read_line()? {
                return Ok(Next::End);
            }
            let row = self.number;
            if row == 1 {
                self.look_at_start()?;
            }
            let Ok(text) = std::str::from_utf8(&self.line) else {
                return Ok(Next::Broken(Damage::of_row(row, "registry-not-utf8", &[])));
            };
            if text.chars().all(|sign| sign == ',' || sign.is_whitespace()) {
                continue;
            }
            self.cells.clear();
            self.is_bare = self.line.contains(&b'"');
            if !self.is_bare {
                let mut start = 0;
                for (end, _) in text.match_indices(',') {
                    self.cells.push((start, end));
                    start = end + 1;
                }
                self.cells.push((start, text.len()));
                return Ok(Next::Row);
            }
            let marks = self.line.iter().filter(|byte| **byte == b'"').count();
            if marks % 2 == 1 {
                let damage = Damage::of_row(row, "registry-open-quote", &[]);
                return Ok(Next::Broken(damage));
            }
            return Ok(self.without_quotes());
        }
    }

    /// Whether there is another line.
    fn read_line(&mut self) -> Result<bool, Damage> {
        self.line.clear();
        // Room for the end of the line.
        let mut most = (&mut self.source).take(LONGEST_ROW as u64 + 2);
        if let Err(error) = most.read_until(b'\n', &mut self.line) {
            let why = error.to_string();
            return Err(match error.kind() {
                ErrorKind::IsADirectory => Damage::of_file("registry-is-folder", &[]),
                _ => Damage::of_file("registry-unreadable", &[("why", &why)]),
            });
        }
        if self.line.is_empty() {
            return Ok(false);
        }
        self.number += 1;
        if self.line.contains(&0) {
            return Err(Damage::of_row(self.number, "registry-zeros", &[]));
        }
        if self.line.last() == Some(&b'\n') {
            self.line.pop();
        }
        if self.line.last() == Some(&b'\r') {
            self.line.pop();
        }
        if self.line.len() > LONGEST_ROW {
            let most = (LONGEST_ROW / 1024).to_string();
            let damage = Damage::of_row(self.number, "registry-row-long", &[("most", &most)]);
            return Err(damage);
        }
        Ok(true)
    }

    /// The mark of UTF-8 is taken off; that of UTF-16, and a head in another encoding, end the reading.
    fn look_at_start(&mut self) -> Result<(), Damage> {
        if self.line.starts_with(b"\xef\xbb\xbf") {
            self.line.drain(..3);
        }
        if std::str::from_utf8(&self.line).is_err() {
            return Err(Damage::of_row(1, "registry-not-utf8", &[]));
        }
        if self.line.contains(&b'\r') {
            return Err(Damage::of_file("registry-line-ends", &[]));
        }
        Ok(())
    }

    fn without_quotes(&mut self) -> Next {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(512)
            .from_reader(self.line.as_slice());
        let mut record = csv::StringRecord::new();
        if !matches!(reader.read_record(&mut record), Ok(true)) {
            return Next::Broken(Damage::of_row(self.number, "registry-open-quote", &[]));
        }
        self.bare.clear();
        for cell in &record {
            let start = self.bare.len();
            self.bare.push_str(cell);
            self.cells.push((start, self.bare.len()));
        }
        Next::Row
    }
}
