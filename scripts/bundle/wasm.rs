//! WebAssembly as the bundle has it: with short names, and without what only tools read.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ElementSection, ExportSection, ImportSection, Module};
use wasmparser::{CustomSectionReader, Element, ElementItems, Export, ImportSectionReader, Operator, Parser, Payload};

/// The names of all imports and exports that tools made up.
pub fn names(module: &[u8]) -> Result<Vec<String>, String> {
    let mut names: Vec<String> = Vec::new();
    let mut note = |name: &str| {
        if name.starts_with("__") && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    };
    for payload in Parser::new(0).parse_all(module) {
        match payload.map_err(|why| why.to_string())? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    note(import.map_err(|why| why.to_string())?.name);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    note(export.map_err(|why| why.to_string())?.name);
                }
            }
            _ => {}
        }
    }
    Ok(names)
}

/// The module with other names, every number at its shortest, and without custom sections: the linker leaves room in each
/// number that it may have to change.
pub fn rename(module: &[u8], short: &[(String, String)]) -> Result<Vec<u8>, String> {
    let mut out = Module::new();
    let done = Short(short).parse_core_module(&mut out, Parser::new(0), module);
    done.map_err(|why| why.to_string())?;
    Ok(out.finish())
}

struct Short<'a>(&'a [(String, String)]);

impl Short<'_> {
    fn name<'b>(&'b self, name: &'b str) -> &'b str {
        self.0.iter().find(|(long, _)| long == name).map_or(name, |(_, short)| short)
    }
}

impl Reencode for Short<'_> {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let kind = self.entity_type(import.ty)?;
            imports.import(import.module, self.name(import.name), kind);
        }
        Ok(())
    }

    fn parse_export(&mut self, exports: &mut ExportSection, export: Export<'_>) -> Result<(), Error<Infallible>> {
        let kind = self.export_kind(export.kind)?;
        let index = self.external_index(export.kind, export.index)?;
        exports.export(self.name(export.name), kind, index);
        Ok(())
    }

    /// The places that the table has for the parts are empty anyway.
    fn parse_element(&mut self, elements: &mut ElementSection, element: Element<'_>) -> Result<(), Error<Infallible>> {
        if let ElementItems::Expressions(_, items) = &element.items {
            let is_null = |item: wasmparser::Result<wasmparser::ConstExpr>| {
                matches!(item.map(|item| item.get_operators_reader().read()), Ok(Ok(Operator::RefNull { .. })))
            };
            if items.clone().into_iter().all(is_null) {
                return Ok(());
            }
        }
        utils::parse_element(self, elements, element)
    }

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Result<(), Error<Infallible>> {
        Ok(())
    }
}
