//! What the source of a programme says about having it together with others (併用): forbidden, allowed, not for the
//! same expense, a cap over several. What a source does not say is not written, and is asked of the office.

use std::collections::BTreeSet;

use kernel::{Bilingual, Faults, Fields, Node, Yen, number_text};

use super::window::words_of;
use super::{Level, Programme};

/// One statement of a source about other programmes.
#[derive(Clone, Debug)]
pub struct Combines {
    pub with: With,
    /// Whether both may be had at all.
    pub together: Option<bool>,
    /// Whether both may pay for one expense.
    pub same_expense: Option<bool>,
    /// The most that all of them together may grant.
    pub joint_cap: Option<Yen>,
    /// The statement itself.
    pub says: Bilingual,
    pub basis: Option<String>,
}

/// The programmes that a statement is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum With {
    Any,
    Level(Level),
    These(Vec<String>),
}

impl With {
    pub fn includes(&self, other: &Programme) -> bool {
        match self {
            With::Any => true,
            With::Level(level) => other.level == *level,
            With::These(ids) => ids.contains(&other.id),
        }
    }
}

/// Reads `combines`. A statement without words of its own is that of the key `combination`.
pub(super) fn read_combines(
    fields: &mut Fields<'_>,
    own_id: &str,
    combination: Option<&Bilingual>,
    programmes: &BTreeSet<String>,
    faults: &mut Faults,
) -> Vec<Combines> {
    let mut statements = Vec::new();
    for node in fields.list("combines", faults) {
        let Some(mut inner) = node.fields(faults) else {
            continue;
        };
        let with = inner
            .required("with", faults)
            .and_then(|node| read_with(node, own_id, programmes, faults));
        let together = inner.optional("together");
        let same_expense = inner.optional("same_expense");
        let joint_cap = inner.optional("joint_cap");
        let says = inner.optional_bilingual("says", faults);
        let basis = inner.optional_text("basis", faults);
        inner.finish(faults);
        if together.is_none() && same_expense.is_none() && joint_cap.is_none() {
            faults.add(&node.place, "combines-says-nothing", []);
        }
        if let (Some(cap), Some(With::Any | With::Level(_))) = (joint_cap, &with) {
            faults.add(&cap.place, "combines-cap-of-whom", []);
        }
        let Some(says) = says.or_else(|| combination.cloned()) else {
            faults.add(&node.place, "combines-not-quoted", []);
            continue;
        };
        let Some(with) = with else { continue };
        statements.push(Combines {
            with,
            together: together.and_then(|node| node.flag(faults)),
            same_expense: same_expense.and_then(|node| node.flag(faults)),
            joint_cap: joint_cap.and_then(|node| yen(node, faults)),
            says,
            basis,
        });
    }
    statements
}

/// `any`, a level, or a list of programmes.
fn read_with(
    node: &Node,
    own_id: &str,
    programmes: &BTreeSet<String>,
    faults: &mut Faults,
) -> Option<With> {
    if let Some(word) = node.scalar() {
        let level = Level::of_word(word).map(With::Level);
        let with = level.or_else(|| (word == "any").then_some(With::Any));
        if with.is_none() {
            let known = format!("any, {}, [ID, …]", words_of(Level::ALL, Level::word));
            faults.add(
                &node.place,
                "programme-bad-word",
                [("found", &word), ("known", &known)],
            );
        }
        return with;
    }
    let mut ids = Vec::new();
    for item in node.items(faults)? {
        let id = item.text(faults)?;
        if programmes.contains(id) && id != own_id {
            ids.push(id.to_owned());
        } else {
            faults.add(&item.place, "programme-unknown", [("id", &id)]);
        }
    }
    (!ids.is_empty()).then_some(With::These(ids))
}

fn yen(node: &Node, faults: &mut Faults) -> Option<Yen> {
    let text = node.text(faults)?;
    let read = number_text::parse(text).ok().filter(|number| {
        number.scale == 0 && number.digits >= 0 && matches!(number.unit.as_str(), "円" | "yen")
    });
    let read = read.and_then(|number| i64::try_from(number.digits).ok());
    if read.is_none() {
        faults.add(&node.place, "combines-bad-cap", [("found", &text)]);
    }
    read.map(Yen)
}

/// A joint cap over several programmes, as one of their sources states it.
#[derive(Clone, Debug)]
pub struct JointCap<'c> {
    /// The programmes under it.
    pub members: BTreeSet<&'c str>,
    pub cap: Yen,
    /// Who states it.
    pub by: &'c Programme,
    pub statement: &'c Combines,
}

/// All joint caps of a catalogue; where two sources state the same group, the lower cap counts.
pub fn joint_caps(programmes: &[Programme]) -> Vec<JointCap<'_>> {
    let mut found: Vec<JointCap<'_>> = Vec::new();
    for by in programmes {
        for statement in &by.combines {
            let (Some(cap), With::These(ids)) = (statement.joint_cap, &statement.with) else {
                continue;
            };
            let others = ids.iter().map(String::as_str);
            let members: BTreeSet<&str> = others.chain([by.id.as_str()]).collect();
            match found.iter_mut().find(|known| known.members == members) {
                Some(known) if known.cap <= cap => {}
                Some(known) => (known.cap, known.by, known.statement) = (cap, by, statement),
                None => found.push(JointCap {
                    members,
                    cap,
                    by,
                    statement,
                }),
            }
        }
    }
    found
}

/// Reports a programme that stands under two joint caps: how they would share its amount is not defined.
pub fn check_joint_caps(programmes: &[Programme], faults: &mut Faults) {
    let caps = joint_caps(programmes);
    for (index, cap) in caps.iter().enumerate() {
        for earlier in &caps[..index] {
            if let Some(id) = cap.members.intersection(&earlier.members).next() {
                faults.add(&cap.by.place, "combines-two-caps", [("id", id)]);
            }
        }
    }
}
