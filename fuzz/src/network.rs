//! ONNX: an institution's own head parser.

use swafoto::face::HeadParser;
use swafoto::net::Network;
use swafoto::raster::ImageTensor;

/// The largest picture that a network is run on: what a wild one computes grows with it.
const MOST_PIXELS: usize = 64 * 64;

/// A file is a network that runs, or refused; nothing else is a head parser.
pub fn onnx(data: &[u8]) {
    // Whole, and in the parts that a preview runs it in.
    let parts = if data.len() % 2 == 0 { 1 } else { 3 };
    let Ok(network) = Network::load_in_parts("fuzzed", data, parts) else { return };
    let (width, height) = network.input_size();
    if width * height <= MOST_PIXELS {
        let image = ImageTensor { width, height, values: vec![0.5; 3 * width * height] };
        if let Ok(outputs) = network.run(image) {
            for name in outputs.names() {
                let values = outputs.get(name).map_or(0, <[f32]>::len);
                let shape = network.output_shape(name).map_or(0, |shape| shape.iter().product());
                assert!(values == shape || values == 0, "{name} has {values} values, was to have {shape}");
            }
        }
    }
    std::hint::black_box(HeadParser::new(network).is_ok());
}
