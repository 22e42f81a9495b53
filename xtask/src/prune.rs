//! Empties functions of a linked module that never run in the browser as it is used here, so that they, and what only
//! they use, are left out when it is split.
//!
//! Leptos keeps every way to hydrate a view in a table of functions for each type of view, so that the linker has to keep
//! them all; together they are a tenth of the module. If one ran after all, it would trap, and every browser test with it.

use std::collections::HashSet;
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use wasmparser::{CustomSectionReader, KnownCustom, Name, Parser, Payload, TypeRef};

/// What stands in the names of functions that never run: how a view becomes alive while its code is still being loaded
/// (`hydrate_body` does it at once), how it is made from a template, how the server lists the routes; and how what a server
/// function streams would be read.
const NEVER: [&str; 4] = ["hydrate_async", "hydrate_from_template", "generate_routes", "intounderlying"];

/// No local variables, a trap, the end; and what may stand between.
const NO_LOCALS: u8 = 0;
const UNREACHABLE: u8 = 0x00;
const NOP: u8 = 0x01;
const END: u8 = 0x0b;

/// What is found in a module.
#[derive(Default)]
struct Found {
    imported: usize,
    bodies: Vec<Range<usize>>,
    never: HashSet<usize>,
    /// Where the code begins, from where relocations count.
    code: usize,
}

/// The module without them. The functions keep their length, so that nothing else moves.
pub fn prune(linked: &[u8]) -> Result<Vec<u8>> {
    let mut sections = Vec::new();
    let mut found = Found::default();
    for payload in Parser::new(0).parse_all(linked) {
        let payload = payload?;
        if let Some((id, range)) = payload.as_section() {
            sections.push((id, position(&range)?));
        }
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    found.imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionStart { range, .. } => found.code = usize::try_from(range.start)?,
            Payload::CodeSectionEntry(body) => found.bodies.push(position(&body.range())?),
            Payload::CustomSection(section) => add_names(&section, &mut found.never)?,
            _ => {}
        }
    }
    let mut emptied: Vec<Range<usize>> = Vec::new();
    for function in &found.never {
        // An import has no body.
        if let Some(body) = function.checked_sub(found.imported) {
            emptied.push(found.bodies.get(body).cloned().context("a name of a function that is not there")?);
        }
    }
    emptied.sort_by_key(|body| body.start);

    let mut pruned = linked.to_vec();
    for body in &emptied {
        ensure!(body.len() > 2, "a function is shorter than nothing");
        pruned[body.clone()].fill(NOP);
        pruned[body.start..body.start + 2].copy_from_slice(&[NO_LOCALS, UNREACHABLE]);
        pruned[body.end - 1] = END;
    }
    let is_emptied = |offset: usize| {
        let next = emptied.partition_point(|body| body.start <= offset);
        next > 0 && emptied[next - 1].contains(&offset)
    };
    let mut module = pruned[..8].to_vec();
    for (id, range) in sections {
        let content = &pruned[range.clone()];
        let relocations = relocations(linked, &range, |offset| !is_emptied(found.code + offset))?;
        let content = relocations.as_deref().unwrap_or(content);
        module.push(id);
        push_number(&mut module, content.len());
        module.extend_from_slice(content);
    }
    Ok(module)
}

/// Adds the functions that never run, where the section names functions.
fn add_names(section: &CustomSectionReader<'_>, never: &mut HashSet<usize>) -> Result<()> {
    let KnownCustom::Name(names) = section.as_known() else { return Ok(()) };
    for name in names {
        if let Name::Function(functions) = name? {
            for function in functions {
                let function = function?;
                if never_runs(function.name) {
                    never.insert(usize::try_from(function.index)?);
                }
            }
        }
    }
    Ok(())
}

fn never_runs(name: &str) -> bool {
    // What describes an export runs while wasm-bindgen makes the script.
    NEVER.iter().any(|part| name.contains(part)) && !name.starts_with("__wbindgen_describe_")
}

