//! The outcome for machines. Its form is a promise: `docs/simulate.schema.json` describes it.

use serde_json::{Value, json};

use super::{Followed, Report};
use crate::simulation::amounts::{Amounts, CLASSES, Quantile, Spread};
use crate::simulation::budget::{Course, RunsOut};
use crate::simulation::reform::{Fate, Moved, Moves};
use crate::simulation::{By, Direction, Simulated, Tallies, Tally};

/// The outcome as JSON.
pub fn to_json(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    let groups = report.groups.sets.iter().map(|set| {
        let groups = set.groups.iter().zip(&set.counts);
        let groups = groups.map(|(group, firms)| {
            json!({ "id": group.id(), "label": report.group(group), "firms": firms })
        });
        json!({ "by": set.by.word(), "groups": groups.collect::<Vec<_>>() })
    });
    let absent = report.groups.absent.iter().copied().map(By::word);
    let programmes = outcome.programmes.iter();
    let programmes = programmes.map(|simulated| programme(report, simulated));
    let json = json!({
        "on": outcome.on.to_string(),
        "lang": report.lang.tag(),
        "registry": {
            "name": report.source.name,
            "firms": outcome.rows,
            "synthetic": report.source.synthetic,
            "left_out": report.source.left_out,
            "assumed": report.source.assumed,
        },
        "reform": report.reform,
        "class_ends": CLASSES,
        "groups": groups.collect::<Vec<_>>(),
        "absent_groups": absent.collect::<Vec<_>>(),
        "programmes": programmes.collect::<Vec<_>>(),
        "budget": report.followed.as_ref().map(budget),
        "notes": report.notes(),
    });
    serde_json::to_string_pretty(&json).expect("keys are texts")
}

fn programme(report: &Report<'_>, simulated: &Simulated) -> Value {
    let (before, after) = report.exists(&simulated.id);
    let reformed = simulated.after.as_ref().filter(|_| after);
    json!({
        "id": simulated.id,
        "name": report.name(&simulated.id),
        "before": before.then(|| tallies(report, &simulated.before)),
        "after": reformed.map(|tallies| self::tallies(report, tallies)),
        "direction": simulated.direction.map(direction),
        "moves": simulated.moves.as_ref().map(|moves| self::moves(report, moves)),
    })
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Same => "same",
        Direction::Up => "up",
        Direction::Down => "down",
        Direction::Open => "open",
    }
}

fn tallies(report: &Report<'_>, tallies: &Tallies) -> Value {
    json!({
        "all": tally(&tallies.all),
        "groups": grouped(report, &tallies.groups, tally),
    })
}

/// For each set of groups what there is to say of each group, by its id.
fn grouped<T>(report: &Report<'_>, sets: &[Vec<T>], say: impl Fn(&T) -> Value) -> Value {
    let mut all = serde_json::Map::new();
    for (set, of_set) in report.groups.sets.iter().zip(sets) {
        let of_set = set.groups.iter().zip(of_set).map(|(group, one)| {
            let mut said = say(one);
            said["group"] = json!(group.id());
            said
        });
        all.insert(set.by.word().to_owned(), of_set.collect());
    }
    Value::Object(all)
}

fn tally(tally: &Tally) -> Value {
    let cost = tally.has_money().then(|| tally.cost());
    json!({
        "firms": tally.firms(),
        "eligible": tally.eligible,
        "undecided": tally.undecided,
        "ineligible": tally.ineligible,
        "cost": cost.map(|cost| json!({ "low": sum(cost.low), "high": cost.high.map(sum) })),
        "unlimited": tally.unlimited(),
        "amounts": { "eligible": amounts(&tally.sure), "undecided": amounts(&tally.open) },
    })
}

fn amounts(amounts: &Amounts) -> Value {
    if amounts.firms == 0 {
        return Value::Null;
    }
    json!({
        "firms": amounts.firms,
        "exact": amounts.exact,
        "unlimited": amounts.highs.unlimited,
        "sum_low": sum(amounts.low),
        "sum_high": (amounts.highs.unlimited == 0).then(|| sum(amounts.high)),
        "low": spread(&amounts.lows),
        "high": spread(&amounts.highs),
    })
}

fn spread(spread: &Spread) -> Value {
    let quantile = |part| match spread.quantile(part) {
        Some(Quantile::Yen(yen)) => json!(yen),
        Some(Quantile::Unlimited) | None => Value::Null,
    };
    json!({
        "p10": quantile(10),
        "p50": quantile(50),
        "p90": quantile(90),
        "classes": spread.classes(),
    })
}

fn moves(report: &Report<'_>, moves: &Moves) -> Value {
    json!({
        "all": moved(&moves.all),
        "groups": grouped(report, &moves.groups, moved),
    })
}

fn moved(moved: &Moved) -> Value {
    let verdicts = |from: [u64; 3]| {
        let [ineligible, undecided, eligible] = from;
        json!({ "ineligible": ineligible, "undecided": undecided, "eligible": eligible })
    };
    let [ineligible, undecided, eligible] = moved.verdicts.map(verdicts);
    let mut said = json!({
        "verdicts": { "ineligible": ineligible, "undecided": undecided, "eligible": eligible },
        "newly_undecided": moved.newly_undecided(),
        "cost": { "low": moved.cost.low().map(sum), "high": moved.cost.high().map(sum) },
    });
    for fate in Fate::ALL {
        said[fate.word().replace('-', "_")] = json!(moved.of_fate(fate));
    }
    said
}

fn budget(followed: &Followed<'_>) -> Value {
    let points = followed.uptake.points().iter();
    let points = points.map(|(day, share)| json!({ "day": day, "share": share.to_string() }));
    json!({
        "yen": followed.before.budget,
        "uptake": { "name": followed.curve, "points": points.collect::<Vec<_>>() },
        "before": course(followed.before),
        "after": followed.after.map(course),
    })
}

fn course(course: &Course) -> Value {
    let days = course.days.iter().map(|day| {
        json!({
            "day": day.day,
            "share": day.share.to_string(),
            "applications": { "low": day.applications.0, "high": day.applications.1 },
            "cost": { "low": sum(day.cost.0), "high": day.cost.1.map(sum) },
        })
    });
    json!({
        "applicants": { "low": course.applicants.0, "high": course.applicants.1 },
        "earliest": runs_out(course.earliest),
        "latest": runs_out(course.latest),
        "days": days.collect::<Vec<_>>(),
    })
}

fn runs_out(at: RunsOut) -> Value {
    match at {
        RunsOut::OnDay(day) => json!({ "state": "used_up", "day": day }),
        RunsOut::Never => json!({ "state": "not_used_up", "day": null }),
        RunsOut::Unknown => json!({ "state": "unknown", "day": null }),
    }
}

/// A sum as a number; as text where a number could not hold it.
fn sum(sum: i128) -> Value {
    match i64::try_from(sum) {
        Ok(sum) => json!(sum),
        Err(_) => json!(sum.to_string()),
    }
}
