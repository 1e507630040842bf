//! A photo and its receipt: cut, signed, verified, and every way in which they can have been changed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is a test's report")]

mod common;

use std::fs;
use std::path::PathBuf;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use common::{Run, exif_orientation, jpeg, portrait, portrait_file, swafoto, swafoto_reading, with_segment};
use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use p256::pkcs8::{EncodePrivateKey as _, EncodePublicKey as _, LineEnding};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use swafoto_models::HEAD_PARSER;
use swafoto_tests::restated::restated;
use tempfile::TempDir;

/// A policy that the portrait meets.
const POLICY: &str = "id = \"faces\"\ntitle = \"Counts faces\"\nhead-covering = []\n\
    [photo]\nwidth = 150\nheight = 200\nhead-size = { min = 0.5, max = 0.7 }\neyes-at = 0.45\n\
    max-bytes = 100000\n\
    [rules]\nsingle-face-present = { min = 1, max = 2 }\nhead-pose-yaw = { min = -30, max = 30 }\n";

/// A self-signed certificate of [`key`]`(7)`.
const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\n\
    MIIBITCByaADAgECAgEBMAoGCCqGSM49BAMCMBsxGTAXBgNVBAMMEHN3YWZvdG8g\n\
    dGVzdCBrZXkwHhcNMjYwMTAxMDAwMDAwWhcNMjcwMTAxMDAwMDAwWjAbMRkwFwYD\n\
    VQQDDBBzd2Fmb3RvIHRlc3Qga2V5MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n\
    HhhTL9R1TALzBB2cdc6zO4P/2BrHzk/ogsyxyYvFiW6kbDEcTi/0DdlqNlPm5FRF\n\
    0y3+SG7O11x6kMahiIHAozAKBggqhkjOPQQDAgNHADBEAiAhdGZn95lSGkbcl8Hk\n\
    +KvyoFSn50UyDu30b1mGqV6TGAIgSIGj9AArg109VrvtSPg99yv5tZVpASJMZ5cF\n\
    ZvWm4x4=\n\
    -----END CERTIFICATE-----\n";

fn key(seed: u8) -> SecretKey {
    SecretKey::from_slice(&[seed; 32]).unwrap()
}

fn public_pem(seed: u8) -> String {
    key(seed).public_key().to_public_key_pem(LineEnding::LF).unwrap()
}

/// A folder with a photo, its receipt, and the keys.
struct Case {
    folder: TempDir,
}

impl Case {
    fn new() -> Self {
        let case = Self { folder: tempfile::tempdir().unwrap() };
        case.write("policy.toml", POLICY);
        case.write("key.pem", &*key(7).to_pkcs8_pem(LineEnding::LF).unwrap());
        case.write("public.pem", public_pem(7));
        case.write("other.pem", public_pem(8));
        case
    }

