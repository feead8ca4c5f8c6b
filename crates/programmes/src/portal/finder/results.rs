//! What can be used, what is open and what cannot be used. What is over is kept apart from what is on offer.

use eligibility::range::Truth;
use eligibility::rules::Condition;
use eligibility::wording::Wording;
use eligibility::{FactId, Verdict};
use platform::Frame;

use super::questions::Questions;
use crate::assess::{Assessed, Assessment};
use crate::portal::editions::is_not_stated;
use crate::portal::list::rank;
use crate::portal::said::{self, Answered};
use crate::programme::{Programme, WindowState};

/// All answers: eligible, undecided, ineligible.
pub struct Results<'a> {
    pub groups: [Outcome<'a>; 3],
}

/// The programmes of one verdict.
pub struct Outcome<'a> {
    pub verdict: Verdict,
    /// Open first, then upcoming, then those of which the source does not tell.
    pub current: Vec<Line<'a>>,
    /// Their window is closed.
    pub past: Vec<Line<'a>>,
}

/// One programme with its answer.
pub struct Line<'a> {
    pub programme: &'a Programme,
    pub window: WindowState,
    pub amount: Option<String>,
    pub conditions: Vec<ConditionLine>,
    /// The conditions that are not fulfilled, for a programme that cannot be used.
    pub unmet: Vec<String>,
    pub missing: Vec<Missing>,
    /// A condition is open because the source does not give it.
    pub not_stated: bool,
}

pub struct ConditionLine {
    pub outcome: Truth,
    pub sentence: String,
    pub evidence: Option<String>,
}

/// A fact that could decide, and where it is asked.
pub struct Missing {
    pub label: String,
    pub link: String,
}

impl<'a> Results<'a> {
    pub fn of(
        frame: &Frame,
        wording: &Wording<'_>,
        assessment: &Assessment<'a>,
        questions: &Questions<'_>,
        query: &str,
    ) -> Results<'a> {
        let making = Making {
            frame,
            wording,
            questions,
            query,
        };
        let order = [Verdict::Eligible, Verdict::Undecided, Verdict::Ineligible];
        Results {
            groups: order.map(|verdict| making.group(verdict, assessment)),
        }
    }
}

impl Outcome<'_> {
    pub fn count(&self) -> usize {
        self.current.len() + self.past.len()
    }

    pub fn heading_key(&self) -> &'static str {
        match self.verdict {
            Verdict::Eligible => "verdict-eligible-heading",
            Verdict::Undecided => "verdict-undecided-heading",
            Verdict::Ineligible => "verdict-ineligible-heading",
        }
    }

    pub fn lead_key(&self) -> &'static str {
        match self.verdict {
            Verdict::Eligible => "verdict-eligible-lead",
            Verdict::Undecided => "verdict-undecided-lead",
            Verdict::Ineligible => "verdict-ineligible-lead",
        }
    }

    pub fn is_undecided(&self) -> bool {
        match self.verdict {
            Verdict::Undecided => true,
            Verdict::Eligible | Verdict::Ineligible => false,
        }
    }
}

impl Line<'_> {
    pub fn path(&self) -> String {
        format!("/programmes/{}", self.programme.id)
    }
}

impl ConditionLine {
    /// The class of its mark.
    pub fn class(&self) -> &'static str {
        match self.outcome {
            Truth::Yes => "met",
            Truth::No => "unmet",
            Truth::Unknown => "unknown-outcome",
        }
    }

    pub fn outcome_key(&self) -> &'static str {
        match self.outcome {
            Truth::Yes => "outcome-met",
            Truth::No => "outcome-unmet",
            Truth::Unknown => "outcome-unknown",
        }
    }
}

struct Making<'m> {
    frame: &'m Frame,
    wording: &'m Wording<'m>,
    questions: &'m Questions<'m>,
    query: &'m str,
}

impl Making<'_> {
    fn group<'a>(&self, verdict: Verdict, assessment: &Assessment<'a>) -> Outcome<'a> {
        let mut of_verdict: Vec<&Assessed<'a>> = assessment
            .answers
            .iter()
            .filter(|assessed| assessed.answer.verdict == verdict)
            .collect();
        of_verdict.sort_by_key(|assessed| (rank(assessed.window), &assessed.programme.id));
        let lines = of_verdict.into_iter().map(|assessed| self.line(assessed));
        let (past, current) = lines.partition(|line| match line.window {
            WindowState::Closed => true,
            WindowState::Open | WindowState::Upcoming | WindowState::Unknown => false,
        });
        Outcome {
            verdict,
            current,
            past,
        }
    }

    fn line<'a>(&self, assessed: &Assessed<'a>) -> Line<'a> {
        let answer = &assessed.answer;
        let answered = match answer.missing.as_slice() {
            [] => Answered::All,
            [_, ..] => Answered::InPart,
        };
        let amount = answer.amount.as_ref();
        let unmet = |truth: Truth| answer.verdict == Verdict::Ineligible && truth == Truth::No;
        Line {
            programme: assessed.programme,
            window: assessed.window,
            amount: amount.map(|amount| said::award(self.frame, amount, answered)),
            conditions: answer
                .outcomes()
                .map(|(id, condition, outcome)| ConditionLine {
                    outcome,
                    sentence: self.sentence(assessed, &id, condition),
                    evidence: self.wording.evidence(condition),
                })
                .collect(),
            unmet: answer
                .outcomes()
                .filter(|(_, _, truth)| unmet(*truth))
                .map(|(id, condition, _)| self.sentence(assessed, &id, condition))
                .collect(),
            missing: answer
                .missing
                .iter()
                .map(|id| self.missing(*id, assessed.programme))
                .collect(),
            not_stated: answer
                .outcomes()
                .any(|(_, condition, truth)| truth == Truth::Unknown && is_not_stated(condition)),
        }
    }

    /// The sentence of a condition; one of a course names its course.
    fn sentence(&self, assessed: &Assessed<'_>, id: &str, condition: &Condition) -> String {
        let edition = assessed.answer.edition;
        let text = self.wording.condition(condition, edition);
        let course = id
            .split_once('.')
            .and_then(|(course, _)| edition.courses.iter().find(|one| one.id == course));
        match course {
            None => text,
            Some(course) => {
                let label = self.frame.text(&course.label);
                let args = [("label", label), ("text", text.as_str())];
                self.frame.say("list-labelled", &args)
            }
        }
    }

    /// Where a fact is asked: on this page, or on the page of the one programme.
    fn missing(&self, id: FactId, programme: &Programme) -> Missing {
        let fact = self.wording.facts.get(id);
        let here = self
            .questions
            .all()
            .find(|question| question.name == fact.id);
        Missing {
            label: self.frame.text(&fact.label).to_owned(),
            link: match here {
                Some(question) => format!("#{}", question.anchor()),
                None => {
                    let path =
                        format!("/finder?{}&only={}#q-{}", self.query, programme.id, fact.id);
                    self.frame.link(&path)
                }
            },
        }
    }
}
