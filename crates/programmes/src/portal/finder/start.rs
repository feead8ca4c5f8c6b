//! Starting from something that a company already has: its corporate number, or a profile file. Nothing of it is
//! stored; what can be used becomes answers in the address, and the number does not.

use askama::Template;
use axum::body::Body;
use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::extract::{OriginalUri, State as With};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use eligibility::read_profile;
use kernel::corporate_number::{CorporateNumber, CorporateNumberFault};
use platform::{Frame, page};

use super::address::written;
use super::answers::COURSE;
use super::{pairs, words};
use crate::catalogue::Catalogue;
use crate::portal::State;

/// A profile file is small; the rest is for what frames it in an upload.
const LARGEST_FILE: usize = 256 * 1024;
pub const LARGEST_UPLOAD: usize = LARGEST_FILE + 8 * 1024;

/// Addresses longer than this are not sure to be carried by every browser and proxy.
const LONGEST_ADDRESS: usize = 8_000;

#[derive(Template)]
#[template(path = "finder_start.html")]
struct StartPage {
    frame: Frame,
    number: String,
    number_error: Option<String>,
    /// What the number itself proves.
    number_said: Option<String>,
    /// Where the answers go on from the number.
    go_on: String,
    text: String,
    file_errors: Vec<String>,
}

/// What was sent.
#[derive(Default)]
struct Sent {
    number: String,
    text: String,
    file: String,
}

pub async fn show(With(state): With<State>, OriginalUri(uri): OriginalUri) -> Response {
    page(&StartPage::new(state.frame(&uri)))
}

pub async fn begin(
    With(state): With<State>,
    OriginalUri(uri): OriginalUri,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let frame = state.frame(&uri);
    let Ok(form) = form else {
        return platform::page::bad_request(frame);
    };
    let sent = match read(form).await {
        Ok(sent) => sent,
        Err(fault) if fault.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let mut start = StartPage::new(frame);
            start.file_errors = vec![start.frame.t("finder-file-too-large")];
            return platform::page::page_with_status(StatusCode::PAYLOAD_TOO_LARGE, &start);
        }
        Err(_) => return platform::page::bad_request(frame),
    };
    let mut start = StartPage::new(frame);
    if !sent.number.trim().is_empty() {
        start.number(sent.number.trim(), &state.catalogue);
        let status = match start.number_error {
            None => StatusCode::OK,
            Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        return platform::page::page_with_status(status, &start);
    }
    let text = match sent.file.trim() {
        "" => sent.text,
        _ => sent.file,
    };
    match start.profile(&text, &state.catalogue) {
        Some(address) => see_other(&address),
        None => {
            start.text = text;
            platform::page::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &start)
        }
    }
}

async fn read(mut form: Multipart) -> Result<Sent, MultipartError> {
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "number" => sent.number = text,
            "text" => sent.text = text,
            "file" => sent.file = text,
            _ => {}
        }
    }
    Ok(sent)
}

fn see_other(address: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let location = HeaderValue::from_str(address).expect("an address is written in ASCII");
    response.headers_mut().insert(header::LOCATION, location);
    let keep = HeaderValue::from_static("private, no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, keep);
    response
}

impl StartPage {
    fn new(frame: Frame) -> StartPage {
        StartPage {
            go_on: frame.link("/finder"),
            frame,
            number: String::new(),
            number_error: None,
            number_said: None,
            text: String::new(),
            file_errors: Vec::new(),
        }
    }

    /// Checks a corporate number and says what it proves by itself.
    fn number(&mut self, typed: &str, catalogue: &Catalogue) {
        let frame = self.frame.clone();
        typed.clone_into(&mut self.number);
        match CorporateNumber::parse(typed) {
            Err(CorporateNumberFault::NotThirteenDigits) => {
                self.number_error = Some(frame.t("finder-number-digits"));
            }
            Err(CorporateNumberFault::CheckDigit { expected }) => {
                let args = [("expected", expected.to_string())];
                let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
                self.number_error = Some(frame.say("finder-number-check", &args));
            }
            Ok(number) => {
                let public = is_public_body(&number);
                let fact = catalogue.facts.find("applicant");
                let known =
                    fact.is_some_and(|id| catalogue.facts.get(id).choice("other_body").is_some());
                let key = match public {
                    true => "finder-number-public",
                    false => "finder-number-valid",
                };
                self.number_said = Some(frame.t(key));
                if public && known {
                    self.go_on = frame.link("/finder?applicant=other_body");
                }
            }
        }
    }

    /// The address with the answers of a profile; what is wrong with it otherwise.
    fn profile(&mut self, text: &str, catalogue: &Catalogue) -> Option<String> {
        let frame = self.frame.clone();
        let profile = match read_profile(&frame.t("finder-file-name"), text, &catalogue.facts) {
            Ok(profile) => profile,
            Err(faults) => {
                let sentences = faults
                    .iter()
                    .map(|fault| fault.sentence(words(), frame.lang));
                self.file_errors = sentences.collect();
                return None;
            }
        };
        let pairs = pairs::pairs(&profile, &catalogue.facts);
        let mut wrong = pairs.iter().filter_map(|(name, course)| {
            let programme = name.strip_prefix(COURSE)?;
            let found = catalogue.find(programme);
            let editions = found.iter().flat_map(|found| &found.rules.editions);
            let mut courses = editions.flat_map(|(_, edition)| &edition.courses);
            let args = [("programme", programme), ("course", course.as_str())];
            let known = courses.any(|known| known.id == *course);
            (!known).then(|| frame.say("finder-file-course", &args))
        });
        if let Some(wrong) = wrong.next() {
            self.file_errors.push(wrong);
            return None;
        }
        let pairs = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let address = frame.link(&written("/finder", pairs));
        if address.len() > LONGEST_ADDRESS {
            self.file_errors.push(frame.t("finder-file-too-long"));
            return None;
        }
        Some(address)
    }
}

/// Whether a number was given to an organ of the State or to a local government. The numbers of registered
/// corporations are their twelve digits in the register behind a check digit, and none of these begins with 00; the
/// National Tax Agency (国税庁, 法人番号の構成) gives 00 to the State and to local governments, 7 to all others.
fn is_public_body(number: &CorporateNumber) -> bool {
    number.to_string()[1..].starts_with("00")
}
