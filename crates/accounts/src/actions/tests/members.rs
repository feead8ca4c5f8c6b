//! Organisations and their members.

use kernel::{CorporateNumber, Lang};

use super::stage::{Stage, email, stages};
use crate::actions::{
    Changed, DeleteRefusal, EnterRefusal, Stop, accept_invitation, change_role, delete_account,
    end_membership, enter_organisation, invite_member, rename_organisation, withdraw_invitation,
};
use crate::id::{MembershipId, OrganisationId};
use crate::organisation::{OrganisationName, Proof};
use crate::person::Person;
use crate::role::{Need, Role};
use crate::store::{invitations, memberships, organisations};

pub async fn membership(
    stage: &Stage,
    organisation: &OrganisationId,
    person: &Person,
) -> MembershipId {
    let mut tx = stage.accounts.db.read().await.expect(stage.kind);
    let found = memberships::of_person(&mut tx, organisation, &person.id).await;
    found.expect(stage.kind).expect("a member").id
}

pub async fn joins(
    stage: &Stage,
    owner: &Person,
    id: &OrganisationId,
    name: &str,
    role: Role,
) -> Person {
    let person = stage.person(name).await;
    invite_member(&stage.accounts, owner, id, &email(name), role, Lang::Ja)
        .await
        .expect(stage.kind);
    let token = stage.link_for(name).await;
    accept_invitation(&stage.accounts, &token, &person)
        .await
        .expect(stage.kind);
    person
}

#[tokio::test]
async fn an_owner_invites_and_whoever_opens_the_link_joins_once() {
    for stage in stages().await {
        let owner = stage.person("kaga").await;
        let other = stage.person("noto").await;
        let id = stage.organisation(&owner, "髙﨑鉄工所").await;
        let accounts = &stage.accounts;

        let invite = |by: &Person, role| {
            let by = by.clone();
            let id = id.clone();
            async move { invite_member(accounts, &by, &id, &email("asano"), role, Lang::En).await }
        };
        assert!(
            matches!(invite(&other, Role::Owner).await, Err(Stop::NotFound)),
            "a stranger"
        );
        invite(&owner, Role::Reader).await.expect(stage.kind);
        let token = stage.link_for("asano").await;
        accept_invitation(accounts, &token, &other)
            .await
            .expect("another address of the person");
        assert!(stage.may(&other, &id, Need::Read).await.is_some());
        assert!(stage.may(&other, &id, Need::Prepare).await.is_none());
        let again = accept_invitation(accounts, &token, &owner).await;
        assert!(matches!(again, Err(Stop::NotFound)), "it works once");

        invite(&owner, Role::Editor).await.expect(stage.kind);
        let token = stage.link_for("asano").await;
        accept_invitation(accounts, &token, &other)
            .await
            .expect(stage.kind);
        assert!(
            stage.may(&other, &id, Need::Submit).await.is_some(),
            "the higher role holds"
        );
        invite(&owner, Role::Reader).await.expect(stage.kind);
        let token = stage.link_for("asano").await;
        accept_invitation(accounts, &token, &other)
            .await
            .expect(stage.kind);
        assert!(
            stage.may(&other, &id, Need::Submit).await.is_some(),
            "and stays"
        );
        assert_eq!(
            stage.told(&other).await,
            ["notice-membership-changed", "notice-membership-given"]
        );
        assert_eq!(stage.told(&owner).await, ["notice-member-joined"]);
    }
}

#[tokio::test]
async fn an_invitation_can_be_withdrawn_and_dies_with_the_right_to_invite() {
    for stage in stages().await {
        let owner = stage.person("kaga").await;
        let id = stage.organisation(&owner, "A").await;
        let second = joins(&stage, &owner, &id, "noto", Role::Owner).await;
        let guest = stage.person("asano").await;
        let accounts = &stage.accounts;
        let invite = || invite_member(accounts, &second, &id, guest_email(), Role::Owner, Lang::Ja);

        invite().await.expect(stage.kind);
        let token = stage.link_for("asano").await;
        let mut tx = accounts.db.read().await.expect(stage.kind);
        let waiting = invitations::of_organisation(&mut tx, &id, accounts.now())
            .await
            .expect(stage.kind);
        drop(tx);
        assert_eq!(waiting.len(), 1);
        let stranger = withdraw_invitation(accounts, &guest, &id, &waiting[0].id).await;
        assert!(matches!(stranger, Err(Stop::NotFound)));
        withdraw_invitation(accounts, &owner, &id, &waiting[0].id)
            .await
            .expect(stage.kind);
        let accepted = accept_invitation(accounts, &token, &guest).await;
        assert!(matches!(accepted, Err(Stop::NotFound)), "withdrawn");

        invite().await.expect(stage.kind);
        let token = stage.link_for("asano").await;
        let theirs = membership(&stage, &id, &second).await;
        end_membership(accounts, &owner, &id, &theirs)
            .await
            .expect(stage.kind);
        let accepted = accept_invitation(accounts, &token, &guest).await;
        assert!(
            matches!(accepted, Err(Stop::NotFound)),
            "who invited may no longer invite"
        );
        assert!(stage.may(&guest, &id, Need::Read).await.is_none());
        assert!(stage.may(&second, &id, Need::Read).await.is_none());
    }
}

