//! What stands in the spreadsheet: results, conditions, answers, and what the file is.

use eligibility::Verdict;
use eligibility::range::Truth;
use eligibility::wording::Wording;
use kernel::{Date, Lang, Yen};
use platform::Frame;

use super::Wanted;
use super::answered::answered;
use crate::assess::{Assessed, Assessment, Ways};
use crate::portal::editions::is_not_stated;
use crate::portal::list::rank;
use crate::portal::said::{self, Answered as HowMuch};
use crate::workbook::{Cell, Column, Sheet};

/// All sheets of the file.
pub fn of<'w>(wanted: &'w Wanted<'_>, assessment: &'w Assessment<'_>) -> Vec<Sheet> {
    let making = Making {
        wanted,
        frame: &wanted.frame,
        wording: wanted.state.catalogue.wording(wanted.on, wanted.frame.lang),
        ways: Ways::new(assessment, &wanted.state.catalogue),
    };
    vec![
        making.results(assessment),
        making.conditions(assessment),
        making.answers(),
        making.about(assessment),
    ]
}

struct Making<'w> {
    wanted: &'w Wanted<'w>,
    frame: &'w Frame,
    wording: Wording<'w>,
    ways: Ways<'w>,
}

impl Making<'_> {
    fn sheet(&self, name: &str, columns: &[(&str, u8)], rows: Vec<Vec<Cell>>) -> Sheet {
        let column = |(key, width): &(&str, u8)| Column {
            label: self.frame.t(key),
            width: *width,
        };
        Sheet {
            name: self.frame.t(name),
            columns: columns.iter().map(column).collect(),
            rows,
        }
    }

    /// Usable first, open before the others, as on the page.
    fn results(&self, assessment: &Assessment<'_>) -> Sheet {
        let order = |verdict| match verdict {
            Verdict::Eligible => 0,
            Verdict::Undecided => 1,
            Verdict::Ineligible => 2,
        };
        let mut sorted: Vec<&Assessed<'_>> = assessment.answers.iter().collect();
        sorted.sort_by_key(|one| {
            (
                order(one.answer.verdict),
                rank(one.window),
                &one.programme.id,
            )
        });
        let columns = [
            ("file-verdict", 16),
            ("file-programme", 44),
            ("file-level", 10),
            ("file-kind", 16),
            ("file-amount-low", 18),
            ("file-amount-high", 18),
            ("file-amount-words", 30),
            ("file-window", 22),
            ("file-opens", 13),
            ("file-closes", 13),
            ("file-why", 60),
            ("file-papers", 50),
            ("file-as-of", 14),
            ("file-address", 40),
        ];
        let rows = sorted.into_iter().map(|one| self.result(one)).collect();
        self.sheet("file-results", &columns, rows)
    }

    fn result(&self, assessed: &Assessed<'_>) -> Vec<Cell> {
        let (frame, programme) = (self.frame, assessed.programme);
        let answer = &assessed.answer;
        let yen = |yen: Option<Yen>| yen.map_or(Cell::Empty, Cell::Yen);
        let window = programme.window.known();
        let day = |day: Option<Date>| day.map_or(Cell::Empty, Cell::Day);
        let path = format!("/programmes/{}", programme.id);
        vec![
            text(frame.t(&format!("file-verdict-{}", answer.verdict.word()))),
            text(frame.text(&programme.name)),
            text(said::level(frame, &programme.level)),
            text(said::kind(frame, &programme.kind)),
            yen(answer.amount.map(|amount| amount.low)),
            yen(answer.amount.and_then(|amount| amount.high)),
            text(self.amount_in_words(assessed)),
            text(said::window_state(frame, &assessed.window)),
            day(window.and_then(|w| w.opens).map(|opens| opens.day)),
            day(window.and_then(|w| w.closes).map(|closes| closes.day)),
            text(self.why(assessed)),
            text(self.papers(assessed)),
            text(said::as_of(frame, &programme.as_of)),
            text(self.wanted.state.shell.address().page(frame.lang, &path)),
        ]
    }

    /// Where a number alone would mislead: no upper end is known.
    fn amount_in_words(&self, assessed: &Assessed<'_>) -> String {
        let answered = match assessed.answer.missing.as_slice() {
            [] => HowMuch::All,
            [_, ..] => HowMuch::InPart,
        };
        match &assessed.answer.amount {
            Some(amount) if amount.high.is_none() => said::award(self.frame, amount, answered),
            Some(_) | None => String::new(),
        }
    }

    fn why(&self, assessed: &Assessed<'_>) -> String {
        let answer = &assessed.answer;
        let joint = match self.frame.lang {
            Lang::Ja => "／",
            Lang::En => "; ",
        };
        let said =
            |key: &str, texts: &[String]| self.frame.say(key, &[("text", &texts.join(joint))]);
        let missing: Vec<String> = (answer.missing.iter())
            .map(|id| {
                self.frame
                    .text(&self.wording.facts.get(*id).label)
                    .to_owned()
            })
            .collect();
        let mut reasons = Vec::new();
        match answer.verdict {
            Verdict::Eligible => reasons.push(self.frame.t("file-why-met")),
            Verdict::Ineligible => {
                let unmet: Vec<String> = (answer.outcomes())
                    .filter(|(_, _, truth)| *truth == Truth::No)
                    .map(|(_, condition, _)| self.wording.condition(condition, answer.edition))
                    .collect();
                if !unmet.is_empty() {
                    reasons.push(said("file-why-unmet", &unmet));
                }
            }
            Verdict::Undecided => {
                let silent =
                    |(_, condition, truth)| truth == Truth::Unknown && is_not_stated(condition);
                if answer.outcomes().any(silent) {
                    reasons.push(self.frame.t("file-why-not-stated"));
                }
            }
        }
        if !missing.is_empty() {
            reasons.push(said("file-why-missing", &missing));
        }
        let changes = self.ways.of(assessed);
        reasons.extend(self.ways.sentences(assessed, &changes, &self.wording));
        reasons.join("\n")
    }

    /// What the source asks for, and what proves the conditions; each once.
    fn papers(&self, assessed: &Assessed<'_>) -> String {
        let documents = assessed.programme.documents.known();
        let mut papers: Vec<String> = documents
            .into_iter()
            .flatten()
            .map(|document| self.frame.text(document).to_owned())
            .collect();
        for (_, condition, _) in assessed.answer.outcomes() {
            papers.extend(self.wording.evidence(condition));
        }
        let mut seen = std::collections::BTreeSet::new();
        papers.retain(|paper| seen.insert(paper.clone()));
        papers.join("\n")
    }

    fn conditions(&self, assessment: &Assessment<'_>) -> Sheet {
        let columns = [
            ("file-programme", 44),
            ("file-condition", 70),
            ("file-outcome", 14),
            ("file-papers", 50),
            ("file-basis", 24),
        ];
        let mut rows = Vec::new();
        for assessed in &assessment.answers {
            for (_, condition, truth) in assessed.answer.outcomes() {
                let outcome = match truth {
                    Truth::Yes => "file-outcome-met",
                    Truth::No => "file-outcome-unmet",
                    Truth::Unknown => "file-outcome-unknown",
                };
                rows.push(vec![
                    text(self.frame.text(&assessed.programme.name)),
                    text(self.wording.condition(condition, assessed.answer.edition)),
                    text(self.frame.t(outcome)),
                    text(self.wording.evidence(condition).unwrap_or_default()),
                    text(condition.basis.clone().unwrap_or_default()),
                ]);
            }
        }
        self.sheet("file-conditions", &columns, rows)
    }

    fn answers(&self) -> Sheet {
        let columns = [
            ("file-question", 60),
            ("file-answer", 40),
            ("file-mistake", 60),
        ];
        let rows = answered(self.wanted)
            .into_iter()
            .map(|one| vec![text(one.question), text(one.answer), text(one.mistake)])
            .collect();
        self.sheet("file-answers", &columns, rows)
    }

    fn about(&self, assessment: &Assessment<'_>) -> Sheet {
        let frame = self.frame;
        let city = &self.wanted.state.catalogue.city;
        let count = assessment.answers.len().to_string();
        let judged = match self.wanted.only {
            None => frame.say("file-about-all", &[("count", &count)]),
            Some(programme) => frame.text(&programme.name).to_owned(),
        };
        let said = |item: &str, content: Cell| vec![text(frame.t(item)), content];
        let mut rows = vec![
            said("file-about-city", text(frame.text(&city.name))),
            said("file-about-day", Cell::Day(self.wanted.on)),
            said("file-about-made", Cell::Day(frame.today)),
            said(
                "file-about-reviewed",
                city.reviewed.map_or(Cell::Empty, Cell::Day),
            ),
            said("file-about-only", text(judged)),
            said(
                "file-about-binding",
                text(frame.t("file-about-binding-text")),
            ),
            said(
                "file-about-unknown",
                text(frame.t("file-about-unknown-text")),
            ),
            said(
                "file-about-privacy",
                text(frame.t("file-about-privacy-text")),
            ),
        ];
        if let Some(licence) = &city.licence {
            rows.push(said("file-about-licence", text(frame.text(licence))));
        }
        for assessed in &assessment.answers {
            let name = frame.text(&assessed.programme.name);
            rows.push(vec![
                text(frame.say("file-about-sources", &[("name", name)])),
                text(assessed.programme.sources.join("\n")),
            ]);
        }
        self.sheet(
            "file-about",
            &[("file-item", 50), ("file-content", 100)],
            rows,
        )
    }
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}
