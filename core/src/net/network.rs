//! A loaded network.

use std::sync::Arc;

use tract_onnx::prelude::*;
use tract_onnx::tract_core::optim::Optimizer;

use crate::error::SwafotoError;
use crate::raster::ImageTensor;

use super::operators::onnx_with_own_operators;
use super::weights;

/// A network ready to run: loaded and optimised once, shared between threads, cheap to clone.
#[derive(Clone)]
pub struct Network {
    name: Arc<str>,
    plan: Arc<TypedRunnableModel>,
    input: (usize, usize),
    outputs: Arc<[String]>,
}

impl std::fmt::Debug for Network {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Network").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What a network said: its outputs by name, each a flat row of numbers.
#[derive(Clone, Debug)]
pub struct Outputs {
    values: Vec<TValue>,
    names: Arc<[String]>,
    network: Arc<str>,
}

impl Outputs {
    /// Names of the outputs, in the graph's order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The values of the output called `name`, in the graph's own order.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the network has no such output of floats.
    pub fn get(&self, name: &str) -> Result<&[f32], SwafotoError> {
        let failed = |reason: String| SwafotoError::Inference { model: self.network.to_string(), reason };
        let position = self.names.iter().position(|candidate| candidate == name);
        let value = position.and_then(|index| self.values.get(index));
        let value = value.ok_or_else(|| failed(format!("has no output called {name}")))?;
        let view = value.view();
        view.as_slice::<f32>().map_err(|error| failed(error.to_string()))
    }
}

impl Network {
    /// Loads an ONNX file: one input `1 x 3 x height x width` of floats, static shapes.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidModel`] where `onnx` is not such a network.
    pub fn load(name: &str, onnx: &[u8]) -> Result<Self, SwafotoError> {
        Self::build(name, onnx, &onnx_with_own_operators()).map_err(|error| SwafotoError::InvalidModel {
            model: name.to_owned(),
            reason: format!("{error:#}"),
        })
    }

    fn build(name: &str, mut onnx: &[u8], reader: &tract_onnx::Onnx) -> TractResult<Self> {
        let mut file = reader.proto_model_for_read(&mut onnx)?;
        weights::widen(&mut file);
        let parsed = reader.model_for_proto_model(&file)?;
        // Optimising may rename outlets, so the names are taken down first.
        let outputs = parsed
            .output_outlets()?
            .iter()
            .map(|outlet| parsed.outlet_label(*outlet).unwrap_or(&parsed.node(outlet.node).name).to_owned())
            .collect();
        let mut model = parsed.into_typed()?;
        declutterer().optimize(&mut model)?;
        model.optimize()?;
        let shape = model.input_fact(0)?.shape.as_concrete().map(<[usize]>::to_vec);
        let Some([1, 3, height, width]) = shape.as_deref() else {
            return Err(TractError::msg(format!("expected one 1 x 3 x height x width input, got {shape:?}")));
        };
        let input = (*width, *height);
        Ok(Self { name: name.into(), plan: model.into_runnable()?, input, outputs })
    }

    /// Width and height of the input in pixels.
    pub fn input_size(&self) -> (usize, usize) {
        self.input
    }

    /// Runs the network on one picture.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the picture has another size than the input, or tract fails.
    pub fn run(&self, image: ImageTensor) -> Result<Outputs, SwafotoError> {
        let failed = |reason: String| SwafotoError::Inference { model: self.name.to_string(), reason };
        if (image.width, image.height) != self.input {
            return Err(failed(format!(
                "expected {:?} pixels, got {}x{}",
                self.input, image.width, image.height
            )));
        }
        let shape = [1, 3, image.height, image.width];
        let run = || {
            let input = Tensor::from_shape(&shape, &image.values)?;
            self.plan.run(tvec!(input.into_tvalue()))
        };
        let values = run().map_err(|error: TractError| failed(format!("{error:#}")))?;
        Ok(Outputs { values: values.into_vec(), names: self.outputs.clone(), network: self.name.clone() })
    }
}

/// tract's passes over a typed graph, but for one: `ChangeAxes` tries to take away each axis of length one at each
/// node, and follows each try through the whole graph. It finds nothing in ours and takes two thirds of the time.
fn declutterer() -> Optimizer {
    let mut declutterer = Optimizer::declutter();
    declutterer.passes.retain(|pass| format!("{pass:?}") != "ChangeAxes");
    declutterer
}
