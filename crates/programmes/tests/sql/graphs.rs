//! Random graphs of steps over random registries.

use eligibility::registry::{Form, Layout};
use eligibility::settled::{
    Bounds, Graph, Less, Money, Nulls, Ready, Settled, Side, TruthId, Truths, Whole, WholeId,
};
use eligibility::{FactId, Facts, Truth};
use platform::bench;

use crate::database::{Answer, answers};
use crate::dice::Dice;
use crate::reference::values;
use crate::sample::{ON, facts, registry};

/// No value of a random graph is larger.
const MOST: i128 = 1 << 62;

struct Growing<'a> {
    dice: Dice,
    facts: &'a Facts,
    layout: &'a Layout,
    graph: Graph,
    truths: Vec<TruthId>,
    wholes: Vec<WholeId>,
}

impl Growing<'_> {
    /// One of the steps so far, the last ones more often.
    fn whole(&mut self) -> WholeId {
        let count = u32::try_from(self.wholes.len()).expect("a few");
        let back = self.dice.below(count).min(self.dice.below(count));
        self.wholes[(count - 1 - back) as usize]
    }

    fn truth(&mut self) -> TruthId {
        let count = u32::try_from(self.truths.len()).expect("a few");
        let back = self.dice.below(count).min(self.dice.below(count));
        self.truths[(count - 1 - back) as usize]
    }

    fn fact(&mut self, is: impl Fn(&Form) -> bool) -> Option<FactId> {
        let layout = self.layout;
        let of_form = layout
            .facts()
            .filter(|id| layout.form(*id).is_some_and(&is));
        let all: Vec<FactId> = of_form.collect();
        (!all.is_empty()).then(|| self.dice.of(&all))
    }

    fn add(&mut self, whole: Whole, ends: impl IntoIterator<Item = i128>, nullable: bool) {
        let ends: Vec<i128> = ends.into_iter().collect();
        let least = *ends.iter().min().expect("some");
        let most = *ends.iter().max().expect("some");
        if least < -MOST || most > MOST {
            return;
        }
        let [least, most] = [least, most].map(|end| i64::try_from(end).expect("fits"));
        let bounds = Bounds {
            least,
            most,
            nullable,
        };
        let id = self.graph.add_whole(whole, bounds);
        if !self.wholes.contains(&id) {
            self.wholes.push(id);
        }
    }

    fn bounds(&self, id: WholeId) -> ([i128; 2], bool) {
        let bounds = self.graph.bounds(id);
        let ends = [bounds.least, bounds.most].map(i128::from);
        (ends, bounds.nullable)
    }

    fn number(&mut self) -> i64 {
        let magnitude = self.dice.of(&[3i64, 100, 100_000, 4_000_000_000]);
        i64::from(self.dice.below(1000)) * magnitude / 100 * self.dice.of(&[1, 1, -1])
    }

    fn grow_whole(&mut self) {
        let (a, b) = (self.whole(), self.whole());
        let (([al, ah], an), ([bl, bh], bn)) = (self.bounds(a), self.bounds(b));
        let side = self.dice.of(&[Side::Low, Side::High]);
        let nulls = self.dice.of(&[Nulls::Null, Nulls::Other]);
        let both = match nulls {
            Nulls::Null => an || bn,
            Nulls::Other => an && bn,
        };
        match self.dice.below(12) {
            0 => {
                let number = self.number();
                self.add(Whole::Constant(Some(number)), [i128::from(number)], false);
            }
            1 => self.add(Whole::Constant(None), [0], true),
            2 => {
                let whole = |form: &Form| matches!(form, Form::Number(n) if n.denominator == 1);
                let Some(fact) = self.fact(whole) else { return };
                let Some(Form::Number(numeric)) = self.layout.form(fact) else {
                    return;
                };
                let declared = self.dice.coin().then(|| self.number());
                let ends = [Some(numeric.least), Some(numeric.most), declared];
                let ends = ends.into_iter().flatten().map(i128::from);
                self.add(Whole::End(fact, side, declared), ends, declared.is_none());
            }
            3 => self.add(Whole::Plus(a, b), [al + bl, ah + bh], an || bn),
            4 => self.add(Whole::Minus(a, b), [al - bh, ah - bl], an || bn),
            5 => {
                let all = [al * bl, al * bh, ah * bl, ah * bh];
                self.add(Whole::Times(a, b), all, an || bn);
            }
            6 => {
                let by = self.number().max(-7) | 1;
                let wide = i128::from(by);
                self.add(Whole::Scaled(a, by), [al * wide, ah * wide], an);
            }
            7 => {
                let by = self.number().abs() + 1;
                let wide = i128::from(by);
                self.add(
                    Whole::Floor(a, by),
                    [al.div_euclid(wide), ah.div_euclid(wide)],
                    an,
                );
            }
            8 => self.add(Whole::Lesser(a, b, nulls), [al, ah, bl, bh], both),
            9 => self.add(Whole::Greater(a, b, nulls), [al, ah, bl, bh], both),
            _ => {
                let by = self.truth();
                self.add(Whole::Chosen(by, a, b, side), [al, ah, bl, bh], an || bn);
            }
        }
    }

    fn grow_truth(&mut self) {
        let (a, b, c) = (self.truth(), self.truth(), self.truth());
        let (w, x, y, z) = (self.whole(), self.whole(), self.whole(), self.whole());
        let truth = match self.dice.below(12) {
            0 => Truths::Constant(self.dice.of(&[Truth::Yes, Truth::No, Truth::Unknown])),
            1 | 2 => match self.fact(|form| matches!(form, Form::YesNo)) {
                Some(fact) => Truths::YesNo(fact),
                None => return,
            },
            3 => {
                let Some(fact) = self.fact(|form| matches!(form, Form::Date)) else {
                    return;
                };
                let days = [
                    jiff::civil::Date::MIN,
                    jiff::civil::date(2024, 1, 1),
                    ON,
                    jiff::civil::date(9999, 12, 31),
                ];
                Truths::Within(fact, self.dice.of(&days), self.dice.of(&days))
            }
            4 => Truths::Not(a),
            5 => Truths::All([a, b, c][..self.dice.below(4) as usize].to_vec()),
            6 => Truths::Any([a, b, c][..self.dice.below(4) as usize].to_vec()),
            7 => Truths::If(a, b, c),
            8 if self.dice.coin() => Truths::Less(Less {
                yes: (w, x),
                no: (w, x),
            }),
            8 => Truths::Less(Less {
                yes: (w, x),
                no: (y, z),
            }),
            9 if self.dice.coin() => Truths::Equal {
                a: (w, w),
                b: (x, x),
            },
            9 => Truths::Equal {
                a: (w, x),
                b: (y, z),
            },
            10 if self.dice.coin() => Truths::IsNo(a),
            10 => Truths::IsYes(a),
            _ => Truths::AreZero(w, x),
        };
        let id = self.graph.add_truth(truth);
        if !self.truths.contains(&id) {
            self.truths.push(id);
        }
    }
}

