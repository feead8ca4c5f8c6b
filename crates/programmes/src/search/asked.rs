//! What somebody typed, taken apart into words; and what became of each.

use super::Index;
use super::key::key;
use super::needle::{Needle, Via};

/// How a search was understood: said to the reader beside the results.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The words that results hold, all of them.
    pub terms: Vec<Term>,
    /// Words that were left out, because nothing holds them together with the others.
    pub dropped: Vec<String>,
    pub corrected: Vec<Corrected>,
    /// Words typed in one go that had to be taken apart, each with its pieces.
    pub apart: Vec<(String, Vec<String>)>,
}

/// One word with all that counts for it. The first needle is the word itself.
#[derive(Clone, Debug)]
pub struct Term {
    pub written: String,
    pub needles: Vec<Needle>,
}

/// A word that occurs nowhere, and the nearest that does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    pub typed: String,
    pub meant: String,
}

/// More words than this, and longer ones, are not looked for: nobody types them, and a search must stay cheap.
const MOST_TERMS: usize = 8;
const LONGEST_TERM: usize = 40;

/// Takes a text apart and finds for each word what to look for.
pub(super) fn read(index: &Index, text: &str) -> Reading {
    let mut reading = Reading::default();
    let phrases = phrases(text);
    let telling: Vec<&Phrase> = phrases
        .iter()
        .filter(|phrase| phrase.quoted || !index.related.ignores(&key(&phrase.written)))
        .collect();
    // Whoever types nothing but little words means them.
    let meant = if telling.is_empty() {
        phrases.iter().collect()
    } else {
        telling
    };
    for phrase in meant {
        if reading.terms.len() + reading.dropped.len() < MOST_TERMS {
            reading.add(index, phrase);
        } else {
            reading.dropped.push(phrase.written.clone());
        }
    }
    reading
}

impl Reading {
    /// Whether any word is left by which something was found.
    pub fn found_any(&self) -> bool {
        !self.terms.is_empty()
    }

    /// The other words for the same things that were looked for as well, as far as they occur.
    pub fn also(&self) -> Vec<&str> {
        let needles = self.terms.iter().flat_map(|term| &term.needles);
        let mut also: Vec<&str> = needles
            .filter(|needle| needle.via == Via::Related)
            .map(|needle| needle.written.as_str())
            .collect();
        let mut earlier = std::collections::BTreeSet::new();
        also.retain(|word| earlier.insert(*word));
        also
    }

    fn add(&mut self, index: &Index, phrase: &Phrase) {
        let written = &phrase.written;
        if written.chars().count() > LONGEST_TERM {
            self.dropped.push(written.clone());
            return;
        }
        if let Some(term) = Term::of(index, written, phrase.quoted) {
            self.terms.push(term);
            return;
        }
        if let Some(pieces) = (!phrase.quoted).then(|| index.apart(written)).flatten() {
            let terms: Vec<Term> = pieces
                .iter()
                .filter_map(|piece| Term::of(index, piece, false))
                .collect();
            let room = MOST_TERMS.saturating_sub(self.terms.len());
            self.terms.extend(terms.into_iter().take(room));
            self.apart.push((written.clone(), pieces));
            return;
        }
        match index.vocabulary.nearest(&key(written)) {
            Some(meant) => {
                let needle = Needle::new(meant, Via::Corrected);
                self.terms.push(Term {
                    written: meant.to_owned(),
                    needles: needle.into_iter().collect(),
                });
                self.corrected.push(Corrected {
                    typed: written.clone(),
                    meant: meant.to_owned(),
                });
            }
            None => self.dropped.push(written.clone()),
        }
    }

    /// Leaves out the terms that are not kept.
    pub(super) fn drop_all_but(&mut self, kept: &[bool]) {
        let mut kept = kept.iter().copied();
        let mut dropped = Vec::new();
        self.terms.retain(|term| {
            let keep = kept.next().unwrap_or(false);
            if !keep {
                dropped.push(term.written.clone());
            }
            keep
        });
        self.corrected.retain(|one| !dropped.contains(&one.meant));
        self.dropped.extend(dropped);
    }
}

impl Term {
    /// The term for a word, with what else counts for it; `None` when none of it occurs anywhere.
    fn of(index: &Index, written: &str, quoted: bool) -> Option<Term> {
        let typed = Needle::new(written, Via::Typed)?;
        let inflected = (!quoted).then(|| typed.inflected()).flatten();
        let mut needles = vec![typed];
        needles.extend(inflected);
        if !quoted {
            let keys: Vec<String> = needles.iter().map(|one| one.key.clone()).collect();
            for one in &keys {
                let related = index.related.of(one);
                let related = related.filter_map(|word| Needle::new(word, Via::Related));
                needles.extend(related);
            }
        }
        let (typed, others) = needles.split_first().expect("it begins with the typed one");
        let mut needles = vec![typed.clone()];
        needles.extend(
            others
                .iter()
                .filter(|one| index.fits_anywhere(one))
                .cloned(),
        );
        (needles.len() > 1 || index.fits_anywhere(typed)).then(|| Term {
            written: written.to_owned(),
            needles,
        })
    }
}

struct Phrase {
    written: String,
    quoted: bool,
}

/// The words between spaces; what stands in quotation marks stays together.
fn phrases(text: &str) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    let mut written = String::new();
    let mut closing: Option<char> = None;
    for c in text.chars().chain(std::iter::once(' ')) {
        let ends = match closing {
            Some(mark) => c == mark,
            None => c.is_whitespace() || c == '、' || c == '，' || closing_of(c).is_some(),
        };
        if !ends {
            written.push(c);
            continue;
        }
        push(&mut phrases, &mut written, closing.is_some());
        closing = match closing {
            Some(_) => None,
            None => closing_of(c),
        };
    }
    // A quotation that nobody closed is words like any other.
    if closing.is_some() {
        let rest = std::mem::take(&mut written);
        for word in rest.split_whitespace() {
            push(&mut phrases, &mut word.to_owned(), false);
        }
    }
    phrases
}

fn push(phrases: &mut Vec<Phrase>, written: &mut String, quoted: bool) {
    let written = std::mem::take(written).trim().to_owned();
    if !key(&written).is_empty() {
        phrases.push(Phrase { written, quoted });
    }
}

fn closing_of(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '“' => Some('”'),
        '「' => Some('」'),
        '『' => Some('』'),
        '＂' => Some('＂'),
        _ => None,
    }
}
