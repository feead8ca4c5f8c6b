//! The identity tokens of our own provider, right and wrong.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::ground::noon;
use super::provider::{CLIENT, Stub, Wrong};

/// `DigestInfo` of SHA-256 (RFC 8017 §9.2).
const DIGEST_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

pub static KEYS: LazyLock<[RsaPrivateKey; 2]> = LazyLock::new(|| {
    [(); 2].map(|()| {
        let mut random = rsa::rand_core::OsRng;
        RsaPrivateKey::new(&mut random, 2048).expect("a key")
    })
});

/// A token for the person `s1`, with what is wrong in it.
pub fn id_token(stub: &Stub, nonce: &str) -> String {
    let now = noon().as_second();
    let pick = |wrong: Wrong, value: Value, right: Value| match stub.wrong == wrong {
        true => value,
        false => right,
    };
    let audience = pick(Wrong::Audience, json!("other"), json!(CLIENT));
    let mut claims = json!({
        "iss": pick(Wrong::Issuer, json!("https://evil.example/"), json!(stub.issuer)),
        "sub": "s1",
        "aud": pick(Wrong::OneMoreAudience, json!([CLIENT, "other"]), audience),
        "iat": now - 10,
        "exp": pick(Wrong::Expired, json!(now), json!(now + 300)),
        "nonce": pick(Wrong::Nonce, json!("another"), json!(nonce)),
        "auth_time": pick(Wrong::OldProof, json!(now - 3600), json!(now)),
    });
    if stub.wrong == Wrong::Party {
        claims["azp"] = "other".into();
    }
    let (algorithm, key_id, key) = match stub.wrong {
        Wrong::NoAlgorithm => ("none", "k1", &KEYS[0]),
        Wrong::SharedSecret => ("HS256", "k1", &KEYS[0]),
        Wrong::NewKey => ("RS256", "k2", &KEYS[1]),
        Wrong::UnknownKey => ("RS256", "k3", &KEYS[1]),
        Wrong::Signature => ("RS256", "k1", &KEYS[1]),
        _ => ("RS256", "k1", &KEYS[0]),
    };
    let head = json!({"alg": algorithm, "typ": "JWT", "kid": key_id});
    let signed = format!(
        "{}.{}",
        BASE64.encode(head.to_string()),
        BASE64.encode(claims.to_string())
    );
    let scheme = Pkcs1v15Sign {
        hash_len: Some(32),
        prefix: DIGEST_INFO.into(),
    };
    let signature = match stub.wrong {
        Wrong::NoAlgorithm => Vec::new(),
        // What whoever takes the public key for a shared secret would accept.
        Wrong::SharedSecret => Sha256::digest(&signed).to_vec(),
        _ => key.sign(scheme, &Sha256::digest(&signed)).expect("signed"),
    };
    format!("{signed}.{}", BASE64.encode(signature))
}
