//! An authenticator made of software: one ES256 key, as a phone or a browser keeps it. It answers as it is told, also
//! wrongly. The bytes are those of WebAuthn §6.1 (authenticator data) and §6.5.4 (attestation `none`).

use accounts::actions::Challenge;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use platform::secret;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The person was there and was verified.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const WITH_KEY: u8 = 0x40;

#[derive(Clone)]
pub struct Authenticator {
    key: SigningKey,
    credential: [u8; 32],
    handle: String,
    /// Synchronised passkeys do not count: 0 for ever.
    pub counter: u32,
    pub origin: &'static str,
    pub host: &'static str,
    pub verifies: bool,
}

impl Authenticator {
    pub fn new() -> Authenticator {
        let key = loop {
            let bytes: [u8; 32] = secret::random();
            if let Ok(key) = SigningKey::from_slice(&bytes) {
                break key;
            }
        };
        Authenticator {
            key,
            credential: secret::random(),
            handle: String::new(),
            counter: 0,
            origin: super::ground::SITE,
            host: "city.example",
            verifies: true,
        }
    }

    pub fn credential(&self) -> String {
        BASE64.encode(self.credential)
    }

    /// `navigator.credentials.create()`
    pub fn create(&mut self, challenge: &Challenge) -> Value {
        let asked = &challenge.question["publicKey"];
        self.handle = asked["user"]["id"].as_str().expect("a handle").to_owned();
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (point.x().expect("x"), point.y().expect("y"));
        let mut data = self.data(WITH_KEY);
        data.extend([0; 16]);
        data.extend([0, 32]);
        data.extend(self.credential);
        // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 32]);
        data.extend(x.iter());
        data.extend([0x22, 0x58, 32]);
        data.extend(y.iter());
        // {"fmt": "none", "attStmt": {}, "authData": …}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).expect("a short text"));
        object.extend(data);
        let client = self.client("webauthn.create", asked);
        json!({
            "id": self.credential(),
            "rawId": self.credential(),
            "type": "public-key",
            "response": {
                "clientDataJSON": BASE64.encode(client),
                "attestationObject": BASE64.encode(object),
            },
        })
    }

    /// `navigator.credentials.get()`
    pub fn get(&self, challenge: &Challenge) -> Value {
        let client = self.client("webauthn.get", &challenge.question["publicKey"]);
        let data = self.data(0);
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature: Signature = self.key.sign(&signed);
        json!({
            "id": self.credential(),
            "rawId": self.credential(),
            "type": "public-key",
            "response": {
                "clientDataJSON": BASE64.encode(client),
                "authenticatorData": BASE64.encode(data),
                "signature": BASE64.encode(signature.to_der()),
                "userHandle": self.handle,
            },
        })
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let mut data = Sha256::digest(self.host.as_bytes()).to_vec();
        data.push(PRESENT | verified | flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client(&self, kind: &str, asked: &Value) -> Vec<u8> {
        json!({
            "type": kind,
            "challenge": asked["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        })
        .to_string()
        .into_bytes()
    }
}
