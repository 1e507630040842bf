//! Types: what they are called in TypeScript, and what reads and writes them.

use anyhow::{Context, Result, bail};
use heck::{ToKebabCase, ToLowerCamelCase};
use uniffi_bindgen::ComponentInterface;
use uniffi_bindgen::interface::{DefaultValue, Literal, Type};

use super::{Config, CustomType};

/// A name of a field, an argument or a function.
pub(super) fn lower_camel(name: &str) -> String {
    name.to_lower_camel_case()
}

/// The string that stands for a variant, as rules and policies spell theirs.
pub(super) fn kebab(name: &str) -> String {
    name.to_kebab_case()
}

/// Whether values of `type_` call back into the app, which is not generated.
pub(super) fn calls_back(type_: &Type) -> bool {
    type_.iter_types().any(|inner| match inner {
        Type::CallbackInterface { .. } => true,
        Type::Object { imp, .. } => imp.is_trait_interface(),
        _ => false,
    })
}

/// The type as TypeScript spells it.
pub(super) fn spelled(type_: &Type, config: &Config) -> Result<String> {
    Ok(match type_ {
        Type::UInt8 | Type::Int8 | Type::UInt16 | Type::Int16 | Type::UInt32 | Type::Int32 => {
            "number".to_owned()
        }
        // Whole numbers up to 2^53: nanoseconds of 104 days.
        Type::UInt64 | Type::Int64 | Type::Float32 | Type::Float64 => "number".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::String => "string".to_owned(),
        Type::Bytes => "Uint8Array".to_owned(),
        Type::Record { name, .. } | Type::Enum { name, .. } | Type::Object { name, .. } => name.clone(),
        Type::Box { inner_type } => spelled(inner_type, config)?,
        Type::Optional { inner_type } => format!("{} | undefined", spelled(inner_type, config)?),
        Type::Sequence { inner_type } => match spelled(inner_type, config)? {
            inner if inner.contains('|') || inner.starts_with("readonly") => format!("readonly ({inner})[]"),
            inner => format!("readonly {inner}[]"),
        },
        Type::Map { key_type, value_type } if matches!(**key_type, Type::String) => {
            format!("Readonly<Record<string, {}>>", spelled(value_type, config)?)
        }
        Type::Custom { name, builtin, .. } => match config.custom_types.get(name) {
            Some(custom) => custom.type_name.clone(),
            None => spelled(builtin, config)?,
        },
        other => bail!("TypeScript is not written for {other:?}"),
    })
}

/// The codec that reads and writes values of a type inside a buffer.
pub(super) fn codec(type_: &Type, config: &Config) -> Result<String> {
    Ok(match type_ {
        Type::UInt8 => "ffi.uint8".to_owned(),
        Type::Int8 => "ffi.int8".to_owned(),
        Type::UInt16 => "ffi.uint16".to_owned(),
        Type::Int16 => "ffi.int16".to_owned(),
        Type::UInt32 => "ffi.uint32".to_owned(),
        Type::Int32 => "ffi.int32".to_owned(),
        Type::UInt64 => "ffi.uint64".to_owned(),
        Type::Int64 => "ffi.int64".to_owned(),
        Type::Float32 => "ffi.float32".to_owned(),
        Type::Float64 => "ffi.float64".to_owned(),
        Type::Boolean => "ffi.boolean".to_owned(),
        Type::String => "ffi.text".to_owned(),
        Type::Bytes => "ffi.bytes".to_owned(),
        Type::Record { name, .. } | Type::Enum { name, .. } => format!("{}Codec", lower_camel(name)),
        Type::Object { name, .. } => format!("ffi.object({name})"),
        Type::Box { inner_type } => codec(inner_type, config)?,
        Type::Optional { inner_type } => format!("ffi.optional({})", codec(inner_type, config)?),
        Type::Sequence { inner_type } => format!("ffi.sequence({})", codec(inner_type, config)?),
        Type::Map { key_type, value_type } if matches!(**key_type, Type::String) => {
            format!("ffi.map({})", codec(value_type, config)?)
        }
        Type::Custom { name, builtin, .. } => match config.custom_types.get(name) {
            Some(_) => format!("{}Codec", lower_camel(name)),
            None => codec(builtin, config)?,
        },
        other => bail!("TypeScript is not written for {other:?}"),
    })
}

/// The codec of a type that crosses as another.
pub(super) fn custom(name: &str, builtin: &Type, custom: &CustomType, config: &Config) -> Result<String> {
    let (inner, constant) = (codec(builtin, config)?, lower_camel(name));
    let CustomType { type_name, lift, lower, imports: _ } = custom;
    let read = lift.replace("{}", &format!("{inner}.read(from)"));
    let write = lower.replace("{}", "value");
    Ok(format!(
        "const {constant}Codec: ffi.Codec<{type_name}> = {{\n  read: (from) => {read},\n  write: (value, to) => {inner}.write({write}, to),\n}};\n"
    ))
}

/// A default as TypeScript spells it.
pub(super) fn default(value: &DefaultValue, type_: &Type, ci: &ComponentInterface) -> Result<String> {
    let literal = match value {
        DefaultValue::Literal(literal) => literal,
        DefaultValue::Default => return empty(type_, ci),
    };
    Ok(match literal {
        Literal::Boolean(value) => value.to_string(),
        Literal::String(value) => format!("{value:?}"),
        Literal::UInt(value, ..) => value.to_string(),
        Literal::Int(value, ..) => value.to_string(),
        Literal::Float(value, _) => value.clone(),
        Literal::EmptySequence => "[]".to_owned(),
        Literal::EmptyMap => "{}".to_owned(),
        Literal::None => "undefined".to_owned(),
        other => bail!("TypeScript is not written for the default {other:?}"),
    })
}

/// What a type is where nothing is said.
fn empty(type_: &Type, ci: &ComponentInterface) -> Result<String> {
    Ok(match type_ {
        Type::Boolean => "false".to_owned(),
        Type::String => "''".to_owned(),
        Type::Sequence { .. } => "[]".to_owned(),
        Type::Map { .. } => "{}".to_owned(),
        Type::Optional { .. } => "undefined".to_owned(),
        Type::Record { name, .. } => {
            let record = ci.get_record_definition(name).with_context(|| name.clone())?;
            if let Some(field) = record.fields().iter().find(|field| field.default_value().is_none()) {
                bail!("`{name}` has no default: `{}` has none", field.name());
            }
            "{}".to_owned()
        }
        other => bail!("TypeScript is not written for a default of {other:?}"),
    })
}
