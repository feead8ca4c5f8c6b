//! Whoever joins whatever: the lookup of mandates says what a plain model says.

use kernel::Date;
use platform::secret::new_id;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::stage::{Stage, day, stages};
use crate::delegation::{Agent, Term};
use crate::id::{DelegationId, MembershipId, OrganisationId, PersonId};
use crate::organisation::OrganisationName;
use crate::role::{Need, Role, Scope};
use crate::store::delegations::Granted;
use crate::store::{delegations, mandates, memberships, organisations, people};

const PEOPLE: usize = 3;
const ORGANISATIONS: usize = 3;
const NEEDS: [Need; 4] = [Need::Read, Need::Prepare, Need::Submit, Need::Manage];

/// Who belongs to what, by number.
#[derive(Clone, Debug)]
struct World {
    members: Vec<(usize, usize, Role, bool)>,
    agents: Vec<Acting>,
    closed: Vec<bool>,
}

#[derive(Clone, Debug)]
struct Acting {
    organisation: usize,
    /// A person, or an organisation.
    agent: Result<usize, usize>,
    scope: Scope,
    from: i32,
    lasts: i32,
    ended: bool,
}

impl World {
    /// The rule in plain words: members by their role; agents, and owners and editors of agent firms, by the scope and
    /// in the term; nothing that ended, and no organisation that was closed.
    fn may(&self, person: usize, organisation: usize, need: Need, on: i32) -> bool {
        if self.closed[organisation] {
            return false;
        }
        let role = |organisation: usize| {
            self.members.iter().find_map(|(of, who, role, ended)| {
                (*of == organisation && *who == person && !ended).then_some(*role)
            })
        };
        let as_member = role(organisation).is_some_and(|role| match need {
            Need::Read => true,
            Need::Prepare | Need::Submit => role >= Role::Editor,
            Need::Manage => role == Role::Owner,
        });
        let as_agent = self.agents.iter().any(|acting| {
            let is_agent = match acting.agent {
                Ok(agent) => agent == person,
                Err(firm) => {
                    !self.closed[firm] && role(firm).is_some_and(|role| role >= Role::Editor)
                }
            };
            let reaches = match need {
                Need::Read => true,
                Need::Prepare => acting.scope >= Scope::Prepare,
                Need::Submit => acting.scope == Scope::Submit,
                Need::Manage => false,
            };
            let in_term = acting.from <= on && on <= acting.from + acting.lasts;
            acting.organisation == organisation && is_agent && reaches && in_term && !acting.ended
        });
        as_member || as_agent
    }
}

fn worlds() -> impl Strategy<Value = World> {
    let role = prop::sample::select(Role::ALL.to_vec());
    let scope = prop::sample::select(Scope::ALL.to_vec());
    let member = (0..ORGANISATIONS, 0..PEOPLE, role, prop::bool::weighted(0.2));
    let agent = prop_oneof![(0..PEOPLE).prop_map(Ok), (0..ORGANISATIONS).prop_map(Err)];
    let acting = (
        0..ORGANISATIONS,
        agent,
        scope,
        0..4i32,
        0..4i32,
        prop::bool::weighted(0.2),
    );
    let acting = acting.prop_map(|(organisation, agent, scope, from, lasts, ended)| Acting {
        organisation,
        agent,
        scope,
        from,
        lasts,
        ended,
    });
    let closed = prop::collection::vec(prop::bool::weighted(0.15), ORGANISATIONS);
    (
        prop::collection::vec(member, 0..6),
        prop::collection::vec(acting, 0..6),
        closed,
    )
        .prop_map(|(mut members, agents, closed)| {
            // One running membership of a person in an organisation, as the database keeps it.
            members.sort_by_key(|(of, who, ..)| (*of, *who));
            members.dedup_by_key(|(of, who, ..)| (*of, *who));
            World {
                members,
                agents,
                closed,
            }
        })
}

fn on_day(number: i32) -> Date {
    day("2026-04-01")
        .checked_add(jiff::Span::new().days(number))
        .expect("a day")
}

/// Makes the world, compares every answer, and leaves nothing behind.
async fn check(stage: &Stage, world: &World) {
    let accounts = &stage.accounts;
    let now = accounts.now();
    let mut tx = accounts.db.begin().await.expect(stage.kind);
    let mut persons = Vec::new();
    for _ in 0..PEOPLE {
        let id = PersonId::of(new_id());
        let email = super::stage::email(id.as_str());
        people::insert(&mut tx, &id, &email, kernel::Lang::Ja, now)
            .await
            .expect(stage.kind);
        persons.push(id);
    }
    let mut firms = Vec::new();
    let name = OrganisationName::parse("A").expect("a name");
    for _ in 0..ORGANISATIONS {
        let id = OrganisationId::of(new_id());
        organisations::insert(&mut tx, &id, &name, None, now)
            .await
            .expect(stage.kind);
        firms.push(id);
    }
    for (of, who, role, ended) in &world.members {
        let id = MembershipId::of(new_id());
        memberships::insert(&mut tx, &id, &firms[*of], &persons[*who], *role, None, now)
            .await
            .expect(stage.kind);
        if *ended {
            memberships::end(&mut tx, &id, now).await.expect(stage.kind);
        }
    }
    for acting in &world.agents {
        let from = on_day(acting.from);
        let term = Term::new(from, on_day(acting.from + acting.lasts), from).expect("a term");
        let granted = Granted {
            id: &DelegationId::of(new_id()),
            organisation: &firms[acting.organisation],
            agent: &match acting.agent {
                Ok(person) => Agent::Person(persons[person].clone()),
                Err(firm) => Agent::Organisation(firms[firm].clone()),
            },
            scope: acting.scope,
            term: &term,
            by: &persons[0],
        };
        delegations::insert(&mut tx, &granted, now)
            .await
            .expect(stage.kind);
        if acting.ended {
            delegations::end(&mut tx, granted.id, &persons[0], now)
                .await
                .expect(stage.kind);
        }
    }
    for (firm, closed) in firms.iter().zip(&world.closed) {
        if *closed {
            organisations::close(&mut tx, firm, now)
                .await
                .expect(stage.kind);
        }
    }
    for on in [0, 2, 4] {
        for need in NEEDS {
            for (who, person) in persons.iter().enumerate() {
                let listed = mandates::organisations(&mut tx, person, need, on_day(on))
                    .await
                    .expect(stage.kind);
                for (of, firm) in firms.iter().enumerate() {
                    let found = mandates::may(&mut tx, person, firm, need, on_day(on))
                        .await
                        .expect(stage.kind);
                    let expected = world.may(who, of, need, on);
                    let told = format!(
                        "{}: {who} for {of}, {need:?} on {on}: {world:?}",
                        stage.kind
                    );
                    assert_eq!(found.is_some(), expected, "{told}");
                    assert_eq!(
                        listed.iter().any(|listed| listed.id == *firm),
                        expected,
                        "{told}"
                    );
                }
            }
        }
    }
}

#[test]
fn nobody_may_do_more_or_less_than_the_rule_says() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    for stage in runtime.block_on(stages()) {
        let cases = match stage.kind {
            "sqlite" => 300,
            _ => 60,
        };
        let mut runner = TestRunner::new(Config {
            cases,
            failure_persistence: None,
            ..Config::default()
        });
        let done = runner.run(&worlds(), |world| {
            runtime.block_on(check(&stage, &world));
            Ok(())
        });
        done.expect(stage.kind);
    }
}
