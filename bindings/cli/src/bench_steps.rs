//! `swafoto bench --steps`: where the time of each network goes.

use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

use swafoto::net::{Network, Progress, StepFacts, Stepwise as _, multiply_in_registers};
use swafoto::raster::ImageTensor;

use crate::{CommandError, Outcome};

/// How often, and for how many rounds, the processor's peak is tried: some 10 ms in all.
const TRIES: u32 = 20;
const ROUNDS: u32 = 100_000;

/// Billions of multiply-adds a second of the best try; 0 where nobody knows.
fn peak() -> f64 {
    let tried = (0..TRIES).map(|_| {
        let start = Instant::now();
        let work = black_box(multiply_in_registers(black_box(ROUNDS)));
        work as f64 / start.elapsed().as_secs_f64() / 1e9
    });
    tried.fold(0.0, f64::max)
}

/// Prints a line for each step of each network, or of the one that is called so: the least time of `runs`, and billions of multiply-adds a
/// second, beside the most that this processor does.
pub(crate) fn run(runs: u16, only: Option<&str>) -> Result<Outcome, CommandError> {
    let mut out = std::io::stdout().lock();
    let all = swafoto_models::ALL.iter();
    let chosen: Vec<_> = all.filter(|model| only.is_none_or(|name| model.name == name)).collect();
    if let (true, Some(name)) = (chosen.is_empty(), only) {
        return Err(CommandError::File {
            file: name.to_owned(),
            reason: "no network is called so".to_owned(),
        });
    }
    let peak = peak();
    if peak > 0.0 {
        writeln!(out, "this processor: at most {peak:.0} GMAC/s, in registers")?;
    }
    for model in chosen {
        let network = Network::load_in_steps(model.name, model.bytes)?;
        let steps: Vec<StepFacts> = network.steps().collect();
        let mut least = vec![f64::INFINITY; steps.len()];
        for _ in 0..runs {
            let (width, height) = network.input_size();
            let image = ImageTensor { width, height, values: vec![0.5; 3 * width * height] };
            let mut run = Some(network.begin(image)?);
            for least in &mut least {
                let Some(going) = run.take() else { break };
                let start = Instant::now();
                let progress = black_box(going.advance()?);
                *least = start.elapsed().as_secs_f64().min(*least);
                if let Progress::Going(next) = progress {
                    run = Some(next);
                }
            }
        }
        let total: f64 = least.iter().sum();
        let work: u64 = steps.iter().map(|step| step.multiply_adds).sum();
        writeln!(out, "{}: {:.3} ms, {:.1} GMAC/s", model.name, 1e3 * total, work as f64 / total / 1e9)?;
        for (StepFacts { operation, kernel, strides, inputs, outputs, size, multiply_adds }, seconds) in
            steps.iter().zip(&least)
        {
            let [down, across] = kernel;
            let [rows, columns] = size;
            let shape = format!("{down} x {across} / {}", strides[0]);
            let channels = format!("{inputs} -> {outputs}");
            let share = 100.0 * seconds / total;
            let rate = *multiply_adds as f64 / seconds / 1e9;
            writeln!(
                out,
                "  {operation:18} {shape:9} {channels:11} {rows:3} x {columns:<3} {:8.1} us {share:5.1} % {rate:6.1}",
                1e6 * seconds
            )?;
        }
    }
    Ok(Outcome::Good)
}
