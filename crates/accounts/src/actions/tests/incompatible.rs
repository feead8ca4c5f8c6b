//! Duties that exclude each other.

use super::stage::{day, stages};
use crate::actions::{DutyRefusal, Stop, add_section};
use crate::person::Person;
use crate::role::Duty;

#[tokio::test]
async fn whoever_decides_does_not_also_pay() {
    for stage in stages().await {
        let administrator = stage.administrator("kaga").await;
        stage.person("noto").await;
        let name = kernel::Bilingual::new("産業振興課", "Industry");
        let one = add_section(&stage.accounts, &administrator, &name, day("2020-04-01"))
            .await
            .expect(stage.kind);
        let other = add_section(&stage.accounts, &administrator, &name, day("2020-04-01"))
            .await
            .expect(stage.kind);
        stage
            .gives(&administrator, "noto", Duty::Approver, Some(&one))
            .await
            .expect(stage.kind);
        let refused = stage
            .gives(&administrator, "noto", Duty::Finance, Some(&other))
            .await;
        let against = DutyRefusal::Incompatible(Duty::Approver);
        assert!(
            matches!(refused, Err(Stop::Refused(found)) if found == against),
            "in any section"
        );
        stage
            .gives(&administrator, "noto", Duty::Officer, Some(&one))
            .await
            .expect("only not in one case");
        let refused = stage
            .gives(&administrator, "noto", Duty::Auditor, None)
            .await;
        assert!(matches!(
            refused,
            Err(Stop::Refused(DutyRefusal::Incompatible(_)))
        ));
    }
}

#[tokio::test]
async fn of_two_duties_given_at_once_that_exclude_each_other_one_is_given() {
    for stage in stages().await {
        let first = stage.administrator("kaga").await;
        let second = stage.administrator("asano").await;
        let name = kernel::Bilingual::new("産業振興課", "Industry");
        let section = add_section(&stage.accounts, &first, &name, day("2020-04-01"))
            .await
            .expect(stage.kind);
        for round in 0..6 {
            let to = format!("noto{round}");
            stage.person(&to).await;
            let give = |by: &Person, duty| {
                let (stage, by, to, section) =
                    (stage.clone(), by.clone(), to.clone(), section.clone());
                tokio::spawn(async move { stage.gives(&by, &to, duty, Some(&section)).await })
            };
            let (one, other) =
                tokio::join!(give(&first, Duty::Approver), give(&second, Duty::Finance));
            let given = [one, other]
                .into_iter()
                .filter(|given| matches!(given, Ok(Ok(_))))
                .count();
            assert_eq!(given, 1, "{}: round {round}", stage.kind);
        }
    }
}
