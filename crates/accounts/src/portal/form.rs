//! A page with one form, as most pages of an account are: heading, sentences, fields, one button.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use platform::Frame;
use platform::page::page_with_status;

/// How a field is filled in.
#[derive(Clone, Debug)]
pub enum Input {
    /// `type` of the input.
    Line(&'static str),
    /// Value and label of each choice.
    Choice(Vec<(String, String)>),
    /// The same where there are many.
    Select(Vec<(String, String)>),
    Hidden,
}

/// One field of a form.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: &'static str,
    pub label: String,
    pub hint: Option<String>,
    pub value: String,
    pub error: Option<String>,
    pub input: Input,
    /// For browsers and password managers (WCAG 1.3.5).
    pub autocomplete: &'static str,
    pub required: bool,
    /// A few signs only.
    pub short: bool,
}

impl Field {
    pub fn line(
        frame: &Frame,
        name: &'static str,
        kind: &'static str,
        autocomplete: &'static str,
    ) -> Field {
        Field {
            name,
            label: frame.t(&format!("field-{name}")),
            hint: frame
                .words
                .find(frame.lang, &format!("field-{name}-hint"))
                .map(str::to_owned),
            value: String::new(),
            error: None,
            input: Input::Line(kind),
            autocomplete,
            required: true,
            short: false,
        }
    }

    pub fn hidden(name: &'static str, value: impl Into<String>) -> Field {
        Field {
            name,
            label: String::new(),
            hint: None,
            value: value.into(),
            error: None,
            input: Input::Hidden,
            autocomplete: "off",
            required: false,
            short: false,
        }
    }

    pub fn choice(
        frame: &Frame,
        name: &'static str,
        choices: Vec<(String, String)>,
        chosen: &str,
    ) -> Field {
        Field {
            input: Input::Choice(choices),
            ..Field::line(frame, name, "text", "off")
        }
        .with(chosen)
    }

    pub fn select(
        frame: &Frame,
        name: &'static str,
        options: Vec<(String, String)>,
        chosen: &str,
    ) -> Field {
        Field {
            input: Input::Select(options),
            ..Field::line(frame, name, "text", "off")
        }
        .with(chosen)
    }

    pub fn with(self, value: impl Into<String>) -> Field {
        Field {
            value: value.into(),
            ..self
        }
    }

    pub fn wrong(self, error: Option<String>) -> Field {
        Field { error, ..self }
    }

    /// With another hint than the field has elsewhere.
    pub fn hinted(self, hint: String) -> Field {
        Field {
            hint: Some(hint),
            ..self
        }
    }

    pub fn optional(self) -> Field {
        Field {
            required: false,
            ..self
        }
    }

    pub fn short(self) -> Field {
        Field {
            short: true,
            ..self
        }
    }

    fn is_hidden(&self) -> bool {
        matches!(self.input, Input::Hidden)
    }

    fn choices(&self) -> &[(String, String)] {
        match &self.input {
            Input::Choice(choices) => choices,
            Input::Line(_) | Input::Select(_) | Input::Hidden => &[],
        }
    }

    fn options(&self) -> &[(String, String)] {
        match &self.input {
            Input::Select(options) => options,
            Input::Line(_) | Input::Choice(_) | Input::Hidden => &[],
        }
    }

    fn kind(&self) -> &'static str {
        match self.input {
            Input::Line(kind) => kind,
            Input::Hidden => "hidden",
            Input::Choice(_) | Input::Select(_) => "radio",
        }
    }

    fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("{}-hint", self.name));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.name));
        }
        ids.join(" ")
    }
}

/// A page with one form.
#[derive(Template)]
#[template(path = "form.html")]
pub struct FormPage {
    pub frame: Frame,
    pub title: String,
    pub lead: Vec<String>,
    /// What is wrong with the whole, above the form.
    pub wrong: Option<String>,
    pub fields: Vec<Field>,
    /// Where the form goes, without the language.
    pub action: String,
    pub submit: String,
    /// The button does something that cannot be undone.
    pub danger: bool,
    /// Where else one may go: address without the language, and text.
    pub links: Vec<(String, String)>,
    /// A button that signs in or adds by passkey: `sign-in` or `add`, and where it goes on to.
    pub passkey: Option<(&'static str, String)>,
    /// Buttons that lead to other providers: where they go, without the language, what they say, and where it goes on
    /// afterwards.
    pub providers: Vec<(String, String, String)>,
}

impl FormPage {
    /// The page whose messages begin with `key`: `KEY-title`, `KEY-lead`, `KEY-submit`.
    pub fn new(frame: Frame, key: &str, action: &str, fields: Vec<Field>) -> FormPage {
        FormPage {
            title: frame.t(&format!("{key}-title")),
            lead: vec![frame.t(&format!("{key}-lead"))],
            wrong: None,
            fields,
            action: action.to_owned(),
            submit: frame.t(&format!("{key}-submit")),
            danger: false,
            links: Vec::new(),
            passkey: None,
            providers: Vec::new(),
            frame,
        }
    }

    pub fn wrong(self, key: &str) -> FormPage {
        FormPage {
            wrong: Some(self.frame.t(key)),
            ..self
        }
    }

    pub fn links(self, links: &[(&str, &str)]) -> FormPage {
        let links = links
            .iter()
            .map(|(path, key)| ((*path).to_owned(), self.frame.t(key)))
            .collect();
        FormPage { links, ..self }
    }

    /// A page may have nothing but the button of a passkey.
    fn has_form(&self) -> bool {
        (self.passkey.is_none() && self.providers.is_empty())
            || self.fields.iter().any(|field| !field.is_hidden())
    }

    fn is_wrong(&self) -> bool {
        self.wrong.is_some() || self.has_wrong_field()
    }

    fn has_wrong_field(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    /// Of an account: then the breadcrumb leads there.
    fn is_private(&self) -> bool {
        self.frame.is_current("/account")
    }

    /// The page: 422 when something must be corrected.
    pub fn answer(&self) -> Response {
        let status = match self.is_wrong() {
            true => StatusCode::UNPROCESSABLE_ENTITY,
            false => StatusCode::OK,
        };
        page_with_status(status, self)
    }

    pub fn answer_with(&self, status: StatusCode) -> Response {
        page_with_status(status, self)
    }
}