/// A programme of random steps. Its amount is not negative, as an amount never is.
fn random(seed: u64, facts: &Facts, layout: &Layout) -> Settled {
    let mut growing = Growing {
        dice: Dice::new(seed),
        facts,
        layout,
        graph: Graph::default(),
        truths: Vec::new(),
        wholes: Vec::new(),
    };
    growing
        .truths
        .push(growing.graph.add_truth(Truths::Constant(Truth::Unknown)));
    growing.add(Whole::Constant(Some(7)), [7], false);
    assert!(!growing.facts.is_empty());
    for _ in 0..growing.dice.below(120) + 1 {
        if growing.dice.coin() {
            growing.grow_whole();
        } else {
            growing.grow_truth();
        }
    }
    let (verdict, given) = (growing.truth(), growing.truth());
    let (low, high) = (growing.whole(), growing.whole());
    // An amount is never unknown.
    let ([least, most], _) = growing.bounds(low);
    growing.add(Whole::Constant(Some(0)), [0], false);
    let zero = growing.graph.add_whole(
        Whole::Constant(Some(0)),
        Bounds {
            least: 0,
            most: 0,
            nullable: false,
        },
    );
    let [least, most] = [least.min(0), most.max(0)].map(|end| i64::try_from(end).expect("fits"));
    let bounds = Bounds {
        least,
        most,
        nullable: false,
    };
    let mut graph = growing.graph;
    let low = graph.add_whole(Whole::Greater(low, zero, Nulls::Other), bounds);
    let given = graph.add_truth(Truths::IsYes(given));
    Settled {
        on: ON,
        layout: layout.clone(),
        graph,
        programmes: vec![Ready {
            verdict,
            money: Some(Money { given, low, high }),
        }],
    }
}

fn expected(settled: &Settled, values: &crate::reference::Values) -> Answer {
    let ready = settled.programmes[0];
    let verdict = values.truths[&ready.verdict.0];
    let word = match verdict {
        Truth::Yes => "eligible",
        Truth::No => "ineligible",
        Truth::Unknown => "undecided",
    };
    let money = ready.money.expect("every random programme pays");
    let given = values.truths[&money.given.0] == Truth::Yes && verdict != Truth::No;
    let low = values.wholes[&money.low.0].filter(|_| given);
    (
        word.to_owned(),
        low.map(|low| (low, values.wholes[&money.high.0])),
    )
}

#[tokio::test]
async fn random_steps_give_what_they_mean() {
    let facts = facts();
    let databases = bench::databases().await;
    for seed in 0..150 {
        let registry = registry(&mut Dice::new(seed), &facts, 25);
        let layout = Layout::of(&registry, &facts);
        let settled = random(seed + 1_000_000, &facts, &layout);
        let rows = (0..registry.len()).map(|row| {
            let profile = registry.profile(row, &facts);
            expected(
                &settled,
                &values(&settled.graph, |id| profile.get(id).clone()),
            )
        });
        let expected: Vec<Answer> = rows.collect();
        for (kind, db) in &databases {
            let answered = answers(db, &settled, &facts, &registry).await;
            let found = answered[0].as_ref().expect("every step has a form");
            assert_eq!(
                found, &expected,
                "{kind}, seed {seed}\n{:#?}",
                settled.graph
            );
        }
    }
}
