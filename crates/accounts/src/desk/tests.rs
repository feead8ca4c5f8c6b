//! The desk, as the people tell it who work there.

use crate::actions::tests::stage::stages;
use crate::role::Duty;

#[tokio::test]
async fn without_a_duty_there_is_no_desk_and_without_the_right_one_no_people() {
    for stage in stages().await {
        let administrator = stage.administrator("kaga").await;
        let reviewer = stage.person("noto").await;
        let outside = stage.signed_in(&reviewer).await;
        assert_eq!(outside.get("/desk").await.status, 404);
        let given = stage
            .gives(&administrator, "noto", Duty::Reviewer, None)
            .await;
        given.expect(stage.kind);
        outside
            .get("/en/desk")
            .await
            .says(200, "Reviewer")
            .is_silent_on("/desk/people")
            .is_silent_on("/desk/cases");
        for address in [
            "/desk/people",
            "/desk/sections",
            "/desk/duties",
            "/desk/sections/new",
        ] {
            assert_eq!(outside.get(address).await.status, 404, "{address}");
        }
        let give = [
            ("email", "asano@example.jp"),
            ("duty", "auditor"),
            ("from_day", "2026-04-01"),
        ];
        assert_eq!(outside.post("/desk/duties", &give).await.status, 404);
        let theirs = stage.signed_in(&administrator).await;
        theirs.get("/desk").await.says(200, "/desk/people");
        theirs
            .get("/en/desk/people")
            .await
            .says(200, "noto 花")
            .says(200, "Reviewer");
    }
}

