//! How much a browser has to load.

use std::fmt::Write as _;

use crate::bundle::Bundle;
use crate::site::{Asset, Site};

/// A table of every asset, and what a first visit to a page of each chunk loads in wasm and scripts.
pub fn table(Site { assets, entries }: &Site) -> String {
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
    for (name, bundle) in entries {
        let pages = [None].into_iter().chain(bundle.chunks.keys().map(|chunk| Some(chunk.as_str())));
        let sums: Vec<_> = pages.filter_map(|chunk| Some((chunk, loaded(assets, bundle, chunk)?))).collect();
        if sums.is_empty() {
            continue;
        }
        let _ = writeln!(table, "\n{name}: what a page loads, wasm and scripts, brotli");
        for (chunk, sum) in sums {
            let count = bundle.files(chunk).count();
            let chunk = chunk.unwrap_or("(no chunk)");
            let _ = writeln!(table, "{chunk:widest$}  {:>9}  in {count} files", kilobytes(Some(sum)));
        }
    }
    table
}

/// The compressed bytes that a page of a chunk loads, where they are compressed.
fn loaded(assets: &[Asset], bundle: &Bundle, chunk: Option<&str>) -> Option<usize> {
    bundle.files(chunk).map(|file| assets.iter().find(|asset| asset.file == file)?.brotli).sum()
}

/// Bytes as megabytes of 1,000,000 bytes.
pub fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

fn kilobytes(bytes: Option<usize>) -> String {
    bytes.map_or_else(|| "-".to_owned(), |bytes| format!("{}.{}", bytes / 1000, bytes % 1000 / 100))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn asset(name: &str, raw: usize, brotli: Option<usize>, gzip: Option<usize>) -> Asset {
        Asset { name: name.to_owned(), file: name.to_owned(), raw, brotli, gzip }
    }

    fn site(assets: Vec<Asset>) -> Site {
        let bundle = Bundle {
            script: "waymark.js".to_owned(),
            loader: Some("waymark.chunks.js".to_owned()),
            module: "waymark.wasm".to_owned(),
            chunks: BTreeMap::from([("home".to_owned(), vec!["waymark.home.wasm".to_owned()])]),
        };
        Site { assets, entries: BTreeMap::from([("waymark".to_owned(), bundle)]) }
    }

    #[test]
    fn the_table_sums_what_a_first_visit_loads() {
        let site = site(vec![
            asset("style.css", 5_000, Some(1_000), Some(1_100)),
            asset("logo.png", 999, None, None),
            asset("waymark.chunks.js", 3_000, Some(700), Some(800)),
            asset("waymark.home.wasm", 50_000, Some(20_000), Some(25_000)),
            asset("waymark.js", 30_000, Some(7_000), Some(8_000)),
            asset("waymark.wasm", 349_100, Some(127_300), Some(140_000)),
        ]);
        let expected = "\
asset                    raw     brotli       gzip   (KB of 1000 bytes)
style.css                5.0        1.0        1.1
logo.png                 0.9          -          -
waymark.chunks.js        3.0        0.7        0.8
waymark.home.wasm       50.0       20.0       25.0
waymark.js              30.0        7.0        8.0
waymark.wasm           349.1      127.3      140.0

waymark: what a page loads, wasm and scripts, brotli
(no chunk)             135.0  in 3 files
home                   155.0  in 4 files
";
        assert_eq!(table(&site), expected);
    }

    #[test]
    fn without_compression_there_is_no_sum() {
        assert!(!table(&site(vec![asset("waymark.wasm", 1, None, None)])).contains("what a page loads"));
    }

    #[test]
    fn megabytes_have_one_decimal() {
        assert_eq!(megabytes(98_765_432), "98.7 MB");
    }
}
