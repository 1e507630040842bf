//! Cutting a network into parts that run one after the other, each with what the one before it leaves.
//!
//! A preview frame has a few milliseconds. A network that takes longer is spread over as many frames as it needs, so
//! that no frame waits for the whole of it.

use std::collections::HashMap;

use tract_core::prelude::*;

/// How far a cut may lie from where the work would be halved, thirded and so on, as a share of all work, for fewer
/// numbers to carry over.
const LEEWAY: f64 = 0.06;

/// Cuts a typed graph into `parts` of about the same work.
///
/// The first part has the graph's inputs, the last its outputs; in between, a part's outputs are the next one's inputs.
pub(super) fn split(model: &TypedModel, parts: usize) -> TractResult<Vec<TypedModel>> {
    let order = model.eval_order()?;
    let work: Vec<f64> = order.iter().map(|&node| work(model, node)).collect::<TractResult<_>>()?;
    let total: f64 = work.iter().sum();
    let done: Vec<f64> = work
        .iter()
        .scan(0.0, |sum, work| {
            *sum += work / total;
            Some(*sum)
        })
        .collect();
    let mut carried = model.input_outlets()?.to_vec();
    let mut start = 0;
    let mut graphs = Vec::with_capacity(parts);
    for part in 1..=parts {
        let (end, leaves) = if part == parts {
            (order.len(), model.output_outlets()?.to_vec())
        } else {
            let wanted = part as f64 / parts as f64;
            let candidates = (start..order.len()).filter(|&at| (done[at] - wanted).abs() <= LEEWAY);
            let nearest = || {
                (start..order.len())
                    .min_by(|&a, &b| (done[a] - wanted).abs().total_cmp(&(done[b] - wanted).abs()))
            };
            let mut cuts = Vec::new();
            for at in candidates {
                let live = live(model, &order, at + 1)?;
                cuts.push((volume(model, &live)?, at + 1, live));
            }
            match (cuts.into_iter().min_by_key(|(volume, ..)| *volume), nearest()) {
                (Some((_, end, live)), _) => (end, live),
                (None, Some(at)) => (at + 1, live(model, &order, at + 1)?),
                (None, None) => return Err(TractError::msg("there is nothing left to cut")),
            }
        };
        graphs.push(part_of(model, &order[start..end], &carried, &leaves)?);
        (start, carried) = (end, leaves);
    }
    Ok(graphs)
}

/// Multiply-adds of a node, roughly: each output is a sum over the weights of its channel.
fn work(model: &TypedModel, node: usize) -> TractResult<f64> {
    let (inputs, outputs) = model.node_facts(node)?;
    let Some(output) = outputs.first().filter(|_| !inputs.is_empty()) else { return Ok(0.0) };
    let shape = output.shape.as_concrete().unwrap_or_default();
    let values = shape.iter().product::<usize>() as f64;
    let channels = shape.get(1).copied().unwrap_or(1).max(1) as f64;
    let weights: usize =
        inputs.iter().filter_map(|fact| fact.konst.as_ref()).map(|tensor| tensor.len()).sum();
    Ok(values * (40.0 + weights as f64 / channels))
}

/// What nodes before `end` leave for those after it, and for the caller.
fn live(model: &TypedModel, order: &[usize], end: usize) -> TractResult<Vec<OutletId>> {
    let (before, after) = order.split_at(end);
    let mut live = Vec::new();
    let mut keep = |outlet: OutletId| -> TractResult<()> {
        let wanted = before.contains(&outlet.node) && model.outlet_fact(outlet)?.konst.is_none();
        if wanted && !live.contains(&outlet) {
            live.push(outlet);
        }
        Ok(())
    };
    after.iter().flat_map(|&node| &model.node(node).inputs).try_for_each(|outlet| keep(*outlet))?;
    model.output_outlets()?.iter().try_for_each(|outlet| keep(*outlet))?;
    Ok(live)
}

fn volume(model: &TypedModel, outlets: &[OutletId]) -> TractResult<usize> {
    outlets
        .iter()
        .map(|outlet| {
            Ok(model.outlet_fact(*outlet)?.shape.as_concrete().unwrap_or_default().iter().product::<usize>())
        })
        .sum()
}

/// A graph of `nodes`, from the outlets that are `carried` to it to those it `leaves`.
fn part_of(
    model: &TypedModel,
    nodes: &[usize],
    carried: &[OutletId],
    leaves: &[OutletId],
) -> TractResult<TypedModel> {
    let mut part = TypedModel::default();
    let mut known: HashMap<OutletId, OutletId> = HashMap::new();
    for outlet in carried {
        let name = format!("{}.{}", model.node(outlet.node).name, outlet.slot);
        known.insert(*outlet, part.add_source(name, model.outlet_fact(*outlet)?.clone())?);
    }
    for &node in nodes {
        let node = model.node(node);
        // The graph's own inputs are carried already.
        if known.contains_key(&OutletId::new(node.id, 0)) {
            continue;
        }
        let mut inputs: TVec<OutletId> = tvec!();
        for outlet in &node.inputs {
            let input = match (known.get(outlet), &model.outlet_fact(*outlet)?.konst) {
                (Some(input), _) => *input,
                // Weights go with the part that uses them.
                (None, Some(weights)) => {
                    let name = format!("{}.{}", model.node(outlet.node).name, outlet.slot);
                    part.add_const(name, weights.clone())?
                }
                (None, None) => {
                    return Err(TractError::msg(format!("{} is needed before it is there", node.name)));
                }
            };
            known.insert(*outlet, input);
            inputs.push(input);
        }
        for (slot, outlet) in part.wire_node(&node.name, node.op.clone(), &inputs)?.into_iter().enumerate() {
            known.insert(OutletId::new(node.id, slot), outlet);
        }
    }
    let outputs: Option<Vec<OutletId>> = leaves.iter().map(|outlet| known.get(outlet).copied()).collect();
    part.select_output_outlets(&outputs.ok_or_else(|| TractError::msg("a part lacks what it leaves"))?)?;
    Ok(part)
}
