//! Makes one module of several that import the same memory and table and export nothing: what the split leaves in a
//! hundred small files that would be slower to ask for, and larger when compressed one by one.

use std::collections::HashMap;

use anyhow::{Context, Result, bail, ensure};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, DataCountSection, DataSection, ElementSection, EntityType, FunctionSection, ImportSection, Module, TypeSection,
};
use wasmparser::{CompositeInnerType, FuncType, Parser, Payload, TypeRef};

/// Where the things of one module are in the merged one.
#[derive(Default)]
struct Places {
    types: Vec<u32>,
    functions: Vec<u32>,
    globals: Vec<u32>,
    data: u32,
}

impl Reencode for Places {
    type Error = std::convert::Infallible;

    fn type_index(&mut self, index: u32) -> Result<u32, Error<Self::Error>> {
        Ok(self.types[index as usize])
    }

    fn function_index(&mut self, index: u32) -> Result<u32, Error<Self::Error>> {
        Ok(self.functions[index as usize])
    }

    fn global_index(&mut self, index: u32) -> Result<u32, Error<Self::Error>> {
        Ok(self.globals[index as usize])
    }

    fn data_index(&mut self, index: u32) -> Result<u32, Error<Self::Error>> {
        Ok(self.data + index)
    }
}

/// What is imported, each once.
#[derive(Default)]
struct Imports {
    section: ImportSection,
    known: HashMap<(String, String), u32>,
    functions: u32,
    globals: u32,
    memories: u32,
    tables: u32,
}

/// Merges them.
pub fn merge(modules: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut types = (TypeSection::new(), HashMap::<FuncType, u32>::new());
    let mut imports = Imports::default();
    let mut places = Vec::new();
    for module in modules {
        let mut place = Places::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(section) => {
                    for group in section {
                        for ty in group?.into_types() {
                            let CompositeInnerType::Func(function) = ty.composite_type.inner else {
                                bail!("a type is none of a function");
                            };
                            place.types.push(add_type(&mut types, function)?);
                        }
                    }
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        add_import(&mut imports, &mut place, import?)?;
                    }
                }
                Payload::GlobalSection(section) => ensure!(section.count() == 0, "it defines variables"),
                Payload::ExportSection(section) => ensure!(section.count() == 0, "it exports something"),
                Payload::TableSection(_) | Payload::MemorySection(_) | Payload::TagSection(_) | Payload::StartSection { .. } => {
                    bail!("it defines more than functions")
                }
                _ => {}
            }
        }
        places.push(place);
    }
    ensure!(imports.memories <= 1 && imports.tables <= 1, "there is more than one memory or table");

    let (mut functions, mut elements, mut code, mut data) =
        (FunctionSection::new(), ElementSection::new(), CodeSection::new(), DataSection::new());
    for (module, place) in modules.iter().zip(&mut places) {
        place.data = data.len();
        let before = imports.functions + functions.len();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::FunctionSection(section) => {
                    place.functions.extend(before..before + section.count());
                    place.parse_function_section(&mut functions, section)?;
                }
                Payload::ElementSection(section) => place.parse_element_section(&mut elements, section)?,
                Payload::CodeSectionEntry(body) => place.parse_function_body(&mut code, body)?,
                Payload::DataSection(section) => place.parse_data_section(&mut data, section)?,
                _ => {}
            }
        }
    }
    let mut merged = Module::new();
    merged.section(&types.0).section(&imports.section).section(&functions).section(&elements);
    merged.section(&DataCountSection { count: data.len() }).section(&code).section(&data);
    let merged = merged.finish();
    wasmparser::validate(&merged).context("what was merged is no valid module")?;
    Ok(merged)
}

fn add_type((section, known): &mut (TypeSection, HashMap<FuncType, u32>), function: FuncType) -> Result<u32> {
    if let Some(index) = known.get(&function) {
        return Ok(*index);
    }
    let index = section.len();
    section.ty().func_type(&Places::default().func_type(function.clone())?);
    known.insert(function, index);
    Ok(index)
}

