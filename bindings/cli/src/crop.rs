//! `swafoto crop`: the photo and the receipt that an app would hand over, from a file.

use std::io::Write as _;
use std::path::Path;

use swafoto::Engine;
use swafoto::frame::Frame;
use swafoto::photo::{Declarant, Handover, ReceiptFacts, hand_over};

use crate::arguments::CropArguments;
use crate::verify::key;
use crate::{CommandError, Outcome, load_engine, name, photo, policy, signature};

/// Runs `swafoto crop`.
pub(crate) fn run(arguments: &CropArguments) -> Result<Outcome, CommandError> {
    let policy = policy::load(&arguments.policy)?;
    let signer = arguments.sign.as_deref().map(key::signing).transpose()?;
    let engine = load_engine(&arguments.networks)?;
    let unusable = |reason: String| CommandError::file(&arguments.photo, reason);
    overwrites_nothing(arguments)?;
    let still = photo::open(&arguments.photo).map_err(|error| unusable(error.to_string()))?;
    let frame = still.frame()?;
    let declaration = arguments.declared.declaration();
    let analysis = engine.analyse(&frame, policy.faces())?;
    let facts = facts(arguments, &engine);
    let face = analysis.face.as_ref().ok_or_else(|| unusable("there is no face in the still".to_owned()))?;
    let judge = |photo: &Frame<'_>| Ok(engine.judge_as(photo, &policy, declaration)?.0);
    let handover = hand_over(&frame, face, &policy, &facts, judge);
    let Handover { photo, verdict, receipt } = handover.map_err(|error| unusable(error.to_string()))?;
    write(&arguments.out, photo.jpeg())?;
    if let Some(path) = &arguments.receipt {
        write(path, signature::written(&receipt, signer.as_ref())?.as_bytes())?;
    }
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{}: {} x {} pixels, {} bytes, JPEG quality {}, {}",
        name::printable(&name::of(&arguments.out)),
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
            return Err(CommandError::file(path, reason));
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
        ears_in_turn: Vec::new(),
        motionless: None,
        models: engine.models().to_vec(),
        sdk_version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    std::fs::write(path, bytes).map_err(|error| CommandError::file(path, error))
}
