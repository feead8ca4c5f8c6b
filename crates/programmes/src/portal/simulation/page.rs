//! The page of one programme: its numbers, and what comes out.

use askama::Template;
use platform::Frame;

use super::assuming::Assuming;
use super::fields::Section;
use super::firms::{self, Firms};
use super::result::Shown;
use super::variant::Variant;
use crate::comparison::{Comparison, Line};
use crate::portal::finder::parts::{Control, LineKind, YesNo};
use crate::portal::said;
use crate::programme::Programme;
use crate::simulation::report::count;
use crate::synthetic::Source;

#[derive(Template)]
#[template(path = "simulation.html")]
pub struct SimulationPage<'a> {
    pub frame: Frame,
    pub programme: &'a Programme,
    pub variant: &'a Variant,
    pub sections: Vec<Section>,
    /// How a moved number is called, what it was, and what it is.
    pub moved: Vec<(String, String, String)>,
    pub assuming: Assuming,
    pub assumed: Vec<String>,
    pub mistakes: Vec<(String, String)>,
    pub firms: &'a Firms,
    /// None where the city has no figures, or something is mistaken.
    pub shown: Option<Shown>,
    pub comparison: Option<&'a Comparison>,
    pub lines: Vec<&'a Line>,
    /// The address of this variant without its language.
    pub address: String,
}

/// Every field with a mistake: where it is, and how it is called.
pub fn mistakes(
    sections: &[Section],
    assuming: &Assuming,
    variant: &Variant,
    frame: &Frame,
) -> Vec<(String, String)> {
    let groups = sections.iter().flat_map(|section| &section.groups);
    let fields = groups.flat_map(|group| &group.fields);
    let wrong = fields.filter(|field| !field.errors.is_empty());
    let mut found: Vec<(String, String)> = wrong
        .map(|field| (field.anchor.clone(), field.label.clone()))
        .collect();
    let asked = assuming.questions.iter().map(|asked| &asked.question);
    let wrong = asked.filter(|question| question.has_errors());
    found.extend(wrong.map(|question| (question.anchor(), question.label.clone())));
    // What stands in no field of the page is told all the same.
    if found.is_empty() && !variant.is_sound() {
        found.push(("assume".to_owned(), frame.t("try-assume-title")));
    }
    found
}

impl SimulationPage<'_> {
    fn title(&self) -> String {
        let name = self.frame.text(&self.programme.name);
        self.frame.say("try-title-of", &[("name", name)])
    }

    /// Whether numbers are moved, so that there is a before and an after.
    fn is_compared(&self) -> bool {
        self.comparison.is_some()
    }

    /// Whether search engines should leave it alone.
    fn is_private(&self) -> bool {
        self.frame.path.contains('?')
    }

    fn synthetic(&self) -> String {
        let (firms, seed) = (count(self.firms.count()), firms::SEED.to_string());
        let args = [("firms", firms.as_str()), ("seed", &seed)];
        self.frame.say("try-synthetic", &args)
    }

    fn sources(&self) -> &[Source] {
        self.firms.marginals().map_or(&[], |made| &made.sources)
    }

    fn source_notes(&self) -> Vec<&str> {
        let notes = self.firms.marginals().into_iter();
        let notes = notes.flat_map(|made| &made.notes);
        notes.map(|note| self.frame.text(note)).collect()
    }

    fn source_said(&self, source: &Source) -> String {
        let args = [
            ("title", self.frame.text(&source.title)),
            ("area", self.frame.text(&source.area)),
            ("year", source.year.as_str()),
        ];
        self.frame.say("try-source", &args)
    }

    fn not_known(&self) -> String {
        let assuming = &self.assuming;
        let args = [
            ("asked", assuming.asked.to_string()),
            ("unknown", assuming.unknown.to_string()),
            ("part", assuming.in_part.to_string()),
        ];
        let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
        self.frame.say("try-not-known", &args)
    }

    fn others(&self) -> String {
        let others = self.assuming.others.join(match self.frame.lang {
            kernel::Lang::Ja => "、",
            kernel::Lang::En => ", ",
        });
        self.frame.say("try-others", &[("facts", &others)])
    }

    fn change(&self, line: &Line) -> String {
        self.comparison.map_or_else(String::new, |all| {
            crate::comparison::text::change(line, all)
        })
    }

    fn side(&self, line: &Line, side: &Option<String>) -> String {
        side.clone().unwrap_or_else(|| {
            self.comparison
                .map_or_else(String::new, |all| all.say(line.nothing(), &[]))
        })
    }

    fn self_link(&self) -> String {
        self.frame.link(&self.address)
    }

    /// Where the form and its beginning lead.
    fn path(&self) -> String {
        let path = format!("/programmes/{}/simulation", self.programme.id);
        self.frame.link(&path)
    }
}
