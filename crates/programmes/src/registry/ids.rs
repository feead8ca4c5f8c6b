//! Who the rows are. Numbers behind one prefix, such as corporate numbers, take eight bytes each.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};

/// An id for each row; no two are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ids {
    /// All have the same prefix, and a number filled up with zeros to the same width.
    Numbered {
        prefix: String,
        width: usize,
        numbers: Vec<u64>,
    },
    Texts {
        text: String,
        ends: Vec<u64>,
    },
}

/// Longer numbers are kept as text.
const MOST_DIGITS: usize = 18;

impl Ids {
    pub fn none() -> Ids {
        Ids::Texts {
            text: String::new(),
            ends: Vec::new(),
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Ids::Numbered { numbers, .. } => numbers.len(),
            Ids::Texts { ends, .. } => ends.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes the id of a row behind what is there.
    pub fn write(&self, row: usize, out: &mut String) {
        use std::fmt::Write;
        match self {
            Ids::Numbered {
                prefix,
                width,
                numbers,
            } => {
                let number = numbers[row];
                write!(out, "{prefix}{number:0width$}").expect("a text takes what is written");
            }
            Ids::Texts { text, ends } => out.push_str(piece(text, ends, row)),
        }
    }

    pub fn get(&self, row: usize) -> String {
        let mut id = String::new();
        self.write(row, &mut id);
        id
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        match self {
            Ids::Numbered { numbers, .. } => 8 * numbers.len(),
            Ids::Texts { text, ends } => text.len() + 8 * ends.len(),
        }
    }

    fn push(&mut self, id: &str) {
        if self.is_empty()
            && let Some((prefix, digits)) = numbered(id)
        {
            let width = if digits.starts_with('0') {
                digits.len()
            } else {
                0
            };
            *self = Ids::Numbered {
                prefix: prefix.to_owned(),
                width,
                numbers: Vec::new(),
            };
        }
        match self {
            Ids::Texts { text, ends } => {
                text.push_str(id);
                ends.push(text.len() as u64);
            }
            Ids::Numbered {
                prefix,
                width,
                numbers,
            } => match number(id, prefix, *width) {
                Some(number) => numbers.push(number),
                None => {
                    *self = self.as_texts();
                    self.push(id);
                }
            },
        }
    }

    fn as_texts(&self) -> Ids {
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(self.len()));
        for row in 0..self.len() {
            self.write(row, &mut text);
            ends.push(text.len() as u64);
        }
        Ids::Texts { text, ends }
    }

    fn is(&self, row: usize, id: &str) -> bool {
        match self {
            Ids::Numbered {
                prefix,
                width,
                numbers,
            } => number(id, prefix, *width) == Some(numbers[row]),
            Ids::Texts { text, ends } => piece(text, ends, row) == id,
        }
    }
}

fn piece<'a>(text: &'a str, ends: &[u64], row: usize) -> &'a str {
    let end = |row: usize| usize::try_from(ends[row]).expect("the text is in memory");
    let start = row.checked_sub(1).map_or(0, end);
    &text[start..end(row)]
}

/// The prefix and the digits at the end.
fn numbered(id: &str) -> Option<(&str, &str)> {
    let digits = id
        .bytes()
        .rev()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (prefix, digits) = id.split_at(id.len() - digits);
    (1..=MOST_DIGITS)
        .contains(&digits.len())
        .then_some((prefix, digits))
}

/// The number of an id, if prefix and width give exactly this id back.
fn number(id: &str, prefix: &str, width: usize) -> Option<u64> {
    let digits = id.strip_prefix(prefix)?;
    let plain = digits.len() <= MOST_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    let fits = match digits.as_bytes().first()? {
        b'0' => digits.len() == width.max(1),
        _ => digits.len() >= width,
    };
    (plain && fits).then(|| digits.parse().ok()).flatten()
}

/// Ids as they come in, so that one that came before is noticed at once. As long as they rise, nothing else is kept.
#[derive(Debug)]
pub struct Coming {
    pub ids: Ids,
    met: Met,
}

#[derive(Debug)]
enum Met {
    /// All were above the one before.
    Rising,
    /// Rows by a key of their id.
    Known(HashMap<u64, u32>),
}

impl Coming {
    pub fn new() -> Coming {
        Coming {
            ids: Ids::none(),
            met: Met::Rising,
        }
    }

    /// Adds the id of the next row, or tells the row that has it.
    pub fn push(&mut self, id: &str) -> Result<(), usize> {
        if let Met::Rising = self.met {
            if self.rises(id) {
                self.ids.push(id);
                return Ok(());
            }
            let mut known = HashMap::with_capacity(self.ids.len() * 2);
            let mut met = String::new();
            for row in 0..self.ids.len() {
                met.clear();
                self.ids.write(row, &mut met);
                let _ = enter(&mut known, &self.ids, &met, row);
            }
            self.met = Met::Known(known);
        }
        let Met::Known(known) = &mut self.met else {
            return Ok(());
        };
        let row = self.ids.len();
        enter(known, &self.ids, id, row)?;
        self.ids.push(id);
        Ok(())
    }

    /// Takes the last one back.
    pub fn pop(&mut self) {
        let Some(last) = self.ids.len().checked_sub(1) else {
            return;
        };
        if let Met::Known(known) = &mut self.met {
            let mut key = key(&self.ids.get(last));
            while let Some(row) = known.get(&key) {
                if *row as usize == last {
                    known.remove(&key);
                    break;
                }
                key = key.wrapping_add(1);
            }
        }
        match &mut self.ids {
            Ids::Numbered { numbers, .. } => {
                numbers.pop();
            }
            Ids::Texts { text, ends } => {
                ends.pop();
                let end = ends.last().copied().unwrap_or(0);
                text.truncate(usize::try_from(end).expect("the text is in memory"));
            }
        }
    }

    fn rises(&self, id: &str) -> bool {
        match &self.ids {
            Ids::Numbered {
                prefix,
                width,
                numbers,
            } => {
                let last = numbers.last();
                number(id, prefix, *width).is_some_and(|number| last.is_none_or(|l| *l < number))
            }
            Ids::Texts { text, ends } => {
                let last = ends.len().checked_sub(1);
                last.is_none_or(|row| piece(text, ends, row) < id)
            }
        }
    }
}

/// A key that is not always different for different ids; those that share one stand behind each other.
fn key(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

fn enter(known: &mut HashMap<u64, u32>, ids: &Ids, id: &str, row: usize) -> Result<(), usize> {
    let mut key = key(id);
    loop {
        match known.entry(key) {
            Entry::Vacant(free) => {
                free.insert(u32::try_from(row).expect("there are at most twenty million rows"));
                return Ok(());
            }
            Entry::Occupied(taken) if ids.is(*taken.get() as usize, id) => {
                return Err(*taken.get() as usize);
            }
            Entry::Occupied(_) => key = key.wrapping_add(1),
        }
    }
}
