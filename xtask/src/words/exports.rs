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
        texts: &[("swafoto_title", "screen.title")],
    },
    Export {
        // That there is Indonesian at all: Android takes the next language of a person's list where it knows of no resources in the
        // first, and the texts in `values` do not say what language they are in. Java's old code for it is what older phones ask for.
        path: "android/swafoto/src/main/res/{}/strings.xml",
        folder: android,
        reference: &["values-in", "values-id"],
        only_reference: true,
        format: formats::xml,
        texts: &[("swafoto_title", "screen.title")],
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
    Export {
        // What the element says until the library is there, or where it never comes.
        path: "bindings/web/src/element/words/{}.ts",
        folder: plain,
        reference: &[],
        only_reference: false,
        format: formats::typescript,
        texts: &[
            ("title", "screen.title"),
            ("preparing", "screen.preparing"),
            ("failed", "screen.failed"),
            ("offline", "app.page-offline"),
            ("unsupported", "app.page-unsupported"),
            ("tryAgain", "action.try-again"),
        ],
    },
    Export {
        path: "bindings/web/src/page/words/{}.ts",
        folder: plain,
        reference: &[],
        only_reference: false,
        format: formats::typescript,
        texts: &[
            ("title", "app.page-title"),
            ("privacy", "app.page-privacy"),
            ("camera", "app.page-camera"),
            ("photo", "app.page-photo"),
            ("drop", "app.page-drop"),
            ("policy", "app.page-policy"),
            ("policyEdit", "app.page-policy-edit"),
            ("policyInvalid", "app.page-policy-invalid"),
            ("language", "app.page-language"),
            ("declared", "app.page-declared"),
            ("rule", "app.page-rule"),
            ("measured", "app.page-measured"),
            ("limit", "app.page-limit"),
            ("verdict", "app.page-verdict"),
            ("pass", "app.page-pass"),
            ("fail", "app.page-fail"),
            ("unknown", "app.page-unknown"),
            ("waived", "app.page-waived"),
            ("savePhoto", "app.page-save-photo"),
            ("saveReceipt", "app.page-save-receipt"),
            ("again", "app.page-again"),
            ("proves", "app.page-proves"),
            ("provesNot", "app.page-proves-not"),
            ("requirementsMet", "screen.requirements-met"),
            ("requirementsNotMet", "screen.requirements-not-met"),
        ],
    },
];

fn android(tag: &str) -> String {
    format!("values-{tag}")
}

fn plain(tag: &str) -> String {
    tag.to_owned()
}

fn apple(tag: &str) -> String {
    format!("{tag}.lproj")
}
