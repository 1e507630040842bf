//! Every embedded network has a card that states the very bytes that are embedded.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The card beside `name`.onnx.
fn card(name: &str) -> Result<String, Box<dyn Error>> {
    let path = folder().join(name).with_extension("md");
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn onnx_files() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let paths: Vec<PathBuf> =
        fs::read_dir(folder())?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|end| end == "onnx")).collect())
}

#[test]
fn every_embedded_network_is_the_one_on_its_card() -> Result<(), Box<dyn Error>> {
    assert!(!swafoto_models::ALL.is_empty());
    for model in swafoto_models::ALL {
        let hash = sha256(model.bytes);
        assert!(card(model.name)?.contains(&hash), "{}.md does not state SHA-256 {hash}", model.name);
    }
    Ok(())
}

#[test]
fn every_file_has_a_card() -> Result<(), Box<dyn Error>> {
    for path in onnx_files()? {
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let hash = sha256(&fs::read(&path)?);
        assert!(card(name)?.contains(&hash), "{name}.md does not state SHA-256 {hash}");
    }
    Ok(())
}
