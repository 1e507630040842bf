//! What our own networks must mean by their numbers, and what their files say that they do.
//!
//! A file says so in its metadata, which `models/train` writes. A network whose classes stand in another order, or
//! that was trained on another crop, would run all the same, and judge people by the wrong numbers.

use crate::error::SwafotoError;
use crate::net::Network;

use super::ear_crop::{EAR_CROP, EAR_CROP_EYE_DISTANCE, EAR_STATES, EDGE_AT};
use super::eye_crop;
use super::head_crop::{EYES_AT, HEAD_CROP_EYE_DISTANCE, HEAD_CROP_SIDE};
use super::parser_outputs::{ATTRIBUTE_NAMES, MIRRORED_ATTRIBUTE, PixelClass};
use super::shown_window::{PLACES, STEP, WINDOW, WINDOW_EYES_AT};

/// The form of the metadata, and what is meant by each name in it.
const VERSION: u32 = 1;

/// Why a network is not the one of ours that it should be.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
enum ContractBreach {
    #[error(
        "its metadata lacks `{key}`: models/train/export.py writes what a network of ours must say of itself"
    )]
    Missing { key: &'static str },
    #[error("its contract is of version `{found}`, this release knows version {VERSION}")]
    Version { found: String },
    #[error("{list} `{name}` is missing")]
    MissingName { list: &'static str, name: &'static str },
    #[error("{list} {index} is `{found}`, which this release does not know")]
    UnknownName { list: &'static str, index: usize, found: String },
    #[error("{list} {index} is `{found}`, expected `{expected}`")]
    Order { list: &'static str, index: usize, found: String, expected: &'static str },
    #[error("{list} {index} is `{found}`, which {list} {first} is already")]
    Twice { list: &'static str, index: usize, found: String, first: usize },
    #[error("it was trained on another crop: {key} is `{found}`, expected `{expected}`")]
    Crop { key: &'static str, found: String, expected: String },
    #[error("{what} has the shape {found:?}, expected {expected}")]
    Shape { what: &'static str, found: Vec<usize>, expected: String },
}

/// Checks that `network` says of itself, and has the shapes of, what [`super::HeadParser`] takes it for.
pub(super) fn check_head_parser(network: &Network) -> Result<(), SwafotoError> {
    named(network, head_parser(network))
}

/// Checks that `network` says of itself, and has the shapes of, what [`super::FaceShownNetwork`] takes it for.
pub(super) fn check_face_shown(network: &Network) -> Result<(), SwafotoError> {
    named(network, face_shown(network))
}

/// Checks that `network` says of itself, and has the shapes of, what [`super::FaceEyesNetwork`] takes it for.
pub(super) fn check_face_eyes(network: &Network) -> Result<(), SwafotoError> {
    named(network, face_eyes(network))
}

/// Checks that `network` says of itself, and has the shapes of, what [`super::EarShownNetwork`] takes it for.
pub(super) fn check_ear_shown(network: &Network) -> Result<(), SwafotoError> {
    named(network, ear_shown(network))
}

fn named(network: &Network, checked: Result<(), ContractBreach>) -> Result<(), SwafotoError> {
    checked.map_err(|breach| SwafotoError::InvalidModel {
        model: network.name().to_owned(),
        reason: breach.to_string(),
    })
}

fn head_parser(network: &Network) -> Result<(), ContractBreach> {
    check_version(network)?;
    let said = |key| said(network, key);
    check_names("class", said("classes")?, &PixelClass::ALL.map(PixelClass::name))?;
    check_names("attribute", said("attributes")?, &ATTRIBUTE_NAMES)?;
    let mirrored = MIRRORED_ATTRIBUTE.map(|index| ATTRIBUTE_NAMES[index]);
    check_names("mirrored attribute", said("mirrored_attributes")?, &mirrored)?;
    let crop = [
        ("crop_side", vec![HEAD_CROP_SIDE as f32]),
        ("crop_eye_distance", vec![HEAD_CROP_EYE_DISTANCE]),
        ("crop_eyes_at", vec![EYES_AT.0, EYES_AT.1]),
    ];
    for (key, expected) in crop {
        check_crop(key, said(key)?, &expected)?;
    }
    check_shapes(network)
}

fn face_shown(network: &Network) -> Result<(), ContractBreach> {
    check_version(network)?;
    check_names("output", said(network, "outputs")?, &["seen", "natural"])?;
    let input = [
        ("input", vec![WINDOW.0 as f32, WINDOW.1 as f32]),
        ("eye_distance", vec![HEAD_CROP_EYE_DISTANCE]),
        ("eyes_at", vec![WINDOW_EYES_AT.0, WINDOW_EYES_AT.1]),
        ("step", vec![STEP as f32]),
    ];
    for (key, expected) in input {
        check_crop(key, said(network, key)?, &expected)?;
    }
    let (width, height) = network.input_size();
    check_shape("its input", &[1, 3, height, width], &[1, 3, WINDOW.1, WINDOW.0])?;
    let shape = |output: &str| network.output_shape(output).unwrap_or_default();
    check_shape("its output `seen`", shape("seen"), &[1, 1, PLACES.1, PLACES.0])?;
    check_shape("its output `natural`", shape("natural"), &[1, 1])
}

fn face_eyes(network: &Network) -> Result<(), ContractBreach> {
    check_version(network)?;
    check_names("output", said(network, "outputs")?, &["open", "seen"])?;
    check_names("mirrored eye", said(network, "mirrored_eye")?, &["left"])?;
    let (columns, rows) = eye_crop::WINDOW;
    check_crop("input", said(network, "input")?, &[columns as f32, rows as f32])?;
    check_crop("eye_distance", said(network, "eye_distance")?, &[eye_crop::EYE_DISTANCE])?;
    let (width, height) = network.input_size();
    check_shape("its input", &[1, 3, height, width], &[1, 3, rows, columns])?;
    let shape = |output: &str| network.output_shape(output).unwrap_or_default();
    check_shape("its output `open`", shape("open"), &[1, 1])?;
    check_shape("its output `seen`", shape("seen"), &[1, 1])
}

fn ear_shown(network: &Network) -> Result<(), ContractBreach> {
    check_version(network)?;
    check_names("output", said(network, "outputs")?, &["state"])?;
    check_names("state", said(network, "states")?, &EAR_STATES)?;
    let input = [
        ("input", vec![EAR_CROP.0 as f32, EAR_CROP.1 as f32]),
        ("eye_distance", vec![EAR_CROP_EYE_DISTANCE]),
        ("edge_at", vec![EDGE_AT.0, EDGE_AT.1]),
    ];
    for (key, expected) in input {
        check_crop(key, said(network, key)?, &expected)?;
    }
    let (width, height) = network.input_size();
    check_shape("its input", &[1, 3, height, width], &[1, 3, EAR_CROP.1, EAR_CROP.0])?;
    let state = network.output_shape("state").unwrap_or_default();
    check_shape("its output `state`", state, &[1, EAR_STATES.len()])
}

/// What the file says of itself under `key`.
fn said<'a>(network: &'a Network, key: &'static str) -> Result<&'a str, ContractBreach> {
    network.metadata(key).ok_or(ContractBreach::Missing { key })
}

fn check_version(network: &Network) -> Result<(), ContractBreach> {
    let version = said(network, "contract")?;
    if version.parse() == Ok(VERSION) {
        return Ok(());
    }
    Err(ContractBreach::Version { found: version.to_owned() })
}

fn check_shape(what: &'static str, found: &[usize], expected: &[usize]) -> Result<(), ContractBreach> {
    if found == expected {
        return Ok(());
    }
    Err(ContractBreach::Shape { what, found: found.to_vec(), expected: format!("{expected:?}") })
}

/// Checks a list of names, one by one: what is missing, unknown or there twice says more than where the lists part.
fn check_names(list: &'static str, said: &str, expected: &[&'static str]) -> Result<(), ContractBreach> {
    let found: Vec<&str> = said.split(',').map(str::trim).collect();
    if let Some(name) = expected.iter().find(|name| !found.contains(name)) {
        return Err(ContractBreach::MissingName { list, name });
    }
    for (index, name) in found.iter().enumerate() {
        let first = found.iter().position(|other| other == name).unwrap_or(index);
        let found = (*name).to_owned();
        match expected.get(index) {
            Some(expected) if expected == name => {}
            _ if !expected.contains(name) => return Err(ContractBreach::UnknownName { list, index, found }),
            Some(expected) => return Err(ContractBreach::Order { list, index, found, expected }),
            None => return Err(ContractBreach::Twice { list, index, found, first }),
        }
    }
    Ok(())
}

fn check_crop(key: &'static str, said: &str, expected: &[f32]) -> Result<(), ContractBreach> {
    let numbers: Result<Vec<f32>, _> = said.split(',').map(|number| number.trim().parse()).collect();
    if numbers.as_deref() == Ok(expected) {
        return Ok(());
    }
    let expected = expected.iter().map(f32::to_string).collect::<Vec<_>>().join(", ");
    Err(ContractBreach::Crop { key, found: said.to_owned(), expected })
}

/// A file may say one thing and hold another.
fn check_shapes(network: &Network) -> Result<(), ContractBreach> {
    let (width, height) = network.input_size();
    check_shape("its input", &[1, 3, height, width], &[1, 3, HEAD_CROP_SIDE, HEAD_CROP_SIDE])?;
    let shape = |what: &str| network.output_shape(what).unwrap_or_default();
    let found = shape("classes");
    let is_grid = matches!(*found, [1, classes, rows, columns] if classes == PixelClass::ALL.len()
        && rows == columns && rows > 0 && HEAD_CROP_SIDE.is_multiple_of(rows));
    if !is_grid {
        let expected =
            format!("[1, {}, n, n] where {HEAD_CROP_SIDE} is a multiple of n", PixelClass::ALL.len());
        return Err(ContractBreach::Shape { what: "its output `classes`", found: found.to_vec(), expected });
    }
    check_shape("its output `attributes`", shape("attributes"), &[1, ATTRIBUTE_NAMES.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPECTED: [&str; 3] = ["skin", "ear", "hair"];

    fn breach(said: &str) -> String {
        check_names("class", said, &EXPECTED).unwrap_err().to_string()
    }

    #[test]
    fn lists_that_differ_say_where() {
        assert_eq!(check_names("class", "skin, ear,hair", &EXPECTED), Ok(()));
        assert_eq!(breach("skin, hair, ear"), "class 1 is `hair`, expected `ear`");
        assert_eq!(breach("skin, hair"), "class `ear` is missing");
        assert_eq!(breach(""), "class `skin` is missing");
        assert_eq!(breach("skin, ear, hair, horn"), "class 3 is `horn`, which this release does not know");
        assert_eq!(breach("skin, ear, hair, ear"), "class 3 is `ear`, which class 1 is already");
        assert_eq!(breach("skin, horn, ear, hair"), "class 1 is `horn`, which this release does not know");
    }

    #[test]
    fn another_crop_is_told_by_its_number() {
        assert_eq!(check_crop("crop_eyes_at", "96,100.0", &[96.0, 100.0]), Ok(()));
        for wrong in ["96, 99", "96", "96, 100, 3", "here", ""] {
            let breach = check_crop("crop_eyes_at", wrong, &[96.0, 100.0]).unwrap_err().to_string();
            assert!(breach.contains(&format!("crop_eyes_at is `{wrong}`, expected `96, 100`")), "{breach}");
        }
    }

    #[test]
    fn a_mirror_image_of_a_mirror_image_is_the_picture() {
        for (index, mirrored) in MIRRORED_ATTRIBUTE.into_iter().enumerate() {
            assert_eq!(MIRRORED_ATTRIBUTE[mirrored], index);
            let swapped =
                ATTRIBUTE_NAMES[index].replace("left", "?").replace("right", "left").replace('?', "right");
            assert_eq!(ATTRIBUTE_NAMES[mirrored], swapped);
        }
    }
}
