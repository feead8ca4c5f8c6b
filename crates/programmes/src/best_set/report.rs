//! The best sets as text, for people at a command line.

use std::fmt::Write;

use kernel::Lang;

use super::BestSet;
use super::told::{Told, ToldMember, ToldOut, ToldSet, tell};
use crate::catalogue::Catalogue;

/// The best sets as text.
pub fn to_text(best: &BestSet<'_>, catalogue: &Catalogue, lang: Lang) -> String {
    let told = tell(best, catalogue, lang);
    let mut report = Report {
        text: String::new(),
        lang,
    };
    report.best(&told);
    report.text
}

struct Report {
    text: String,
    lang: Lang,
}

impl Report {
    fn best(&mut self, told: &Told) {
        self.line(&self.label("best-title"));
        self.line(&self.label("best-lead"));
        self.line(&told.as_of.join(" "));
        self.line("");
        self.heading("best-page-expenses");
        if told.expenses.is_empty() {
            self.line(&format!("  {}", self.label("best-page-expenses-none")));
        }
        for expense in &told.expenses {
            self.line(&format!("  {expense}"));
        }
        for set in &told.sets {
            self.set(set);
        }
        self.line("");
        self.line(&told.unasked);
    }

    fn set(&mut self, set: &ToldSet) {
        self.line("");
        self.line(&format!("■ {}", set.heading));
        self.line(&format!("  {}", set.lead));
        for sum in set.caution.iter().chain(&set.sums) {
            self.line(&format!("  {sum}"));
        }
        for member in &set.members {
            self.member(member);
        }
        for cap in &set.caps {
            self.line(&format!("  {cap}"));
        }
        if !set.ask.is_empty() {
            self.heading("best-ask-title");
            self.line(&format!("  {}", self.label("best-ask-lead")));
            for ask in &set.ask {
                self.line(&format!("  - {}", ask.text));
            }
        }
        if !set.steps.is_empty() {
            self.heading("best-steps-title");
            for step in &set.steps {
                self.line(&format!("  [{}] {}", step.when, step.what));
            }
            self.line(&format!("  {}", self.label("best-step-caution")));
        }
        self.outs("best-out-near", &set.near);
        self.outs("best-out-far", &set.far);
    }

    fn member(&mut self, member: &ToldMember) {
        self.line(&format!("  {} ({})", member.name, member.id));
        let mut amount = member.amount.clone();
        if let Some(not_counted) = &member.not_counted {
            let _ = write!(amount, " {not_counted}");
        }
        for (key, value) in [
            ("best-label-amount", &amount),
            ("best-label-state", &member.state),
            ("best-label-pays", &member.pays),
            ("best-label-window", &member.window),
            ("best-label-papers", &member.papers),
            ("best-label-needs", &member.needs),
            ("best-label-missing", &member.missing),
        ] {
            if !value.is_empty() {
                let label = self.label(key);
                let args = [("label", label.as_str()), ("text", value)];
                let said = crate::words().say(self.lang, "list-labelled", &args);
                self.line(&format!("      {said}"));
            }
        }
    }

    fn outs(&mut self, key: &str, outs: &[ToldOut]) {
        if outs.is_empty() {
            return;
        }
        let count = outs.len().to_string();
        let heading = crate::words().say(self.lang, key, &[("count", &count)]);
        self.line(&format!("  □ {heading}"));
        for out in outs {
            self.line(&format!("  {} ({})", out.name, out.id));
            for why in [Some(&out.why), out.alone.as_ref()].into_iter().flatten() {
                self.line(&format!("      {why}"));
            }
        }
    }

    fn heading(&mut self, key: &str) {
        self.line(&format!("  □ {}", self.label(key)));
    }

    fn label(&self, key: &str) -> String {
        crate::words().say(self.lang, key, &[])
    }

    fn line(&mut self, line: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }
}
