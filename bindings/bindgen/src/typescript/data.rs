//! Records, enums and errors: plain objects and strings, that can be copied to a worker and kept as JSON.

use std::fmt::Write as _;

use anyhow::{Result, bail};
use uniffi_bindgen::ComponentInterface;
use uniffi_bindgen::interface::{AsType, Enum, Field, Type};

use super::Config;
use super::docs::comment;
use super::types::{calls_back, codec, custom, default, kebab, lower_camel, spelled};

/// What tells the variants of an enum apart, and those of an error.
const TAG: &str = "type";
const ERROR_TAG: &str = "code";

/// The types.
pub(super) fn types(ci: &ComponentInterface, config: &Config) -> Result<String> {
    let mut out = String::new();
    for record in ci.record_definitions() {
        let (docs, members) = (comment(record.docstring(), ""), fields(record.fields(), config, "  ")?);
        writeln!(out, "{docs}export interface {} {{\n{members}}}\n", record.name())?;
    }
    for enum_ in ci.enum_definitions() {
        let (name, docs) = (enum_.name(), comment(enum_.docstring(), ""));
        out += &match (enum_.is_flat(), ci.is_name_used_as_error(name)) {
            (true, true) => bail!("TypeScript is not written for `{name}`, an error without fields"),
            (true, false) => strings(enum_)?,
            (false, false) => union(enum_, name, &docs, TAG, config)?,
            // A class, as what is thrown has to be, around a plain object that crosses to a worker.
            (false, true) => {
                let (fault, of) = (fault_of(name), lower_camel(name));
                let union = union(
                    enum_,
                    &fault,
                    &format!("/** What is known of a {{@link {name}}}. */\n"),
                    ERROR_TAG,
                    config,
                )?;
                format!(
                    "{union}{docs}export class {name} extends ffi.Fault<{fault}> {{\n  override readonly name = '{name}';\n}}\n\n\
                     const {of}Thrown = (from: ffi.Reader): {name} => new {name}({of}Codec.read(from));\n\n"
                )
            }
        };
    }
    Ok(out)
}

/// What reads and writes each type, by the name that the codec begins with.
pub(super) fn codecs(ci: &ComponentInterface, config: &Config) -> Result<Vec<(String, String)>> {
    let mut codecs = Vec::new();
    for type_ in ci.iter_local_types() {
        if let Type::Custom { name, builtin, .. } = type_
            && let Some(how) = config.custom_types.get(name)
        {
            codecs.push((lower_camel(name), custom(name, builtin, how, config)?));
        }
    }
    for record in ci.record_definitions() {
        let (name, constant) = (record.name(), lower_camel(record.name()));
        let (read, write) =
            (reads(record.fields(), config, "    ")?, writes(record.fields(), ci, config, "    ")?);
        let text = format!(
            "const {constant}Codec: ffi.Codec<{name}> = {{\n  read: (from) => ({{\n{read}  }}),\n  \
             write: (value, to) => {{\n{write}  }},\n}};\n\n"
        );
        codecs.push((constant, text));
    }
    for enum_ in ci.enum_definitions() {
        let (name, constant) = (enum_.name(), lower_camel(enum_.name()));
        let text = match (enum_.is_flat(), ci.is_name_used_as_error(name)) {
            (true, _) => {
                format!(
                    "const {constant}Codec: ffi.Codec<{name}> = ffi.variant('{name}', {constant}Values);\n\n"
                )
            }
            (false, false) => union_codec(enum_, name, TAG, ci, config)?,
            (false, true) => union_codec(enum_, &fault_of(name), ERROR_TAG, ci, config)?,
        };
        codecs.push((constant, text));
    }
    Ok(codecs)
}

/// What is known of an error, in one word.
fn fault_of(error: &str) -> String {
    format!("{}Fault", error.trim_end_matches("Error"))
}

