//! Questions for assumptions: what a programme asks about and firms are not known by.

use eligibility::fact::FactId;
use platform::Frame;

use super::firms::Tried;
use super::variant::{ASSUME, Variant, can_be_assumed};
use crate::Catalogue;
use crate::portal::finder::parts::Control;
use crate::portal::finder::{Address, Asking, Question, value_said};
use crate::portal::mentions::Mentions;
use crate::programme::Programme;
use crate::simulation::report::count;

/// What is not known, and what can be assumed.
#[derive(Default)]
pub struct Assuming {
    pub questions: Vec<Asked>,
    /// The labels of what cannot be assumed here: records, industries, texts.
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
    pub fn of(
        frame: &Frame,
        catalogue: &Catalogue,
        programme: &Programme,
        variant: &Variant,
        tried: &Tried,
    ) -> Assuming {
        let facts = &catalogue.facts;
        let address = Address::new(&variant.answers, facts);
        let read = variant.answers.read(facts);
        let editions = programme.rules.editions.iter();
        let mentions = Mentions::of(editions.map(|(_, edition)| edition));
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
            put_in_front(&mut question);
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

/// Its fields are those of an assumption.
fn put_in_front(question: &mut Question) {
    question.name = format!("{ASSUME}{}", question.name);
    match &mut question.control {
        Control::YesNo(_) | Control::Line { .. } | Control::Select(_) | Control::Boxes { .. } => {}
        Control::Held { held, kept, .. } => {
            let days = held.iter_mut().flat_map(|held| &mut held.days);
            days.for_each(put_in_front);
            for (name, _) in kept {
                *name = format!("{ASSUME}{name}");
            }
        }
        Control::Rows { rows, more, .. } => {
            *more = None;
            rows.iter_mut().flatten().for_each(put_in_front);
        }
    }
}
