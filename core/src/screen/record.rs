//! A turn in words, for tests that hold what a phone shows against what it should: on every platform the same lines.

use std::fmt::Write;

use super::command::Turn;
use super::shape::{Paint, Shape};
use super::view::Screen;

/// What changed in a turn, a line each, in the order in which a wrapper carries it out; empty where nothing did but the overlay's
/// points. Times are left out: they are those of a phone.
pub fn record(turn: &Turn) -> String {
    let mut lines = String::new();
    if let Some(screen) = &turn.screen {
        describe(screen, &turn.overlay, &mut lines);
    }
    if let Some(say) = &turn.say {
        let mark = if say.interrupts { "!" } else { "" };
        line(&mut lines, &format!("say{mark} {}", one_line(&say.text)));
    }
    if let Some(feel) = turn.feel {
        line(&mut lines, &format!("feel {}", feel.name()));
    }
    for command in &turn.commands {
        line(&mut lines, command.name());
    }
    for step in &turn.steps {
        let rule = step.rule.map_or("-", |rule| rule.name());
        line(&mut lines, &format!("left {} {rule}", step.scene.name()));
    }
    lines
}

fn describe(screen: &Screen, overlay: &[Shape], lines: &mut String) {
    let flags = [
        (screen.shows_camera, "camera"),
        (screen.lights, "lights"),
        (screen.speaks, "speaks"),
        (screen.waits, "waits"),
    ];
    let flags: Vec<&str> = flags.iter().filter(|(set, _)| *set).map(|(_, name)| *name).collect();
    line(lines, format!("screen {} {}", screen.scene.name(), flags.join(" ")).trim_end());
    let mut part = |name: &str, text: &str| {
        if !text.is_empty() {
            line(lines, &format!("  {name} {}", one_line(text)));
        }
    };
    part("text", &screen.text);
    for card in &screen.cards {
        part(&format!("card {}", card.picture.key()), &card.text);
    }
    part("note", &screen.note);
    if let Some(question) = &screen.question {
        part("question", &question.text);
        part("yes", &question.yes);
        part("no", &question.no);
        part("question-note", &question.note);
    }
    for button in &screen.buttons {
        part(&format!("button {}", button.action.name()), &button.label);
    }
    let shapes: Vec<&str> = overlay.iter().map(name).collect();
    part("overlay", &shapes.join(" "));
}

/// A shape without its points.
fn name(shape: &Shape) -> &'static str {
    match (shape.paint, shape.closed) {
        (Paint::Fill, _) => "area",
        (Paint::Line { dash, .. }, _) if dash > 0.0 => "dashes",
        (Paint::Line { .. }, true) => "ring",
        (Paint::Line { .. }, false) => "lines",
    }
}

fn one_line(text: &str) -> String {
    text.replace('\n', " / ")
}

fn line(lines: &mut String, text: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(lines, "{text}");
}
