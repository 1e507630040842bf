//! `docs/accuracy.md`: what `swafoto eval` prints, on photographs that are not part of this repository.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use crate::command::{output, root, run, target};

const USAGE: &str = "\
usage: cargo xtask accuracy DATA [--fairface DIR] [--selfies DIR]

  DATA        a folder with dev, pose, train/london and train/generated, each with images and labels.csv
  --fairface  FairFace's val part in DIR/images, with tests/labels/fairface-val.csv as DIR/labels.csv
  --selfies   photographs that only measure, with labels.csv";

/// What is evaluated together.
struct Set {
    title: &'static str,
    about: &'static str,
    folders: &'static [&'static str],
    /// In `tests/labels`.
    corrections: &'static [&'static str],
}

const SETS: [Set; 3] = [
    Set {
        title: "Development photographs",
        about: "110 photographs that no network was trained on; limits were chosen with them in view.",
        folders: &["dev"],
        corrections: &["dev-light.csv", "dev-ears.csv"],
    },
    Set {
        title: "Heads turned by known angles",
        about: "312 pictures of 12 people from Pointing'04, 384 pixels wide, under ceiling lamps. Their pan is good to \
                about 7° up to 30°; their tilt says no more than which of two is more. Heads that look more than 30° aside \
                are `unknown` to the rules on what is worn and on light.",
        folders: &["pose"],
        corrections: &["pose-eyewear.csv"],
    },
    Set {
        title: "Light, by skin tone",
        about: "The development photographs with two sets of portraits that were trained on, for their number: the thirds \
                by skin tone are too small otherwise. Read the light rules alone here.",
        folders: &["dev", "train/london", "train/generated"],
        corrections: &["dev-light.csv", "generated-light.csv"],
    },
];

const FAIRFACE: Set = Set {
    title: "What is worn, by FairFace's groups",
    about: "What 3,253 adults of FairFace's val part wear, what covers their faces, and closed eyes, decided by looking. \
            Its crops are tight: of the ears they say nothing. Light, pose and eyewear are not labelled: a dark picture \
            counts as dark skin here, dark glasses as a covered face and as closed eyes.",
    folders: &["."],
    corrections: &[],
};

const SELFIES: Set = Set {
    title: "Phone selfies",
    about: "No network was trained on these photographs; limits of light and tilt were chosen with them in view. Most are \
            phone selfies.",
    folders: &["."],
    corrections: &[],
};

/// Writes `docs/accuracy.md`.
pub(crate) fn write(arguments: &[&str]) -> Result<(), String> {
    let (data, more) = arguments.split_first().ok_or(USAGE)?;
    let data = Path::new(*data);
    let (mut fairface, mut selfies) = (None, None);
    for pair in more.chunks(2) {
        match pair {
            ["--fairface", folder] => fairface = Some(Path::new(*folder)),
            ["--selfies", folder] => selfies = Some(Path::new(*folder)),
            _ => return Err(USAGE.to_owned()),
        }
    }
    run("cargo", &["build", "--release", "--package", "swafoto-cli"])?;
    let mut page = String::from(
        "# How well it judges\n\n\
         Written by `cargo xtask accuracy`, never by hand: each block is what the command above it prints. `D`, `V` and `S` are\n\
         folders of photographs, which are not part of this repository. What falls short, and what the aims are, is in\n\
         [limits.md](limits.md).\n",
    );
    for set in &SETS {
        append(&mut page, set, data, "D")?;
    }
    if let Some(fairface) = fairface {
        append(&mut page, &FAIRFACE, fairface, "V")?;
    }
    if let Some(selfies) = selfies {
        append(&mut page, &SELFIES, selfies, "S")?;
    }
    let path = root()?.join("docs/accuracy.md");
    std::fs::write(&path, page).map_err(|error| format!("{}: {error}", path.display()))
}

/// Evaluates a set and appends its section, in which `name` stands for the folder `data`.
fn append(page: &mut String, set: &Set, data: &Path, name: &str) -> Result<(), String> {
    let root = root()?;
    let mut shown = "swafoto eval".to_owned();
    let mut eval = Command::new(target()?.join("release/swafoto"));
    eval.current_dir(&root).arg("eval");
    for folder in set.folders {
        eval.arg(data.join(folder));
        let folder = if *folder == "." { String::new() } else { format!("/{folder}") };
        let _ = write!(shown, " {name}{folder}");
    }
    for file in set.corrections {
        let file = format!("tests/labels/{file}");
        eval.arg("--corrections").arg(&file);
        let _ = write!(shown, " --corrections {file}");
    }
    eprintln!("$ {shown}");
    let printed = output(&mut eval)?;
    let about: String = set.about.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
    let _ =
        write!(page, "\n## {}\n\n{about}\n\n    {shown}\n\n```text\n{}\n```\n", set.title, lines.join("\n"));
    Ok(())
}
