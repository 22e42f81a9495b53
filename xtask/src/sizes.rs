//! How much a browser has to load.

use std::fmt::Write as _;

use crate::site::Asset;

/// A table of every asset, and what a first visit loads in wasm and scripts.
pub fn table(assets: &[Asset]) -> String {
    let widest = assets.iter().map(|asset| asset.name.len()).max().unwrap_or(0).max("asset".len());
    let mut table = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(table, "{:widest$}  {:>9}  {:>9}  {:>9}   (KB of 1000 bytes)", "asset", "raw", "brotli", "gzip");
    for asset in assets {
        let _ = writeln!(
            table,
            "{:widest$}  {:>9}  {:>9}  {:>9}",
            asset.name,
            kilobytes(Some(asset.raw)),
            kilobytes(asset.brotli),
            kilobytes(asset.gzip),
        );
    }
    let code = assets.iter().filter(|asset| is_code(&asset.name));
    if let Some(sum) = code.map(|asset| asset.brotli).sum::<Option<usize>>() {
        let _ = writeln!(table, "\nwasm and script, brotli: {} KB", kilobytes(Some(sum)));
    }
    table
}

/// Bytes as megabytes of 1,000,000 bytes.
pub fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

fn is_code(name: &str) -> bool {
    ["waymark.js", "waymark.wasm"].contains(&name) || name.starts_with("snippets/")
}

fn kilobytes(bytes: Option<usize>) -> String {
    bytes.map_or_else(|| "-".to_owned(), |bytes| format!("{}.{}", bytes / 1000, bytes % 1000 / 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(name: &str, raw: usize, brotli: Option<usize>, gzip: Option<usize>) -> Asset {
        Asset { name: name.to_owned(), file: String::new(), raw, brotli, gzip }
    }

    #[test]
    fn the_table_sums_what_a_first_visit_loads() {
        let assets = [
            asset("style.css", 5_000, Some(1_000), Some(1_100)),
            asset("logo.png", 999, None, None),
            asset("waymark.js", 30_000, Some(7_000), Some(8_000)),
            asset("waymark.wasm", 349_100, Some(127_300), Some(140_000)),
        ];
        let expected = "\
asset               raw     brotli       gzip   (KB of 1000 bytes)
style.css           5.0        1.0        1.1
logo.png            0.9          -          -
waymark.js         30.0        7.0        8.0
waymark.wasm      349.1      127.3      140.0

wasm and script, brotli: 134.3 KB
";
        assert_eq!(table(&assets), expected);
    }

    #[test]
    fn without_compression_there_is_no_sum() {
        assert!(!table(&[asset("waymark.wasm", 1, None, None)]).contains("brotli:"));
    }

    #[test]
    fn megabytes_have_one_decimal() {
        assert_eq!(megabytes(98_765_432), "98.7 MB");
    }
}
