//! Reads `strategy.yaml`.

use kernel::{Bilingual, Faults, Fields, Node};

use super::KnownDirections;
use super::edition::read_editions;
use super::entry::{
    Ids, directions, each, is_not_stated, judgement, note, optional_note, optional_text,
    text_or_not_stated, texts,
};
use super::sources::NamedSources;
use crate::strategy::{
    Comparison, LegalBasis, Part, Period, Point, RelatedPlan, Strategy, Successor, Theme, Vision,
};

/// How the reading of the strategy ended.
pub enum Reading {
    /// The city has no such document.
    Absent,
    /// It has mistakes.
    Faulty,
    Read(Box<Strategy>),
}

impl Reading {
    pub fn directions(&self) -> KnownDirections {
        match self {
            Reading::Absent => KnownDirections::These(Vec::new()),
            Reading::Faulty => KnownDirections::Unclear,
            Reading::Read(strategy) => KnownDirections::These(
                strategy
                    .directions()
                    .map(|(_, direction)| direction.id.to_string())
                    .collect(),
            ),
        }
    }

    pub fn into_strategy(self) -> Option<Strategy> {
        match self {
            Reading::Absent | Reading::Faulty => None,
            Reading::Read(strategy) => Some(*strategy),
        }
    }
}

pub fn read(node: &Node, faults: &mut Faults) -> Reading {
    let before = faults.len();
    match strategy(node, faults) {
        Some(strategy) if faults.len() == before => Reading::Read(Box::new(strategy)),
        _ => Reading::Faulty,
    }
}

fn strategy(node: &Node, faults: &mut Faults) -> Option<Strategy> {
    let mut fields = node.fields(faults)?;
    let named = NamedSources::read(&mut fields, faults);
    let id = Ids::default().take(&mut fields, faults);
    let name = fields.required_bilingual("name", faults);
    let wording = optional_note(&mut fields, "wording", faults);
    let legal_basis = each(&mut fields, "legal_basis", faults, |node, faults| {
        legal_basis(node, &named, faults)
    });
    let upper_plans = plans(&mut fields, "upper_plans", &named, faults);
    let period = fields
        .required("period", faults)
        .and_then(|node| period(node, &named, faults));
    let industries = texts(&mut fields, "industries", faults);
    let vision = fields
        .required("vision", faults)
        .and_then(|node| vision(node, &named, faults));
    let editions = read_editions(&mut fields, &named, faults);
    let known = match &editions {
        Some((current, _)) => KnownDirections::These(
            current
                .policies
                .iter()
                .flat_map(|policy| policy.directions())
                .map(|direction| direction.id.to_string())
                .collect(),
        ),
        None => KnownDirections::Unclear,
    };
    let comparison = fields
        .optional("comparison")
        .and_then(|node| comparison(node, &named, faults));
    let mut ids = Ids::default();
    let themes = each(&mut fields, "themes", faults, |node, faults| {
        theme(node, &mut ids, &known, &named, faults)
    });
    let strengths = points(&mut fields, "strengths", &named, faults);
    let challenges = points(&mut fields, "challenges", &named, faults);
    let related = plans(&mut fields, "related", &named, faults);
    let successor = fields
        .optional("successor")
        .and_then(|node| successor(node, faults));
    fields.finish(faults);
    let (current, earlier) = editions?;
    Some(Strategy {
        id: id?,
        name: name?,
        wording,
        legal_basis,
        upper_plans,
        period: period?,
        industries,
        vision: vision?,
        current,
        earlier,
        comparison,
        themes,
        strengths,
        challenges,
        related,
        successor,
    })
}

fn legal_basis(node: &Node, named: &NamedSources, faults: &mut Faults) -> Option<LegalBasis> {
    let mut fields = node.fields(faults)?;
    let name = fields.required_bilingual("name", faults);
    let number = optional_text(&mut fields, "number", faults);
    let enacted = fields
        .optional("enacted")
        .filter(|node| !is_not_stated(node))
        .and_then(|node| node.date(faults));
    let structure = optional_text(&mut fields, "structure", faults);
    let backing = named.backing(&mut fields, faults);
    fields.finish(faults);
    Some(LegalBasis {
        name: name?,
        number,
        enacted,
        structure,
        backing: backing?,
    })
}

