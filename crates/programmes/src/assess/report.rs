//! The answer for people at a command line.

use std::fmt::Write;

use eligibility::range::Truth;
use eligibility::wording::Wording;
use eligibility::{Verdict, YenRange};
use kernel::Lang;

use super::{Assessed, Assessment, Ways};
use crate::catalogue::Catalogue;
use crate::programme::Stated;

/// The assessment as text: first what can be used, then what is open, then what cannot.
pub fn to_text(assessment: &Assessment<'_>, catalogue: &Catalogue, lang: Lang) -> String {
    let report = Report {
        wording: Wording {
            facts: &catalogue.facts,
            programmes: &catalogue.names,
            on: assessment.on,
            lang,
        },
        ways: Ways::new(assessment, catalogue),
        lang,
    };
    let mut text = String::new();
    for verdict in [Verdict::Eligible, Verdict::Undecided, Verdict::Ineligible] {
        let of_verdict: Vec<&Assessed<'_>> = assessment
            .answers
            .iter()
            .filter(|assessed| assessed.answer.verdict == verdict)
            .collect();
        if of_verdict.is_empty() {
            continue;
        }
        let count = of_verdict.len().to_string();
        let key = format!("cli-verdict-{}", verdict.word());
        report.line(&mut text, "", &key, &[("count", &count)]);
        for assessed in of_verdict {
            report.programme(&mut text, assessed);
        }
        text.push('\n');
    }
    if let Some(fact) = assessment.next_question {
        let fact = catalogue.facts.get(fact);
        let question = fact.question.as_ref().unwrap_or(&fact.label).get(lang);
        let args = [("question", question), ("fact", fact.id.as_str())];
        report.line(&mut text, "", "cli-next-question", &args);
    }
    text
}

struct Report<'a> {
    wording: Wording<'a>,
    ways: Ways<'a>,
    lang: Lang,
}

impl Report<'_> {
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        crate::words().say(self.lang, key, args)
    }

    fn line(&self, text: &mut String, indent: &str, key: &str, args: &[(&str, &str)]) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{indent}{}", self.say(key, args));
    }

    fn programme(&self, text: &mut String, assessed: &Assessed<'_>) {
        let answer = &assessed.answer;
        let name = assessed.programme.name.get(self.lang);
        let id = &assessed.programme.id;
        self.line(text, "  ", "cli-programme", &[("name", name), ("id", id)]);
        if let Some(amount) = answer.amount {
            let amount = self.amount(amount);
            self.line(text, "      ", "cli-amount", &[("amount", &amount)]);
        }
        self.window(text, assessed);
        for (_, condition, truth) in answer.outcomes() {
            let key = match truth {
                Truth::Yes => "cli-met",
                Truth::No => "cli-unmet",
                Truth::Unknown => "cli-unknown",
            };
            let said = self.wording.condition(condition, answer.edition);
            self.line(text, "      ", key, &[("text", &said)]);
        }
        if !answer.missing.is_empty() {
            let labels: Vec<&str> = answer
                .missing
                .iter()
                .map(|id| self.wording.facts.get(*id).id.as_str())
                .collect();
            let facts = labels.join(", ");
            self.line(text, "      ", "cli-missing", &[("facts", &facts)]);
        }
        let changes = self.ways.of(assessed);
        let said = self.ways.sentences(assessed, &changes, &self.wording);
        if let Some(first) = said.first() {
            self.line(text, "      ", "cli-change", &[("text", first)]);
        }
    }

    fn window(&self, text: &mut String, assessed: &Assessed<'_>) {
        let state = format!("cli-window-{}", assessed.window.word());
        let moment = |moment: Option<crate::programme::Moment>| {
            moment.map_or_else(|| "?".to_owned(), |moment| moment.to_string())
        };
        let (opens, closes) = match &assessed.programme.window {
            Stated::Known(window) => (moment(window.opens), moment(window.closes)),
            Stated::NotStated | Stated::Absent => (moment(None), moment(None)),
        };
        let as_of = assessed.programme.as_of.get(self.lang);
        let args = [
            ("opens", opens.as_str()),
            ("closes", &closes),
            ("as_of", as_of),
        ];
        self.line(text, "      ", &state, &args);
    }

    fn amount(&self, amount: YenRange) -> String {
        let write = |yen: kernel::Yen| match self.lang {
            Lang::Ja => yen.ja(),
            Lang::En => yen.en(),
        };
        let low = write(amount.low);
        match amount.high {
            Some(_) if amount.is_exact() => low,
            Some(high) => self.say("cli-between", &[("low", &low), ("high", &write(high))]),
            None => self.say("cli-no-limit", &[("low", &low)]),
        }
    }
}
