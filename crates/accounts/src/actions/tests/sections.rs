//! Sections that are renamed and merged.

use kernel::Bilingual;

use super::stage::{day, stages};
use crate::actions::{SectionRefusal, Stop, add_section, close_section, rename_section};
use crate::role::Duty;
use crate::store::{duties, sections};

#[tokio::test]
async fn a_section_is_renamed_from_a_day_and_its_history_stays() {
    for stage in stages().await {
        let accounts = &stage.accounts;
        let administrator = stage.administrator("kaga").await;
        let stranger = stage.person("noto").await;
        let (old, new) = (
            Bilingual::new("商工課", "Commerce"),
            Bilingual::new("産業課", "Industry"),
        );
        let id = add_section(accounts, &administrator, &old, day("2020-04-01"))
            .await
            .expect(stage.kind);
        let refused = add_section(accounts, &stranger, &old, day("2020-04-01")).await;
        assert!(matches!(refused, Err(Stop::NotFound)));
        rename_section(accounts, &administrator, (&id, 1), &new, day("2026-10-01"))
            .await
            .expect(stage.kind);
        let refused =
            rename_section(accounts, &administrator, (&id, 1), &new, day("2026-10-01")).await;
        assert!(matches!(
            refused,
            Err(Stop::Refused(SectionRefusal::Changed))
        ));
        let refused =
            rename_section(accounts, &administrator, (&id, 2), &new, day("2020-03-31")).await;
        assert!(matches!(
            refused,
            Err(Stop::Refused(SectionRefusal::NotYet))
        ));
        let mut tx = accounts.db.read().await.expect(stage.kind);
        let section = &sections::all(&mut tx).await.expect(stage.kind)[0];
        assert_eq!(section.name_on(day("2026-09-30")), &old);
        assert_eq!(section.name_on(day("2026-10-01")), &new);
    }
}

#[tokio::test]
async fn cases_and_duties_go_where_the_work_goes() {
    for stage in stages().await {
        let accounts = &stage.accounts;
        let administrator = stage.administrator("kaga").await;
        let name = Bilingual::new("課", "Section");
        let mut made = Vec::new();
        for _ in 0..4 {
            made.push(
                add_section(accounts, &administrator, &name, day("2020-04-01"))
                    .await
                    .expect(stage.kind),
            );
        }
        let (old, merged, last, other) = (&made[0], &made[1], &made[2], &made[3]);
        let of_old = stage.person("noto").await;
        let of_merged = stage.person("asano").await;
        stage
            .gives(&administrator, "noto", Duty::Officer, Some(old))
            .await
            .expect(stage.kind);
        stage
            .gives(&administrator, "asano", Duty::Officer, Some(merged))
            .await
            .expect(stage.kind);

        close_section(
            accounts,
            &administrator,
            (old, 1),
            day("2027-03-31"),
            Some(merged),
        )
        .await
        .expect(stage.kind);
        let refused = close_section(
            accounts,
            &administrator,
            (merged, 1),
            day("2028-03-31"),
            Some(old),
        )
        .await;
        assert!(matches!(
            refused,
            Err(Stop::Refused(SectionRefusal::NoSuccessor))
        ));
        let refused = close_section(
            accounts,
            &administrator,
            (merged, 1),
            day("2026-06-30"),
            Some(old),
        )
        .await;
        assert!(matches!(
            refused,
            Err(Stop::Refused(SectionRefusal::Circle))
        ));
        let refused = close_section(
            accounts,
            &administrator,
            (old, 2),
            day("2027-03-31"),
            Some(last),
        )
        .await;
        assert!(matches!(
            refused,
            Err(Stop::Refused(SectionRefusal::Closed))
        ));
        close_section(
            accounts,
            &administrator,
            (merged, 1),
            day("2028-03-31"),
            Some(last),
        )
        .await
        .expect(stage.kind);

        for (on, of_old_merged, of_merged_old, of_old_last) in [
            ("2027-03-31", false, false, false),
            ("2027-04-01", true, true, false),
            ("2028-04-01", true, true, true),
        ] {
            let on_day = stage.on(on);
            let told = format!("{} {on}", stage.kind);
            assert!(
                on_day.has(&of_old, Duty::Officer, Some(old)).await,
                "{told}"
            );
            assert_eq!(
                on_day.has(&of_old, Duty::Officer, Some(merged)).await,
                of_old_merged,
                "{told}"
            );
            assert_eq!(
                on_day.has(&of_merged, Duty::Officer, Some(old)).await,
                of_merged_old,
                "{told}"
            );
            assert_eq!(
                on_day.has(&of_old, Duty::Officer, Some(last)).await,
                of_old_last,
                "{told}"
            );
            assert!(
                !on_day.has(&of_old, Duty::Officer, Some(other)).await,
                "{told}"
            );
            assert!(
                !on_day.has(&of_old, Duty::Approver, Some(old)).await,
                "{told}"
            );
            let mut tx = accounts.db.read().await.expect(stage.kind);
            let held = duties::held(&mut tx, &of_old.id, day(on))
                .await
                .expect(stage.kind);
            let at = match on {
                "2027-03-31" => old,
                "2027-04-01" => merged,
                _ => last,
            };
            assert_eq!(held[0].section.as_ref(), Some(at), "{told}");
        }
    }
}

#[tokio::test]
async fn a_successor_can_be_named_later() {
    for stage in stages().await {
        let accounts = &stage.accounts;
        let administrator = stage.administrator("kaga").await;
        let name = Bilingual::new("課", "Section");
        let old = add_section(accounts, &administrator, &name, day("2020-04-01"))
            .await
            .expect(stage.kind);
        let new = add_section(accounts, &administrator, &name, day("2020-04-01"))
            .await
            .expect(stage.kind);
        close_section(accounts, &administrator, (&old, 1), day("2026-03-31"), None)
            .await
            .expect(stage.kind);
        close_section(
            accounts,
            &administrator,
            (&old, 2),
            day("2026-03-31"),
            Some(&new),
        )
        .await
        .expect(stage.kind);
        let mut tx = accounts.db.read().await.expect(stage.kind);
        let all = sections::all(&mut tx).await.expect(stage.kind);
        let found = all.iter().find(|section| section.id == old).expect("there");
        assert_eq!(found.successor.as_ref(), Some(&new));
    }
}
