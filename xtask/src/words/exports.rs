//! Which texts the platforms need in files of their own, and under which names.

use super::formats;

/// The language whose texts phones in none of ours get.
pub(super) const REFERENCE: &str = "id";

/// A file in each language.
pub(super) struct Export {
    /// Where it stands from the root, with `{}` for the language's folder.
    path: &'static str,
    /// The folder of a language, by its tag.
    pub(super) folder: fn(&str) -> String,
    /// Folders of the reference in place of that one, where there are any.
    pub(super) reference: &'static [&'static str],
    /// Whether the file is for the reference alone.
    pub(super) only_reference: bool,
    /// Writes the file: where its words come from, and each text by its name.
    pub(super) format: fn(&str, &[(&str, &str)]) -> String,
    /// The name of each text there, and its table and key in `core/texts`.
    pub(super) texts: &'static [(&'static str, &'static str)],
}

impl Export {
    pub(super) fn path(&self, folder: &str) -> String {
        self.path.replace("{}", folder)
    }
}

/// All files. Whatever else a person reads comes from the core at run time.
pub(super) const EXPORTS: &[Export] = &[
    Export {
        path: "android/swafoto/src/main/res/{}/strings.xml",
        folder: android,
        reference: &["values"],
        only_reference: false,
        format: formats::xml,
        texts: &[
            // Which of these files Android chose, for hints in the same language.
            ("swafoto_language", "app.language"),
            ("swafoto_title", "screen.title"),
            ("swafoto_preview", "screen.preview"),
            ("swafoto_preparing", "screen.preparing"),
            ("swafoto_permission_explanation", "screen.permission-explanation"),
            ("swafoto_permission_in_settings", "screen.permission-in-settings"),
            ("swafoto_no_front_camera", "screen.no-front-camera"),
            ("swafoto_camera_in_use", "screen.camera-in-use"),
            ("swafoto_camera_disabled", "screen.camera-disabled"),
            ("swafoto_camera_failed", "screen.camera-failed"),
            ("swafoto_accepted", "screen.accepted"),
            ("swafoto_for_review", "screen.for-review"),
            ("swafoto_blocked", "screen.blocked"),
            ("swafoto_timed_out", "screen.timed-out"),
            ("swafoto_cancelled", "screen.cancelled"),
            ("swafoto_failed", "screen.failed"),
            ("swafoto_allow_camera", "action.continue"),
            ("swafoto_open_settings", "action.open-settings"),
            ("swafoto_try_again", "action.try-again"),
            ("swafoto_close", "app.close"),
        ],
    },
    Export {
        // That there is Indonesian at all: Android takes the next language of a person's list where it knows of no resources in the
        // first, and the texts in `values` do not say what language they are in. Java's old code for it is what older phones ask for.
        path: "android/swafoto/src/main/res/{}/strings.xml",
        folder: android,
        reference: &["values-in", "values-id"],
        only_reference: true,
        format: formats::xml,
        texts: &[("swafoto_language", "app.language")],
    },
    Export {
        path: "android/sample/src/main/res/{}/strings.xml",
        folder: android,
        reference: &["values"],
        only_reference: false,
        format: formats::xml,
        texts: &[
            ("app_name", "app.sample-name-of-app"),
            ("sample_name", "app.sample-name"),
            ("sample_number", "app.sample-number"),
            ("sample_covering", "app.sample-covering"),
            ("sample_take", "app.sample-take"),
            ("sample_retake", "app.sample-retake"),
            ("sample_photo", "app.sample-photo"),
            ("sample_accepted", "app.sample-accepted"),
            ("sample_refused", "app.sample-refused"),
        ],
    },
    Export {
        path: "ios/Sources/SwafotoCamera/Resources/{}/Swafoto.strings",
        folder: apple,
        reference: &[],
        only_reference: false,
        format: formats::strings,
        texts: &[
            ("title", "screen.title"),
            ("preview", "screen.preview"),
            ("preparing", "screen.preparing"),
            ("permission-explanation", "screen.permission-explanation"),
            ("permission-in-settings", "screen.permission-in-settings"),
            ("permission-restricted", "screen.permission-restricted"),
            ("no-front-camera", "screen.no-front-camera"),
            ("camera-failed", "screen.camera-failed"),
            ("in-background", "screen.in-background"),
            ("used-by-another", "screen.camera-in-use"),
            ("shared-screen", "screen.shared-screen"),
            ("too-hot", "screen.too-hot"),
            ("interrupted", "screen.interrupted"),
            ("accepted", "screen.accepted"),
            ("for-review", "screen.for-review"),
            ("blocked", "screen.blocked"),
            ("timed-out", "screen.timed-out"),
            ("cancelled", "screen.cancelled"),
            ("failed", "screen.failed"),
            ("continue", "action.continue"),
            ("open-settings", "action.open-settings"),
            ("try-again", "action.try-again"),
            ("close", "app.close"),
        ],
    },
    Export {
        path: "ios/Sample/Resources/{}/Localizable.strings",
        folder: apple,
        reference: &[],
        only_reference: false,
        format: formats::strings,
        texts: &[
            ("name", "app.sample-name"),
            ("number", "app.sample-number"),
            ("covers-head", "app.sample-covering"),
            ("take", "app.sample-take"),
            ("retake", "app.sample-retake"),
            ("accepted", "app.sample-accepted"),
            ("accepted-signed", "app.sample-accepted-signed"),
            ("refused", "app.sample-refused"),
        ],
    },
    Export {
        path: "ios/Sample/Resources/{}/InfoPlist.strings",
        folder: apple,
        reference: &[],
        only_reference: false,
        format: formats::strings,
        texts: &[("NSCameraUsageDescription", "app.camera-usage")],
    },
];

fn android(tag: &str) -> String {
    format!("values-{tag}")
}

fn apple(tag: &str) -> String {
    format!("{tag}.lproj")
}
