//! The best sets for machines. Their form is a promise: `docs/best-set.schema.json` describes it.

use eligibility::YenRange;
use kernel::Lang;
use serde::Serialize;

use super::candidates::certificates;
use super::told::{Told, ToldSet, tell};
use super::{BestSet, Chosen, LeftOut, Member, Reason, Step};
use crate::catalogue::Catalogue;
use crate::programme::Programme;

#[derive(Serialize)]
struct BestSetJson<'a> {
    on: String,
    horizon: Option<String>,
    expenses: Vec<ExpenseJson<'a>>,
    certain: SetJson<'a>,
    possible: SetJson<'a>,
    unasked: UnaskedJson<'a>,
}

#[derive(Serialize)]
struct ExpenseJson<'a> {
    label: &'a str,
    on: Option<String>,
    facts: Vec<&'a str>,
}

#[derive(Serialize)]
struct SetJson<'a> {
    total: AmountJson,
    proven: bool,
    members: Vec<MemberJson<'a>>,
    ask: Vec<AskJson<'a>>,
    joint_caps: Vec<CapJson<'a>>,
    left_out: Vec<OutJson<'a>>,
    steps: Vec<StepJson<'a>>,
}

#[derive(Serialize)]
struct UnaskedJson<'a> {
    total: AmountJson,
    members: Vec<&'a str>,
}

#[derive(Serialize)]
struct AmountJson {
    low: i64,
    high: Option<i64>,
}

#[derive(Serialize)]
struct MemberJson<'a> {
    programme: &'a str,
    name: &'a str,
    verdict: &'static str,
    certain: bool,
    amount: AmountJson,
    counted: bool,
    pays: &'a [usize],
    window: &'static str,
    missing: Vec<&'a str>,
    needs: Vec<&'a str>,
}

#[derive(Serialize)]
struct AskJson<'a> {
    programmes: [&'a str; 2],
    silent: Vec<&'a str>,
}

#[derive(Serialize)]
struct CapJson<'a> {
    programmes: Vec<&'a str>,
    cap: i64,
    says: &'a str,
}

#[derive(Serialize)]
struct OutJson<'a> {
    programme: &'a str,
    name: &'a str,
    reason: &'static str,
    text: &'a str,
    by: Vec<&'a str>,
    alone: Option<AmountJson>,
}

#[derive(Serialize)]
struct StepJson<'a> {
    step: &'static str,
    day: Option<String>,
    programmes: Vec<&'a str>,
    expense: Option<usize>,
    certificate: Option<&'a str>,
    text: &'a str,
}

/// The best sets as JSON text; sentences are in one language.
pub fn to_json(best: &BestSet<'_>, catalogue: &Catalogue, lang: Lang) -> String {
    let told = tell(best, catalogue, lang);
    let writing = Writing { catalogue, lang };
    let expenses = best.expenses.iter().zip(&told.expenses);
    let expenses = expenses.map(|(expense, label)| ExpenseJson {
        label,
        on: expense.day.map(|day| day.to_string()),
        facts: (expense.forms.iter())
            .map(|(id, _)| catalogue.facts.get(*id).id.as_str())
            .collect(),
    });
    let unasked = &best.unasked;
    let json = BestSetJson {
        on: best.on.to_string(),
        horizon: best.horizon.map(|day| day.to_string()),
        expenses: expenses.collect(),
        certain: writing.set(&best.certain, told_of(&told, "certain")),
        possible: writing.set(&best.possible, told_of(&told, "possible")),
        unasked: UnaskedJson {
            total: amount(unasked.total),
            members: ids(unasked.members.iter().map(|member| member.programme)),
        },
    };
    serde_json::to_string_pretty(&json).expect("the answer has only text keys and whole numbers")
}

/// What is told of one set; where both are the same, one stands for both.
fn told_of<'t>(told: &'t Told, word: &str) -> &'t ToldSet {
    let found = told.sets.iter().find(|set| set.word == word);
    found.unwrap_or(&told.sets[0])
}

struct Writing<'a> {
    catalogue: &'a Catalogue,
    lang: Lang,
}

