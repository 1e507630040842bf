//! Weights as the files store them, made ready to compute with.

use std::collections::HashMap;

use tract_onnx::pb::{ModelProto, tensor_proto::DataType};
use tract_onnx::prelude::*;

/// Replaces half-precision weights that a `Cast` widens by single-precision ones, and takes the casts away.
///
/// tract would do so too, but only after it has carried hundreds of casts through each pass of its analysis: a
/// quarter of the time it takes to load a network.
pub(super) fn widen(model: &mut ModelProto) {
    let Some(graph) = &mut model.graph else { return };
    let is_half = |kind: i32| kind == DataType::Float16 as i32;
    let mut widened: HashMap<String, String> = HashMap::new();
    graph.node.retain(|node| {
        let ([from], [to]) = (&*node.input, &*node.output) else { return true };
        let half = node.op_type == "Cast"
            && graph.initializer.iter().any(|weights| {
                weights.name == *from && is_half(weights.data_type) && !weights.raw_data.is_empty()
            })
            && node.attribute.iter().any(|to| to.name == "to" && to.i == DataType::Float as i64);
        // A second cast of the same weights stays as it is.
        !(half && !widened.contains_key(from) && widened.insert(from.clone(), to.clone()).is_none())
    });
    let mut singles = Vec::new();
    for weights in &graph.initializer {
        let Some(name) = widened.get(&weights.name) else { continue };
        let mut single = weights.clone();
        single.name.clone_from(name);
        single.data_type = DataType::Float as i32;
        let (halves, _) = weights.raw_data.as_chunks::<2>();
        single.raw_data =
            halves.iter().flat_map(|half| f16::from_le_bytes(*half).to_f32().to_le_bytes()).collect();
        singles.push(single);
    }
    let read: Vec<&String> = graph.node.iter().flat_map(|node| &node.input).collect();
    graph.initializer.retain(|weights| !widened.contains_key(&weights.name) || read.contains(&&weights.name));
    graph.initializer.extend(singles);
}
