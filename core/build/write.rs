//! Writes the functions that give each text by its key and a language.

use std::fmt::Write as _;

use crate::check::Texts;
use crate::form::Form;

/// The name of a type, and its variants with their keys.
pub(crate) type Variants = (&'static str, Vec<(String, &'static str)>);

/// One function for each form of text that code asks for. `languages` are the variants of `Language`, in the order of `texts`;
/// `variants` gives the type that names the texts of a form, and its variants with their keys.
pub(crate) fn functions(languages: &[String], texts: &[Texts], variants: fn(Form) -> Variants) -> String {
    let mut source = String::new();
    for form in Form::ALL.into_iter().filter(|form| *form != Form::App) {
        let (kind, names) = variants(form);
        let function = match form.suffix() {
            "spoken" => format!("{}_spoken", form.table()),
            "" => form.table().to_owned(),
            suffix => suffix.to_owned(),
        };
        _ = writeln!(source, "const fn {function}(of: {kind}, language: Language) -> &'static str {{");
        _ = writeln!(source, "    match language {{");
        for (language, texts) in languages.iter().zip(texts) {
            _ = writeln!(source, "        Language::{language} => match of {{");
            for (name, key) in &names {
                let text = |form| texts.get(&(form, (*key).to_owned()));
                // What has no spoken form is spoken as it is written.
                let text = text(form).or_else(|| text(Form::Screen)).map_or("", String::as_str);
                _ = writeln!(source, "            {kind}::{name} => {text:?},");
            }
            _ = writeln!(source, "        }},");
        }
        _ = writeln!(source, "    }}\n}}\n");
    }
    source
}
