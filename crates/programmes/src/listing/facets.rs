//! How many programmes each choice of a filter would give.

use crate::standing::{Filter, Standings};

use super::query::Query;

/// A filter with its choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    pub filter: Filter,
    pub choices: Vec<FacetChoice>,
    /// Without this filter there would be so many.
    pub without: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetChoice {
    pub word: String,
    /// The programmes that fit this choice, the words and the other filters.
    pub count: usize,
    pub chosen: bool,
}

/// The programmes with what keeps each of them out.
pub(super) struct Narrowed<'s> {
    standings: &'s Standings,
    chosen: Vec<(Filter, usize)>,
    kept_out: Vec<KeptOut>,
}

/// What keeps a programme out of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KeptOut {
    Nothing,
    Words,
    Filter(Filter),
    /// Two or more of these.
    Several,
}

impl KeptOut {
    fn and(self, other: KeptOut) -> KeptOut {
        match (self, other) {
            (KeptOut::Nothing, one) | (one, KeptOut::Nothing) => one,
            _ => KeptOut::Several,
        }
    }
}

impl<'s> Narrowed<'s> {
    pub fn by(
        query: &Query,
        scores: Option<&[Option<u32>]>,
        standings: &'s Standings,
    ) -> Narrowed<'s> {
        let chosen = query.chosen.iter().filter_map(|(filter, word)| {
            let place = standings.place(*filter, word)?;
            Some((*filter, place))
        });
        let chosen: Vec<(Filter, usize)> = chosen.collect();
        let kept_out = standings.all.iter().enumerate().map(|(place, standing)| {
            let unfit = |scores: &[Option<u32>]| scores[place].is_none();
            let words = if scores.is_some_and(unfit) {
                KeptOut::Words
            } else {
                KeptOut::Nothing
            };
            let against = chosen
                .iter()
                .filter(|(filter, choice)| !standing.fits(*filter, *choice));
            against.fold(words, |why, (filter, _)| why.and(KeptOut::Filter(*filter)))
        });
        Narrowed {
            kept_out: kept_out.collect(),
            standings,
            chosen,
        }
    }

    /// The places of the programmes that nothing keeps out.
    pub fn fitting(&self) -> impl Iterator<Item = usize> {
        self.kept_out_by(KeptOut::Nothing)
    }

    pub fn without_text(&self) -> usize {
        self.fitting().count() + self.kept_out_by(KeptOut::Words).count()
    }

    pub fn facets(&self) -> Vec<Facet> {
        Filter::ALL
            .iter()
            .map(|filter| self.facet(*filter))
            .collect()
    }

    fn facet(&self, filter: Filter) -> Facet {
        let words = self.standings.choices(filter);
        let mut counts = vec![0; words.len()];
        let mut without = 0;
        for place in self
            .fitting()
            .chain(self.kept_out_by(KeptOut::Filter(filter)))
        {
            without += 1;
            for choice in self.standings.all[place].fitting(filter) {
                counts[*choice] += 1;
            }
        }
        let chosen = |place| self.chosen.contains(&(filter, place));
        let choices = words.iter().zip(counts).enumerate();
        Facet {
            filter,
            choices: choices
                .map(|(place, (word, count))| FacetChoice {
                    word: word.clone(),
                    count,
                    chosen: chosen(place),
                })
                .collect(),
            without,
        }
    }

    fn kept_out_by(&self, why: KeptOut) -> impl Iterator<Item = usize> {
        let all = self.kept_out.iter().enumerate();
        all.filter(move |(_, one)| **one == why)
            .map(|(place, _)| place)
    }
}
