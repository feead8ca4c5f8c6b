//! The person's own name and language.

use axum::extract::{Form, OriginalUri, State as With};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Lang;
use platform::Frame;

use super::State;
use super::form::{Field, FormPage};
use super::shown::broken;
use super::signed_in::SignedIn;
use crate::actions::record;
use crate::event::Event;
use crate::person::{Name, NameFault, kana_part, name_part};
use crate::store::people;

/// A name as it was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    family: String,
    given: String,
    family_kana: String,
    given_kana: String,
}

/// What is wrong with it, by field.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wrong {
    family: Option<NameFault>,
    given: Option<NameFault>,
    family_kana: Option<NameFault>,
    given_kana: Option<NameFault>,
}

impl Named {
    pub(super) fn of<'a>(said: &impl Fn(&str) -> &'a str) -> Named {
        Named {
            family: said("family").to_owned(),
            given: said("given").to_owned(),
            family_kana: said("family_kana").to_owned(),
            given_kana: said("given_kana").to_owned(),
        }
    }

    pub(super) fn name(&self) -> Result<Name, Wrong> {
        let (family, given) = (name_part(&self.family), name_part(&self.given));
        let (family_kana, given_kana) = (kana_part(&self.family_kana), kana_part(&self.given_kana));
        // One half of a reading is no reading.
        let half = |here: &Result<Option<String>, NameFault>,
                    there: &Result<Option<String>, NameFault>| {
            matches!((here, there), (Ok(None), Ok(Some(_)))).then_some(NameFault::Missing)
        };
        let halves = (
            half(&family_kana, &given_kana),
            half(&given_kana, &family_kana),
        );
        match (family, given, family_kana, given_kana) {
            (Ok(family), Ok(given), Ok(family_kana), Ok(given_kana)) if halves == (None, None) => {
                Ok(Name {
                    family,
                    given,
                    kana: family_kana.zip(given_kana),
                })
            }
            (family, given, family_kana, given_kana) => Err(Wrong {
                family: family.err(),
                given: given.err(),
                family_kana: family_kana.err().or(halves.0),
                given_kana: given_kana.err().or(halves.1),
            }),
        }
    }
}

pub(super) fn name_fields(frame: &Frame, named: &Named, wrong: Option<&Wrong>) -> Vec<Field> {
    let wrong = wrong.copied().unwrap_or_default();
    let said = |fault: Option<NameFault>| fault.map(|fault| frame.t(fault.key()));
    vec![
        Field::line(frame, "family", "text", "family-name")
            .with(&named.family)
            .wrong(said(wrong.family)),
        Field::line(frame, "given", "text", "given-name")
            .with(&named.given)
            .wrong(said(wrong.given)),
        Field::line(frame, "family_kana", "text", "off")
            .with(&named.family_kana)
            .wrong(said(wrong.family_kana))
            .optional(),
        Field::line(frame, "given_kana", "text", "off")
            .with(&named.given_kana)
            .wrong(said(wrong.given_kana))
            .optional(),
    ]
}

pub async fn show(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
) -> Response {
    let person = &signed_in.person;
    let kana = person
        .name
        .as_ref()
        .and_then(|name| name.kana.clone())
        .unwrap_or_default();
    let named = Named {
        family: person
            .name
            .as_ref()
            .map(|name| name.family.clone())
            .unwrap_or_default(),
        given: person
            .name
            .as_ref()
            .map(|name| name.given.clone())
            .unwrap_or_default(),
        family_kana: kana.0,
        given_kana: kana.1,
    };
    form(state.frame(&uri), &named, None, person.lang).answer()
}

pub async fn submit(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    signed_in: SignedIn,
    Form(sent): Form<Vec<(String, String)>>,
) -> Response {
    let frame = state.frame(&uri);
    let said = |name: &str| {
        let found = sent.iter().find(|(found, _)| found == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let named = Named::of(&said);
    let lang = Lang::of_tag(said("lang")).unwrap_or(signed_in.person.lang);
    let name = match named.name() {
        Ok(name) => name,
        Err(wrong) => return form(frame, &named, Some(&wrong), lang).answer(),
    };
    match rename(&state, &signed_in, &name, lang).await {
        Ok(()) => Redirect::to(&frame.link("/account?saved=name")).into_response(),
        Err(fault) => broken(&fault),
    }
}

async fn rename(
    state: &State,
    signed_in: &SignedIn,
    name: &Name,
    lang: Lang,
) -> Result<(), platform::DbFault> {
    let id = &signed_in.person.id;
    let mut tx = state.accounts.db.begin().await?;
    people::rename(&mut tx, id, name, lang).await?;
    record(
        &mut tx,
        &state.accounts,
        id,
        Event::NameChanged,
        Default::default(),
        Vec::new(),
        None,
    )
    .await?;
    tx.commit().await
}

fn form(frame: Frame, named: &Named, wrong: Option<&Wrong>, lang: Lang) -> FormPage {
    let mut fields = name_fields(&frame, named, wrong);
    let languages =
        [("ja", "lang-ja"), ("en", "lang-en")].map(|(tag, key)| (tag.to_owned(), frame.t(key)));
    fields.push(Field::choice(
        &frame,
        "lang",
        languages.to_vec(),
        lang.tag(),
    ));
    FormPage::new(frame, "name", "/account/name", fields).links(&[("/account", "to-account")])
}