/// A union of strings, and the list of them.
fn strings(enum_: &Enum) -> Result<String> {
    let name = enum_.name();
    let mut out = format!("{}export type {name} =", comment(enum_.docstring(), ""));
    let mut listed = String::new();
    for variant in enum_.variants() {
        let value = kebab(variant.name());
        write!(out, "\n{}  | '{value}'", comment(variant.docstring(), "  "))?;
        writeln!(listed, "  '{value}',")?;
    }
    let list = lower_camel(name);
    writeln!(
        out,
        ";\n\n/** Every `{name}`. */\nexport const {list}Values: readonly {name}[] = [\n{listed}];\n"
    )?;
    Ok(out)
}

/// A union of objects, told apart by their `tag`.
fn union(enum_: &Enum, name: &str, docs: &str, tag: &str, config: &Config) -> Result<String> {
    let mut out = format!("{docs}export type {name} =");
    for variant in enum_.variants() {
        let value = kebab(variant.name());
        write!(out, "\n{}", comment(variant.docstring(), "  "))?;
        if variant.has_fields() {
            let members = fields(variant.fields(), config, "      ")?;
            write!(out, "  | {{\n      readonly {tag}: '{value}';\n{members}    }}")?;
        } else {
            write!(out, "  | {{ readonly {tag}: '{value}' }}")?;
        }
    }
    Ok(out + ";\n\n")
}

fn union_codec(
    enum_: &Enum,
    name: &str,
    tag: &str,
    ci: &ComponentInterface,
    config: &Config,
) -> Result<String> {
    let (mut reading, mut writing) = (String::new(), String::new());
    for (index, variant) in enum_.variants().iter().enumerate() {
        let (value, place) = (kebab(variant.name()), index + 1);
        let read = reads(variant.fields(), config, "        ")?;
        writeln!(reading, "      case {place}: return {{\n        {tag}: '{value}',\n{read}      }};")?;
        let written = writes(variant.fields(), ci, config, "        ")?;
        writeln!(
            writing,
            "      case '{value}':\n        ffi.int32.write({place}, to);\n{written}        return;"
        )?;
    }
    let constant = lower_camel(enum_.name());
    Ok(format!(
        "const {constant}Codec: ffi.Codec<{name}> = {{
  read: (from) => {{
    const place = ffi.int32.read(from);
    switch (place) {{
{reading}      default: throw new RangeError(`{name} has no variant ${{place}}`);
    }}
  }},
  write: (value, to) => {{
    switch (value.{tag}) {{
{writing}      default: throw new TypeError(`no {name} is like ${{JSON.stringify(value)}}`);
    }}
  }},
}};

"
    ))
}

/// The members of a type.
fn fields(fields: &[Field], config: &Config, indent: &str) -> Result<String> {
    let mut out = String::new();
    for field in fields {
        let type_ = field.as_type();
        if calls_back(&type_) {
            bail!("`{}` calls back into the app", field.name());
        }
        let mark = if field.default_value().is_some() { "?" } else { "" };
        let (docs, spelled) = (comment(field.docstring(), indent), spelled(&type_, config)?);
        writeln!(out, "{docs}{indent}readonly {}{mark}: {spelled};", lower_camel(field.name()))?;
    }
    Ok(out)
}

/// Their reading, a member of an object literal each.
fn reads(fields: &[Field], config: &Config, indent: &str) -> Result<String> {
    let mut out = String::new();
    for field in fields {
        let codec = codec(&field.as_type(), config)?;
        writeln!(out, "{indent}{}: {codec}.read(from),", lower_camel(field.name()))?;
    }
    Ok(out)
}

/// Their writing, a statement each.
fn writes(fields: &[Field], ci: &ComponentInterface, config: &Config, indent: &str) -> Result<String> {
    let mut out = String::new();
    for field in fields {
        let type_ = field.as_type();
        let value = format!("value.{}", lower_camel(field.name()));
        let value = match field.default_value() {
            Some(literal) => match default(literal, &type_, ci)?.as_str() {
                "undefined" => value,
                literal => format!("{value} ?? {literal}"),
            },
            None => value,
        };
        writeln!(out, "{indent}{}.write({value}, to);", codec(&type_, config)?)?;
    }
    Ok(out)
}
