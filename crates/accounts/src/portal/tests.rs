//! The pages of organisations, as the people tell it who use them.

use crate::actions::tests::stage::stages;

#[tokio::test]
async fn a_firm_is_entered_a_colleague_joins_and_strangers_find_nothing() {
    for stage in stages().await {
        let owner = stage.person("kaga").await;
        let colleague = stage.person("noto").await;
        let stranger = stage.person("asano").await;
        let ours = stage.signed_in(&owner).await;
        ours.get("/account/organisations")
            .await
            .says(200, "まだありません");
        ours.get("/en/account/organisations/new")
            .await
            .says(200, "Corporate number");
        let wrong = [("organisation_name", ""), ("corporate_number", "123")];
        ours.post("/account/organisations/new", &wrong)
            .await
            .says(422, "法人番号として読めません");
        let entered = ours
            .post(
                "/account/organisations/new",
                &[("organisation_name", "髙﨑鉄工所<")],
            )
            .await;
        entered.says(422, "名前に使えない文字");
        let entered = ours
            .post(
                "/account/organisations/new",
                &[("organisation_name", "髙﨑鉄工所")],
            )
            .await;
        let path = entered.to.clone();
        ours.get(&path)
            .await
            .says(200, "髙﨑鉄工所")
            .says(200, "未確認");

        let theirs = stage.signed_in(&stranger).await;
        for address in ["", "/members", "/delegations", "/name"] {
            let found = theirs.get(&format!("{path}{address}")).await;
            assert_eq!(found.status, 404, "{address}");
        }
        let outside = stage.stranger().get(&path).await;
        assert!(outside.to.starts_with("/sign-in?next="), "{}", outside.to);

        ours.get(&format!("{path}/members"))
            .await
            .says(200, "メンバーを招待する");
        let invited = [("email", "noto@example.jp"), ("role", "reader")];
        ours.post(&format!("{path}/members"), &invited)
            .await
            .leads_to(&path);
        let waiting = ours.get(&path).await;
        waiting.says(200, "noto@example.jp");
        let link = format!("/links/{}", stage.link_for("noto").await.text());
        stage
            .stranger()
            .get(&link)
            .await
            .says(200, "ログインしてください")
            .says(200, "髙﨑鉄工所");
        let joining = stage.signed_in(&colleague).await;
        joining
            .get(&format!("/en{link}"))
            .await
            .says(200, "kaga 花 invites you");
        joining.post(&link, &[]).await.leads_to(&path);
        joining
            .get(&path)
            .await
            .says(200, "閲覧者")
            .is_silent_on("/members/")
            .is_silent_on("kaga@example.jp");
        joining
            .post(&link, &[])
            .await
            .says(404, "このリンクは使えません");

        let role = ours.get(&path).await;
        let leave = format!("{path}/own-membership/end");
        ours.post(&leave, &[])
            .await
            .says(409, "責任者がいなくなってしまいます");
        let forms: Vec<&str> = role
            .text
            .split('"')
            .filter(|part| part.ends_with("/role"))
            .collect();
        assert_eq!(forms.len(), 2);
        ours.post(forms[1], &[("role", "owner")])
            .await
            .leads_to(&path);
        ours.post(&leave, &[])
            .await
            .leads_to("/account/organisations");
        assert_eq!(ours.get(&path).await.status, 404);
    }
}

#[tokio::test]
async fn an_accountant_sees_their_part_and_gives_it_back() {
    for stage in stages().await {
        let owner = stage.person("kaga").await;
        let accountant = stage.person("noto").await;
        let firm = stage.organisation(&accountant, "税理士法人").await;
        let id = stage.organisation(&owner, "鉄工所").await;
        let path = format!("/account/organisations/{id}");
        let ours = stage.signed_in(&owner).await;
        ours.get(&format!("/en{path}/delegations"))
            .await
            .says(200, "Ask an agent");
        let ask = |until: &'static str| {
            [
                ("email", "noto@example.jp"),
                ("scope", "prepare"),
                ("from_day", "2026-04-01"),
                ("until_day", until),
            ]
        };
        let form = format!("{path}/delegations");
        ours.post(&form, &ask("2030-04-01"))
            .await
            .says(422, "期間は3年まで");
        ours.post(&form, &ask("2027-03-31")).await.leads_to(&path);
        ours.get(&path)
            .await
            .says(200, "代理人（申請の下書きまで）");
        let link = format!("/links/{}", stage.link_for("noto").await.text());
        let theirs = stage.signed_in(&accountant).await;
        theirs
            .get(&link)
            .await
            .says(200, "税理士法人")
            .says(200, "引き受ける");
        theirs
            .post(&link, &[("agent", firm.as_str())])
            .await
            .leads_to("/account/organisations");
        theirs
            .get("/account/organisations")
            .await
            .says(200, "代理中");
        theirs
            .get(&path)
            .await
            .says(200, "代理を返上する")
            .is_silent_on("kaga@example.jp")
            .is_silent_on("メンバーを招待する");
        ours.get(&format!("/en{path}"))
            .await
            .says(200, "税理士法人")
            .says(200, "End it");
        let end = theirs
            .get(&path)
            .await
            .address(&format!("{path}/delegations/"), "/end");
        theirs
            .post(&end, &[])
            .await
            .leads_to("/account/organisations");
        assert_eq!(theirs.get(&path).await.status, 404);
        ours.get(&path)
            .await
            .says(200, "これまでのメンバーと代理人");
        theirs
            .get("/en/account/organisations")
            .await
            .says(200, "ended");
    }
}

#[tokio::test]
async fn an_invitation_is_withdrawn_and_a_name_corrected() {
    for stage in stages().await {
        let owner = stage.person("kaga").await;
        let id = stage.organisation(&owner, "鉄工所").await;
        let path = format!("/account/organisations/{id}");
        let ours = stage.signed_in(&owner).await;
        let invited = [("email", "noto@example.jp"), ("role", "owner")];
        ours.post(&format!("{path}/members"), &invited)
            .await
            .leads_to(&path);
        let withdraw = ours.get(&path).await.address(&path, "/withdrawal");
        ours.post(&withdraw, &[]).await.leads_to(&path);
        ours.get(&path).await.is_silent_on("noto@example.jp");
        let name = format!("{path}/name");
        ours.get(&name).await.says(200, "鉄工所");
        let named = |seen: &'static str| [("organisation_name", "新鉄工所"), ("seen", seen)];
        ours.post(&name, &named("1")).await.leads_to(&path);
        ours.post(&name, &named("1"))
            .await
            .says(409, "ほかの人が先に変更しました");
    }
}
