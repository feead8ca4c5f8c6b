//! Questions for assumptions: what a programme asks about and firms are not known by.

use eligibility::FactKind;
use eligibility::fact::FactId;
use platform::Frame;

use super::firms::Tried;
use super::variant::{ASSUME, Variant};
use crate::Catalogue;
use crate::portal::finder::{Address, Asking, Question, value_said};
use crate::portal::mentions::Mentions;
use crate::simulation::report::count;

/// What is not known, and what can be assumed.
#[derive(Default)]
pub struct Assuming {
    pub questions: Vec<Asked>,
    /// The labels of what cannot be assumed here: records, certificates, histories.
    pub others: Vec<String>,
    /// How many facts the rules ask about, and how many of them are unknown of everybody.
    pub asked: usize,
    pub unknown: usize,
    pub in_part: usize,
}

pub struct Asked {
    pub question: Question,
    /// Of how many it is not known.
    pub missing: String,
}

impl Assuming {
    pub fn of(frame: &Frame, catalogue: &Catalogue, variant: &Variant, tried: &Tried) -> Assuming {
        let facts = &catalogue.facts;
        let address = Address::new(&variant.answers, facts);
        let read = variant.answers.read(facts);
        let mentions = Mentions::default();
        let asking = Asking {
            frame,
            facts,
            address: &address,
            read: &read,
            mentions: &mentions,
            names: &catalogue.names,
            view: "a",
        };
        let firms = tried.outcome.rows as u64;
        let mut assuming = Assuming {
            asked: tried.unknown.len(),
            ..Assuming::default()
        };
        for (id, missing) in tried.unknown.iter().filter(|(_, missing)| *missing > 0) {
            let fact = facts.get(*id);
            match *missing == firms {
                true => assuming.unknown += 1,
                false => assuming.in_part += 1,
            }
            if !can_be_assumed(&fact.kind) {
                assuming.others.push(frame.text(&fact.label).to_owned());
                continue;
            }
            let mut question = asking.question(fact);
            question.name = format!("{ASSUME}{}", question.name);
            question.help.clear();
            let args = [("count", count(*missing)), ("firms", count(firms))];
            let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
            assuming.questions.push(Asked {
                question,
                missing: frame.say("try-missing", &args),
            });
        }
        assuming
    }
}

/// Each assumption in words.
pub fn said(
    frame: &Frame,
    catalogue: &Catalogue,
    assumed: &[(FactId, eligibility::Value)],
) -> Vec<String> {
    let each = assumed.iter().map(|(id, value)| {
        let fact = catalogue.facts.get(*id);
        let value = value_said(frame, fact, value, &catalogue.names);
        let args = [("fact", frame.text(&fact.label)), ("value", &value)];
        frame.say("try-assumed-one", &args)
    });
    each.collect()
}

fn can_be_assumed(kind: &FactKind) -> bool {
    match kind {
        FactKind::YesNo
        | FactKind::Number { .. }
        | FactKind::Date
        | FactKind::Choice(_)
        | FactKind::Choices(_) => true,
        FactKind::Industry
        | FactKind::Text
        | FactKind::List(_)
        | FactKind::Certificates(_)
        | FactKind::Awards
        | FactKind::Receiving => false,
    }
}
