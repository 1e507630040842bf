//! Functions and methods.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use uniffi_bindgen::ComponentInterface;
use uniffi_bindgen::interface::{Argument, AsType, Callable, FfiFunction, FfiType, Type};

use super::Config;
use super::docs::comment;
use super::types::{calls_back, codec, default, lower_camel, spelled};

/// What is called, whatever it belongs to.
struct Call<'a> {
    function: &'a FfiFunction,
    arguments: Vec<&'a Argument>,
    returns: Option<&'a Type>,
    throws: Option<&'a str>,
}

impl<'a> From<&'a dyn Callable> for Call<'a> {
    fn from(callable: &'a dyn Callable) -> Self {
        Self {
            function: callable.ffi_func(),
            arguments: callable.arguments(),
            returns: callable.return_type(),
            throws: callable.throws_type().and_then(Type::name),
        }
    }
}

/// The library with its free functions.
pub(super) fn functions(ci: &ComponentInterface, config: &Config) -> Result<String> {
    let mut out = "/** The library, loaded by `Library.load`, once for all objects. */\nexport class Library extends ffi.Instance {\n".to_owned();
    out += "  /** @internal What the functions of the library that this is written for answer. */\n  static override readonly checksums = {\n";
    for (function, checksum) in ci.iter_checksums() {
        writeln!(out, "    {function}: {checksum},")?;
    }
    out += "  };\n\n";
    for function in ci.function_definitions() {
        let call = Call::from(function as &dyn Callable);
        let (name, docs) = (lower_camel(function.name()), comment(function.docstring(), "  "));
        write!(
            out,
            "{docs}  {name}({}): {} {{\n    {}\n  }}\n\n",
            call.parameters(ci, config, None)?,
            call.result(config)?,
            call.body("this", None, config)?
        )?;
    }
    out.truncate(out.trim_end().len());
    out += "\n}\n";
    Ok(out)
}

/// A class for each object.
pub(super) fn objects(ci: &ComponentInterface, config: &Config) -> Result<String> {
    let mut out = String::new();
    for object in ci.object_definitions().iter().filter(|object| !object.is_trait_interface()) {
        let (name, docs) = (object.name(), comment(object.docstring(), ""));
        let (clone, free) = (object.ffi_object_clone().name(), object.ffi_object_free().name());
        write!(
            out,
            "{docs}export class {name} extends ffi.Owned {{\n  /** @internal */\n  static readonly symbols = {{ clone: '{clone}', free: '{free}' }};\n\n"
        )?;
        for constructor in object.constructors() {
            let call = Call::from(constructor as &dyn Callable);
            // `new` would have to be told which of all constructors it is.
            let called = if constructor.name() == "new" {
                "create".to_owned()
            } else {
                lower_camel(constructor.name())
            };
            let docs = comment(constructor.docstring(), "  ");
            write!(
                out,
                "{docs}  static {called}({}): {name} {{\n    {}\n  }}\n\n",
                call.parameters(ci, config, Some("library: Library"))?,
                call.body("library", None, config)?
            )?;
        }
        for method in object.methods() {
            let call = Call::from(method as &dyn Callable);
            let docs = comment(method.docstring(), "  ");
            write!(
                out,
                "{docs}  {}({}): {} {{\n    {}\n  }}\n\n",
                lower_camel(method.name()),
                call.parameters(ci, config, None)?,
                call.result(config)?,
                call.body("this.instance", Some("ffi.owned(this)"), config)?
            )?;
        }
        out.truncate(out.trim_end().len());
        out += "\n}\n\n";
    }
    Ok(out)
}

impl Call<'_> {
    /// The arguments that a person gives: none for what calls back, which has a default everywhere.
    fn parameters(&self, ci: &ComponentInterface, config: &Config, first: Option<&str>) -> Result<String> {
        let mut parameters: Vec<String> = first.map(str::to_owned).into_iter().collect();
        for argument in self.arguments.iter().filter(|argument| !calls_back(&argument.as_type())) {
            let type_ = argument.as_type();
            let (name, spelled) = (lower_camel(argument.name()), spelled(&type_, config)?);
            parameters.push(match argument.default_value() {
                None => format!("{name}: {spelled}"),
                Some(value) => match default(value, &type_, ci)?.as_str() {
                    "undefined" => format!("{name}?: {spelled}"),
                    literal => format!("{name}: {spelled} = {literal}"),
                },
            });
        }
        Ok(parameters.join(", "))
    }

    fn result(&self, config: &Config) -> Result<String> {
        self.returns.map_or_else(|| Ok("void".to_owned()), |type_| spelled(type_, config))
    }

    /// The statement that calls.
    fn body(&self, instance: &str, receiver: Option<&str>, config: &Config) -> Result<String> {
        let mut lowered: Vec<String> = receiver.map(str::to_owned).into_iter().collect();
        for argument in &self.arguments {
            lowered.push(lower(argument, config)?);
        }
        let mut statement = if self.returns.is_some() { "return ".to_owned() } else { String::new() };
        let returned = match self.returns {
            None => "undefined".to_owned(),
            Some(type_) => lift(type_, config)?,
        };
        let throws = self.throws.map(|name| format!(", {}Thrown", lower_camel(name))).unwrap_or_default();
        write!(
            statement,
            "{instance}.call('{}', [{}], {returned}{throws});",
            self.function.name(),
            lowered.join(", ")
        )?;
        Ok(statement)
    }
}

/// The expression that hands an argument over.
fn lower(argument: &Argument, config: &Config) -> Result<String> {
    let (type_, name) = (argument.as_type(), lower_camel(argument.name()));
    if argument.is_borrowed_bytes() {
        return Ok(format!("ffi.borrowed({name})"));
    }
    if calls_back(&type_) {
        argument.default_value().with_context(|| format!("`{}` calls back into the app", argument.name()))?;
        return Ok("ffi.buffer(ffi.optional(ffi.int32), undefined)".to_owned());
    }
    Ok(match (FfiType::from(&type_), &type_) {
        (FfiType::Handle, _) => format!("ffi.owned({name})"),
        (FfiType::RustBuffer(_), Type::String) => format!("ffi.buffer(ffi.text.whole, {name})"),
        (FfiType::RustBuffer(_), _) => format!("ffi.buffer({}, {name})", codec(&type_, config)?),
        (FfiType::UInt64 | FfiType::Int64, _) => format!("ffi.wide({name})"),
        (_, Type::Boolean) => format!("ffi.number({name} ? 1 : 0)"),
        _ => format!("ffi.number({name})"),
    })
}

/// The expression that takes an answer.
fn lift(type_: &Type, config: &Config) -> Result<String> {
    let codec = codec(type_, config)?;
    Ok(match (FfiType::from(type_), type_) {
        (FfiType::Handle, Type::Object { name, .. }) => format!("{{ handle: ffi.made({name}) }}"),
        (FfiType::RustBuffer(_), Type::String) => "{ buffer: ffi.text.whole }".to_owned(),
        (FfiType::RustBuffer(_), _) => format!("{{ buffer: {codec} }}"),
        (_, Type::Boolean) => "{ plain: (answer) => answer !== 0 }".to_owned(),
        _ => "{ plain: Number }".to_owned(),
    })
}
