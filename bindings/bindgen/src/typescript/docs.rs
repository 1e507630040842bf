//! Docs, from Rust's spelling into TypeScript's.

/// A comment of `docs`, indented by `indent`; nothing where there are none.
pub(super) fn comment(docs: Option<&str>, indent: &str) -> String {
    let Some(docs) = docs.map(str::trim).filter(|docs| !docs.is_empty()) else {
        return String::new();
    };
    // Links to items of Rust lead nowhere here.
    let docs = docs.replace("[`", "`").replace("`]", "`").replace("::", ".").replace("# Errors", "Throws:");
    let lines: Vec<&str> = docs.lines().map(str::trim_end).collect();
    if let [line] = lines.as_slice() {
        return format!("{indent}/** {line} */\n");
    }
    let body: String =
        lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect();
    format!("{indent}/**\n{body}{indent} */\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_rust_become_names_and_lines_a_comment() {
        assert_eq!(comment(None, "  "), "");
        assert_eq!(comment(Some(" As [`Engine::judge_file`]. "), "  "), "  /** As `Engine.judge_file`. */\n");
        let docs = "One.\n\n# Errors\nNone.";
        assert_eq!(comment(Some(docs), ""), "/**\n * One.\n *\n * Throws:\n * None.\n */\n");
    }
}
