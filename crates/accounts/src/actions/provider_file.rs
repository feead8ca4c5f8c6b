//! Reads the file in which the city names its providers. No secret stands in it: the file may lie beside others, be
//! copied and be shown; each provider names another file or a variable of the environment that has its secret.

use std::path::Path;

use kernel::{Faults, Node, document};

use crate::provider::{Provider, ProviderKind, Secret, is_safe_address};

/// The providers of a file. What is wrong stands in `faults`, with its place; a provider with a fault is left out.
pub fn read_providers(path: &str, text: &str, faults: &mut Faults) -> Vec<Provider> {
    let node = match document::read(path, text) {
        Ok(Some(node)) => node,
        Ok(None) => return Vec::new(),
        Err(fault) => {
            faults.push(fault);
            return Vec::new();
        }
    };
    let Some(mut fields) = node.fields(faults) else {
        return Vec::new();
    };
    let mut providers: Vec<Provider> = Vec::new();
    for node in fields.list("providers", faults) {
        let Some(provider) = provider(path, node, faults) else {
            continue;
        };
        match providers.iter().any(|other| other.id == provider.id) {
            true => faults.add(&node.place, "providers-twice", [("id", &provider.id)]),
            false => providers.push(provider),
        }
    }
    fields.finish(faults);
    providers
}

fn provider(path: &str, node: &Node, faults: &mut Faults) -> Option<Provider> {
    let mut fields = node.fields(faults)?;
    let id = fields
        .required("id", faults)
        .and_then(|node| id(node, faults));
    let kind = fields
        .required("kind", faults)
        .and_then(|node| kind(node, faults));
    let issuer = fields
        .required("issuer", faults)
        .and_then(|node| issuer(node, faults));
    let client_id = fields.required_text("client_id", faults);
    let secret = (
        fields.optional("client_secret_file"),
        fields.optional("client_secret_env"),
    );
    let client_secret = match secret {
        (Some(file), None) => secret_in_file(path, file, faults),
        (None, Some(variable)) => secret_in_environment(variable, faults),
        (Some(_), Some(_)) | (None, None) => {
            faults.add(&node.place, "providers-secret", []);
            None
        }
    };
    let scopes = fields.texts("scopes", faults);
    let name = fields.required_bilingual("name", faults);
    let trusts_email = fields
        .optional("trusts_email")
        .and_then(|node| node.flag(faults))
        .unwrap_or(false);
    fields.finish(faults);
    let kind = kind?;
    let mut scopes = match scopes.is_empty() {
        true => kind
            .usual_scopes()
            .iter()
            .map(ToString::to_string)
            .collect(),
        false => scopes,
    };
    // The library asks for it on its own.
    scopes.retain(|scope| scope != "openid");
    Some(Provider {
        id: id?,
        kind,
        issuer: issuer?,
        client_id: client_id?,
        client_secret: client_secret?,
        scopes,
        name: name?,
        trusts_email,
    })
}

/// It stands in addresses.
fn id(node: &Node, faults: &mut Faults) -> Option<String> {
    let text = node.text(faults)?;
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.is_empty() || text.len() > 40 || !text.chars().all(fits) {
        faults.add(&node.place, "providers-id", [("found", &text)]);
        return None;
    }
    Some(text.to_owned())
}

fn kind(node: &Node, faults: &mut Faults) -> Option<ProviderKind> {
    let text = node.text(faults)?;
    let kind = ProviderKind::of_word(text);
    if kind.is_none() {
        faults.add(&node.place, "providers-kind", [("found", &text)]);
    }
    kind
}

fn issuer(node: &Node, faults: &mut Faults) -> Option<String> {
    let text = node.text(faults)?;
    if !is_safe_address(text) || text.contains(['?', '#', ' ']) {
        faults.add(&node.place, "providers-issuer", [("found", &text)]);
        return None;
    }
    Some(text.to_owned())
}

/// The file lies where its name says, seen from the file that names it.
fn secret_in_file(path: &str, node: &Node, faults: &mut Faults) -> Option<Secret> {
    let name = node.text(faults)?;
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    let secret = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
    secret_of(&secret).or_else(|| {
        faults.add(&node.place, "providers-secret-file", [("found", &name)]);
        None
    })
}

fn secret_in_environment(node: &Node, faults: &mut Faults) -> Option<Secret> {
    let name = node.text(faults)?;
    let secret = std::env::var(name).unwrap_or_default();
    secret_of(&secret).or_else(|| {
        faults.add(&node.place, "providers-secret-env", [("found", &name)]);
        None
    })
}

fn secret_of(text: &str) -> Option<Secret> {
    let text = text.trim();
    (!text.is_empty()).then(|| Secret::new(text))
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;

    /// The faults of a file with one provider in which a line was changed.
    fn check(line: &str, changed: &str, expected: &[&str]) -> Vec<Provider> {
        // A variable that every test process has.
        let text = "providers:\n  - id: gbizid\n    kind: gbizid\n    issuer: https://gbiz-id.go.jp/oauth/\n    client_id: c1\n    client_secret_env: PATH\n    name: {ja: GビズID, en: gBizID}\n";
        assert!(text.contains(line), "{line}");
        let text = text.replacen(line, changed, 1);
        let mut faults = Faults::default();
        let read = read_providers("x/providers.yaml", &text, &mut faults);
        let faults = faults.into_sorted();
        let found: Vec<&str> = faults.iter().map(|fault| fault.key).collect();
        assert_eq!(found, expected, "{changed}");
        for fault in faults
            .iter()
            .filter(|fault| fault.key.starts_with("providers-"))
        {
            for lang in Lang::ALL {
                let sentence = fault.sentence(crate::words(), lang);
                assert!(!sentence.contains('⟦'), "{sentence}");
            }
        }
        read
    }

    #[test]
    fn a_provider_is_read_with_its_secret_from_elsewhere() {
        let read = check("c1", "c1", &[]);
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].issuer, "https://gbiz-id.go.jp/oauth/");
        assert_eq!(read[0].scopes, ["profile", "user", "email"]);
        assert!(read[0].vouches_for_email() && !read[0].trusts_email);
        assert_eq!(
            read[0].client_secret.reveal(),
            std::env::var("PATH").expect("PATH").trim()
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        check("id: gbizid\n", "id: G/biz\n", &["providers-id"]);
        check("kind: gbizid", "kind: myna", &["providers-kind"]);
        check("https://gbiz", "http://gbiz", &["providers-issuer"]);
        check("https://gbiz-id.go.jp/oauth/", "http://127.0.0.1:9/", &[]);
        check(
            "client_secret_env: PATH",
            "client_secret_env: NOT_THERE",
            &["providers-secret-env"],
        );
        check(
            "client_secret_env: PATH",
            "client_secret_file: not/there",
            &["providers-secret-file"],
        );
        check("    client_secret_env: PATH\n", "", &["providers-secret"]);
        // A secret in the file itself is a field that nobody knows.
        check(
            "client_secret_env: PATH",
            "client_secret: x",
            &["providers-secret", "document-unknown-key-near"],
        );
    }
}
