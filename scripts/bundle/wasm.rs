//! The little that is read and written of WebAssembly's binary format
//! (<https://webassembly.github.io/spec/core/binary/modules.html>): sections, and the names of imports and exports.

/// What a browser does not need: names for people who debug, and the tools that were at work.
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
/// The kinds of an import or export.
const FUNCTION: u8 = 0;
const TABLE: u8 = 1;
const MEMORY: u8 = 2;
const GLOBAL: u8 = 3;

/// The sections of a module: each one's number and content.
pub fn sections(module: &[u8]) -> Result<Vec<(u8, &[u8])>, String> {
    let mut reader = Reader { bytes: module, at: 8 };
    let mut sections = Vec::new();
    while reader.at < module.len() {
        let id = reader.byte()?;
        let length = reader.number()?;
        sections.push((id, reader.take(length)?));
    }
    Ok(sections)
}

/// The names of all imports and exports that tools made up.
pub fn names(module: &[u8]) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    rewrite(module, &mut |name| {
        if name.starts_with("__") && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        name.to_owned()
    })?;
    Ok(names)
}

/// The module with other names, and without what only tools read.
pub fn rename(module: &[u8], short: &[(String, String)]) -> Result<Vec<u8>, String> {
    rewrite(module, &mut |name| short.iter().find(|(long, _)| long == name).map_or(name, |(_, short)| short).to_owned())
}

/// Writes the module anew with every name of an import or export as `name` gives it. Custom sections are left out.
fn rewrite(module: &[u8], name: &mut dyn FnMut(&str) -> String) -> Result<Vec<u8>, String> {
    let mut out = module.get(..8).ok_or("The module is cut off.")?.to_vec();
    for (id, content) in sections(module)? {
        let new = match id {
            CUSTOM => continue,
            IMPORTS | EXPORTS => entries(id, content, name)?,
            _ => content.to_vec(),
        };
        out.push(id);
        push_number(&mut out, new.len());
        out.extend(new);
    }
    Ok(out)
}

fn entries(id: u8, content: &[u8], name: &mut dyn FnMut(&str) -> String) -> Result<Vec<u8>, String> {
    let mut reader = Reader { bytes: content, at: 0 };
    let mut out = Vec::new();
    let count = reader.number()?;
    push_number(&mut out, count);
    for _ in 0..count {
        if id == IMPORTS {
            push_text(&mut out, reader.text()?);
        }
        push_text(&mut out, &name(reader.text()?));
        let kind = reader.byte()?;
        out.push(kind);
        let description = reader.at;
        match (id, kind) {
            (EXPORTS, _) | (IMPORTS, FUNCTION) => drop(reader.number()?),
            (_, TABLE) => {
                reader.byte()?;
                limits(&mut reader)?;
            }
            (_, MEMORY) => limits(&mut reader)?,
            (_, GLOBAL) => drop(reader.take(2)?),
            _ => return Err("The module imports something of an unknown kind.".to_owned()),
        }
        out.extend(&content[description..reader.at]);
    }
    Ok(out)
}

/// How small and how large a table or a memory may be.
fn limits(reader: &mut Reader) -> Result<(), String> {
    let has_most = reader.byte()? & 1 == 1;
    reader.number()?;
    if has_most {
        reader.number()?;
    }
    Ok(())
}

/// Reads numbers and texts one after the other.
pub struct Reader<'a> {
    /// What is read.
    pub bytes: &'a [u8],
    /// How far it was read.
    pub at: usize,
}

impl<'a> Reader<'a> {
    /// One byte.
    pub fn byte(&mut self) -> Result<u8, String> {
        Ok(self.take(1)?[0])
    }

    /// So many bytes.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        let taken = self.at.checked_add(count).and_then(|end| self.bytes.get(self.at..end));
        self.at += count;
        taken.ok_or_else(|| "The module is cut off.".to_owned())
    }

    /// A number in the format's own encoding (LEB128).
    pub fn number(&mut self) -> Result<usize, String> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err("The module has a number that is too long.".to_owned())
    }

    /// A text with its length in front.
    pub fn text(&mut self) -> Result<&'a str, String> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| "The module has a name that is no text.".to_owned())
    }
}

fn push_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn push_text(out: &mut Vec<u8>, text: &str) {
    push_number(out, text.len());
    out.extend(text.as_bytes());
}
