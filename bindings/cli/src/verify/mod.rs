//! `swafoto verify`: does a receipt belong to a photo, and did the key sign it?

pub(crate) mod key;
mod receipt;

use std::io::{Read as _, Write as _};
use std::path::Path;

use p256::ecdsa::VerifyingKey;
use p256::ecdsa::signature::Verifier as _;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use swafoto::photo::{Claims, Contradiction, PhotoClaim, RECEIPT_TYPE};
use swafoto::rule::Policy;

use crate::arguments::{PolicyChoice, VerifyArguments};
use crate::photo::Photo;
use crate::{CommandError, Outcome, name, photo, policy, table};

use receipt::{Jws, ReadReceipt};

/// Largest receipt that is read. One of 24 rules has some 5 kB.
const MAX_RECEIPT_BYTES: u64 = 1 << 20;

/// How something that is compared came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Match {
    Pass,
    Fail,
    /// There was nothing to compare it with.
    Skipped,
}

/// One line of the answer.
#[derive(Debug, Serialize)]
struct Finding {
    check: &'static str,
    status: Match,
    reason: String,
}

/// The answer as `--json` prints it.
#[derive(Serialize)]
struct Answer<'a> {
    photo: String,
    receipt: String,
    verified: bool,
    reference: Option<&'a str>,
    checks: &'a [Finding],
}

/// Runs `swafoto verify`.
pub(crate) fn run(arguments: &VerifyArguments) -> Result<Outcome, CommandError> {
    let key = key::verifying(&arguments.key)?;
    let expected = arguments.policy.as_ref().map(|name| policy::load(&PolicyChoice { policy: name.clone() }));
    let expected = expected.transpose()?;
    let unusable = |path: &Path, reason| CommandError::file(path, reason);
    let photo =
        photo::read(&arguments.photo).map_err(|error| unusable(&arguments.photo, error.to_string()))?;
    let text = read_text(&arguments.receipt, MAX_RECEIPT_BYTES)?;
    let receipt = ReadReceipt::parse(&text).map_err(|reason| unusable(&arguments.receipt, reason))?;
    let findings = compare(&photo, &receipt, &key, expected.as_ref(), arguments);
    let verified = findings.iter().all(|finding| finding.status != Match::Fail);
    print(arguments, &receipt.claims, &findings, verified)?;
    Ok(if verified { Outcome::Good } else { Outcome::Rejected })
}

fn compare(
    photo: &[u8],
    receipt: &ReadReceipt,
    key: &VerifyingKey,
    expected: Option<&Policy>,
    arguments: &VerifyArguments,
) -> Vec<Finding> {
    let claims = &receipt.claims;
    let mut findings = Vec::new();
    match &receipt.jws {
        Some(jws) => findings.extend([header(jws), signature(jws, key)]),
        None => findings.push(finding("signature", Err("the receipt is not signed".to_owned()))),
    }
    findings.extend([photo_hash(photo, &claims.photo), photo_size(photo, &claims.photo)]);
    findings.push(nonce(claims.nonce.as_deref(), arguments.nonce.as_deref()));
    findings.extend([policy_hash(claims, expected), rules(claims, expected), models(claims)]);
    findings.push(compliant(claims, arguments.review));
    findings
}

fn finding(check: &'static str, outcome: Result<String, String>) -> Finding {
    match outcome {
        Ok(reason) => Finding { check, status: Match::Pass, reason },
        Err(reason) => Finding { check, status: Match::Fail, reason },
    }
}

fn skipped(check: &'static str, reason: &str) -> Finding {
    Finding { check, status: Match::Skipped, reason: reason.to_owned() }
}

/// The header must say what we verify by, and nothing that we would have to understand: an attacker chooses it.
fn header(Jws { header, .. }: &Jws) -> Finding {
    let outcome = if header.alg != "ES256" {
        Err(format!("the algorithm is {:?}, must be \"ES256\"", header.alg))
    } else if header.typ.as_deref() != Some(RECEIPT_TYPE) {
        Err(format!("the type is {:?}, must be {RECEIPT_TYPE:?}", header.typ.as_deref().unwrap_or("none")))
    } else if header.crit.is_some() {
        Err("it asks for an extension that is not understood (crit)".to_owned())
    } else {
        Ok(header.kid.as_ref().map_or("ES256".to_owned(), |kid| format!("ES256, key id {kid:?}")))
    };
    finding("header", outcome)
}

fn signature(jws: &Jws, key: &VerifyingKey) -> Finding {
    let signed = key.verify(jws.signing_input.as_bytes(), &jws.signature).is_ok();
    let failed = "it is not by this key, or the receipt was changed";
    finding("signature", if signed { Ok("by this key".to_owned()) } else { Err(failed.to_owned()) })
}

fn photo_hash(photo: &[u8], fact: &PhotoClaim) -> Finding {
    let sha256: String = Sha256::digest(photo).iter().map(|byte| format!("{byte:02x}")).collect();
    let same = sha256 == fact.sha256;
    let differs = format!("the photo is {sha256}, the receipt is for {}", fact.sha256.escape_debug());
    finding("photo-sha256", if same { Ok(sha256) } else { Err(differs) })
}

