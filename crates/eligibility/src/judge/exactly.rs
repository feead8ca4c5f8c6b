//! The exact answer. The plain one looks at each mention of a fact for itself: where the same unknown fact is asked
//! about twice (the limits of a size class, a threshold and a rate), it leaves open what no company can meet, and
//! asks for what changes nothing. Here such requirements are looked at together, case by case.

mod definitions;
mod groups;
mod kept;
mod search;

use std::sync::Arc;

use super::{Answer, Applicant, Judging, Verdict, YenRange};
use crate::evaluate::{LazyCosts, Missing, Scene};
use crate::fact::{FactId, Facts};
use crate::formula::Cond;
use crate::range::Truth;
use crate::rules::{Counts, Rules, Study};

pub(super) use definitions::Definitions;
use groups::{Group, Open, count, is_repeated, together};
use kept::{About, Exact};
use search::{Found, Search};

/// So many steps are taken for the requirements that share facts before they stay as the plain answer has them.
pub(super) const MOST_STEPS: u32 = 120;

impl Applicant<'_> {
    /// The answer of [`Applicant::judge`], made exact where facts are asked about more than once: a requirement that
    /// no completion of the profile meets is not met, one that all meet is met, the amount spans only what leaves
    /// the programme possible, and a fact is missing only if it matters. What would take too long to find out stays
    /// as the plain answer has it.
    pub fn judge_exactly<'r>(
        &self,
        programme: &str,
        rules: &'r Rules,
        facts: &Facts,
    ) -> Answer<'r> {
        let plain = self.judge(programme, rules);
        let study = plain.edition.study();
        if !plain.missing.iter().any(|fact| study.is_repeated(*fact)) {
            return plain;
        }
        let wanted = self.profile.courses.get(programme).map(String::as_str);
        let key = self.key(About::Edition, wanted, &study.facts);
        let refine = || Exact::of(&self.refined(plain.clone(), wanted, facts));
        let exact = study.kept.or_find(key, refine);
        exact.refine(plain)
    }

    fn refined<'r>(&self, plain: Answer<'r>, wanted: Option<&str>, facts: &Facts) -> Answer<'r> {
        let expenses = plain.edition.expenses.as_ref();
        let costs = expenses.map(LazyCosts::new);
        let judging = Judging {
            edition: plain.edition,
            scene: Scene {
                costs: costs.as_ref(),
                ..Scene::new(self.profile, self.on, &self.memo)
            },
            wanted,
        };
        Refining {
            applicant: self,
            facts,
            study: plain.edition.study(),
            judging,
            answer: plain,
        }
        .answer()
    }
}

struct Refining<'r, 'a> {
    applicant: &'a Applicant<'a>,
    facts: &'a Facts,
    study: &'r Study,
    judging: Judging<'r, 'a>,
    answer: Answer<'r>,
}

