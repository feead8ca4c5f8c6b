//! The answer as sentences in one language, for the page and the command line alike.

mod parts;
mod reasons;
mod steps;

use eligibility::Verdict;
use eligibility::wording::Wording;
use kernel::Lang;

use super::{BestSet, Chosen, LeftOut, Member, Reason};
use crate::catalogue::Catalogue;
use crate::programme::{Programme, Stated, WindowState};

/// What is said of the best sets.
pub struct Told {
    pub as_of: Vec<String>,
    pub expenses: Vec<String>,
    /// One set when both are the same.
    pub sets: Vec<ToldSet>,
    /// What needs no question to an office.
    pub unasked: String,
}

pub struct ToldSet {
    /// `certain`, `possible` or `both`.
    pub word: &'static str,
    pub heading: String,
    pub lead: String,
    pub sums: Vec<String>,
    pub members: Vec<ToldMember>,
    pub ask: Vec<ToldAsk>,
    pub caps: Vec<String>,
    /// Those that have to do with the plan, then the others.
    pub near: Vec<ToldOut>,
    pub far: Vec<ToldOut>,
    pub steps: Vec<ToldStep>,
    /// That the search was cut short.
    pub caution: Option<String>,
}

pub struct ToldMember {
    pub id: String,
    pub name: String,
    pub state: String,
    pub amount: String,
    /// Said of a loan.
    pub not_counted: Option<String>,
    pub pays: String,
    pub window: String,
    pub papers: String,
    pub missing: String,
    pub needs: String,
}

/// A question to the office of one programme.
pub struct ToldAsk {
    pub id: String,
    pub text: String,
}

pub struct ToldOut {
    pub id: String,
    pub name: String,
    pub why: String,
    pub alone: Option<String>,
}

pub struct ToldStep {
    pub when: String,
    pub what: String,
}

/// Puts the best sets into words.
pub fn tell(best: &BestSet<'_>, catalogue: &Catalogue, lang: Lang) -> Told {
    let telling = Telling {
        best,
        catalogue,
        wording: Wording {
            facts: &catalogue.facts,
            programmes: &catalogue.names,
            on: best.on,
            lang,
        },
        lang,
    };
    telling.told()
}

struct Telling<'a, 'c> {
    best: &'a BestSet<'c>,
    catalogue: &'a Catalogue,
    wording: Wording<'a>,
    lang: Lang,
}

impl Telling<'_, '_> {
    fn told(&self) -> Told {
        let best = self.best;
        let mut as_of = vec![self.say("best-as-of", &[("day", &self.day(best.on))])];
        as_of.extend(
            best.horizon
                .map(|day| self.say("best-horizon", &[("day", &self.day(day))])),
        );
        let sets = match best.certain.is_same(&best.possible) {
            true => vec![self.set("both", &best.possible)],
            false => vec![
                self.set("certain", &best.certain),
                self.set("possible", &best.possible),
            ],
        };
        let names = self.names(best.unasked.members.iter().map(|member| member.programme));
        let unasked = match best.unasked.members.as_slice() {
            [] => self.say("best-unasked-none", &[]),
            [..] => {
                let amount = self.yen(best.unasked.total.low);
                self.say("best-unasked", &[("amount", &amount), ("names", &names)])
            }
        };
        Told {
            as_of,
            expenses: best.expenses.iter().map(|one| self.expense(one)).collect(),
            sets,
            unasked,
        }
    }