fn photo_size(photo: &[u8], fact: &PhotoClaim) -> Finding {
    let bytes = photo.len() as u64;
    let outcome = match Photo::decode(photo.to_vec()) {
        Ok(decoded) => {
            let (width, height) = decoded.stored_size();
            let described = format!("{width} x {height} pixels, {bytes} bytes");
            let same = (bytes, width, height) == (fact.bytes, fact.width as usize, fact.height as usize);
            let said = format!("{} x {} pixels, {} bytes", fact.width, fact.height, fact.bytes);
            if same {
                Ok(described)
            } else {
                Err(format!("the photo has {described}, the receipt says {said}"))
            }
        }
        Err(error) => Err(format!("the photo {error}")),
    };
    finding("photo-size", outcome)
}

fn nonce(said: Option<&str>, expected: Option<&str>) -> Finding {
    match (said, expected) {
        (_, None) => skipped("nonce", "none was given to compare: the receipt may be an old one"),
        (Some(said), Some(expected)) if said == expected => finding("nonce", Ok(format!("{said:?}"))),
        (Some(said), Some(_)) => finding("nonce", Err(format!("the receipt has {said:?}"))),
        (None, Some(_)) => finding("nonce", Err("the receipt has none".to_owned())),
    }
}

fn policy_hash(claims: &Claims, expected: Option<&Policy>) -> Finding {
    let said = &claims.policy;
    let Some(expected) = expected else {
        return skipped("policy", &format!("none was given to compare: the receipt names {:?}", said.id));
    };
    let same = claims.names(expected);
    let differs = format!(
        "the receipt is for {:?} {}, the policy is {:?} {}",
        said.id,
        said.sha256.escape_debug(),
        expected.id(),
        expected.sha256()
    );
    finding("policy", if same { Ok(format!("{:?} {}", said.id, said.sha256)) } else { Err(differs) })
}

/// The checks must be those that the policy asks for, and what passed must lie within its limits.
fn rules(claims: &Claims, expected: Option<&Policy>) -> Finding {
    let Some(policy) = expected.filter(|policy| claims.names(policy)) else {
        return skipped("rules", "there is no policy to hold them against, or it is another one");
    };
    let contradictions = claims.contradictions(policy);
    let all = format!("all {} of the policy, each by its limit", claims.checks.len());
    finding("rules", if contradictions.is_empty() { Ok(all) } else { Err(listed(&contradictions)) })
}

fn models(claims: &Claims) -> Finding {
    let unnamed = claims.unnamed_models();
    let all = format!("{} networks are named with their hashes", claims.models.len());
    finding("models", if unnamed.is_empty() { Ok(all) } else { Err(listed(&unnamed)) })
}

fn listed(contradictions: &[Contradiction]) -> String {
    contradictions.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// A receipt that calls a photo compliant must not list a rule that did not hold, and one that does not must list one.
fn compliant(claims: &Claims, review: bool) -> Finding {
    // Nobody has vouched for the names yet: they must not write on the terminal as they please.
    let broken: Vec<String> = claims.broken().map(|rule| rule.escape_debug().to_string()).collect();
    let outcome = match (claims.compliant, broken.is_empty()) {
        (true, true) if claims.checks.is_empty() => Err("the receipt lists no rule".to_owned()),
        (true, true) => Ok(format!("all {} rules hold or are waived", claims.checks.len())),
        (false, true) => Err("the receipt says that some rule does not hold, but lists none".to_owned()),
        (true, false) => {
            Err(format!("the receipt says so, but lists rules that do not hold: {}", broken.join(", ")))
        }
        (false, false) if review => Ok(format!("for review, does not hold: {}", broken.join(", "))),
        (false, false) => {
            Err(format!("the photo was handed over for review, does not hold: {}", broken.join(", ")))
        }
    };
    finding("compliant", outcome)
}

fn print(
    arguments: &VerifyArguments,
    claims: &Claims,
    findings: &[Finding],
    verified: bool,
) -> Result<(), std::io::Error> {
    let mut out = std::io::stdout().lock();
    let photo = name::of(&arguments.photo);
    if arguments.json {
        let answer = Answer {
            photo,
            receipt: name::of(&arguments.receipt),
            verified,
            reference: claims.reference.as_deref(),
            checks: findings,
        };
        serde_json::to_writer(&mut out, &answer)?;
        return writeln!(out);
    }
    writeln!(out, "{}: {}", name::printable(&photo), if verified { "verified" } else { "NOT verified" })?;
    let width = findings.iter().map(|finding| finding.check.len()).max().unwrap_or(0);
    for Finding { check, status, reason } in findings {
        let (sign, word) = match status {
            Match::Pass => ('✓', "pass"),
            Match::Fail => ('✗', "FAIL"),
            Match::Skipped => ('–', "skipped"),
        };
        writeln!(out, "  {sign} {word:7}  {}  {reason}", table::pad(check, width))?;
    }
    Ok(())
}

/// The text of the file at `path`, which a careless name must not make endless.
pub(crate) fn read_text(path: &Path, limit: u64) -> Result<String, CommandError> {
    let refused = |reason: String| CommandError::file(path, reason);
    let mut bytes = Vec::new();
    name::source(path)
        .and_then(|source| source.take(limit + 1).read_to_end(&mut bytes))
        .map_err(|error| refused(error.to_string()))?;
    if bytes.len() as u64 > limit {
        return Err(refused(format!("is larger than {limit} bytes")));
    }
    String::from_utf8(bytes).map_err(|_| refused("is not text".to_owned()))
}