fn period(node: &Node, named: &NamedSources, faults: &mut Faults) -> Option<Period> {
    let mut fields = node.fields(faults)?;
    let first = fields
        .required("from", faults)
        .and_then(|node| year(node, faults));
    let last = fields
        .required("to", faults)
        .and_then(|node| year(node, faults));
    let review = optional_text(&mut fields, "review", faults);
    let backing = named.backing(&mut fields, faults);
    fields.finish(faults);
    let (first, last) = (first?, last?);
    if first > last {
        faults.add(
            &node.place,
            "plan-fault-period",
            [("first", &first), ("last", &last)],
        );
        return None;
    }
    Some(Period {
        first,
        last,
        review,
        backing: backing?,
    })
}

fn year(node: &Node, faults: &mut Faults) -> Option<i16> {
    let text = node.text(faults)?;
    let year = text.parse().ok().filter(|year| (1868..3000).contains(year));
    if year.is_none() {
        faults.add(&node.place, "plan-fault-year", [("found", &text)]);
    }
    year
}

fn vision(node: &Node, named: &NamedSources, faults: &mut Faults) -> Option<Vision> {
    let mut fields = node.fields(faults)?;
    let title = fields.required_bilingual("title", faults);
    let subtitle = optional_text(&mut fields, "subtitle", faults);
    let note = optional_note(&mut fields, "note", faults);
    let backing = named.backing(&mut fields, faults);
    fields.finish(faults);
    Some(Vision {
        title: title?,
        subtitle,
        note,
        backing: backing?,
    })
}

fn comparison(node: &Node, named: &NamedSources, faults: &mut Faults) -> Option<Comparison> {
    let mut fields = node.fields(faults)?;
    let known = fields.required_bilingual("known", faults);
    let unknown = fields.required_bilingual("unknown", faults);
    let judgement = judgement(&mut fields, faults);
    let backing = named.backing(&mut fields, faults);
    fields.finish(faults);
    Some(Comparison {
        known: known?,
        unknown: unknown?,
        judgement,
        backing: backing?,
    })
}

fn theme(
    node: &Node,
    ids: &mut Ids,
    known: &KnownDirections,
    named: &NamedSources,
    faults: &mut Faults,
) -> Option<Theme> {
    let mut fields = node.fields(faults)?;
    let id = ids.take(&mut fields, faults);
    let title = fields.required_bilingual("title", faults);
    let text = fields.required_bilingual("text", faults);
    let directions = fields
        .required("directions", faults)
        .and_then(|node| directions(node, known, faults));
    let backing = named.backing(&mut fields, faults);
    fields.finish(faults);
    Some(Theme {
        id: id?,
        title: title?,
        text: text?,
        directions: directions?,
        backing: backing?,
    })
}

fn points(
    fields: &mut Fields<'_>,
    name: &'static str,
    named: &NamedSources,
    faults: &mut Faults,
) -> Vec<Point> {
    each(fields, name, faults, |node, faults| {
        let mut fields = node.fields(faults)?;
        let text = fields.required_bilingual("text", faults);
        let backing = named.backing(&mut fields, faults);
        fields.finish(faults);
        Some(Point {
            text: text?,
            backing: backing?,
        })
    })
}

fn plans(
    fields: &mut Fields<'_>,
    name: &'static str,
    named: &NamedSources,
    faults: &mut Faults,
) -> Vec<RelatedPlan> {
    each(fields, name, faults, |node, faults| {
        let mut fields = node.fields(faults)?;
        let name = fields.required_bilingual("name", faults);
        let date = text_or_not_stated(&mut fields, "date", faults);
        let note = optional_note(&mut fields, "note", faults);
        let parts = each(&mut fields, "parts", faults, part);
        let backing = named.backing(&mut fields, faults);
        fields.finish(faults);
        Some(RelatedPlan {
            name: name?,
            date: date?,
            note,
            parts,
            backing: backing?,
        })
    })
}

fn part(node: &Node, faults: &mut Faults) -> Option<Part> {
    let mut fields = node.fields(faults)?;
    let title = fields.required_bilingual("title", faults);
    let points: Vec<Bilingual> = texts(&mut fields, "points", faults);
    fields.finish(faults);
    Some(Part {
        title: title?,
        points,
    })
}

fn successor(node: &Node, faults: &mut Faults) -> Option<Successor> {
    let mut fields = node.fields(faults)?;
    let plan = text_or_not_stated(&mut fields, "plan", faults);
    let note = fields
        .required("note", faults)
        .and_then(|node| note(node, faults));
    fields.finish(faults);
    Some(Successor {
        plan: plan?,
        note: note?,
    })
}
