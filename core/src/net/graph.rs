//! What a file's graph begins with: its constants, and the image that it reads.

use std::collections::HashMap;
use std::sync::Arc;

use super::constant::Constant;
use super::error::{Context as _, InvalidNetwork, bail, ensure};
use super::onnx::{FLOAT, OnnxGraph};

/// The longest axis of an input, and the widest padding: far above ours, and low enough that nothing overflows.
pub(super) const LONGEST_AXIS: usize = 1024;

/// The numbers that a file holds, by name, in single precision.
///
/// # Errors
/// Where some are of a kind that our networks do not have.
pub(super) fn constants(file: &OnnxGraph) -> Result<HashMap<String, Arc<Constant>>, InvalidNetwork> {
    let mut constants = HashMap::new();
    for weights in &file.weights {
        constants.insert(weights.name.clone(), weights.values()?.into());
    }
    for node in &file.nodes {
        let constant = match &*node.operator {
            "Constant" => node.tensor("value").context("no value")?.values()?.into(),
            // Of weights to single precision, which they have since they were read.
            "Cast" => {
                ensure!(node.integer("to") == Some(FLOAT.into()), "a cast, but not to single precision");
                let name = node.input(0)?;
                constants.get(name).cloned().with_context(|| format!("{name} is cast and not constant"))?
            }
            _ => continue,
        };
        let [name] = &*node.outputs else { bail!("expected one output of {}", node.operator) };
        constants.insert(name.clone(), constant);
    }
    Ok(constants)
}

/// The name of the one input that is no constant, a picture of three colours, and its rows and columns.
///
/// # Errors
/// Where there is no such input, or another one.
pub(super) fn image(
    file: &OnnxGraph,
    constants: &HashMap<String, Arc<Constant>>,
) -> Result<(String, [usize; 2]), InvalidNetwork> {
    let mut inputs = file.inputs.iter().filter(|input| !constants.contains_key(&input.name));
    let (Some(input), None) = (inputs.next(), inputs.next()) else { bail!("not one input") };
    let shape = input.shape()?;
    ensure!(shape.iter().all(|length| *length <= LONGEST_AXIS), "an input of the shape {shape:?}");
    let [1, 3, height, width] = *shape else {
        bail!("expected one 1 x 3 x height x width input, got {shape:?}")
    };
    Ok((input.name.clone(), [height, width]))
}