    /// A case whose photo is cut and whose receipt is signed.
    fn signed() -> Self {
        let case = Self::new();
        let run = case.crop(&["--sign", "key.pem", "--nonce", "n-1", "--reference", "KP-7"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        case
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the command; arguments that name a file of the case are given as its path.
    fn run(&self, arguments: &[&str]) -> Run {
        let known = |argument: &&str| {
            argument.contains('.') && self.path(argument).parent() == Some(self.folder.path())
        };
        let arguments = arguments.iter().map(|argument| {
            if known(argument) { self.path(argument).into_os_string() } else { (*argument).into() }
        });
        swafoto(arguments)
    }

    fn crop(&self, more: &[&str]) -> Run {
        let still = portrait_file();
        let still = still.to_str().unwrap();
        let out = self.path("photo.jpg");
        let arguments =
            ["crop", still, out.to_str().unwrap(), "--policy", "policy.toml", "--receipt", "receipt.jws"];
        self.run(&[&arguments, more].concat())
    }

    fn verify(&self, more: &[&str]) -> Run {
        let arguments = ["verify", "photo.jpg", "receipt.jws"];
        let key: &[&str] = if more.contains(&"--key") { &[] } else { &["--key", "public.pem"] };
        self.run(&[&arguments, key, more].concat())
    }

    /// The receipt's content.
    fn content(&self) -> Value {
        let payload = self.text("receipt.jws").split('.').nth(1).unwrap().to_owned();
        serde_json::from_slice(&Base64UrlUnpadded::decode_vec(&payload).unwrap()).unwrap()
    }

    /// A receipt that the key has signed, with `change` made to what it says: as a phone whose key is free would.
    fn sign_anew(&self, change: impl FnOnce(&mut Value)) {
        let mut content = self.content();
        change(&mut content);
        let jws = self.text("receipt.jws");
        let header = jws.split('.').next().unwrap();
        let input = format!("{header}.{}", Base64UrlUnpadded::encode_string(content.to_string().as_bytes()));
        let signature: Signature = SigningKey::from(key(7)).sign(input.as_bytes());
        let signature = Base64UrlUnpadded::encode_string(&signature.to_bytes());
        self.write("receipt.jws", format!("{input}.{signature}"));
    }

    /// Replaces a part of the JWS by `change` of its JSON text.
    fn tamper(&self, part: usize, change: impl Fn(String) -> String) {
        let jws = self.text("receipt.jws");
        let mut parts: Vec<String> = jws.split('.').map(str::to_owned).collect();
        let text = String::from_utf8(Base64UrlUnpadded::decode_vec(&parts[part]).unwrap()).unwrap();
        let changed = change(text.clone());
        assert_ne!(changed, text);
        parts[part] = Base64UrlUnpadded::encode_string(changed.as_bytes());
        self.write("receipt.jws", parts.join("."));
    }
}

/// Status 1, and exactly the lines of `checks` say FAIL.
fn fails(run: &Run, checks: &[&str]) {
    assert_eq!(run.status, 1, "{}{}", run.stdout, run.stderr);
    let failed: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| line.contains("FAIL"))
        .map(|line| line.split_whitespace().nth(2).unwrap())
        .collect();
    assert_eq!(failed, checks, "{}", run.stdout);
    assert!(run.stdout.contains("NOT verified"));
}

/// Status 2 and one line that says `words`.
fn unusable(run: &Run, words: &str) {
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains(words), "{}", run.stderr);
}

#[test]
fn a_signed_receipt_verifies() {
    let case = Case::signed();
    let run = case.verify(&["--nonce", "n-1", "--policy", "policy.toml"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert_eq!(run.stdout.matches("✓ pass").count(), 9, "{}", run.stdout);
    case.write("certificate.pem", CERTIFICATE);
    assert_eq!(case.verify(&["--key", "certificate.pem"]).status, 0);

    let run = case.verify(&["--json"]);
    let answer = &run.json()[0];
    assert_eq!((&answer["verified"], &answer["reference"]), (&true.into(), &"KP-7".into()));
    let checks: Vec<_> = answer["checks"].as_array().unwrap().iter().map(|check| &check["check"]).collect();
    let all = [
        "header",
        "signature",
        "photo-sha256",
        "photo-size",
        "nonce",
        "policy",
        "rules",
        "models",
        "compliant",
    ];
    assert_eq!(checks, all);
    for nothing_to_compare in [4, 5, 6] {
        assert_eq!(answer["checks"][nothing_to_compare]["status"], "skipped");
    }
}

#[test]
fn the_receipt_says_what_judged_and_how_it_came_out() {
    let case = Case::signed();
    let content = case.content();
    assert_eq!((&content["receipt"], &content["compliant"]), (&2.into(), &true.into()));
    assert!(content["declared_covering"].is_null(), "nobody was asked");
    assert_eq!((&content["nonce"], &content["reference"]), (&"n-1".into(), &"KP-7".into()));
    assert_eq!(content["policy"]["id"], "faces");
    assert_eq!(content["still"], json!({ "width": 512, "height": 512 }));
    assert_eq!(content["models"].as_array().unwrap().len(), 7);
    assert_eq!(content["photo"]["bytes"], fs::metadata(case.path("photo.jpg")).unwrap().len());
    let yaw = &content["checks"][1];
    assert_eq!(
        (&yaw["rule"], &yaw["status"], &yaw["unit"]),
        (&"head-pose-yaw".into(), &"pass".into(), &"degrees".into())
    );
    assert_eq!(yaw["limit"], json!({ "min": -30, "max": 30 }));
    assert!(yaw["measured"].is_number());
    // A shortest double: six to nine digits, as a float has.
    assert!(yaw["measured"].to_string().len() < 13, "{yaw}");
}

#[test]
fn the_receipt_names_the_parser_that_judged() {
    let named = |case: &Case| case.content()["models"].as_array().unwrap().last().unwrap().clone();
    let hash =
        |bytes: &[u8]| -> String { Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect() };
    let shipped = named(&Case::signed());
    assert_eq!(
        (&shipped["name"], &shipped["sha256"]),
        (&"head_parser".into(), &hash(HEAD_PARSER.bytes).into())
    );
    // The same numbers in another file: blanks in a list say nothing.
    let own = restated(HEAD_PARSER, "skin, ear, hair", "skin,ear ,hair ");
    let case = Case::new();
    case.write("own.onnx", &own);
    let run = case.crop(&["--sign", "key.pem", "--parser", "own.onnx"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(named(&case)["sha256"], hash(&own));
}

#[test]
fn another_library_verifies_the_signature() {
    use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
    let case = Case::signed();
    let jws = case.text("receipt.jws");
    let mut validation = Validation::new(Algorithm::ES256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    let decoded = |seed: u8| {
        let key = DecodingKey::from_ec_pem(public_pem(seed).as_bytes()).unwrap();
        decode::<Value>(&jws, &key, &validation)
    };
    let token = decoded(7).unwrap();
    assert_eq!(token.header.typ.as_deref(), Some("swafoto-receipt+jws"));
    assert_eq!(token.claims, case.content());
    assert!(decoded(8).is_err());
}

#[test]
fn what_was_changed_is_named() {
    let case = Case::signed();
    let mut photo = fs::read(case.path("photo.jpg")).unwrap();
    let middle = photo.len() * 3 / 4;
    // The pixels' density, which no pixel shows: a change of the picture may be damage, too.
    assert_eq!(&photo[6..10], b"JFIF");
    photo[15] ^= 1;
    case.write("photo.jpg", &photo);
    fails(&case.verify(&[]), &["photo-sha256"]);
    photo.truncate(middle);
    case.write("photo.jpg", &photo);
    fails(&case.verify(&[]), &["photo-sha256", "photo-size"]);

    let case = Case::signed();
    case.tamper(1, |json| json.replace("\"measured\":1,", "\"measured\":2,"));
    fails(&case.verify(&[]), &["signature"]);

    let case = Case::signed();
    case.tamper(0, |json| json.replace("ES256", "none"));
    fails(&case.verify(&[]), &["header", "signature"]);
    let case = Case::signed();
    case.tamper(0, |json| json.replace("swafoto-receipt", "other"));
    fails(&case.verify(&[]), &["header", "signature"]);
    let case = Case::signed();
    case.tamper(0, |json| json.replace("{", "{\"crit\":[\"b64\"],"));
    fails(&case.verify(&[]), &["header", "signature"]);

    let case = Case::signed();
    fails(&case.verify(&["--key", "other.pem"]), &["signature"]);
    fails(&case.verify(&["--nonce", "n-2"]), &["nonce"]);
    fails(&case.verify(&["--policy", "ektp"]), &["policy"]);
    case.tamper(1, |json| json.replace("\"n-1\"", "\"n-2\""));
    fails(&case.verify(&["--nonce", "n-2"]), &["signature"]);
}

#[test]
fn a_photo_that_broke_a_rule_is_only_for_review() {
    let case = Case::new();
    case.write("policy.toml", POLICY.replace("min = 1, max = 2", "min = 2, max = 2"));
    assert_eq!(case.crop(&["--sign", "key.pem"]).status, 1);
    fails(&case.verify(&[]), &["compliant"]);
    assert_eq!(case.verify(&["--review"]).status, 0);
    let case = Case::signed();
    case.tamper(1, |json| json.replace("\"status\":\"pass\"", "\"status\":\"fail\""));
    fails(&case.verify(&[]), &["signature", "compliant"]);
}

/// What a key signs that is free to sign anything.
#[test]
fn a_signed_receipt_is_held_against_the_policy() {
    let verify = |change: &dyn Fn(&mut Value), more: &[&str]| {
        let case = Case::signed();
        case.sign_anew(change);
        case.verify(&[&["--policy", "policy.toml"], more].concat())
    };
    assert_eq!(verify(&|_| {}, &[]).status, 0);
    let rules = |change: &dyn Fn(&mut Value), words: &str| {
        let run = verify(change, &[]);
        fails(&run, &["rules"]);
        assert!(run.stdout.contains(words), "{}", run.stdout);
    };
    rules(&|receipt| receipt["checks"] = json!([receipt["checks"][0]]), "head-pose-yaw is missing");
    rules(&|receipt| receipt["checks"][1] = receipt["checks"][0].clone(), "more than once");
    rules(&|receipt| receipt["checks"][1]["measured"] = json!(999), "head-pose-yaw passed with 999");
    rules(&|receipt| receipt["checks"][1]["measured"] = json!(30.000_002), "passed with 30.000002");
    rules(&|receipt| receipt["checks"][1]["measured"] = Value::Null, "passed without a number");
    rules(&|receipt| receipt["checks"][1]["limit"]["max"] = json!(90), "another limit");
    let waived = |receipt: &mut Value| {
        for check in receipt["checks"].as_array_mut().unwrap() {
            check["status"] = json!("waived");
        }
    };
    rules(&waived, "single-face-present is waived");
    let more = |receipt: &mut Value| {
        let mut check = receipt["checks"][1].clone();
        check["rule"] = json!("sharpness");
        receipt["checks"].as_array_mut().unwrap().push(check);
    };
    rules(&more, "\"sharpness\" is no rule of the policy");

    fails(&verify(&|receipt| receipt["models"] = json!([]), &[]), &["models"]);
    fails(&verify(&|receipt| receipt["models"][0]["sha256"] = json!("abc"), &[]), &["models"]);
    fails(&verify(&|receipt| receipt["compliant"] = json!(false), &["--review"]), &["compliant"]);
    // Nobody gains from what blocks: a person looks at it.
    let blocked = |receipt: &mut Value| {
        receipt["compliant"] = json!(false);
        (receipt["checks"][1]["status"], receipt["checks"][1]["measured"]) = (json!("fail"), json!(45));
    };
    assert_eq!(verify(&blocked, &["--review"]).status, 0);
    // Of another policy there is nothing to say but that it is another.
    let case = Case::signed();
    let other = case.verify(&["--policy", "ektp"]);
    assert!(other.stdout.contains("skipped  rules"), "{}", other.stdout);
}

#[test]
fn a_waiver_needs_a_covering_that_the_policy_accepts() {
    let accepting = POLICY.replace("head-covering = []", "head-covering = [\"turban\"]").replace(
        "[rules]\n",
        "[rules]\nears-visible-right = { min = 0 }\nears-visible-left = { min = 0 }\nface-outline = { min = 0 }\n",
    );
    let verify = |declared: Value, outline: &str| {
        let case = Case::new();
        case.write("policy.toml", &accepting);
        let run = case.crop(&["--sign", "key.pem"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        case.sign_anew(|receipt| {
            receipt["declared_covering"] = declared.clone();
            for check in receipt["checks"].as_array_mut().unwrap() {
                match check["rule"].as_str().unwrap() {
                    "ears-visible-right" | "ears-visible-left" => check["status"] = json!("waived"),
                    "face-outline" => check["status"] = json!(outline),
                    _ => {}
                }
            }
        });
        case.verify(&["--policy", "policy.toml"])
    };
    assert_eq!(verify(json!("person"), "pass").status, 0);
    let run = verify(Value::Null, "pass");
    fails(&run, &["rules"]);
    assert!(
        run.stdout.contains("ears-visible-right is waived, which the policy does not allow"),
        "{}",
        run.stdout
    );
    // Under a covering the outline must show.
    fails(&verify(json!("person"), "waived"), &["rules"]);
}

#[test]
fn a_receipt_without_a_signer_is_json_and_proves_nothing() {
    let case = Case::new();
    assert_eq!(case.crop(&[]).status, 0);
    assert!(case.text("receipt.jws").starts_with("{\"checks\":["));
    let run = case.verify(&[]);
    fails(&run, &["signature"]);
    assert!(run.stdout.contains("is not signed"));
}

#[test]
fn what_is_no_receipt_or_key_is_said() {
    let case = Case::signed();
    let jws = case.text("receipt.jws");
    case.write("private.pem", case.text("key.pem"));
    unusable(&case.verify(&["--key", "private.pem"]), "is a private key");
    unusable(&case.verify(&["--key", "policy.toml"]), "not a public key on P-256");
    unusable(&case.verify(&["--key", "none.pem"]), "none.pem");
    for (text, words) in [
        ("", "is empty"),
        (&jws[..jws.len() - 30], "signature is truncated"),
        (&jws[..jws.len() - 100], "truncated"),
        (&jws[..40], "truncated"),
        ("a.b.c", "not base64url"),
        ("hello", "no receipt"),
        ("{}", "not that of a receipt"),
        ("\u{0}", "no receipt"),
    ] {
        case.write("receipt.jws", text);
        unusable(&case.verify(&[]), words);
    }
    case.write("receipt.jws", [0xFF, 0xFE]);
    unusable(&case.verify(&[]), "is not text");
    let newer = Case::new();
    newer.crop(&[]);
    newer.write("receipt.jws", newer.text("receipt.jws").replace("\"receipt\":2", "\"receipt\":3"));
    unusable(&newer.verify(&[]), "form 3");
    fs::remove_file(newer.path("photo.jpg")).unwrap();
    unusable(&newer.verify(&[]), "no such file");
}

#[test]
fn a_key_as_older_tools_write_it() {
    let case = Case::new();
    let sec1 = key(7).to_sec1_pem(LineEnding::LF).unwrap();
    case.write("sec1.pem", sec1.as_bytes());
    assert_eq!(case.crop(&["--sign", "sec1.pem"]).status, 0);
    assert_eq!(case.verify(&[]).status, 0);
    // `openssl ecparam -genkey` names the curve first.
    let curve = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    case.write("ecparam.pem", format!("{curve}{}", *sec1));
    assert_eq!(case.crop(&["--sign", "ecparam.pem"]).status, 0);
    unusable(&case.verify(&["--key", "sec1.pem"]), "is a private key");
    case.write(
        "locked.pem",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n",
    );
    unusable(&case.crop(&["--sign", "locked.pem"]), "is encrypted");
    case.write("none.pem", "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n");
    let run = case.crop(&["--sign", "none.pem"]);
    unusable(&run, "none.pem: is not a private key on P-256 in PEM\n");
}

#[test]
fn what_comes_on_the_standard_input_is_verified() {
    let case = Case::signed();
    let (receipt, key) = (case.path("receipt.jws"), case.path("public.pem"));
    let arguments = ["verify", "-", receipt.to_str().unwrap(), "--key", key.to_str().unwrap()];
    let photo = fs::read(case.path("photo.jpg")).unwrap();
    assert_eq!(swafoto_reading(&arguments, &photo).status, 0);
    fails(&swafoto_reading(&arguments, &photo[..photo.len() - 1]), &["photo-sha256", "photo-size"]);
}

#[test]
fn no_mutated_receipt_verifies_or_panics() {
    let case = Case::signed();
    let whole = case.text("receipt.jws").into_bytes();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % limit
    };
    for round in 0..150 {
        let mut bytes = whole.clone();
        match round % 3 {
            0 => bytes[next(whole.len())] ^= 1 << next(7),
            1 => bytes.truncate(next(whole.len())),
            _ => {
                let (from, to) = (next(whole.len()), next(whole.len()));
                bytes.splice(from.min(to)..from.max(to), []);
            }
        }
        if bytes == whole {
            continue;
        }
        case.write("receipt.jws", &bytes);
        let run = case.verify(&[]);
        assert!([1, 2].contains(&run.status), "{}: {}", run.status, String::from_utf8_lossy(&bytes));
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    }
}

#[test]
fn the_photo_is_within_its_size_and_has_no_exif() {
    let case = Case::new();
    // The portrait, stored a quarter turn counter-clockwise, with an EXIF that says so.
    let stored = image::imageops::rotate270(&portrait());
    case.write("still.jpg", with_segment(&jpeg(&stored), &exif_orientation(6)));
    let run = case.run(&["crop", "still.jpg", "photo.jpg", "--policy", "policy.toml"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let photo = fs::read(case.path("photo.jpg")).unwrap();
    assert!(!photo.windows(4).any(|bytes| bytes == b"Exif"));
    let upright = image::load_from_memory(&photo).unwrap().to_rgb8();
    assert_eq!(upright.dimensions(), (150, 200));
    let check = case.run(&["check", "photo.jpg", "--policy", "policy.toml", "--json"]);
    let measures = &check.json()[0]["measures"];
    let measure = |name: &str| measures[name].as_f64().unwrap();
    // The portrait has little room over the head, so the crop is closer than it would be.
    assert!((0.47..0.73).contains(&measure("head_size")), "{measures}");
    assert!((measure("center_x") - 0.5).abs() < 0.03 && measure("roll").abs() < 4.0, "{measures}");

    // What is too large even at the lowest quality gets fewer pixels, as long as the rules allow.
    let tight = POLICY.replace("max-bytes = 100000", "max-bytes = 4000");
    case.write("policy.toml", &tight);
    let run = case.run(&["crop", "still.jpg", "small.jpg", "--policy", "policy.toml"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let small = fs::read(case.path("small.jpg")).unwrap();
    let (width, height) = image::load_from_memory(&small).unwrap().to_rgb8().dimensions();
    assert!(small.len() <= 4000 && width < 150 && height < 200, "{} bytes, {width} x {height}", small.len());

    case.write("policy.toml", tight.replace("[rules]\n", "[rules]\nresolution = { min = 150 }\n"));
    let run = case.run(&["crop", "still.jpg", "none.jpg", "--policy", "policy.toml"]);
    unusable(&run, "150 x 200 pixels take more than `max-bytes` at the lowest quality");
    assert!(!case.path("none.jpg").exists());
}
