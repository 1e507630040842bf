//! `swafoto crop`: the photo and the receipt that an app would hand over, from a file.

use std::io::Write as _;
use std::path::Path;

use p256::ecdsa::Signature;
use p256::ecdsa::signature::Signer as _;
use swafoto::Engine;
use swafoto::photo::{Declarant, Photo as CroppedPhoto, Receipt, ReceiptFacts};

use crate::arguments::CropArguments;
use crate::photo::Photo;
use crate::verify::key;
use crate::{CommandError, Outcome, load_engine, policy};

/// Runs `swafoto crop`.
pub(crate) fn run(arguments: &CropArguments) -> Result<Outcome, CommandError> {
    let policy = policy::load(&arguments.policy)?;
    let signer = arguments.sign.as_deref().map(key::signing).transpose()?;
    let engine = load_engine(&arguments.networks)?;
    let unusable =
        |reason: String| CommandError::File { file: arguments.photo.display().to_string(), reason };
    overwrites_nothing(arguments)?;
    let still = Photo::open(&arguments.photo).map_err(|error| unusable(error.to_string()))?;
    let frame = still.frame()?;
    let (verdict, analysis) = engine.judge_as(&frame, &policy, arguments.declared.declaration())?;
    let face = analysis.face.as_ref().ok_or_else(|| unusable("there is no face in the still".to_owned()))?;
    let photo =
        CroppedPhoto::from_still(&frame, face, &policy).map_err(|error| unusable(error.to_string()))?;
    write(&arguments.out, photo.jpeg())?;
    if let Some(path) = &arguments.receipt {
        let receipt = Receipt::new(&photo, &verdict, &analysis.measures, &policy, &facts(arguments, &engine));
        let text = match signer {
            None => receipt.to_canonical_json()?,
            Some(key) => {
                let unsigned = receipt.to_sign(None)?;
                let signature: Signature = key.sign(unsigned.signing_input());
                unsigned.with_signature(&signature.to_bytes())?
            }
        };
        write(path, text.as_bytes())?;
    }
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{}: {} x {} pixels, {} bytes, JPEG quality {}, {}",
        arguments.out.display(),
        photo.width(),
        photo.height(),
        photo.jpeg().len(),
        photo.quality(),
        if verdict.accepted { "accepted" } else { "rejected" }
    )?;
    Ok(if verdict.accepted { Outcome::Good } else { Outcome::Rejected })
}

/// Refuses files that would take each other's place, or the photograph's.
fn overwrites_nothing(arguments: &CropArguments) -> Result<(), CommandError> {
    let place = |path: &Path| std::path::absolute(path).map(|path| path.canonicalize().unwrap_or(path)).ok();
    let (photo, out) = (place(&arguments.photo), place(&arguments.out));
    let receipt = arguments.receipt.as_deref().and_then(place);
    for (path, clashes) in [
        (Some(&arguments.out), out == photo),
        (arguments.receipt.as_ref(), receipt.is_some() && (receipt == photo || receipt == out)),
    ] {
        if let (Some(path), true) = (path, clashes) {
            let reason = "would overwrite the photograph or the other file that is to be written".to_owned();
            return Err(CommandError::File { file: path.display().to_string(), reason });
        }
    }
    Ok(())
}

fn facts(arguments: &CropArguments, engine: &Engine) -> ReceiptFacts {
    ReceiptFacts {
        nonce: arguments.nonce.clone(),
        reference: arguments.reference.clone(),
        taken_at: None,
        declared_covering: arguments.declared.declared_covering.then_some(Declarant::App),
        motionless: None,
        models: engine.models().to_vec(),
        sdk_version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    std::fs::write(path, bytes)
        .map_err(|error| CommandError::File { file: path.display().to_string(), reason: error.to_string() })
}