    fn set(&self, word: &'static str, chosen: &Chosen<'_>) -> ToldSet {
        let (near, far): (Vec<&LeftOut<'_>>, Vec<_>) =
            chosen.left_out.iter().partition(|one| match one.reason {
                Reason::Closed(_) | Reason::NotWished | Reason::Ineligible(_) | Reason::Nothing => {
                    false
                }
                Reason::AfterHorizon(_)
                | Reason::Old
                | Reason::Undecided { .. }
                | Reason::Excluded(..)
                | Reason::PaidByOthers(_) => true,
            });
        let lead = match chosen.members.as_slice() {
            [] if word == "certain" => "best-none-certain".to_owned(),
            [] => "best-none-possible".to_owned(),
            [..] => format!("best-lead-{word}"),
        };
        let caps = chosen.caps.iter().map(|cap| {
            let programmes = chosen.members.iter().map(|member| member.programme);
            let under = programmes.filter(|one| cap.members.contains(one.id.as_str()));
            let says = self.statement(cap.by, &cap.statement.says, cap.statement.basis.as_deref());
            let (names, amount) = (self.names(under), self.yen(cap.cap));
            let args = [
                ("names", names.as_str()),
                ("amount", &amount),
                ("says", &says),
            ];
            self.say("best-cap", &args)
        });
        let steps = chosen.steps.iter().map(|step| self.step(step));
        ToldSet {
            word,
            heading: self.say(&format!("best-heading-{word}"), &[]),
            lead: self.say(&lead, &[]),
            sums: self.sums(word, chosen),
            members: chosen.members.iter().map(|one| self.member(one)).collect(),
            ask: self.questions(chosen),
            caps: caps.collect(),
            near: near.into_iter().map(|one| self.out(one)).collect(),
            far: far.into_iter().map(|one| self.out(one)).collect(),
            steps: steps.collect(),
            caution: (!chosen.proven).then(|| self.say("best-not-proven", &[])),
        }
    }

    fn sums(&self, word: &str, chosen: &Chosen<'_>) -> Vec<String> {
        if chosen.members.is_empty() {
            return Vec::new();
        }
        let total = chosen.total;
        let high = match total.high {
            Some(high) => self.yen(high),
            None => self.say("best-no-limit", &[]),
        };
        let certain = self.say("best-certain-sum", &[("amount", &self.yen(total.low))]);
        let possible = self.say("best-possible-sum", &[("amount", &high)]);
        let mut sums = match word {
            "possible" => vec![possible, certain],
            _ => vec![certain, possible],
        };
        let open = chosen.open_total();
        sums.push(self.say("best-open-sum", &[("amount", &self.yen(open.low))]));
        if chosen.members.iter().any(|member| !member.counted) {
            sums.push(self.say("best-sum-note", &[]));
        }
        sums
    }

    fn member(&self, member: &Member<'_>) -> ToldMember {
        let programme = member.programme;
        let state = match (member.verdict, member.needs.as_slice()) {
            (Verdict::Eligible, _) => "best-state-eligible",
            (_, []) => "best-state-undecided",
            (_, [_, ..]) => "best-state-needs",
        };
        let pays = member
            .pays
            .iter()
            .map(|at| self.expense(&self.best.expenses[*at]));
        let pays: Vec<String> = pays.collect();
        let papers = match &programme.documents {
            Stated::Known(papers) => {
                let papers: Vec<&str> = papers.iter().map(|text| text.get(self.lang)).collect();
                self.joined(&papers)
            }
            Stated::NotStated | Stated::Absent => self.say("best-papers-not-stated", &[]),
        };
        ToldMember {
            id: programme.id.clone(),
            name: self.name(programme),
            state: self.say(state, &[]),
            amount: self.amount(member.amount),
            not_counted: (!member.counted).then(|| self.say("best-not-counted", &[])),
            pays: match pays.is_empty() {
                true => self.say("best-pays-none", &[]),
                false => self.joined(&pays),
            },
            window: self.window(programme, member.window),
            papers,
            missing: self.facts(&member.missing),
            needs: self.kinds(&member.needs),
        }
    }

    fn window(&self, programme: &Programme, state: WindowState) -> String {
        let window = programme.window.known();
        let opens = window
            .and_then(|window| window.opens)
            .map(|moment| self.day(moment.day));
        let closes = window
            .and_then(|window| window.closes)
            .map(|moment| self.day(moment.day));
        match (state, opens, closes) {
            (WindowState::Open, _, Some(day)) => self.say("best-window-open", &[("closes", &day)]),
            (WindowState::Open, _, None) => self.say("best-window-open-no-end", &[]),
            (WindowState::Upcoming, Some(day), _) => {
                self.say("best-window-upcoming", &[("opens", &day)])
            }
            (WindowState::Closed, _, Some(day)) => self.say("best-out-closed", &[("day", &day)]),
            (WindowState::Upcoming | WindowState::Closed | WindowState::Unknown, _, _) => {
                let as_of = programme.as_of.get(self.lang);
                self.say("best-window-unknown", &[("as_of", as_of)])
            }
        }
    }

    /// One question for every programme whose source is silent.
    fn questions(&self, chosen: &Chosen<'_>) -> Vec<ToldAsk> {
        let silent = |one: &Member<'_>| {
            let about = chosen.ask.iter().filter_map(|pair| {
                let asks = pair.silent.iter().any(|by| by.id == one.programme.id);
                match pair.first.id == one.programme.id {
                    _ if !asks => None,
                    true => Some(pair.second),
                    false => Some(pair.first),
                }
            });
            about.collect::<Vec<&Programme>>()
        };
        let asks = chosen
            .members
            .iter()
            .map(|member| (member.programme, silent(member)));
        asks.filter(|(_, others)| !others.is_empty())
            .map(|(programme, others)| {
                let (name, others) = (self.name(programme), self.names(others.into_iter()));
                ToldAsk {
                    id: programme.id.clone(),
                    text: self.say("best-ask", &[("name", &name), ("others", &others)]),
                }
            })
            .collect()
    }
}
