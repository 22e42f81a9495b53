//! The stylesheet: style/main.css with everything that it imports, in one minified file.

use std::path::Path;
use std::sync::{Arc, RwLock};

use anyhow::{Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::error::{Error, ErrorLocation};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};
use lightningcss::targets::{Browsers, Targets};

use crate::step;

/// Bundles the file and its imports. What the browsers of [`browsers`] know stays as it was written.
pub fn bundle(main: &Path) -> Result<String> {
    let files = FileProvider::new();
    let warnings = Arc::new(RwLock::new(Vec::new()));
    let options = ParserOptions { warnings: Some(Arc::clone(&warnings)), ..ParserOptions::default() };
    let targets = Targets::from(browsers());
    let mut bundler = Bundler::new(&files, None, options);
    let mut sheet = bundler.bundle(main).map_err(sentence)?;
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(sentence)?;
    let printed = sheet.to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() }).map_err(sentence)?;
    if let Ok(warnings) = warnings.read() {
        for warning in warnings.iter() {
            step::say(&format!("css: warning: {}{}", warning.kind, place(warning.loc.as_ref())));
        }
    }
    Ok(printed.code)
}

/// The oldest browsers that know `light-dark()`, the youngest thing the stylesheets rely on.
fn browsers() -> Browsers {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Browsers {
        chrome: version(123, 0),
        edge: version(123, 0),
        firefox: version(120, 0),
        ios_saf: version(17, 5),
        safari: version(17, 5),
        ..Browsers::default()
    }
}

fn sentence<T: std::fmt::Display>(error: Error<T>) -> anyhow::Error {
    anyhow!("css: {}{}", error.kind, place(error.loc.as_ref()))
}

/// Where it is, counting lines as editors do.
fn place(location: Option<&ErrorLocation>) -> String {
    location.map_or_else(String::new, |at| format!(" at {}:{}:{}", at.filename, at.line + 1, at.column))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn bundled(files: &[(&str, &str)]) -> Result<String> {
        let folder = tempfile::tempdir()?;
        for (name, text) in files {
            fs::write(folder.path().join(name), text)?;
        }
        bundle(&folder.path().join("main.css"))
    }

    #[test]
    fn imports_become_one_file_in_their_layers() -> Result<()> {
        let css = bundled(&[
            ("main.css", "@layer base, page;\n@import \"tokens.css\" layer(base);\n@import \"goal.css\" layer(page);"),
            ("tokens.css", ":root { --gap: 8px; }"),
            ("goal.css", ".goal { & > p { margin: var(--gap); } }"),
        ])?;
        assert_eq!(css, "@layer base{:root{--gap:8px}}@layer page{.goal{&>p{margin:var(--gap)}}}");
        Ok(())
    }

    #[test]
    fn light_dark_survives() -> Result<()> {
        let css = bundled(&[(
            "main.css",
            ":root { color-scheme: light dark; --ink: light-dark(#111111, #eeeeee); color: light-dark(black, white); \
             background: light-dark(oklch(98% 0.01 250), oklch(20% 0.02 250)) }",
        )])?;
        assert_eq!(
            css,
            ":root{color-scheme:light dark;--ink:light-dark(#111,#eee);color:light-dark(#000,#fff);\
             background:light-dark(oklch(98% .01 250),oklch(20% .02 250))}"
        );
        Ok(())
    }

    #[test]
    fn a_mistake_is_named_with_its_place() {
        let error =
            bundled(&[("main.css", "@import \"a.css\";"), ("a.css", "\n.a { color: red;\n} }")]).expect_err("it does not parse");
        assert!(error.to_string().contains("a.css:3:"), "{error}");
    }

    #[test]
    fn an_import_that_does_not_exist_is_named() {
        let error = bundled(&[("main.css", "@import \"absent.css\";")]).expect_err("the import is absent");
        assert!(error.to_string().contains("main.css:1:"), "{error}");
    }
}
