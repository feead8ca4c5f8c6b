//! The last owner of an organisation, also when several act at once.

use super::members::{joins, membership};
use super::stage::stages;
use crate::actions::{LastOwner, Stop, change_role, end_membership, leave_organisation};
use crate::id::MembershipId;
use crate::person::Person;
use crate::role::{Need, Role};
use crate::store::memberships;

#[tokio::test]
async fn an_organisation_never_loses_its_last_owner() {
    for stage in stages().await {
        let accounts = &stage.accounts;
        let owner = stage.person("kaga").await;
        let id = stage.organisation(&owner, "A").await;
        let editor = joins(&stage, &owner, &id, "noto", Role::Editor).await;
        let own = membership(&stage, &id, &owner).await;
        let theirs = membership(&stage, &id, &editor).await;

        let refused = leave_organisation(accounts, &owner, &id).await;
        assert!(matches!(refused, Err(Stop::Refused(LastOwner))));
        let refused = change_role(accounts, &owner, &id, &own, Role::Reader).await;
        assert!(matches!(refused, Err(Stop::Refused(LastOwner))));
        let refused = change_role(accounts, &editor, &id, &theirs, Role::Owner).await;
        assert!(
            matches!(refused, Err(Stop::NotFound)),
            "nobody raises themselves"
        );
        let refused = end_membership(accounts, &editor, &id, &own).await;
        assert!(
            matches!(refused, Err(Stop::NotFound)),
            "only owners end what is others'"
        );

        change_role(accounts, &owner, &id, &theirs, Role::Owner)
            .await
            .expect(stage.kind);
        leave_organisation(accounts, &owner, &id)
            .await
            .expect(stage.kind);
        assert!(stage.may(&owner, &id, Need::Read).await.is_none());
        assert!(stage.may(&editor, &id, Need::Manage).await.is_some());
        let mut tx = accounts.db.read().await.expect(stage.kind);
        let past = memberships::past_of_organisation(&mut tx, &id)
            .await
            .expect(stage.kind);
        assert_eq!(past.len(), 1, "what was stays known");
    }
}

#[tokio::test]
async fn of_two_owners_who_leave_at_once_one_stays() {
    for stage in stages().await {
        for round in 0..8 {
            let owner = stage.person(&format!("kaga{round}")).await;
            let id = stage.organisation(&owner, "A").await;
            let second = joins(&stage, &owner, &id, &format!("noto{round}"), Role::Owner).await;
            let leave = |person: &Person| {
                let (accounts, person, id) = (stage.accounts.clone(), person.clone(), id.clone());
                tokio::spawn(async move { leave_organisation(&accounts, &person, &id).await })
            };
            let (one, other) = tokio::join!(leave(&owner), leave(&second));
            let left = [one, other]
                .into_iter()
                .filter(|left| matches!(left, Ok(Ok(()))))
                .count();
            assert_eq!(left, 1, "{}: round {round}", stage.kind);
            let mut tx = stage.accounts.db.read().await.expect(stage.kind);
            let counted = memberships::count(&mut tx, &id).await.expect(stage.kind);
            assert_eq!(counted, (1, 1), "{}: round {round}", stage.kind);
        }
    }
}

#[tokio::test]
async fn of_two_owners_who_end_each_other_one_stays() {
    for stage in stages().await {
        for round in 0..8 {
            let owner = stage.person(&format!("kaga{round}")).await;
            let id = stage.organisation(&owner, "A").await;
            let second = joins(&stage, &owner, &id, &format!("noto{round}"), Role::Owner).await;
            let (mine, theirs) = (
                membership(&stage, &id, &owner).await,
                membership(&stage, &id, &second).await,
            );
            let end = |by: &Person, membership: &MembershipId| {
                let (accounts, by, id) = (stage.accounts.clone(), by.clone(), id.clone());
                let membership = membership.clone();
                tokio::spawn(async move { end_membership(&accounts, &by, &id, &membership).await })
            };
            let (one, other) = tokio::join!(end(&owner, &theirs), end(&second, &mine));
            let ended = [one, other]
                .into_iter()
                .filter(|ended| matches!(ended, Ok(Ok(()))))
                .count();
            assert_eq!(ended, 1, "{}: round {round}", stage.kind);
        }
    }
}