fn add_import(imports: &mut Imports, place: &mut Places, import: wasmparser::Import<'_>) -> Result<()> {
    let key = (import.module.to_owned(), import.name.to_owned());
    let known = imports.known.get(&key).copied();
    let next = match import.ty {
        TypeRef::Func(_) => &mut imports.functions,
        TypeRef::Global(_) => &mut imports.globals,
        TypeRef::Memory(_) => &mut imports.memories,
        TypeRef::Table(_) => &mut imports.tables,
        _ => bail!("it imports what no function uses"),
    };
    let index = known.unwrap_or(*next);
    if known.is_none() {
        *next += 1;
        let ty: EntityType = place.entity_type(import.ty)?;
        imports.section.import(import.module, import.name, ty);
        imports.known.insert(key, index);
    }
    match import.ty {
        TypeRef::Func(_) => place.functions.push(index),
        TypeRef::Global(_) => place.globals.push(index),
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        ConstExpr, Elements, ExportKind, ExportSection, Function, GlobalType, MemoryType, RefType, TableType, ValType,
    };
    use wasmparser::Operator;

    use super::*;

    /// A module like those of a split: a function for each result, which calls itself after reading a shared variable, put
    /// into the table from `slot` on; and a text at `slot` in the memory.
    fn part(results: &[ValType], slot: i32, globals: &[&str], text: &str) -> Module {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        for result in results {
            types.ty().function([], [*result]);
        }
        let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
        let table = TableType { element_type: RefType::FUNCREF, table64: false, minimum: 9, maximum: None, shared: false };
        imports.import("main", "memory", memory).import("main", "table", table);
        for global in globals {
            imports.import("main", global, GlobalType { val_type: ValType::I32, mutable: true, shared: false });
        }
        let (mut functions, mut elements, mut code, mut data) =
            (FunctionSection::new(), ElementSection::new(), CodeSection::new(), DataSection::new());
        let indices: Vec<u32> = (0..).zip(results).map(|(index, _)| index).collect();
        for index in &indices {
            functions.function(*index);
            let mut body = Function::new([]);
            if !globals.is_empty() {
                let last = u32::try_from(globals.len()).expect("a few globals") - 1;
                body.instructions().global_get(last).drop();
            }
            body.instructions().call(*index).end();
            code.function(&body);
        }
        elements.active(None, &ConstExpr::i32_const(slot), Elements::Functions(indices.into()));
        data.active(0, &ConstExpr::i32_const(slot), text.bytes());
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&elements);
        module.section(&DataCountSection { count: 1 }).section(&code).section(&data);
        module
    }

    #[test]
    fn each_function_keeps_its_place_in_the_table_and_what_it_uses() -> Result<()> {
        let one = part(&[ValType::I32, ValType::I64], 1, &["stack", "other"], "one").finish();
        let two = part(&[ValType::I64], 5, &["other"], "two").finish();
        let merged = merge(&[one, two])?;
        let (mut imports, mut types, mut calls, mut variables, mut table, mut texts) =
            (0, 0, Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&merged) {
            match payload? {
                Payload::TypeSection(section) => types = section.count(),
                Payload::ImportSection(section) => imports = section.into_imports().count(),
                Payload::ElementSection(section) => {
                    for element in section {
                        let wasmparser::ElementItems::Functions(functions) = element?.items else { bail!("no functions") };
                        table.push(functions.into_iter().collect::<Result<Vec<_>, _>>()?);
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    for operator in body.get_operators_reader()? {
                        match operator? {
                            Operator::Call { function_index } => calls.push(function_index),
                            Operator::GlobalGet { global_index } => variables.push(global_index),
                            _ => {}
                        }
                    }
                }
                Payload::DataSection(section) => {
                    for segment in section {
                        texts.push(String::from_utf8(segment?.data.to_vec())?);
                    }
                }
                _ => {}
            }
        }
        assert_eq!((types, imports), (2, 4), "what both have is there once");
        assert_eq!(calls, [0, 1, 2], "each calls itself");
        assert_eq!(variables, [1, 1, 1], "of the same name");
        assert_eq!(table, [vec![0, 1], vec![2]]);
        assert_eq!(texts, ["one", "two"]);
        Ok(())
    }

    #[test]
    fn what_exports_something_is_refused() {
        let mut exports = ExportSection::new();
        exports.export("f", ExportKind::Memory, 0);
        let mut module = Module::new();
        module.section(&exports);
        let error = merge(&[module.finish()]).expect_err("it exports").to_string();
        assert_eq!(error, "it exports something");
    }
}
