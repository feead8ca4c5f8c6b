//! Where a statement comes from, and whose statement it is: a source's or ours.

use std::fmt;

use kernel::Bilingual;

/// The short name of a thing of the plan, as it stands in its address: lower-case letters, digits and
/// hyphens, such as `2-1` or `fourth-ir`. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// The name, when it can be one.
    pub fn parse(text: &str) -> Option<Id> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let is_name = !text.is_empty() && text.len() <= 60 && text.chars().all(fits);
        is_name.then(|| Id(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One source. It has a name or an address, often both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub name: Option<Bilingual>,
    /// Always `http://` or `https://`, so that it can be linked without danger.
    pub address: Option<String>,
}

/// What a statement rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backing {
    /// Never empty.
    pub sources: Vec<Source>,
    /// The time of which the sources speak; `None` when they do not say.
    pub as_of: Option<Bilingual>,
}

/// A remark. `judgement` tells that it is ours and not the source's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub text: Bilingual,
    pub judgement: bool,
}

/// The directions to which something belongs. `judgement` tells that we, not the city, put it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directions {
    pub ids: Vec<Id>,
    pub judgement: bool,
}

impl Directions {
    pub fn contain(&self, direction: &str) -> bool {
        self.ids.iter().any(|id| id.as_str() == direction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_fits_into_an_address() {
        assert!(Id::parse("2-1").is_some());
        for bad in ["", "A", "a b", "../x", "金沢"] {
            assert!(Id::parse(bad).is_none(), "{bad}");
        }
    }
}