#[tokio::test]
async fn an_administrator_makes_a_section_and_gives_a_duty_in_it() {
    for stage in stages().await {
        let administrator = stage.administrator("kaga").await;
        let officer = stage.person("noto").await;
        let desk = stage.signed_in(&administrator).await;
        desk.get("/en/desk/sections").await.says(200, "None yet");
        desk.get("/desk/sections/new").await.says(200, "課を加える");
        let nameless = [("name_ja", "産業課"), ("from_day", "2026-04-01")];
        desk.post("/desk/sections/new", &nameless)
            .await
            .says(422, "日本語と英語の両方");
        let named = [
            ("name_ja", "産業課"),
            ("name_en", "Industry"),
            ("from_day", "2026-04-01"),
        ];
        let made = desk.post("/desk/sections/new", &named).await;
        let section = made.to.rsplit('/').next().expect("an id").to_owned();
        desk.get("/desk/duties?email=noto%40example.jp")
            .await
            .says(200, "産業課")
            .says(200, "noto@example.jp");
        let give = |duty: &'static str, section: &str| {
            [
                ("email", "noto@example.jp"),
                ("duty", duty),
                ("section", section),
                ("from_day", "2026-04-01"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let post = async |duty: &'static str, section: &str| {
            let fields = give(duty, section);
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            desk.post("/desk/duties", &fields).await
        };
        post("officer", "").await.says(422, "課を選んでください");
        post("approver", &section).await.leads_to("/desk/people");
        post("finance", &section)
            .await
            .says(409, "「決裁者」と兼ねることはできません");
        post("officer", &section).await.leads_to("/desk/people");
        let theirs = stage.signed_in(&officer).await;
        theirs
            .get("/desk")
            .await
            .says(200, "産業課")
            .says(200, "/desk/cases");
        desk.get(&format!("/en/desk/sections/{section}"))
            .await
            .says(200, "noto 花")
            .says(200, "Industry");

        let rename = [
            ("name_ja", "商工課"),
            ("name_en", "Commerce"),
            ("from_day", "2026-04-01"),
            ("seen", "1"),
        ];
        let path = format!("/desk/sections/{section}");
        desk.get(&format!("{path}/name")).await.says(200, "産業課");
        desk.post(&format!("{path}/name"), &rename)
            .await
            .leads_to(&path);
        desk.post(&format!("{path}/name"), &rename)
            .await
            .says(409, "ほかの人が先に変更しました");
        desk.get(&format!("/en{path}/end"))
            .await
            .says(200, "nobody takes over");
        let end = [
            ("until_day", "2027-03-31"),
            ("successor", ""),
            ("seen", "2"),
        ];
        desk.post(&format!("{path}/end"), &end)
            .await
            .leads_to(&path);
        desk.get(&path).await.says(200, "2027年3月31日");

        let person = format!("/desk/people/{}", officer.id);
        let found = desk.get("/desk/people?q=NOTO").await;
        found.says(200, &person);
        let end = desk.get(&person).await.address("/desk/duties/", "/end");
        desk.post(&end, &[]).await.leads_to("/desk/people");
        desk.post(&format!("{person}/recovery"), &[])
            .await
            .says(409, "すべての職務を終え");
        let end = desk.get(&person).await.address("/desk/duties/", "/end");
        desk.post(&end, &[]).await.leads_to("/desk/people");
        desk.get(&format!("/en{person}"))
            .await
            .says(200, "Former duties")
            .says(200, "I have made sure");
        desk.post(&format!("{person}/recovery"), &[])
            .await
            .says(200, "メールを送りました");
        assert_eq!(theirs.get("/desk").await.status, 404);
    }
}

#[tokio::test]
async fn an_auditor_reads_and_gets_no_forms() {
    for stage in stages().await {
        let administrator = stage.administrator("kaga").await;
        let auditor = stage.person("noto").await;
        stage
            .gives(&administrator, "noto", Duty::Auditor, None)
            .await
            .expect(stage.kind);
        stage
            .gives(&administrator, "saika", Duty::Expert, None)
            .await
            .expect(stage.kind);
        let desk = stage.signed_in(&auditor).await;
        desk.get("/desk/people")
            .await
            .says(200, "saika@example.jp")
            .is_silent_on("/withdrawal")
            .is_silent_on("/desk/duties");
        let person = format!("/desk/people/{}", administrator.id);
        desk.get(&person)
            .await
            .says(200, "管理者")
            .is_silent_on("method=\"post\"");
        desk.get("/desk/sections")
            .await
            .says(200, "課")
            .is_silent_on("/desk/sections/new");
        for address in ["/desk/duties", "/desk/sections/new"] {
            assert_eq!(desk.get(address).await.status, 404, "{address}");
        }
        assert_eq!(
            desk.post(&format!("{person}/recovery"), &[]).await.status,
            404
        );
    }
}

#[tokio::test]
async fn an_expert_without_an_account_is_invited_to_a_duty() {
    for stage in stages().await {
        let administrator = stage.administrator("kaga").await;
        let desk = stage.signed_in(&administrator).await;
        let give = [
            ("email", "noto@example.jp"),
            ("duty", "expert"),
            ("from_day", "2026-04-01"),
        ];
        desk.post("/desk/duties", &give)
            .await
            .says(200, "招待のメールを送りました");
        let link = format!("/links/{}", stage.link_for("noto").await.text());
        let other = stage.person("asano").await;
        let wrong = stage.signed_in(&other).await;
        wrong.get(&link).await.says(200, "専門家、市全体");
        wrong.post(&link, &[]).await.says(409, "別のメールアドレス");
        let expert = stage.person("noto").await;
        let right = stage.signed_in(&expert).await;
        right.post(&link, &[]).await.leads_to("/desk");
        right.get("/desk").await.says(200, "専門家");

        let give = [
            ("email", "saika@example.jp"),
            ("duty", "expert"),
            ("from_day", "2026-04-01"),
        ];
        desk.post("/desk/duties", &give)
            .await
            .says(200, "招待のメール");
        let withdraw = desk
            .get("/desk/people")
            .await
            .address("/desk/invitations/", "/withdrawal");
        desk.post(&withdraw, &[]).await.leads_to("/desk/people");
        desk.get("/desk/people")
            .await
            .is_silent_on("saika@example.jp");
    }
}
