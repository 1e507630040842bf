//! What the command prints and how it exits.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is a test's report")]

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::{portrait, portrait_file, swafoto, swafoto_in};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use swafoto::rule::Hint;
use swafoto::words::Language;

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// A policy that the portrait meets, and with `min_faces` 2 one that it does not.
fn policy(min_faces: u8) -> String {
    format!(
        "id = \"faces\"\ntitle = \"Counts faces\"\nhead-covering = []\n\
         [rules]\nsingle-face-present = {{ min = {min_faces}, max = 2 }}\n"
    )
}

#[test]
fn the_exit_status_tells_accepted_from_rejected() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.toml");
    for (min_faces, status, word) in [(1, 0, "accepted"), (2, 1, "rejected")] {
        fs::write(&file, policy(min_faces)).unwrap();
        let photo = portrait_file();
        let run = swafoto(["check".as_ref(), photo.as_os_str(), "--policy".as_ref(), file.as_os_str()]);
        assert_eq!(run.status, status, "{}{}", run.stdout, run.stderr);
        assert!(run.stdout.contains(word), "{}", run.stdout);
    }
}

#[test]
fn the_shape_of_check_json() {
    let photo = portrait_file();
    let run = swafoto(["check".as_ref(), "--json".as_ref(), photo.as_os_str(), photo.as_os_str()]);
    let lines = run.json();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0], lines[1], "the same photo, the same words");
    let line = &lines[0];
    assert_eq!(keys(line), ["accepted", "checks", "hint", "measures", "photo"]);
    let checks = line["checks"].as_array().unwrap();
    assert!(!checks.is_empty());
    for check in checks {
        assert_eq!(keys(check), ["limit", "measured", "rule", "status", "unit"]);
        assert!(["pass", "fail", "unknown", "waived"].contains(&check["status"].as_str().unwrap()));
    }
    let accepted = checks.iter().all(|check| check["status"] == "pass" || check["status"] == "waived");
    assert_eq!(line["accepted"], accepted);
    assert_eq!(line["hint"].is_null(), accepted);
    for name in ["width", "faces", "head_size", "yaw", "pitch", "roll", "mouth_width", "eyewear_clear"] {
        assert!(line["measures"][name].is_number(), "{name}");
    }
}

/// What the page on the command shows of `--json` is a line of the default policy.
#[test]
fn the_page_shows_a_limit_of_the_default_policy() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let shown = readme.split("\"checks\": [").nth(1).unwrap().split(", …").next().unwrap();
    let shown: Value = serde_json::from_str(shown).unwrap();
    let photo = portrait_file();
    let line = swafoto(["check", "--json", photo.to_str().unwrap()]).json().remove(0);
    let check =
        line["checks"].as_array().unwrap().iter().find(|check| check["rule"] == shown["rule"]).unwrap();
    assert_eq!((&check["limit"], &check["unit"]), (&shown["limit"], &shown["unit"]));
}

#[test]
fn the_hint_speaks_the_language_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let photo = folder.path().join("wall.png");
    image::RgbImage::from_pixel(640, 480, image::Rgb([120, 130, 140])).save(&photo).unwrap();
    for (locale, language, words) in [
        ("fr_FR.UTF-8", None, Language::English),
        ("id_ID.UTF-8", None, Language::Indonesian),
        ("id_ID.UTF-8", Some("en"), Language::English),
        ("C", Some("jv"), Language::Javanese),
    ] {
        let asked = language.map(|tag| format!("--lang={tag}"));
        let arguments = ["check".into()].into_iter().chain(asked).chain([photo.to_str().unwrap().to_owned()]);
        let run = swafoto_in(locale, arguments);
        assert_eq!(run.status, 1);
        assert!(run.stdout.contains(Hint::ShowFace.text(words)), "{}", run.stdout);
    }
    assert_eq!(swafoto(["check", "--lang", "xx", "a.jpg"]).status, 2);
}

#[test]
fn annotated_pictures_show_the_photo_beside_its_checks() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("annotated");
    let photo = portrait_file();
    let run = swafoto([
        "check".as_ref(),
        photo.as_os_str(),
        photo.as_os_str(),
        "--annotate".as_ref(),
        target.as_os_str(),
    ]);
    assert_ne!(run.status, 2, "{}", run.stderr);
    let drawn = image::open(target.join("astronaut.png")).unwrap().to_rgb8();
    assert!(target.join("astronaut-2.png").exists());
    assert!(drawn.height() <= 1400 && drawn.width() > 2 * portrait().width(), "{:?}", drawn.dimensions());
}

#[test]
fn no_photograph_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let photo = folder.path().join("me.png");
    portrait().save(&photo).unwrap();
    let before = fs::read(&photo).unwrap();
    let annotate = ["check".as_ref(), photo.as_os_str(), "--annotate".as_ref(), folder.path().as_os_str()];
    assert_eq!(swafoto(annotate).status, 2);
    assert_eq!(swafoto(["crop".as_ref(), photo.as_os_str(), photo.as_os_str()]).status, 2);
    assert_eq!(fs::read(&photo).unwrap(), before);
}

#[test]
fn a_verdict_is_given_although_its_picture_cannot_be() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("annotated");
    // A folder where the picture should go.
    fs::create_dir_all(target.join("astronaut.png")).unwrap();
    let photo = portrait_file();
    let annotate =
        ["check".as_ref(), photo.as_os_str(), "--json".as_ref(), "--annotate".as_ref(), target.as_os_str()];
    let run = swafoto(annotate);
    assert_eq!(run.status, 2);
    let [line] = &run.json()[..] else { panic!("{}", run.stdout) };
    assert_eq!(line["error"]["kind"], "annotation");
    assert!(line["checks"].as_array().is_some_and(|checks| checks.len() > 10));
}

