//! Our operators must say what stock tract says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test reports")]

use swafoto::face::{HEAD_CROP_SIDE, HeadCrop, HeadView};
use swafoto::geometry::{Affine, Point3};
use swafoto::net::{Network, Progress, Stepwise};
use swafoto::raster::{ImageTensor, Plane, RgbPlane};
use swafoto_tests::{Noise, engine};
use tract_onnx::prelude::*;

fn stock(mut onnx: &[u8], image: &ImageTensor) -> Vec<Vec<f32>> {
    let model = tract_onnx::onnx().model_for_read(&mut onnx).unwrap().into_optimized().unwrap();
    let input = Tensor::from_shape(&[1, 3, image.height, image.width], &image.values).unwrap();
    let outputs = model.into_runnable().unwrap().run(tvec!(input.into_tvalue())).unwrap();
    outputs.iter().map(|output| output.view().as_slice::<f32>().unwrap().to_vec()).collect()
}

#[test]
fn every_network_agrees_with_stock_tract() {
    for model in swafoto_models::ALL {
        let network = Network::load(model.name, model.bytes).unwrap();
        let (width, height) = network.input_size();
        let mut noise = Noise::new(7);
        let values = (0..3 * width * height).map(|_| 0.5 + 0.25 * noise.normal()).collect();
        let image = ImageTensor { width, height, values };
        let expected = stock(model.bytes, &image);
        let outputs = network.run(image).unwrap();
        assert_eq!(outputs.names().len(), expected.len());
        for (name, expected) in outputs.names().to_vec().iter().zip(&expected) {
            let got = outputs.get(name).unwrap();
            assert_eq!(got.len(), expected.len());
            let scale = expected.iter().fold(1.0_f32, |scale, value| scale.max(value.abs()));
            let worst = got.iter().zip(expected).fold(0.0_f32, |worst, (a, b)| worst.max((a - b).abs()));
            assert!(worst <= 1e-4 * scale, "{} {name}: differs by {worst} of {scale}", model.name);
        }
    }
}

#[test]
fn in_parts_a_network_says_what_it_says_at_once() {
    for model in swafoto_models::ALL {
        let whole = Network::load(model.name, model.bytes).unwrap();
        let (width, height) = whole.input_size();
        let mut noise = Noise::new(11);
        let values = (0..3 * width * height).map(|_| 0.5 + 0.25 * noise.normal()).collect();
        let image = ImageTensor { width, height, values };
        let expected = whole.run(image.clone()).unwrap();
        for parts in [2, 3, 4] {
            let network = Network::load_in_parts(model.name, model.bytes, parts).unwrap();
            let mut run = network.begin(image.clone()).unwrap();
            let mut steps = 1;
            let outputs = loop {
                match run.advance().unwrap() {
                    Progress::Going(next) => (run, steps) = (next, steps + 1),
                    Progress::Done(outputs) => break outputs,
                }
            };
            assert_eq!(steps, parts, "{}", model.name);
            assert_eq!(outputs.names(), expected.names());
            for name in outputs.names() {
                let (got, expected) = (outputs.get(name).unwrap(), expected.get(name).unwrap());
                let scale = expected.iter().fold(1.0_f32, |scale, value| scale.max(value.abs()));
                let worst = got.iter().zip(expected).fold(0.0_f32, |worst, (a, b)| worst.max((a - b).abs()));
                assert!(worst <= 1e-5 * scale, "{} {name} in {parts}: differs by {worst}", model.name);
            }
        }
    }
}

#[test]
fn a_damaged_file_is_refused_or_read_and_never_panics() {
    // A panic would end this test; where a byte is changed the file may still be a network.
    let model = swafoto_models::HEAD_PARSER;
    assert!(Network::load("empty", &[]).is_err());
    assert!(Network::load("an empty graph", &[0x3a, 0]).is_err());
    for end in [1, 2, 17, 1000, model.bytes.len() / 2, model.bytes.len() - 1] {
        assert!(Network::load("cut off", &model.bytes[..end]).is_err(), "cut off after {end}");
    }
    let mut noise = Noise::new(3);
    for _ in 0..40 {
        let mut damaged = model.bytes.to_vec();
        // The graph's structure lies before and after the weights.
        let from_an_end = (noise.normal().abs() * 400.0) as usize % damaged.len();
        let at = if noise.normal() > 0.0 { from_an_end } else { damaged.len() - 1 - from_an_end };
        damaged[at] ^= 1 << ((noise.normal().abs() * 3.0) as u32 % 8);
        let _ = Network::load("damaged", &damaged);
    }
}

#[test]
fn what_is_no_network_is_refused() {
    let error = Network::load("nonsense", b"not an onnx file").unwrap_err();
    assert!(error.to_string().contains("nonsense"), "{error}");
    let model = swafoto_models::FACE_LANDMARK;
    let network = Network::load(model.name, model.bytes).unwrap();
    let wrong = ImageTensor { width: 8, height: 8, values: vec![0.0; 192] };
    assert!(network.run(wrong).unwrap_err().to_string().contains("8x8"));
}

#[test]
fn a_close_view_is_turned_back() {
    // Of a head that shows nothing beyond the face, the close view of its mirror image is the whole view of itself: what is
    // said of one must be the mirror image of what is said of the other.
    let mut noise = Noise::new(11);
    let mut grey = || (128.0 + 60.0 * noise.normal()).clamp(0.0, 255.0) as u8;
    let side = HEAD_CROP_SIDE;
    let rgb = Plane::from_fn(side, side, |x, y| {
        let pixel = [grey(), grey() / 2, (x % 256) as u8];
        if (46..146).contains(&x) && (70..170).contains(&y) { pixel } else { [0; 3] }
    });
    let rgb = rgb.unwrap();
    let mirrored = Plane::from_fn(side, side, |x, y| rgb.at(side - 1 - x, y)).unwrap();
    let parse = |rgb: &RgbPlane, view| {
        let head = HeadCrop {
            rgb: rgb.clone(),
            inside: Plane::from_fn(side, side, |_, _| true).unwrap(),
            landmarks: Box::new([Point3::default(); 468]),
            from_frame: Affine::scaling(1.0, 1.0),
        };
        engine().parser().unwrap().begin(&head, view).unwrap().finish().unwrap().parse().unwrap()
    };
    let (upright, mirrored) = (parse(&rgb, HeadView::Whole), parse(&mirrored, HeadView::Close));
    let (a, b) = (upright.attributes, mirrored.attributes);
    let pairs = [
        (a.right_ear_shown, b.left_ear_shown),
        (a.left_ear_shown, b.right_ear_shown),
        (a.right_ear_full, b.left_ear_full),
        (a.left_ear_full, b.right_ear_full),
        (a.eyewear_clear, b.eyewear_clear),
        (a.eyewear_tinted, b.eyewear_tinted),
        (a.head_hat, b.head_hat),
        (a.head_scarf, b.head_scarf),
        (a.face_covered, b.face_covered),
    ];
    assert!(pairs.iter().all(|(a, b)| (a - b).abs() < 1e-5), "{pairs:?}");
    assert!((a.right_ear_shown - a.left_ear_shown).abs() > 1e-4, "sides that are alike tell nothing: {a:?}");
    let grid = upright.classes.width();
    let alike = (0..grid).flat_map(|y| (0..grid).map(move |x| (x, y)));
    let alike =
        alike.filter(|&(x, y)| upright.classes.at(x, y) == mirrored.classes.at(grid - 1 - x, y)).count();
    assert!(alike as f32 > 0.999 * (grid * grid) as f32, "{alike} of {}", grid * grid);
}