fn guest_email() -> &'static kernel::MailAddress {
    static EMAIL: std::sync::LazyLock<kernel::MailAddress> =
        std::sync::LazyLock::new(|| email("asano"));
    &EMAIL
}

#[tokio::test]
async fn what_somebody_has_proved_is_not_entered_again() {
    let number = CorporateNumber::parse("4220001002889").ok();
    let number = number.or_else(|| {
        // Whatever the check digit is: one of nine fits.
        (1..=9).find_map(|check| CorporateNumber::parse(&format!("{check}220001002889")).ok())
    });
    for stage in stages().await {
        let accounts = &stage.accounts;
        let (first, second) = (stage.person("kaga").await, stage.person("noto").await);
        let name = OrganisationName::parse("株式会社A").expect("a name");
        let id = enter_organisation(accounts, &first, &name, number)
            .await
            .expect(stage.kind);
        enter_organisation(accounts, &second, &name, number)
            .await
            .expect("nobody has proved it");
        let mut tx = accounts.db.begin().await.expect(stage.kind);
        tx.execute(
            "UPDATE accounts_organisation SET proof = 'gbizid' WHERE id = $1",
            (id.as_str(),),
        )
        .await
        .expect(stage.kind);
        let found = organisations::find(&mut tx, &id)
            .await
            .expect(stage.kind)
            .expect("there");
        assert_eq!((found.proof, found.number), (Proof::GbizId, number));
        tx.commit().await.expect(stage.kind);
        let refused = enter_organisation(accounts, &second, &name, number).await;
        assert!(matches!(refused, Err(Stop::Refused(EnterRefusal::Proved))));
    }
}

#[tokio::test]
async fn two_hands_do_not_rename_one_organisation() {
    for stage in stages().await {
        let accounts = &stage.accounts;
        let owner = stage.person("kaga").await;
        let id = stage.organisation(&owner, "A").await;
        let name = OrganisationName::parse("B").expect("a name");
        rename_organisation(accounts, &owner, &id, &name, 1)
            .await
            .expect(stage.kind);
        let refused = rename_organisation(accounts, &owner, &id, &name, 1).await;
        assert!(matches!(refused, Err(Stop::Refused(Changed))));
        let stranger = stage.person("noto").await;
        let refused = rename_organisation(accounts, &stranger, &id, &name, 2).await;
        assert!(matches!(refused, Err(Stop::NotFound)));
    }
}

#[tokio::test]
async fn an_account_goes_with_what_is_only_its_own() {
    for stage in stages().await {
        let accounts = &stage.accounts;
        let owner = stage.person("kaga").await;
        let alone = stage.organisation(&owner, "alone").await;
        let shared = stage.organisation(&owner, "shared").await;
        let editor = joins(&stage, &owner, &shared, "noto", Role::Editor).await;

        let refused = delete_account(accounts, &owner).await;
        let names = vec!["shared".to_owned()];
        assert!(
            matches!(refused, Err(Stop::Refused(DeleteRefusal::LastOwner(found))) if found == names)
        );

        let theirs = membership(&stage, &shared, &editor).await;
        change_role(accounts, &owner, &shared, &theirs, Role::Owner)
            .await
            .expect(stage.kind);
        delete_account(accounts, &owner).await.expect(stage.kind);
        let mut tx = accounts.db.read().await.expect(stage.kind);
        assert!(
            organisations::find(&mut tx, &alone)
                .await
                .expect(stage.kind)
                .is_none(),
            "closed"
        );
        let counted = memberships::count(&mut tx, &shared)
            .await
            .expect(stage.kind);
        assert_eq!(counted, (1, 1));
        drop(tx);
        assert!(stage.may(&owner, &shared, Need::Read).await.is_none());
    }
}