/// The content of a section, if that says what the code refers to, with the references that are to be kept.
fn relocations(linked: &[u8], section: &Range<usize>, keep: impl Fn(usize) -> bool) -> Result<Option<Vec<u8>>> {
    const NAME: &str = "reloc.CODE";
    let content = &linked[section.clone()];
    if content.first().copied() != u8::try_from(NAME.len()).ok() || !content[1..].starts_with(NAME.as_bytes()) {
        return Ok(None);
    }
    let reader = wasmparser::RelocSectionReader::new(wasmparser::BinaryReader::new(&content[1 + NAME.len()..], 0))?;
    let index = usize::try_from(reader.section_index())?;
    let mut kept = Vec::new();
    let mut count = 0;
    let entries = reader.entries();
    let end = entries.range().end;
    let entries = entries.into_iter_with_offsets().collect::<Result<Vec<_>, _>>()?;
    for (place, (start, entry)) in entries.iter().enumerate() {
        if keep(usize::try_from(entry.offset)?) {
            let end = entries.get(place + 1).map_or(end, |(start, _)| *start);
            let bytes = position(&(*start..end))?;
            kept.extend_from_slice(&content[1 + NAME.len()..][bytes]);
            count += 1;
        }
    }
    let mut fresh = content[..=NAME.len()].to_vec();
    push_number(&mut fresh, index);
    push_number(&mut fresh, count);
    fresh.extend(kept);
    Ok(Some(fresh))
}

/// Appends a number as wasm writes it (LEB128).
fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = u8::try_from(number & 0x7f).expect("seven bits");
        number >>= 7;
        bytes.push(if number == 0 { low } else { low | 0x80 });
        if number == 0 {
            return;
        }
    }
}

fn position(range: &Range<u64>) -> Result<Range<usize>> {
    Ok(usize::try_from(range.start)?..usize::try_from(range.end)?)
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CodeSection, CustomSection, Function, FunctionSection, Module, NameMap, NameSection, TypeSection};
    use wasmparser::RelocSectionReader;

    use super::*;

    /// A module of these functions, each of which calls the first, as the linker would write it.
    fn linked(functions: &[&str]) -> Vec<u8> {
        let (mut types, mut of_type, mut code, mut named) =
            (TypeSection::new(), FunctionSection::new(), CodeSection::new(), NameMap::new());
        types.ty().function([], []);
        let mut relocations = Vec::new();
        let count = u8::try_from(functions.len()).expect("a few functions");
        for (place, name) in (0..count).zip(functions) {
            of_type.function(0);
            let mut body = Function::new([]);
            // A call whose number takes five bytes: it may become any.
            body.raw([0x10, 0x80, 0x80, 0x80, 0x80, 0x00, END]);
            code.function(&body);
            named.append(place.into(), name);
            // The kind, where in the code, of what: a function's length, its local variables and the call stand before.
            relocations.extend([0, 1 + place * 9 + 3, 0]);
        }
        let mut names = NameSection::new();
        names.functions(&named);
        let mut content = vec![3, count];
        content.extend(relocations);
        let mut module = Module::new();
        module.section(&types).section(&of_type).section(&code).section(&names);
        module.section(&CustomSection { name: "reloc.CODE".into(), data: content.into() });
        module.finish()
    }

    fn bodies(module: &[u8]) -> Result<Vec<&[u8]>> {
        let mut bodies = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::CodeSectionEntry(body) = payload? {
                bodies.push(&module[position(&body.range())?]);
            }
        }
        Ok(bodies)
    }

    fn references(module: &[u8]) -> Result<Vec<u32>> {
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::CustomSection(section) = payload?
                && section.name() == "reloc.CODE"
            {
                let reader = RelocSectionReader::new(wasmparser::BinaryReader::new(section.data(), 0))?;
                return Ok(reader
                    .entries()
                    .into_iter()
                    .map(|entry| Ok(entry?.offset))
                    .collect::<Result<_, wasmparser::Error>>()?);
            }
        }
        Ok(Vec::new())
    }

    #[test]
    fn what_never_runs_is_emptied_and_refers_to_nothing() -> Result<()> {
        let names = ["build", "_ZN6tachys13hydrate_async17h01E", "hydrate", "__wbindgen_describe_intounderlyingsink_close"];
        let linked = linked(&names);
        let pruned = prune(&linked)?;
        wasmparser::validate(&pruned)?;
        let (before, after) = (bodies(&linked)?, bodies(&pruned)?);
        for kept in [0, 2, 3] {
            assert_eq!(after[kept], before[kept], "{}", names[kept]);
        }
        assert_eq!(after[1], [NO_LOCALS, UNREACHABLE, NOP, NOP, NOP, NOP, NOP, END]);
        assert_eq!(references(&linked)?, [4, 13, 22, 31]);
        assert_eq!(references(&pruned)?, [4, 22, 31]);
        Ok(())
    }

    #[test]
    fn where_everything_runs_nothing_changes() -> Result<()> {
        let linked = linked(&["build", "hydrate"]);
        assert_eq!(prune(&linked)?, linked);
        Ok(())
    }
}