impl Writing<'_> {
    fn set<'a>(&'a self, chosen: &'a Chosen<'_>, told: &'a ToldSet) -> SetJson<'a> {
        let out = |one: &'a LeftOut<'_>| {
            let mut said = told.near.iter().chain(&told.far);
            let said = said.find(|said| said.id == one.programme.id);
            self.out(one, said.map_or("", |said| said.why.as_str()))
        };
        let steps = chosen.steps.iter().zip(&told.steps);
        SetJson {
            total: amount(chosen.total),
            proven: chosen.proven,
            members: chosen.members.iter().map(|one| self.member(one)).collect(),
            ask: (chosen.ask.iter())
                .map(|pair| AskJson {
                    programmes: [&pair.first.id, &pair.second.id],
                    silent: ids(pair.silent.iter().copied()),
                })
                .collect(),
            joint_caps: (chosen.caps.iter())
                .map(|cap| CapJson {
                    programmes: cap.members.iter().copied().collect(),
                    cap: cap.cap.0,
                    says: cap.statement.says.get(self.lang),
                })
                .collect(),
            left_out: chosen.left_out.iter().map(out).collect(),
            steps: steps
                .map(|(step, said)| self.step(step, &said.what))
                .collect(),
        }
    }

    fn member<'a>(&'a self, member: &'a Member<'_>) -> MemberJson<'a> {
        let facts = &self.catalogue.facts;
        MemberJson {
            programme: &member.programme.id,
            name: member.programme.name.get(self.lang),
            verdict: member.verdict.word(),
            certain: member.is_certain,
            amount: amount(member.amount),
            counted: member.counted,
            pays: &member.pays,
            window: member.window.word(),
            missing: (member.missing.iter())
                .map(|id| facts.get(*id).id.as_str())
                .collect(),
            needs: self.kinds(&member.needs),
        }
    }

    fn out<'a>(&self, out: &'a LeftOut<'_>, text: &'a str) -> OutJson<'a> {
        let (reason, by) = match &out.reason {
            Reason::Closed(_) => ("closed", Vec::new()),
            Reason::AfterHorizon(_) => ("after_horizon", Vec::new()),
            Reason::NotWished => ("not_wished", Vec::new()),
            Reason::Ineligible(_) => ("ineligible", Vec::new()),
            Reason::Nothing => ("nothing_to_pay", Vec::new()),
            Reason::Old => ("old_source", Vec::new()),
            Reason::Undecided { .. } => ("undecided", Vec::new()),
            Reason::Excluded(by, _) => ("excluded", vec![by.id.as_str()]),
            Reason::PaidByOthers(by) => ("paid_by_others", ids(by.iter().copied())),
        };
        OutJson {
            programme: &out.programme.id,
            name: out.programme.name.get(self.lang),
            reason,
            text,
            by,
            alone: out.alone.map(amount),
        }
    }

    fn step<'a>(&'a self, step: &'a Step<'_>, text: &'a str) -> StepJson<'a> {
        let plain = |word, programmes| StepJson {
            step: word,
            day: step.day().map(|day| day.to_string()),
            programmes,
            expense: None,
            certificate: None,
            text,
        };
        match step {
            Step::Certificate {
                kind,
                giver,
                asked_by,
                ..
            } => StepJson {
                certificate: self.kinds(&[*kind]).first().copied(),
                ..plain(
                    "certificate",
                    ids([*giver].into_iter().chain(asked_by.iter().copied())),
                )
            },
            Step::Opens(_, one) => plain("opens", vec![&one.id]),
            Step::Closes(_, one) => plain("closes", vec![&one.id]),
            Step::Before(_, one) => plain("before", vec![&one.id]),
            Step::AskWindow(_, one) => plain("ask_window", vec![&one.id]),
            Step::Expense {
                expense, paid_by, ..
            } => StepJson {
                expense: Some(*expense),
                ..plain("expense", ids(paid_by.iter().copied()))
            },
        }
    }

    fn kinds(&self, kinds: &[usize]) -> Vec<&str> {
        let fact = certificates(self.catalogue).map(|id| self.catalogue.facts.get(id));
        let choices = fact.map_or(&[][..], |fact| fact.choices());
        let kinds = kinds.iter().filter_map(|kind| choices.get(*kind));
        kinds.map(|choice| choice.id.as_str()).collect()
    }
}

fn ids<'p>(programmes: impl Iterator<Item = &'p Programme>) -> Vec<&'p str> {
    programmes.map(|one| one.id.as_str()).collect()
}

fn amount(amount: YenRange) -> AmountJson {
    AmountJson {
        low: amount.low.0,
        high: amount.high.map(|high| high.0),
    }
}
