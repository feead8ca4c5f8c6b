//! Reads a registry row by row. Memory grows with the columns alone, and a row goes in whole or not at all.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use eligibility::profile::yes_or_no;
use eligibility::registry::Registry;

use super::header::{Meaning, read_header};
use super::ids::Coming;
use super::labels::Labels;
use super::refused::{Damage, Refused, fault};
use super::rows::{Next, Rows};
use super::{ID, LONGEST_ID, MOST_ROWS, RegistryFile};
use crate::catalogue::Catalogue;

/// How a registry is to be read.
pub struct Reading<'a> {
    /// Columns that are not meant for us.
    pub ignore: &'a [String],
    pub damaged: Damaged<'a>,
}

/// What to do with damaged rows.
pub enum Damaged<'a> {
    /// One of them refuses the registry.
    Refuse,
    /// They are left out, and handed over.
    LeaveOut(&'a mut dyn FnMut(&LeftOut<'_>) -> io::Result<()>),
}

/// A row that was left out.
pub struct LeftOut<'a> {
    pub row: u64,
    /// The first row of the file, as it came.
    pub header: &'a str,
    pub line: &'a str,
    pub damages: &'a [Damage],
}

/// Reads a registry. Of what is wrong as much is told as is useful.
pub fn read(
    source: impl BufRead,
    catalogue: &Catalogue,
    reading: Reading<'_>,
) -> Result<RegistryFile, Refused> {
    let mut rows = Rows::new(source);
    match rows.advance()? {
        Next::Row => {}
        Next::End => return Err(Damage::of_file("registry-empty", &[]).into()),
        Next::Broken(damage) => return Err(damage.into()),
    }
    let names: Vec<String> = (0..rows.len())
        .map(|place| rows.cell(place).to_owned())
        .collect();
    let meanings = read_header(&names, reading.ignore, catalogue)?;
    let header = rows.line();
    let mut table = Table::new(names, meanings, catalogue);
    let mut damaged = reading.damaged;
    let mut refused = Refused::default();
    let mut left_out = 0;
    loop {
        let mut damages = match rows.advance()? {
            Next::End => break,
            Next::Broken(damage) => vec![damage],
            Next::Row => table.add(&rows),
        };
        if table.rows > MOST_ROWS {
            let most = MOST_ROWS.to_string();
            return Err(Damage::of_file("registry-too-many", &[("most", &most)]).into());
        }
        if damages.is_empty() {
            continue;
        }
        match &mut damaged {
            Damaged::Refuse => damages.drain(..).for_each(|damage| refused.add(damage)),
            Damaged::LeaveOut(hand_over) => {
                left_out += 1;
                let handed = hand_over(&LeftOut {
                    row: rows.number(),
                    header: &header,
                    line: &rows.line(),
                    damages: &damages,
                });
                if let Err(error) = handed {
                    let why = error.to_string();
                    return Err(
                        Damage::of_file("registry-rejected-unwritten", &[("why", &why)]).into(),
                    );
                }
            }
        }
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    if table.rows == 0 {
        let count = left_out.to_string();
        let key = match left_out {
            0 => "registry-no-rows",
            _ => "registry-none-left",
        };
        return Err(Damage::of_file(key, &[("count", &count)]).into());
    }
    Ok(table.done(left_out))
}

/// The columns so far.
struct Table<'a> {
    catalogue: &'a Catalogue,
    names: Vec<String>,
    meanings: Vec<Meaning>,
    ids: Coming,
    districts: Option<Labels>,
    synthetic: bool,
    rows: usize,
    /// Where rows do not follow each other in the file: their place here, and their number there.
    jumps: Vec<(usize, u64)>,
}