#[test]
fn whoever_stops_reading_is_not_told_that_all_is_well() {
    // The pipe is closed long before there is a verdict to print.
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_swafoto"))
        .args(["check".as_ref(), portrait_file().as_os_str(), "--json".as_ref()])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(141));
}

#[test]
fn policies_are_listed_and_printed() {
    let run = swafoto(["policy"]);
    assert_eq!(run.status, 0);
    let names: Vec<_> = run.stdout.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
    assert_eq!(names, ["prakerja-2020", "prakerja-2022", "ektp", "icao-9303", "dukcapil-1to1"]);
    let run = swafoto(["policy", "ektp"]);
    assert!(run.stdout.contains("id = \"ektp\""));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("printed.toml");
    fs::write(&file, run.stdout).unwrap();
    let photo = portrait_file();
    let run = swafoto(["check".as_ref(), photo.as_os_str(), "--policy".as_ref(), file.as_os_str()]);
    assert_ne!(run.status, 2, "a printed policy is a policy: {}", run.stderr);
    assert_eq!(swafoto(["policy", "none"]).status, 2);
}

#[test]
fn a_resolved_policy_is_the_same_policy_and_has_the_hash_of_receipts() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let own = "base = \"ektp\"\nid = \"own\"\ntitle = \"Own\"\n[rules]\nexpression = false\n";
    let own = file("own.toml", own);
    for name in ["prakerja-2020", &own] {
        let run = swafoto(["policy", name, "--resolved"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(
            run.stdout.contains("\nhold-s = 0.6\n") && !run.stdout.contains("expression"),
            "{}",
            run.stdout
        );
        let again = swafoto(["policy", &file("again.toml", &run.stdout), "--resolved"]);
        assert_eq!(again.stdout, run.stdout);
        let (photo, cut, receipt) = (portrait_file(), file("cut.jpg", ""), file("receipt.json", ""));
        let photo = photo.to_str().unwrap();
        swafoto(["crop", photo, &cut, "--policy", name, "--receipt", &receipt]);
        let receipt: Value = serde_json::from_str(&fs::read_to_string(receipt).unwrap()).unwrap();
        let hash: String = Sha256::digest(&run.stdout).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(receipt["policy"]["sha256"], hash.as_str());
    }
    assert_eq!(swafoto(["policy", &own]).stdout, fs::read_to_string(&own).unwrap());
    assert_eq!(swafoto(["policy", "--resolved"]).status, 2);
}

#[test]
fn eval_counts_what_the_labels_say() {
    let folder = tempfile::tempdir().unwrap();
    portrait().save(folder.path().join("one.png")).unwrap();
    image::RgbImage::from_pixel(320, 240, image::Rgb([90; 3])).save(folder.path().join("none.png")).unwrap();
    let labels = "file,n_faces,glasses,pose,pass_lenient_ears\none.png,1,none,frontal,0\nnone.png,0,,,0\n";
    fs::write(folder.path().join("labels.csv"), labels).unwrap();
    let csv = folder.path().join("out.csv");
    let run = swafoto([
        "eval".as_ref(),
        folder.path().as_os_str(),
        "--json".as_ref(),
        "--csv".as_ref(),
        csv.as_os_str(),
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let report = &run.json()[0];
    assert_eq!(report["photos"], 2);
    let faces = &report["rules"]["single-face-present"];
    assert_eq!((&faces["bad"], &faces["caught"]), (&1.into(), &1.into()));
    assert_eq!((&faces["good"], &faces["blocked"]), (&1.into(), &0.into()));
    assert_eq!(report["rules"]["no-eyewear"]["good"], 1, "only photos with one face count");
    assert_eq!(report["verdict"]["defective"], 2);
    assert_eq!(report["defects"]["no face"]["photos"], 1);
    let table = fs::read_to_string(csv).unwrap();
    let header = table.lines().next().unwrap();
    for column in
        ["photo", "label_glasses", "yaw", "skin_tone", "status_no-eyewear", "measured_no-eyewear", "accepted"]
    {
        assert!(header.split(',').any(|name| name == column), "{column}: {header}");
    }
    assert_eq!(table.lines().count(), 3);
    assert_eq!(swafoto(["eval", "no/such/folder"]).status, 2);
    let truth = ["eval".as_ref(), folder.path().as_os_str(), "--truth".as_ref()];
    assert_eq!(swafoto(truth).status, 2, "where would it be written?");
    let csv = folder.path().join("truth.csv");
    let run = swafoto([&truth[..], &["--csv".as_ref(), csv.as_os_str()]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let mut table = csv::Reader::from_path(csv).unwrap();
    let rows: Vec<BTreeMap<String, String>> = table.deserialize().map(Result::unwrap).collect();
    let truth = |row: usize, line: &str| rows[row][&format!("truth_{line}")].as_str();
    assert_eq!((truth(0, "no-eyewear"), truth(1, "no-eyewear")), ("good", ""));
    assert_eq!((truth(0, "single-face-present"), truth(1, "single-face-present")), ("good", "bad"));
}

#[test]
fn bench_times_every_stage() {
    let run = swafoto(["bench", "--json", "--runs", "2"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let report = &run.json()[0];
    assert!(report["engine_start_ms"].as_f64().unwrap() > 0.0);
    let stages = report["stages"].as_array().unwrap();
    for name in ["decode", "mesh", "judge", "preview-detect-and-mesh", "preview-tracking"] {
        let stage = stages.iter().find(|stage| stage["stage"] == name).unwrap();
        let (median, p95) = (stage["median_ms"].as_f64().unwrap(), stage["p95_ms"].as_f64().unwrap());
        assert!(median > 0.0 && p95 >= median, "{name}: {median} {p95}");
    }
}
