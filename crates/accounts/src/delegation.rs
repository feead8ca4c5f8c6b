//! Acting for an organisation as its agent (代理申請): a tax accountant, a consultant, another firm. An agent does as much
//! as the scope says, in a term that always ends, and either side ends it sooner.

use jiff::{Timestamp, ToSpan};
use kernel::Date;

use crate::id::{DelegationId, OrganisationId, PersonId};
use crate::role::Scope;

/// Nobody renews what nobody remembers: after so many years the owners decide again.
const LONGEST_YEARS: i32 = 3;

/// From the first to the last day of a delegation; never longer than three years, never without an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    from: Date,
    until: Date,
}

/// Why two days are no term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermFault {
    /// It would end before it begins.
    Backwards,
    /// It would be over already.
    Over,
    TooLong,
}

impl TermFault {
    pub fn key(self) -> &'static str {
        match self {
            TermFault::Backwards => "term-backwards",
            TermFault::Over => "term-over",
            TermFault::TooLong => "term-too-long",
        }
    }
}

impl Term {
    pub fn new(from: Date, until: Date, today: Date) -> Result<Term, TermFault> {
        if until < from {
            return Err(TermFault::Backwards);
        }
        if until < today {
            return Err(TermFault::Over);
        }
        if from.saturating_add(LONGEST_YEARS.years()) < until {
            return Err(TermFault::TooLong);
        }
        Ok(Term { from, until })
    }

    pub fn from(&self) -> Date {
        self.from
    }

    pub fn until(&self) -> Date {
        self.until
    }

    /// The term of an agent who accepts on a day: nobody acted before having accepted.
    pub fn accepted(self, today: Date) -> Option<Term> {
        (today <= self.until).then(|| Term {
            from: self.from.max(today),
            until: self.until,
        })
    }
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agent {
    Person(PersonId),
    /// Its owners and editors.
    Organisation(OrganisationId),
}

/// How a delegation stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Waiting,
    Running,
    Over,
    /// Somebody ended it.
    Ended,
}

/// A delegation as either side sees it.
#[derive(Clone, Debug)]
pub struct Delegation {
    pub id: DelegationId,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub agent: Agent,
    /// As the agent is shown; `None`: the account was deleted.
    pub agent_name: Option<String>,
    pub scope: Scope,
    pub from: Date,
    pub until: Date,
    /// Who granted it; `None`: the account was deleted.
    pub granted_by: Option<String>,
    pub ended_at: Option<Timestamp>,
}

impl Delegation {
    pub fn standing(&self, today: Date) -> Standing {
        match (self.ended_at, today) {
            (Some(_), _) => Standing::Ended,
            (None, day) if day < self.from => Standing::Waiting,
            (None, day) if day > self.until => Standing::Over,
            (None, _) => Standing::Running,
        }
    }

    /// Whether there is still something to end.
    pub fn is_open(&self, today: Date) -> bool {
        match self.standing(today) {
            Standing::Waiting | Standing::Running => true,
            Standing::Over | Standing::Ended => false,
        }
    }
}

impl Standing {
    pub fn word(self) -> &'static str {
        match self {
            Standing::Waiting => "waiting",
            Standing::Running => "running",
            Standing::Over => "over",
            Standing::Ended => "ended",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn a_term_ends_within_three_years() {
        let check = |from: &str, until: &str, expected: Result<(), TermFault>| {
            let term = Term::new(day(from), day(until), day("2026-04-01"));
            assert_eq!(term.map(|_| ()), expected, "{from} {until}");
        };
        check("2026-04-01", "2026-04-01", Ok(()));
        check("2026-04-01", "2029-04-01", Ok(()));
        check("2026-04-01", "2029-04-02", Err(TermFault::TooLong));
        check("2028-02-29", "2031-02-28", Ok(()));
        check("2026-04-02", "2026-04-01", Err(TermFault::Backwards));
        check("2026-03-01", "2026-03-31", Err(TermFault::Over));
    }

    #[test]
    fn nobody_acted_before_having_accepted() {
        let term =
            || Term::new(day("2026-04-01"), day("2026-06-30"), day("2026-04-01")).expect("a term");
        let check = |today: &str, from: Option<&str>| {
            let accepted = term().accepted(day(today));
            assert_eq!(accepted.map(|term| term.from()), from.map(day), "{today}");
        };
        check("2026-03-20", Some("2026-04-01"));
        check("2026-04-10", Some("2026-04-10"));
        check("2026-06-30", Some("2026-06-30"));
        check("2026-07-01", None);
    }
}
