//! One programme with its answer, as a page says it.

use eligibility::range::Truth;
use eligibility::rules::{Choose, Condition};
use eligibility::{FactId, Verdict};

use super::change::Said;
use super::{Making, closing_day};
use crate::assess::{Assessed, Ways};
use crate::portal::editions::is_not_stated;
use crate::portal::finder::answers::COURSE;
use crate::portal::said::{self, Answered};
use crate::programme::{Kind, Programme, Stated, WindowState};

/// One programme with its answer.
pub struct Line<'a> {
    pub programme: &'a Programme,
    pub window: WindowState,
    pub verdict: Verdict,
    /// The amount, or in which way it is not money.
    pub amount: String,
    /// Until when, or that the source does not say.
    pub deadline: String,
    /// The answer in one line.
    pub why: String,
    pub conditions: Vec<ConditionLine>,
    /// The conditions that are not fulfilled, for a programme that cannot be used.
    pub unmet: Vec<String>,
    pub missing: Vec<Missing>,
    /// What would change the answer.
    pub change: Said,
    /// A condition is open because the source does not give it.
    pub not_stated: bool,
    /// What to hand in, and what proves the conditions.
    pub papers: Vec<String>,
    /// Whether the source lists what to hand in.
    pub papers_stated: bool,
    /// The courses of which one must be chosen.
    pub courses: Vec<CourseLine>,
}

pub struct ConditionLine {
    pub outcome: Truth,
    pub sentence: String,
    pub evidence: Option<String>,
    pub basis: Option<String>,
}

/// A fact that could decide, and where it is asked.
pub struct Missing {
    pub label: String,
    pub link: String,
}

/// A course, and the address that chooses it or takes the choice back.
pub struct CourseLine {
    pub label: String,
    pub said: String,
    pub chosen: bool,
    pub link: String,
}

