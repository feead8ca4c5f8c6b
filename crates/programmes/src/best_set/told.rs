//! The answer as sentences in one language, for the page and the command line alike.

use std::collections::BTreeSet;

use eligibility::wording::Wording;
use eligibility::{Verdict, YenRange};
use kernel::{Bilingual, Date, Lang, Yen, wareki};

use super::candidates::certificates;
use super::{BestSet, Chosen, Expense, Label, LeftOut, Member, Reason, Says, Step};
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

    fn out(&self, out: &LeftOut<'_>) -> ToldOut {
        let alone = out.alone.map(|amount| {
            let amount = self.amount(amount);
            self.say("best-out-alone", &[("amount", &amount)])
        });
        ToldOut {
            id: out.programme.id.clone(),
            name: self.name(out.programme),
            why: self.why(out),
            alone,
        }
    }

    /// Why a programme is left out.
    fn why(&self, out: &LeftOut<'_>) -> String {
        match &out.reason {
            Reason::Closed(Some(day)) => self.say("best-out-closed", &[("day", &self.day(*day))]),
            Reason::Closed(None) => self.say("best-out-closed-no-day", &[]),
            Reason::AfterHorizon(day) => self.say("best-out-horizon", &[("day", &self.day(*day))]),
            Reason::NotWished => self.say("best-out-not-wished", &[]),
            Reason::Nothing => self.say("best-out-nothing", &[]),
            Reason::Old => {
                let as_of = out.programme.as_of.get(self.lang);
                self.say("best-out-old", &[("as_of", as_of)])
            }
            Reason::Ineligible(unmet) => {
                let unmet = unmet
                    .iter()
                    .map(|(one, edition)| self.wording.condition(one, edition));
                let conditions = self.joined(&unmet.collect::<Vec<_>>());
                self.say("best-out-ineligible", &[("conditions", &conditions)])
            }
            Reason::Undecided { missing, needs } => match (needs.as_slice(), missing.as_slice()) {
                ([_, ..], _) => self.say("best-out-needs", &[("certificates", &self.kinds(needs))]),
                ([], []) => self.say("best-out-undecided-source", &[]),
                ([], [_, ..]) => self.say("best-out-undecided", &[("facts", &self.facts(missing))]),
            },
            Reason::Excluded(by, says) => {
                let says: Vec<String> = says.iter().map(|one| self.says(one)).collect();
                let (name, says) = (self.name(by), says.join(" "));
                self.say("best-out-excluded", &[("name", &name), ("says", &says)])
            }
            Reason::PaidByOthers(by) => {
                let names = self.names(by.iter().copied());
                self.say("best-out-paid", &[("names", &names)])
            }
        }
    }

    /// A statement in the words of the source.
    fn says(&self, says: &Says<'_>) -> String {
        match says {
            Says::Statement(by, one) => self.statement(by, &one.says, one.basis.as_deref()),
            Says::Condition(by, condition, edition) => {
                let note = condition
                    .note
                    .as_ref()
                    .map(|note| note.get(self.lang).to_owned());
                let text = note.unwrap_or_else(|| self.wording.condition(condition, edition));
                let text = Bilingual::same(text);
                self.statement(by, &text, condition.basis.as_deref())
            }
        }
    }

    fn statement(&self, by: &Programme, text: &Bilingual, basis: Option<&str>) -> String {
        let (name, text) = (self.name(by), text.get(self.lang));
        match basis {
            None => self.say("best-says", &[("text", text), ("name", &name)]),
            Some(basis) => {
                let args = [("text", text), ("name", &name), ("basis", basis)];
                self.say("best-says-basis", &args)
            }
        }
    }

    fn step(&self, step: &Step<'_>) -> ToldStep {
        let day = step.day().map(|day| self.day(day));
        let when = |key: &str| match &day {
            Some(day) => self.say(key, &[("day", day)]),
            None => self.say("best-step-any", &[]),
        };
        let about = |key: &str, programme: &Programme| {
            let note = programme
                .window
                .known()
                .and_then(|window| window.note.as_ref());
            let note = note.map_or("", |note| note.get(self.lang));
            let as_of = programme.as_of.get(self.lang);
            let name = self.name(programme);
            let said = self.say(key, &[("name", &name), ("note", note), ("as_of", as_of)]);
            said.trim_end().to_owned()
        };
        let (when, what) = match step {
            Step::Certificate {
                kind,
                giver,
                asked_by,
                before,
            } => {
                let when = match before {
                    Some(_) => when("best-step-before-day"),
                    None => self.say("best-step-first", &[]),
                };
                let certificate = self.kinds(&[*kind]);
                let (giver, names) = (self.name(giver), self.names(asked_by.iter().copied()));
                let args = [
                    ("certificate", certificate.as_str()),
                    ("giver", &giver),
                    ("names", &names),
                ];
                (when, self.say("best-step-certificate", &args))
            }
            Step::Opens(_, one) => (when("best-step-from"), about("best-step-opens", one)),
            Step::Closes(_, one) => (when("best-step-by"), about("best-step-closes", one)),
            Step::Before(_, one) => (when("best-step-before-day"), about("best-step-before", one)),
            Step::AskWindow(one) => (when("best-step-any"), about("best-step-ask-window", one)),
            Step::Expense {
                expense, paid_by, ..
            } => {
                let expense = self.expense(&self.best.expenses[*expense]);
                let names = self.names(paid_by.iter().copied());
                let args = [("expense", expense.as_str()), ("names", &names)];
                (when("best-step-on"), self.say("best-step-expense", &args))
            }
        };
        ToldStep { when, what }
    }

    fn expense(&self, expense: &Expense) -> String {
        let label = |fact| self.catalogue.facts.get(fact).label.get(self.lang);
        match &expense.label {
            Label::Own(own) => own.get(self.lang).to_owned(),
            Label::Whole(fact) => label(*fact).to_owned(),
            Label::Record { fact, number, kind } => {
                let record = match number {
                    None => label(*fact).to_owned(),
                    Some(number) => {
                        let number = number.to_string();
                        let args = [("fact", label(*fact)), ("number", &number)];
                        self.say("best-expense-record", &args)
                    }
                };
                match kind {
                    None => record,
                    Some(kind) => {
                        let args = [("label", record.as_str()), ("kind", kind.get(self.lang))];
                        self.say("best-expense-kind", &args)
                    }
                }
            }
        }
    }

    fn kinds(&self, kinds: &[usize]) -> String {
        let fact = certificates(self.catalogue).map(|id| self.catalogue.facts.get(id));
        let choices = fact.map_or(&[][..], |fact| fact.choices());
        let kinds = kinds.iter().filter_map(|kind| choices.get(*kind));
        let kinds: Vec<&str> = kinds.map(|choice| choice.label.get(self.lang)).collect();
        self.joined(&kinds)
    }

    fn facts(&self, facts: &[eligibility::FactId]) -> String {
        let label = |id| self.catalogue.facts.get(id).label.get(self.lang);
        let labels: Vec<&str> = facts.iter().map(|id| label(*id)).collect();
        self.joined(&labels)
    }

    fn names<'p>(&self, programmes: impl Iterator<Item = &'p Programme>) -> String {
        let names: Vec<String> = programmes.map(|one| self.name(one)).collect();
        self.joined(&names)
    }

    /// Joined, each once.
    fn joined(&self, texts: &[impl AsRef<str>]) -> String {
        let joint = self.say("best-joint", &[]).replace('_', " ");
        let mut seen = BTreeSet::new();
        let texts = texts.iter().map(AsRef::as_ref);
        let texts: Vec<&str> = texts.filter(|text| seen.insert(text.to_string())).collect();
        texts.join(&joint)
    }

    fn name(&self, programme: &Programme) -> String {
        programme.name.get(self.lang).to_owned()
    }

    fn amount(&self, amount: YenRange) -> String {
        let low = self.yen(amount.low);
        match amount.high {
            Some(_) if amount.is_exact() => self.say("best-amount-exact", &[("low", &low)]),
            Some(high) if amount.low == Yen(0) => {
                self.say("best-amount-up-to", &[("high", &self.yen(high))])
            }
            Some(high) => {
                let high = self.yen(high);
                self.say("best-amount-between", &[("low", &low), ("high", &high)])
            }
            None => self.say("best-amount-no-limit", &[("low", &low)]),
        }
    }

    fn yen(&self, yen: Yen) -> String {
        match self.lang {
            Lang::Ja => yen.ja(),
            Lang::En => yen.en(),
        }
    }

    fn day(&self, day: Date) -> String {
        match self.lang {
            Lang::Ja => wareki::date_ja(day),
            Lang::En => wareki::date_en(day),
        }
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        crate::words().say(self.lang, key, args)
    }
}