impl<'a> Table<'a> {
    fn new(names: Vec<String>, meanings: Vec<Meaning>, catalogue: &'a Catalogue) -> Table<'a> {
        let has_districts = meanings.iter().any(|one| matches!(one, Meaning::District));
        Table {
            catalogue,
            names,
            meanings,
            ids: Coming::new(),
            districts: has_districts.then(Labels::default),
            synthetic: false,
            rows: 0,
            jumps: Vec::new(),
        }
    }

    /// Adds a row, or tells what is wrong with it and adds nothing.
    fn add<R: BufRead>(&mut self, rows: &Rows<R>) -> Vec<Damage> {
        let row = rows.number();
        if rows.len() != self.meanings.len() {
            let (found, expected) = (rows.len().to_string(), self.meanings.len().to_string());
            let args = [("found", found.as_str()), ("expected", expected.as_str())];
            return vec![Damage::of_row(row, "registry-cells", &args)];
        }
        let mut damages = Vec::new();
        let mut has_id = false;
        let mut is_synthetic = false;
        for place in 0..self.meanings.len() {
            let cell = rows.cell(place);
            let faults = match &mut self.meanings[place] {
                Meaning::Ignored => continue,
                Meaning::Fact(filler) => match filler.push(cell, self.catalogue) {
                    Ok(()) => continue,
                    Err(faults) => faults,
                },
                Meaning::District => {
                    let pushed = self.districts.as_mut().map(|labels| labels.push(cell));
                    match pushed {
                        Some(true) | None => continue,
                        Some(false) => vec![fault("registry-districts", &[])],
                    }
                }
                Meaning::Synthetic => match (cell, yes_or_no(cell)) {
                    ("", _) => continue,
                    (_, Some(yes)) => {
                        is_synthetic = yes;
                        continue;
                    }
                    (_, None) => vec![fault("registry-synthetic", &[("found", cell)])],
                },
                Meaning::Id => match self.ids_push(cell) {
                    Ok(()) => {
                        has_id = true;
                        continue;
                    }
                    Err(fault) => vec![*fault],
                },
            };
            damages.extend(faults.into_iter().map(|fault| Damage {
                row: Some(row),
                column: Some(self.names[place].clone()),
                fault,
            }));
        }
        if damages.is_empty() {
            let follows = match self.jumps.last() {
                Some((place, number)) => number + (self.rows - place) as u64,
                None => 2,
            };
            if row != follows {
                self.jumps.push((self.rows, row));
            }
            self.synthetic |= is_synthetic;
            self.rows += 1;
            return damages;
        }
        if has_id {
            self.ids.pop();
        }
        if let Some(labels) = &mut self.districts {
            labels.truncate(self.rows);
        }
        for meaning in &mut self.meanings {
            if let Meaning::Fact(filler) = meaning {
                filler.truncate(self.rows);
            }
        }
        damages
    }

    fn ids_push(&mut self, id: &str) -> Result<(), Box<kernel::Fault>> {
        if id.is_empty() {
            return Err(Box::new(fault("registry-id-empty", &[])));
        }
        if id.len() > LONGEST_ID {
            let most = LONGEST_ID.to_string();
            return Err(Box::new(fault("registry-id-long", &[("most", &most)])));
        }
        self.ids.push(id).map_err(|earlier| {
            let earlier = self.number_of(earlier).to_string();
            Box::new(fault("registry-id-twice", &[("id", id), ("row", &earlier)]))
        })
    }

    /// The number that a row has in the file.
    fn number_of(&self, place: usize) -> u64 {
        let behind = self.jumps.partition_point(|(start, _)| *start <= place);
        match behind.checked_sub(1).map(|jump| self.jumps[jump]) {
            Some((start, number)) => number + (place - start) as u64,
            None => place as u64 + 2,
        }
    }

    fn done(self, left_out: u64) -> RegistryFile {
        debug_assert!(self.names.iter().any(|name| name == ID));
        let mut columns = BTreeMap::new();
        for meaning in self.meanings {
            if let Meaning::Fact(filler) = meaning {
                columns.insert(filler.id, filler.done());
            }
        }
        RegistryFile {
            registry: Registry::of(columns, self.rows).expect("rows go in whole"),
            ids: self.ids.ids,
            districts: self.districts,
            synthetic: self.synthetic,
            left_out,
        }
    }
}