impl Line<'_> {
    pub fn path(&self) -> String {
        format!("/programmes/{}", self.programme.id)
    }

    pub fn is_ineligible(&self) -> bool {
        match self.verdict {
            Verdict::Ineligible => true,
            Verdict::Eligible | Verdict::Undecided => false,
        }
    }

    pub fn is_undecided(&self) -> bool {
        match self.verdict {
            Verdict::Undecided => true,
            Verdict::Eligible | Verdict::Ineligible => false,
        }
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

impl Making<'_> {
    pub(super) fn line<'a>(&self, assessed: &Assessed<'a>, ways: &Ways<'_>) -> Line<'a> {
        let answer = &assessed.answer;
        let unmet = |truth: Truth| answer.verdict == Verdict::Ineligible && truth == Truth::No;
        let conditions: Vec<ConditionLine> = answer
            .outcomes()
            .map(|(id, condition, outcome)| ConditionLine {
                outcome,
                sentence: self.sentence(assessed, &id, condition),
                evidence: self.wording.evidence(condition),
                basis: condition.basis.as_ref().map(ToString::to_string),
            })
            .collect();
        let unmet: Vec<String> = answer
            .outcomes()
            .filter(|(_, _, truth)| unmet(*truth))
            .map(|(id, condition, _)| self.sentence(assessed, &id, condition))
            .collect();
        let missing: Vec<Missing> = answer.missing.iter().map(|id| self.missing(*id)).collect();
        let not_stated = answer
            .outcomes()
            .any(|(_, condition, truth)| truth == Truth::Unknown && is_not_stated(condition));
        Line {
            programme: assessed.programme,
            window: assessed.window,
            verdict: answer.verdict,
            amount: self.amount(assessed),
            deadline: self.deadline(assessed.programme, assessed.window),
            why: self.why(
                answer.verdict,
                conditions.len(),
                &unmet,
                &missing,
                not_stated,
            ),
            papers: self.papers(assessed.programme, &conditions),
            papers_stated: assessed.programme.documents.known().is_some(),
            courses: self.courses(assessed),
            change: self.changes(ways, assessed),
            conditions,
            unmet,
            missing,
            not_stated,
        }
    }

    fn amount(&self, assessed: &Assessed<'_>) -> String {
        let frame = self.frame;
        let answered = match assessed.answer.missing.as_slice() {
            [] => Answered::All,
            [_, ..] => Answered::InPart,
        };
        match (&assessed.answer.amount, assessed.programme.kind) {
            (Some(amount), _) => said::award(frame, amount, answered),
            (None, Kind::Subsidy | Kind::Loan | Kind::TaxRelief) => match assessed.answer.verdict {
                Verdict::Ineligible => frame.t("finder-amount-none"),
                Verdict::Eligible | Verdict::Undecided => frame.t("page-not-stated"),
            },
            (None, kind) => {
                let kind = said::kind(frame, &kind);
                frame.say("finder-amount-no-money", &[("kind", &kind)])
            }
        }
    }

    /// Until when one can apply, with the days that are left.
    fn deadline(&self, programme: &Programme, window: WindowState) -> String {
        let frame = self.frame;
        let Some(closes) = closing_day(programme) else {
            return frame.t("finder-deadline-not-stated");
        };
        let day = frame.date(closes);
        let key = match window {
            WindowState::Closed => return frame.say("finder-deadline-over", &[("day", &day)]),
            WindowState::Open | WindowState::Upcoming | WindowState::Unknown => {
                "finder-deadline-days"
            }
        };
        let left = closes.duration_since(self.on).as_hours() / 24;
        match left {
            0 => frame.say("finder-deadline-today", &[("day", &day)]),
            left => frame.say(key, &[("day", &day), ("left", &left.to_string())]),
        }
    }

    fn why(
        &self,
        verdict: Verdict,
        conditions: usize,
        unmet: &[String],
        missing: &[Missing],
        not_stated: bool,
    ) -> String {
        let frame = self.frame;
        let count = conditions.to_string();
        match (verdict, missing, unmet) {
            (Verdict::Eligible, _, _) if conditions == 0 => frame.t("finder-why-no-conditions"),
            (Verdict::Eligible, _, _) => frame.say("finder-why-all-met", &[("count", &count)]),
            (Verdict::Undecided, [], _) => frame.t("finder-why-not-stated"),
            (Verdict::Undecided, missing, _) => {
                let labels: Vec<&str> = missing.iter().map(|one| one.label.as_str()).collect();
                let joint = frame.t("finder-list-joint").replace('_', " ");
                let first = labels[..labels.len().min(2)].join(&joint);
                let rest = labels.len().saturating_sub(2) + usize::from(not_stated);
                match rest {
                    0 => frame.say("finder-why-open", &[("facts", &first)]),
                    rest => {
                        let args = [("facts", first.as_str()), ("rest", &rest.to_string())];
                        frame.say("finder-why-open-more", &args)
                    }
                }
            }
            (Verdict::Ineligible, _, [first, ..]) => {
                frame.say("finder-why-unmet", &[("condition", first)])
            }
            (Verdict::Ineligible, _, []) => frame.t("verdict-ineligible-lead"),
        }
    }

    /// The documents of the source, then what proves the conditions; each once.
    fn papers(&self, programme: &Programme, conditions: &[ConditionLine]) -> Vec<String> {
        let listed = match &programme.documents {
            Stated::Known(documents) => documents.as_slice(),
            Stated::NotStated | Stated::Absent => &[],
        };
        let listed = listed.iter().map(|text| self.frame.text(text).to_owned());
        let proofs = conditions.iter().filter_map(|one| one.evidence.clone());
        let mut papers: Vec<String> = Vec::new();
        for paper in listed.chain(proofs) {
            if !papers.contains(&paper) {
                papers.push(paper);
            }
        }
        papers
    }

    fn courses(&self, assessed: &Assessed<'_>) -> Vec<CourseLine> {
        let edition = assessed.answer.edition;
        if edition.choose != Choose::One || edition.courses.len() < 2 {
            return Vec::new();
        }
        let name = format!("{COURSE}{}", assessed.programme.id);
        let wanted = self.address.answers.first(&name);
        let frame = self.frame;
        let line = |course: &eligibility::rules::Course| {
            let chosen = wanted == course.id;
            let judged = assessed.answer.courses.iter();
            let judged = judged.into_iter().find(|one| one.course.id == course.id);
            let verdict =
                judged.map(|one| frame.t(&format!("finder-verdict-{}", one.verdict.word())));
            let amount = judged.and_then(|one| one.amount.as_ref());
            let amount = amount.map(|amount| said::award(frame, amount, Answered::InPart));
            let said: Vec<String> = verdict.into_iter().chain(amount).collect();
            let path = match chosen {
                true => self.address.without_names("/finder", &[&name]),
                false => self.address.with("/finder", &[(&name, &course.id)]),
            };
            CourseLine {
                label: frame.text(&course.label).to_owned(),
                said: said.join(" "),
                chosen,
                link: frame.link(&path),
            }
        };
        edition.courses.iter().map(line).collect()
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

    /// The same page with that question: as the step, and marked in the form.
    fn missing(&self, id: FactId) -> Missing {
        let fact = self.wording.facts.get(id);
        let path = self.address.with("/finder", &[("ask", &fact.id)]);
        Missing {
            label: self.frame.text(&fact.label).to_owned(),
            link: self.frame.link(&format!("{path}#q-{}", fact.id)),
        }
    }
}
