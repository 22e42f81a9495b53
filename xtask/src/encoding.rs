//! Compression, done once when building.

use std::io::Write as _;
use std::path::Path;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

/// What gains from compression. Images and fonts are compressed already.
const COMPRESSIBLE: [&str; 11] = ["css", "html", "ico", "js", "json", "map", "svg", "txt", "wasm", "webmanifest", "xml"];

/// A compression that browsers accept.
#[derive(Clone, Copy)]
pub enum Encoding {
    /// Smaller.
    Brotli,
    /// For what does not know brotli.
    Gzip,
}

impl Encoding {
    /// What the name of a compressed file ends with.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }

    /// As small as it gets: it is done once, and downloaded often.
    pub fn encode(self, bytes: &[u8]) -> Result<Vec<u8>> {
        match self {
            Self::Brotli => {
                let parameters =
                    brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: bytes.len(), ..Default::default() };
                let mut encoded = Vec::new();
                brotli::BrotliCompress(&mut &*bytes, &mut encoded, &parameters)?;
                Ok(encoded)
            }
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(bytes)?;
                Ok(encoder.finish()?)
            }
        }
    }
}

/// Whether a file of this name gains from compression.
pub fn is_compressible(file: &str) -> bool {
    let extension = Path::new(file).extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| COMPRESSIBLE.contains(&extension))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn what_is_compressed_comes_back_the_same() -> Result<()> {
        let text = "body { margin: 0 }\n".repeat(200);
        let gzip = Encoding::Gzip.encode(text.as_bytes())?;
        let mut decoded = String::new();
        GzDecoder::new(&*gzip).read_to_string(&mut decoded)?;
        assert_eq!(decoded, text);
        let brotli = Encoding::Brotli.encode(text.as_bytes())?;
        let mut decoded = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli, &mut decoded)?;
        assert_eq!(decoded, text.as_bytes());
        assert!(brotli.len() < gzip.len() && gzip.len() < text.len());
        Ok(())
    }

    #[test]
    fn pictures_and_fonts_are_not_compressed_again() {
        assert!(is_compressible("waymark.0123.wasm"));
        assert!(!is_compressible("logo.png") && !is_compressible("fonts/inter.woff2") && !is_compressible("LICENSE"));
    }
}
