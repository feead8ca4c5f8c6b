//! How answers come about: column by column, or applicant by applicant where rules have no such form. Both give the
//! same answers.

use std::ops::Range;

use eligibility::columns::{self, NO_AMOUNT, NO_LIMIT, Run};
use eligibility::registry::{Layout, Registry};
use eligibility::settled::Settled;
use eligibility::{Applicant, Facts, Rules, Verdict, YenRange};
use kernel::{Date, Yen};

use super::Side;

pub(super) use eligibility::columns::{ELIGIBLE, INELIGIBLE, UNDECIDED};

/// The answer of a programme to one applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    pub(super) verdict: u8,
    /// `NO_AMOUNT` where there is none.
    pub(super) low: i64,
    pub(super) high: i64,
}

impl Given {
    /// Of a programme that does not exist.
    pub(super) const NOTHING: Given = Given {
        verdict: INELIGIBLE,
        low: NO_AMOUNT,
        high: NO_AMOUNT,
    };

    pub fn verdict(self) -> Verdict {
        match self.verdict {
            INELIGIBLE => Verdict::Ineligible,
            UNDECIDED => Verdict::Undecided,
            _ => Verdict::Eligible,
        }
    }

    pub fn amount(self) -> Option<YenRange> {
        self.has_amount().then(|| YenRange {
            low: Yen(self.low),
            high: self.limit().map(Yen),
        })
    }

    pub(super) fn has_amount(self) -> bool {
        self.low != NO_AMOUNT
    }

    /// The upper end, where there is one.
    pub(super) fn limit(self) -> Option<i64> {
        Some(self.high).filter(|high| *high != NO_LIMIT && *high != NO_AMOUNT)
    }
}

/// The answers of one programme to some rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers(Vec<Given>);

impl Answers {
    pub fn get(&self, place: usize) -> Given {
        self.0[place]
    }
}

/// The programmes of one side made ready.
pub(super) struct Way<'a> {
    registry: &'a Registry,
    facts: &'a Facts,
    on: Date,
    programmes: usize,
    run: Run<'a>,
    /// The places of those that run over columns.
    together: Vec<usize>,
    /// Those that are judged applicant by applicant, with their places.
    singly: Vec<(usize, &'a str, &'a Rules)>,
}

impl<'a> Way<'a> {
    pub fn new(side: &Side<'a>, programmes: &[&'a str], on: Date) -> Way<'a> {
        let mut settled = Settled::new(Layout::of(side.registry, side.facts), on);
        let (mut together, mut singly) = (Vec::new(), Vec::new());
        for (place, (id, rules)) in programmes.iter().zip(&side.rules).enumerate() {
            let Some(rules) = rules else { continue };
            match settled.add(rules, side.facts) {
                Ok(_) => together.push(place),
                Err(_) => singly.push((place, *id, *rules)),
            }
        }
        Way {
            registry: side.registry,
            facts: side.facts,
            on,
            programmes: programmes.len(),
            run: Run::new(&settled, side.registry, side.facts),
            together,
            singly,
        }
    }

    /// One who gives answers; each thread has its own.
    pub fn runner(&self) -> Runner<'_> {
        Runner {
            way: self,
            answers: vec![Answers::default(); self.programmes],
        }
    }
}

pub(super) struct Runner<'w> {
    way: &'w Way<'w>,
    answers: Vec<Answers>,
}

impl Runner<'_> {
    /// The answers of every programme to these rows.
    pub fn rows(&mut self, rows: Range<usize>) -> &[Answers] {
        for answers in &mut self.answers {
            answers.0.clear();
            answers.0.resize(rows.len(), Given::NOTHING);
        }
        if !self.way.together.is_empty() {
            self.by_columns(rows.clone());
        }
        self.one_by_one(rows);
        &self.answers
    }

    fn by_columns(&mut self, rows: Range<usize>) {
        let way = self.way;
        way.run
            .rows(rows.clone(), &mut |batch: &columns::Batch<'_>| {
                let programme = way.together[batch.programme];
                let into = &mut self.answers[programme].0[batch.first - rows.start..];
                let amounts = batch.low.iter().zip(batch.high);
                let answers = batch.verdicts.iter().zip(amounts);
                for (given, (verdict, (low, high))) in into.iter_mut().zip(answers) {
                    *given = Given {
                        verdict: *verdict,
                        low: *low,
                        high: *high,
                    };
                }
            });
    }

    fn one_by_one(&mut self, rows: Range<usize>) {
        let way = self.way;
        if way.singly.is_empty() {
            return;
        }
        for (place, row) in rows.enumerate() {
            let profile = way.registry.profile(row, way.facts);
            let applicant = Applicant::new(&profile, way.on);
            for (programme, id, rules) in &way.singly {
                let answer = applicant.judge(id, rules);
                let amount = answer.amount;
                self.answers[*programme].0[place] = Given {
                    verdict: match answer.verdict {
                        Verdict::Ineligible => INELIGIBLE,
                        Verdict::Undecided => UNDECIDED,
                        Verdict::Eligible => ELIGIBLE,
                    },
                    low: amount.map_or(NO_AMOUNT, |amount| amount.low.0),
                    high: amount.map_or(NO_AMOUNT, |amount| {
                        amount.high.map_or(NO_LIMIT, |high| high.0)
                    }),
                };
            }
        }
    }
}
