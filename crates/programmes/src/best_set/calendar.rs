//! What to do first: the certificates and the questions about windows before anything is ordered, then windows,
//! deadlines and the expenses by their days.

use kernel::Date;

use super::Member;
use super::candidates::{Looked, giver};
use crate::programme::{Programme, WindowState, WindowType};

/// One step. The days are those of the plan and of the sources; none is invented.
#[derive(Clone, Debug)]
pub enum Step<'c> {
    /// Obtain a certificate, before the first expense that hangs on it and before the window closes.
    Certificate {
        kind: usize,
        giver: &'c Programme,
        asked_by: Vec<&'c Programme>,
        before: Option<Date>,
    },
    /// The window opens.
    Opens(Date, &'c Programme),
    /// The last day for handing in.
    Closes(Date, &'c Programme),
    /// To be handed in before an event, here the first expense that the programme pays for.
    Before(Date, &'c Programme),
    /// An expense, with the programmes that pay for it.
    Expense {
        day: Date,
        expense: usize,
        paid_by: Vec<&'c Programme>,
    },
    /// When applications are taken is not stated: to be asked before the first expense that the programme pays for.
    AskWindow(Option<Date>, &'c Programme),
}

impl Step<'_> {
    /// The day by which the step must be done, or on which it can be.
    pub fn day(&self) -> Option<Date> {
        match self {
            Step::Certificate { before, .. } | Step::AskWindow(before, _) => *before,
            Step::Opens(day, _)
            | Step::Closes(day, _)
            | Step::Before(day, _)
            | Step::Expense { day, .. } => Some(*day),
        }
    }

    /// Certificates first, then questions, then by day; on one day what must be done before it is spent.
    fn order(&self) -> (u8, Option<Date>, u8) {
        match self {
            Step::Certificate { before, .. } => (0, *before, 0),
            Step::AskWindow(before, _) => (1, *before, 0),
            Step::Opens(day, _) => (2, Some(*day), 0),
            Step::Before(day, _) => (2, Some(*day), 1),
            Step::Expense { day, .. } => (2, Some(*day), 2),
            Step::Closes(day, _) => (2, Some(*day), 3),
        }
    }
}

/// The steps of a set, in order.
pub fn steps<'c>(looked: &Looked<'c>, members: &[Member<'c>]) -> Vec<Step<'c>> {
    let mut steps: Vec<Step<'c>> = Vec::new();
    let first_day = |member: &Member<'c>| {
        let days = member
            .pays
            .iter()
            .filter_map(|expense| looked.expenses[*expense].day);
        days.min()
    };
    for member in members {
        let programme = member.programme;
        let window = programme.window.known();
        let opens = window
            .and_then(|window| window.opens)
            .map(|moment| moment.day);
        let closes = window
            .and_then(|window| window.closes)
            .map(|moment| moment.day);
        if let (WindowState::Upcoming, Some(day)) = (member.window, opens) {
            steps.push(Step::Opens(day, programme));
        }
        let before = [first_day(member), closes].into_iter().flatten().min();
        for kind in &member.needs {
            certificate(looked, member, *kind, before, &mut steps);
        }
        let is_before = window.is_some_and(|w| w.kind == Some(WindowType::BeforeEvent));
        match (closes, first_day(member)) {
            (Some(day), _) => steps.push(Step::Closes(day, programme)),
            (None, Some(day)) if is_before => steps.push(Step::Before(day, programme)),
            (None, _) => {}
        }
        if (member.window, closes) == (WindowState::Unknown, None) {
            steps.push(Step::AskWindow(before, programme));
        }
    }
    for (index, expense) in looked.expenses.iter().enumerate() {
        let paying = members.iter().filter(|member| member.pays.contains(&index));
        let paid_by: Vec<&'c Programme> = paying.map(|member| member.programme).collect();
        if let (Some(day), false) = (expense.day, paid_by.is_empty()) {
            steps.push(Step::Expense {
                day,
                expense: index,
                paid_by,
            });
        }
    }
    steps.sort_by_key(Step::order);
    steps
}

/// One step for a certificate, whoever asks for it.
fn certificate<'c>(
    looked: &Looked<'c>,
    member: &Member<'c>,
    kind: usize,
    day: Option<Date>,
    steps: &mut Vec<Step<'c>>,
) {
    let known = steps.iter_mut().find_map(|step| match step {
        Step::Certificate {
            kind: of,
            asked_by,
            before,
            ..
        } if *of == kind => Some((asked_by, before)),
        _ => None,
    });
    if let Some((asked_by, before)) = known {
        asked_by.push(member.programme);
        *before = [*before, day].into_iter().flatten().min();
        return;
    }
    if let Some(giver) = giver(looked.catalogue, kind) {
        steps.push(Step::Certificate {
            kind,
            giver,
            asked_by: vec![member.programme],
            before: day,
        });
    }
}
