//! Duties in the city.

use kernel::Lang;

use super::stage::{Stage, email, stages};
use crate::actions::{
    DeleteRefusal, DutyRefusal, Giving, LastAdministrator, RecoveryRefusal, Stop, accept_duty,
    create_administrator, delete_account, end_duty, give_duty, send_recovery, withdraw_duty,
};
use crate::duty::{Post, Span};
use crate::id::{DutyId, SectionId};
use crate::link::Purpose;
use crate::person::Person;
use crate::role::Duty;
use crate::store::{duties, invitations, links, people};

impl Stage {
    /// The first administrator, as the command line makes one.
    pub async fn administrator(&self, name: &str) -> Person {
        let person = self.person(name).await;
        create_administrator(&self.accounts, &person.email, Lang::Ja)
            .await
            .expect(self.kind);
        person
    }

    pub async fn gives(
        &self,
        by: &Person,
        to: &str,
        duty: Duty,
        section: Option<&SectionId>,
    ) -> Result<Giving, Stop<DutyRefusal>> {
        let post = Post::of(duty, section.cloned()).expect("a post");
        let span = Span {
            from: self.accounts.clock.today(),
            until: None,
        };
        give_duty(&self.accounts, by, &email(to), (&post, &span), Lang::Ja).await
    }

    pub async fn has(&self, person: &Person, duty: Duty, section: Option<&SectionId>) -> bool {
        let mut tx = self.accounts.db.read().await.expect(self.kind);
        let today = self.accounts.clock.today();
        duties::may_on_duty(&mut tx, &person.id, duty, section, today)
            .await
            .expect(self.kind)
    }

    async fn duty_of(&self, person: &Person) -> DutyId {
        let mut tx = self.accounts.db.read().await.expect(self.kind);
        let given = duties::of_person(&mut tx, &person.id).await;
        given.expect(self.kind)[0].id.clone()
    }
}

#[tokio::test]
async fn the_command_line_makes_the_first_administrator_and_a_link() {
    for stage in stages().await {
        let accounts = &stage.accounts;
        let made = create_administrator(accounts, &email("kaga"), Lang::Ja)
            .await
            .expect(stage.kind);
        assert!(made.is_new);
        let again = create_administrator(accounts, &email("kaga"), Lang::Ja)
            .await
            .expect(stage.kind);
        assert!(!again.is_new && again.person == made.person && again.link != made.link);
        let token = again
            .link
            .rsplit('/')
            .next()
            .and_then(platform::secret::Token::parse);
        let mut tx = accounts.db.read().await.expect(stage.kind);
        let link = links::find(&mut tx, &token.expect("a token").hash(), accounts.now()).await;
        let link = link.expect(stage.kind).expect("it works");
        assert_eq!(link.purpose, Purpose::Recover { by_office: true });
        let held = duties::held(&mut tx, &made.person, accounts.clock.today())
            .await
            .expect(stage.kind);
        assert_eq!(held.len(), 1);
        assert_eq!(
            (held[0].duty, &held[0].section),
            (Duty::Administrator, &None)
        );
    }
}

#[tokio::test]
async fn nobody_gives_themselves_a_duty_and_only_administrators_give_any() {
    for stage in stages().await {
        let administrator = stage.administrator("kaga").await;
        let other = stage.person("noto").await;
        let refused = stage
            .gives(&administrator, "kaga", Duty::Reviewer, None)
            .await;
        assert!(matches!(refused, Err(Stop::Refused(DutyRefusal::Oneself))));
        let refused = stage.gives(&other, "asano", Duty::Reviewer, None).await;
        assert!(matches!(refused, Err(Stop::NotFound)));
        let given = stage
            .gives(&administrator, "noto", Duty::Reviewer, None)
            .await;
        assert_eq!(given.expect(stage.kind), Giving::Given);
        let refused = stage
            .gives(&administrator, "noto", Duty::Reviewer, None)
            .await;
        assert!(matches!(refused, Err(Stop::Refused(DutyRefusal::Held))));
        assert!(stage.has(&other, Duty::Reviewer, None).await);
        assert_eq!(stage.told(&other).await, ["notice-duty-given"]);
        end_duty(
            &stage.accounts,
            &administrator,
            &stage.duty_of(&other).await,
        )
        .await
        .expect(stage.kind);
        assert!(!stage.has(&other, Duty::Reviewer, None).await);
    }
}