impl<'r> Refining<'r, '_> {
    fn answer(mut self) -> Answer<'r> {
        let plain = self.answer.conditions;
        let Some((mut open, silent)) = self.requirements() else {
            return self.refused();
        };
        let money = self.money();
        let money_open = !money.facts.is_empty();
        if money_open {
            open.push(money);
        }
        let mut settled = true;
        let mut missing = Missing::default();
        let mut money_found: Option<(Truth, Option<YenRange>)> = None;
        let mut left = vec![false; plain.iter().count()];
        for condition in silent {
            left[condition] = true;
            settled = false;
        }
        for group in together(open) {
            match self.look(&group) {
                Looked::Refused(condition) => {
                    if let Some(condition) = condition {
                        self.answer.conditions.set(condition, Truth::No);
                    }
                    return self.refused();
                }
                Looked::Found(found) => {
                    settled &= found.truth == Truth::Yes;
                    if found.truth != Truth::Yes {
                        group.conditions().for_each(|index| left[index] = true);
                    }
                    found.missing.iter().for_each(|fact| missing.insert(*fact));
                    if group.has_money() {
                        money_found = Some((found.truth, found.granted));
                    }
                }
                Looked::AsBefore => {
                    for one in group.0.iter().filter(|one| one.rule.is_some()) {
                        one.facts.iter().for_each(|fact| missing.insert(*fact));
                    }
                    settled &= group.conditions().next().is_none();
                    group.conditions().for_each(|index| left[index] = true);
                }
            }
        }
        for (index, condition) in self.judging.edition.conditions.iter().enumerate() {
            let open = plain.get(index) == Truth::Unknown;
            if open && condition.minimum_grant.is_none() && !left[index] {
                self.answer.conditions.set(index, Truth::Yes);
            }
        }
        self.conclude(settled, money_found, missing)
    }

    /// The open requirements, each with the facts that it waits for, and the conditions that wait for nothing but
    /// what the source does not say; none when one of them cannot be met.
    fn requirements(&mut self) -> Option<(Vec<Open<'r>>, Vec<usize>)> {
        let (mut open, mut silent) = (Vec::new(), Vec::new());
        let edition = self.judging.edition;
        for (number, requirement) in self.study.requirements.iter().enumerate() {
            let index = requirement.condition;
            let rule = requirement.rule(edition);
            if self.answer.conditions.get(index) != Truth::Unknown
                || self.judging.scene.truth(rule) != Truth::Unknown
            {
                continue;
            }
            let mut facts = Missing::default();
            facts.of_condition(rule, &self.judging.scene);
            let mut facts = facts.into_facts();
            if is_repeated(&requirement.facts, &facts) {
                let about = About::Requirement(number);
                let key = self.applicant.key(about, None, &requirement.near);
                let find = || self.alone(rule, &facts, &requirement.facts);
                let found = self.study.kept.or_find(key, find);
                match found.truth {
                    Truth::Yes => continue,
                    Truth::No => {
                        self.answer.conditions.set(index, Truth::No);
                        return None;
                    }
                    Truth::Unknown => facts.clone_from(&found.missing),
                }
            }
            if facts.is_empty() {
                silent.push(index);
                continue;
            }
            open.push(Open {
                rule: Some((rule, index)),
                facts,
                number,
                counts: &requirement.facts,
                near: &requirement.near,
            });
        }
        Some((open, silent))
    }

    /// What courses, amounts and minimum grants wait for.
    fn money(&self) -> Open<'r> {
        let mut missing = Missing::default();
        let courses = self.judging.courses();
        let (verdict, amount) = (self.answer.verdict, self.answer.amount);
        self.judging
            .missing_for_money(verdict, amount, &courses, &mut missing);
        Open {
            rule: None,
            facts: missing.into_facts(),
            number: self.study.requirements.len(),
            counts: &self.study.money,
            near: &self.study.near_money,
        }
    }

    fn alone(&self, rule: &'r Cond, facts: &[FactId], counts: &Counts) -> Found {
        if let Cond::Defined(definition) = rule {
            let known = self
                .applicant
                .definition(definition, self.judging.edition, self.facts);
            return Found::of(known.truth, known.missing.clone());
        }
        let search = Search::new(self.applicant, self.facts, self.judging.edition);
        let found = search.over(&[rule], None, counts);
        found.unwrap_or_else(|| Found::of(Truth::Unknown, facts.to_vec()))
    }

    fn look(&self, group: &Group<'r>) -> Looked {
        if let [one] = &group.0[..]
            && (one.rule.is_some() || !is_repeated(one.counts, &one.facts))
        {
            return Looked::AsBefore;
        }
        let mut near: Vec<FactId> = group.0.iter().flat_map(|one| one.near).copied().collect();
        near.sort_unstable();
        near.dedup();
        let wanted = self.judging.wanted.filter(|_| group.has_money());
        let about = About::Together(group.0.iter().map(|one| one.number).collect());
        let key = self.applicant.key(about, wanted, &near);
        let found = self.study.kept.or_find(key, || {
            let rules: Vec<&Cond> = group.rules().map(|(rule, _)| rule).collect();
            let money = group.has_money().then_some(&self.judging);
            let search = Search::new(self.applicant, self.facts, self.judging.edition);
            search.over(&rules, money, &group.counts()).map(Arc::new)
        });
        match (*found).clone() {
            None => Looked::AsBefore,
            Some(found) if found.truth == Truth::No => {
                let minimum = || {
                    let mut conditions = self.judging.edition.conditions.iter();
                    conditions.position(|condition| condition.minimum_grant.is_some())
                };
                let refusing = found.refusing.and_then(|index| group.rules().nth(index));
                Looked::Refused(refusing.map(|(_, index)| index).or_else(minimum))
            }
            Some(found) => Looked::Found(found),
        }
    }

    fn conclude(
        mut self,
        settled: bool,
        money: Option<(Truth, Option<YenRange>)>,
        mut missing: Missing,
    ) -> Answer<'r> {
        let answer = &mut self.answer;
        let minimum = self.judging.edition.conditions.iter().enumerate();
        let minimum = minimum
            .filter(|(_, condition)| condition.minimum_grant.is_some())
            .map(|(index, _)| index);
        let paid = match money {
            Some((truth, amount)) => {
                answer.amount = amount;
                if truth == Truth::Yes {
                    minimum.for_each(|index| answer.conditions.set(index, Truth::Yes));
                }
                truth
            }
            None => minimum
                .map(|index| answer.conditions.get(index))
                .fold(self.judging.any_course(&self.judging.courses()), Truth::and),
        };
        if settled && paid == Truth::Yes {
            answer.verdict = Verdict::Eligible;
        }
        if money.is_none() {
            let (verdict, amount) = (answer.verdict, answer.amount);
            let courses = self.judging.courses();
            self.judging
                .missing_for_money(verdict, amount, &courses, &mut missing);
        }
        answer.missing = missing.into_facts();
        let common = answer.conditions.all();
        for course in &mut answer.courses {
            course.verdict = Verdict::of(course.conditions.all().and(common));
        }
        self.answer
    }

    fn refused(mut self) -> Answer<'r> {
        self.answer.verdict = Verdict::Ineligible;
        self.answer.amount = None;
        self.answer.missing.clear();
        for course in &mut self.answer.courses {
            course.verdict = Verdict::Ineligible;
            course.amount = None;
        }
        self.answer
    }
}

/// What came out when open requirements were looked at together.
enum Looked {
    Found(Arc<Found>),
    /// By this condition, where one can be named.
    Refused(Option<usize>),
    AsBefore,
}
