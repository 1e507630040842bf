//! Reads the files of words, and says of each what is wrong with it: a sentence that names file and key.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::Form;

/// The keys that code knows, by table.
pub(crate) type Keys = BTreeMap<&'static str, Vec<&'static str>>;

/// The texts of one file by what they are for and their key.
pub(crate) type Texts = BTreeMap<(Form, String), String>;

/// A file as it stands: tables of keys of fields.
type Tables = BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>;

/// Where a text shows, for whoever translates it. It stands in the reference alone.
const NOTE: &str = "note";

/// The texts of each of `files` (name and contents), the first of which is the reference, where all of them have what code asks
/// for; else everything that is wrong.
pub(crate) fn check(files: &[(String, String)], keys: &Keys) -> Result<Vec<Texts>, Vec<String>> {
    let mut faults = Vec::new();
    let mut read: Vec<(&str, Tables)> = Vec::new();
    for (file, source) in files {
        match toml::from_str(source) {
            Ok(tables) => read.push((file, tables)),
            Err(error) => {
                let line = error.span().map_or(1, |span| source[..span.start].matches('\n').count() + 1);
                faults
                    .push(format!("core/texts/{file}, line {line}: {}", error.message().replace('\n', " ")));
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let Some((_, reference)) = read.first() else { return Ok(Vec::new()) };
    let texts: Vec<Texts> = read
        .iter()
        .enumerate()
        .map(|(at, (file, tables))| {
            let file = File { name: file, tables, reference, is_reference: at == 0 };
            faults.extend(file.faults(keys));
            file.texts()
        })
        .collect();
    if faults.is_empty() { Ok(texts) } else { Err(faults) }
}

impl Form {
    /// What it is called there, below the key.
    pub(crate) const fn field(self) -> &'static str {
        match self {
            Self::HintSpoken | Self::ScreenSpoken => "spoken",
            Self::Reason => "failed",
            Self::Unassessed => "unassessed",
            _ => "text",
        }
    }

    /// Whether a text may be missing, because another one does as well.
    pub(crate) const fn is_optional(self) -> bool {
        matches!(self, Self::ScreenSpoken)
    }

    /// Whether no two texts of this form may be the same: one cause, one instruction.
    pub(crate) const fn is_distinct(self) -> bool {
        matches!(self, Self::Hint | Self::Reason | Self::Unassessed)
    }
}

/// A file of words beside the reference.
struct File<'a> {
    name: &'a str,
    tables: &'a Tables,
    reference: &'a Tables,
    is_reference: bool,
}

impl File<'_> {
    fn faults(&self, keys: &Keys) -> Vec<String> {
        let mut faults = Vec::new();
        let mut say = |what: String| faults.push(format!("core/texts/{}: {what}", self.name));
        for table in self.tables.keys().filter(|table| !Form::ALL.iter().any(|form| form.table() == **table))
        {
            say(format!("nothing reads the table `{table}`"));
        }
        for table in Form::ALL.map(Form::table).into_iter().collect::<BTreeSet<_>>() {
            let empty = BTreeMap::new();
            let here = self.tables.get(table).unwrap_or(&empty);
            let known = self.keys(table, keys);
            for key in here.keys().filter(|key| !known.contains(key.as_str())) {
                say(format!("nothing shows `{table}.{key}`"));
            }
            for key in known {
                let Some(fields) = here.get(key) else {
                    say(format!("`{table}.{key}` is missing"));
                    continue;
                };
                self.entry_faults(table, key, fields).into_iter().for_each(&mut say);
            }
        }
        self.equals().into_iter().for_each(&mut say);
        faults
    }

    /// The keys that a table must have. Of those that no code of the core knows, the reference has the list.
    fn keys<'k>(&'k self, table: &str, keys: &'k Keys) -> BTreeSet<&'k str> {
        match keys.get(table) {
            Some(known) => known.iter().copied().collect(),
            None => self
                .reference
                .get(table)
                .map_or_else(BTreeSet::new, |there| there.keys().map(String::as_str).collect()),
        }
    }

    /// What is wrong with the entry `table.key`.
    fn entry_faults(&self, table: &str, key: &str, fields: &BTreeMap<String, String>) -> Vec<String> {
        let mut faults = Vec::new();
        let forms = || Form::ALL.into_iter().filter(|form| form.table() == table);
        for field in
            fields.keys().filter(|field| *field != NOTE && forms().all(|form| form.field() != **field))
        {
            faults.push(format!("nothing reads `{field}` of `{table}.{key}`"));
        }
        let note = fields.get(NOTE);
        if self.is_reference && note.is_none_or(|note| note.trim().is_empty()) {
            faults.push(format!("`{table}.{key}` has no `{NOTE}` on where it shows"));
        } else if !self.is_reference && note.is_some() {
            faults.push(format!("the `{NOTE}` of `{table}.{key}` belongs into the reference"));
        }
        for form in forms() {
            let there = self.reference.get(table).and_then(|keys| keys.get(key)?.get(form.field()));
            match fields.get(form.field()) {
                Some(text) => {
                    if let Some(fault) = form.fault(text, there.unwrap_or(text)) {
                        faults.push(format!("`{}` of `{table}.{key}` {fault}", form.field()));
                    }
                }
                None if form.is_optional() && there.is_none() => {}
                None => faults.push(format!("`{table}.{key}` has no `{}`", form.field())),
            }
        }
        faults
    }

    /// Texts that should differ and do not.
    fn equals(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut seen: BTreeMap<(Form, String), String> = BTreeMap::new();
        for ((form, key), text) in self.texts() {
            if !form.is_distinct() {
                continue;
            }
            if let Some(other) = seen.insert((form, text), key.clone()) {
                let (table, field) = (form.table(), form.field());
                faults.push(format!("`{table}.{other}` and `{table}.{key}` have the same `{field}`"));
            }
        }
        faults
    }

    /// Every text by what it is for and its key.
    fn texts(&self) -> Texts {
        let mut texts = Texts::new();
        for form in Form::ALL {
            for (key, fields) in self.tables.get(form.table()).into_iter().flatten() {
                if let Some(text) = fields.get(form.field()) {
                    texts.insert((form, key.clone()), text.clone());
                }
            }
        }
        texts
    }
}