#[tokio::test]
async fn the_last_administrator_stays() {
    for stage in stages().await {
        let accounts = &stage.accounts;
        let first = stage.administrator("kaga").await;
        let refused = end_duty(accounts, &first, &stage.duty_of(&first).await).await;
        assert!(matches!(refused, Err(Stop::Refused(LastAdministrator))));
        let refused = delete_account(accounts, &first).await;
        assert!(matches!(
            refused,
            Err(Stop::Refused(DeleteRefusal::LastAdministrator))
        ));
        let second = stage.administrator("noto").await;
        let end = |by: &Person, whose: DutyId| {
            let (accounts, by) = (accounts.clone(), by.clone());
            tokio::spawn(async move { end_duty(&accounts, &by, &whose).await })
        };
        let (mine, theirs) = (stage.duty_of(&first).await, stage.duty_of(&second).await);
        let (one, other) = tokio::join!(end(&first, theirs), end(&second, mine));
        let ended = [one, other]
            .into_iter()
            .filter(|ended| matches!(ended, Ok(Ok(()))))
            .count();
        assert_eq!(ended, 1, "{}: who end each other at once", stage.kind);
    }
}

#[tokio::test]
async fn whoever_has_no_account_is_invited_and_takes_the_duty_with_that_address() {
    for stage in stages().await {
        let accounts = &stage.accounts;
        let administrator = stage.administrator("kaga").await;
        let stranger = stage.person("asano").await;
        let given = stage
            .gives(&administrator, "noto", Duty::Expert, None)
            .await;
        assert_eq!(given.expect(stage.kind), Giving::Invited);
        let token = stage.link_for("noto").await;
        let refused = accept_duty(accounts, &token, &stranger).await;
        assert!(matches!(
            refused,
            Err(Stop::Refused(DutyRefusal::OtherAddress))
        ));
        let expert = stage.person("noto").await;
        accept_duty(accounts, &token, &expert)
            .await
            .expect(stage.kind);
        assert!(stage.has(&expert, Duty::Expert, None).await);
        let again = accept_duty(accounts, &token, &expert).await;
        assert!(matches!(again, Err(Stop::NotFound)));

        stage
            .gives(&administrator, "saika", Duty::Expert, None)
            .await
            .expect(stage.kind);
        let mut tx = accounts.db.read().await.expect(stage.kind);
        let waiting = invitations::of_duties(&mut tx, accounts.now())
            .await
            .expect(stage.kind);
        drop(tx);
        assert_eq!(waiting.len(), 1);
        withdraw_duty(accounts, &administrator, &waiting[0].id)
            .await
            .expect(stage.kind);
        let again = withdraw_duty(accounts, &administrator, &waiting[0].id).await;
        assert!(matches!(again, Err(Stop::NotFound)));
    }
}

#[tokio::test]
async fn the_office_lets_nobody_back_in_who_carries_power() {
    for stage in stages().await {
        let accounts = &stage.accounts;
        let administrator = stage.administrator("kaga").await;
        let person = stage.person("noto").await;
        stage
            .gives(&administrator, "noto", Duty::Reviewer, None)
            .await
            .expect(stage.kind);
        let refused = send_recovery(accounts, &administrator, &person.id).await;
        assert!(matches!(
            refused,
            Err(Stop::Refused(RecoveryRefusal::OnDuty))
        ));
        let refused = send_recovery(accounts, &person, &administrator.id).await;
        assert!(matches!(refused, Err(Stop::NotFound)));
        end_duty(accounts, &administrator, &stage.duty_of(&person).await)
            .await
            .expect(stage.kind);
        send_recovery(accounts, &administrator, &person.id)
            .await
            .expect(stage.kind);
        stage.link_for("noto").await;
        assert!(
            stage
                .told(&person)
                .await
                .contains(&"notice-recovery-sent".to_owned())
        );
    }
}

#[tokio::test]
async fn people_are_found_by_parts_of_name_and_address() {
    for stage in stages().await {
        stage.person("kaga_1").await;
        stage.person("kaga21").await;
        let mut tx = stage.accounts.db.read().await.expect(stage.kind);
        for (text, count) in [
            ("KAGA", 2),
            ("a_1", 1),
            ("花", 2),
            ("1花", 2),
            ("%", 0),
            ("\\", 0),
        ] {
            let found = people::search(&mut tx, text, 10).await.expect(stage.kind);
            assert_eq!(found.len(), count, "{}: {text}", stage.kind);
        }
    }
}
