//! Agents (代理申請).

use kernel::Lang;

use super::stage::{Stage, day, email, stages};
use crate::actions::{
    AcceptRefusal, Stop, accept_delegation, delete_account, end_delegation, grant_delegation,
};
use crate::delegation::{Agent, Delegation, Standing, Term};
use crate::id::OrganisationId;
use crate::person::Person;
use crate::role::{Need, Scope};
use crate::store::delegations;

async fn granted(
    stage: &Stage,
    owner: &Person,
    id: &OrganisationId,
    to: &str,
    (scope, from, until): (Scope, &str, &str),
) {
    let term = Term::new(day(from), day(until), stage.accounts.clock.today()).expect("a term");
    grant_delegation(
        &stage.accounts,
        owner,
        id,
        &email(to),
        (scope, &term),
        Lang::Ja,
    )
    .await
    .expect(stage.kind);
}

async fn agents(stage: &Stage, id: &OrganisationId) -> Vec<Delegation> {
    let mut tx = stage.accounts.db.read().await.expect(stage.kind);
    delegations::of_organisation(&mut tx, id)
        .await
        .expect(stage.kind)
}

#[tokio::test]
async fn an_accountant_prepares_for_a_company_until_the_day_the_owner_ends_it() {
    for stage in stages().await {
        let owner = stage.person("kaga").await;
        let accountant = stage.person("noto").await;
        let company = stage.organisation(&owner, "鉄工所").await;
        granted(
            &stage,
            &owner,
            &company,
            "noto",
            (Scope::Prepare, "2026-04-01", "2027-03-31"),
        )
        .await;
        assert!(
            stage.may(&accountant, &company, Need::Read).await.is_none(),
            "not yet accepted"
        );

        let later = stage.on("2026-04-10");
        let token = later.link_for("noto").await;
        accept_delegation(&later.accounts, &token, &accountant, None)
            .await
            .expect(stage.kind);
        assert!(
            later
                .may(&accountant, &company, Need::Prepare)
                .await
                .is_some()
        );
        assert!(
            later
                .may(&accountant, &company, Need::Submit)
                .await
                .is_none(),
            "the company hands in"
        );
        assert!(
            later
                .may(&accountant, &company, Need::Manage)
                .await
                .is_none()
        );
        assert!(
            stage
                .on("2026-04-09")
                .may(&accountant, &company, Need::Read)
                .await
                .is_none()
        );
        assert!(
            stage
                .on("2027-03-31")
                .may(&accountant, &company, Need::Read)
                .await
                .is_some()
        );
        assert!(
            stage
                .on("2027-04-01")
                .may(&accountant, &company, Need::Read)
                .await
                .is_none()
        );

        let end = stage.on("2026-05-01");
        let delegation = &agents(&end, &company).await[0];
        assert_eq!(delegation.standing(day("2026-05-01")), Standing::Running);
        let stranger = end.person("asano").await;
        let refused = end_delegation(&end.accounts, &stranger, &company, &delegation.id).await;
        assert!(matches!(refused, Err(Stop::NotFound)));
        end_delegation(&end.accounts, &owner, &company, &delegation.id)
            .await
            .expect(stage.kind);
        assert!(
            end.may(&accountant, &company, Need::Read).await.is_none(),
            "at once"
        );
        let kept = agents(&end, &company).await;
        assert_eq!(
            kept[0].standing(day("2026-05-01")),
            Standing::Ended,
            "what was stays known"
        );
        for person in [&owner, &accountant] {
            assert_eq!(
                end.told(person).await,
                ["notice-delegation-ended", "notice-delegation-given"]
            );
        }
    }
}

#[tokio::test]
async fn a_firm_acts_through_its_owners_and_gives_back_what_it_was_given() {
    for stage in stages().await {
        let owner = stage.person("kaga").await;
        let partner = stage.person("noto").await;
        let company = stage.organisation(&owner, "鉄工所").await;
        let firm = stage.organisation(&partner, "税理士法人").await;
        let accounts = &stage.accounts;
        granted(
            &stage,
            &owner,
            &company,
            "noto",
            (Scope::Submit, "2026-04-01", "2026-12-31"),
        )
        .await;
        let token = stage.link_for("noto").await;
        let refused = accept_delegation(accounts, &token, &owner, Some(&company)).await;
        assert!(matches!(refused, Err(Stop::Refused(AcceptRefusal::Itself))));
        let refused = accept_delegation(accounts, &token, &owner, Some(&firm)).await;
        assert!(matches!(refused, Err(Stop::NotFound)), "not their firm");
        accept_delegation(accounts, &token, &partner, Some(&firm))
            .await
            .expect(stage.kind);
        assert!(stage.may(&partner, &company, Need::Submit).await.is_some());

        let mut tx = accounts.db.read().await.expect(stage.kind);
        let theirs = delegations::of_agent(&mut tx, &partner.id)
            .await
            .expect(stage.kind);
        drop(tx);
        assert_eq!(theirs[0].agent, Agent::Organisation(firm.clone()));
        assert_eq!(theirs[0].agent_name.as_deref(), Some("税理士法人"));
        end_delegation(accounts, &partner, &company, &theirs[0].id)
            .await
            .expect("given back");
        assert!(stage.may(&partner, &company, Need::Read).await.is_none());
    }
}

#[tokio::test]
async fn an_agent_who_deletes_the_account_acts_no_more_and_the_owners_are_told() {
    for stage in stages().await {
        let owner = stage.person("kaga").await;
        let agent = stage.person("noto").await;
        let company = stage.organisation(&owner, "鉄工所").await;
        granted(
            &stage,
            &owner,
            &company,
            "noto",
            (Scope::Read, "2026-04-01", "2026-12-31"),
        )
        .await;
        let token = stage.link_for("noto").await;
        accept_delegation(&stage.accounts, &token, &agent, None)
            .await
            .expect(stage.kind);
        delete_account(&stage.accounts, &agent)
            .await
            .expect(stage.kind);
        assert!(stage.may(&agent, &company, Need::Read).await.is_none());
        let kept = agents(&stage, &company).await;
        assert_eq!(kept[0].agent_name, None, "without a name");
        assert_eq!(
            stage.told(&owner).await,
            ["notice-delegation-ended", "notice-delegation-given"]
        );
    }
}

#[tokio::test]
async fn an_invitation_to_act_is_over_with_its_term() {
    for stage in stages().await {
        let owner = stage.person("kaga").await;
        let agent = stage.person("noto").await;
        let company = stage.organisation(&owner, "鉄工所").await;
        granted(
            &stage,
            &owner,
            &company,
            "noto",
            (Scope::Read, "2026-04-01", "2026-04-03"),
        )
        .await;
        let token = stage.link_for("noto").await;
        let late = stage.on("2026-04-04");
        let refused = accept_delegation(&late.accounts, &token, &agent, None).await;
        assert!(matches!(refused, Err(Stop::NotFound)));
    }
}
