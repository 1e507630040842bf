//! How Android and Apple write texts.

use std::fmt::Write as _;

/// A file of Android's string resources.
pub(super) fn xml(source: &str, texts: &[(&str, &str)]) -> String {
    let mut file = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Made by `cargo xtask words` of {source}: change the words there. -->\n<resources>\n"
    );
    for (name, text) in texts {
        _ = writeln!(file, "    <string name=\"{name}\">{}</string>", xml_text(text));
    }
    file + "</resources>\n"
}

fn xml_text(text: &str) -> String {
    let mut written = String::new();
    for (at, letter) in text.char_indices() {
        match letter {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '\'' | '"' | '\\' => written.extend(['\\', letter]),
            // At the beginning they would name a resource.
            '@' | '?' if at == 0 => written.extend(['\\', letter]),
            _ => written.push(letter),
        }
    }
    written
}

/// A file of Apple's localised strings.
pub(super) fn strings(source: &str, texts: &[(&str, &str)]) -> String {
    let mut file = format!("/* Made by `cargo xtask words` of {source}: change the words there. */\n");
    for (name, text) in texts {
        _ = writeln!(file, "\"{name}\" = \"{}\";", text.replace('\\', "\\\\").replace('"', "\\\""));
    }
    file
}

/// A module that exports the texts.
pub(super) fn typescript(source: &str, texts: &[(&str, &str)]) -> String {
    let mut file = format!(
        "/** Made by `cargo xtask words` of {source}: change the words there. */\nexport default {{\n"
    );
    for (name, text) in texts {
        // Rust escapes as JavaScript does what texts have.
        _ = writeln!(file, "  {name}: {text:?},");
    }
    file + "};\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_formats_reserve_is_escaped() {
        let text = "@home: don't say \"<1 & 2>\" \\ ?";
        let xml = xml("x", &[("name", text)]);
        let written = r#"<string name="name">\@home: don\'t say \"&lt;1 &amp; 2&gt;\" \\ ?</string>"#;
        assert!(xml.contains(written), "{xml}");
        let strings = strings("x", &[("name", text)]);
        assert!(strings.contains(r#""name" = "@home: don't say \"<1 & 2>\" \\ ?";"#), "{strings}");
    }
}
