//! A file's bytes as text.

use super::{FileRefused, LARGEST, Looks};
use chardetng::EncodingDetector;
use encoding_rs::{DecoderResult, Encoding, UTF_8};

/// A file's text, with line breaks as `\n`, and the name of the encoding that it was in.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) encoding: String,
}

/// Takes bytes as text, in the encoding that is named or else in the likeliest.
pub(super) fn text(bytes: &[u8], encoding: Option<&str>) -> Result<Text, FileRefused> {
    if bytes.len() > LARGEST {
        return Err(FileRefused::TooLarge { bytes: bytes.len() });
    }
    if let Some(looks) = looks_by_bytes(bytes) {
        return Err(FileRefused::NotCsv(looks));
    }
    let encoding = match encoding.map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) => Encoding::for_label(name.as_bytes()).ok_or_else(|| FileRefused::UnknownEncoding(name.to_owned()))?,
        None => likeliest(bytes),
    };
    let text = decode(bytes, encoding)?.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.trim().is_empty() {
        return Err(FileRefused::Empty);
    }
    if let Some(looks) = looks_by_text(&text) {
        return Err(FileRefused::NotCsv(looks));
    }
    if let Some((at, character)) = text.char_indices().find(|(_, c)| c.is_ascii_control() && !matches!(c, '\t' | '\n')) {
        return Err(FileRefused::NotText { line: line_at(&text[..at]), character: character.into() });
    }
    Ok(Text { text, encoding: encoding.name().to_owned() })
}

/// What a file is by its first bytes, if it is something else than text.
fn looks_by_bytes(bytes: &[u8]) -> Option<Looks> {
    const SIGNATURES: [(&[u8], Looks); 10] = [
        (b"PK\x03\x04", Looks::Workbook),
        (b"\xd0\xcf\x11\xe0", Looks::OldWorkbook),
        (b"%PDF", Looks::Pdf),
        (b"\x1f\x8b", Looks::Gzip),
        (b"\x89PNG", Looks::Image),
        (b"\xff\xd8\xff", Looks::Image),
        (b"GIF8", Looks::Image),
        (b"RIFF", Looks::Image),
        (b"II*\0", Looks::Image),
        (b"MM\0*", Looks::Image),
    ];
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, looks)| *looks)
}

/// What a file is by its first words.
fn looks_by_text(text: &str) -> Option<Looks> {
    let start: String = text.trim_start().chars().take(9).collect::<String>().to_ascii_lowercase();
    if start.starts_with("<!doctype") || start.starts_with("<html") {
        Some(Looks::Html)
    } else if start.starts_with("<?xml") {
        Some(Looks::Xml)
    } else {
        None
    }
}

/// The encoding by its byte order mark, or UTF-8 where the bytes are that, or the one that the bytes look most like.
fn likeliest(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    // Text in UTF-8 with a few broken bytes must not be taken for another encoding: every accent would turn into two wrong
    // letters. By chance other encodings have hardly any sequence that is valid in UTF-8.
    let (mut letters, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if letters >= broken * 4 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    detector.guess(None, false)
}

fn decode(bytes: &[u8], encoding: &'static Encoding) -> Result<String, FileRefused> {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    let mut text = String::with_capacity(room);
    let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => Ok(text),
        DecoderResult::Malformed(..) | DecoderResult::OutputFull => {
            let before = text.replace("\r\n", "\n").replace('\r', "\n");
            Err(FileRefused::NotInEncoding { encoding: encoding.name().to_owned(), line: line_at(&before) })
        }
    }
}

/// The line on which a text ends, from 1.
fn line_at(before: &str) -> u64 {
    1 + before.bytes().filter(|byte| *byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{WINDOWS_1250, WINDOWS_1252};

    fn read(bytes: &[u8]) -> Result<(String, String), FileRefused> {
        text(bytes, None).map(|text| (text.text, text.encoding))
    }

    #[test]
    fn utf_8_is_read_with_a_byte_order_mark_and_without() {
        assert_eq!(read("Ime\nGrgić".as_bytes()), Ok(("Ime\nGrgić".into(), "UTF-8".into())));
        assert_eq!(read("\u{feff}Ime\nGrgić".as_bytes()), Ok(("Ime\nGrgić".into(), "UTF-8".into())));
    }

    #[test]
    fn utf_16_is_read_by_its_byte_order_mark() {
        let units: Vec<u16> = "\u{feff}Ime\r\nGrgić".encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(read(&little), Ok(("Ime\nGrgić".into(), "UTF-16LE".into())));
        assert_eq!(read(&big), Ok(("Ime\nGrgić".into(), "UTF-16BE".into())));
    }

    #[test]
    fn encodings_of_before_utf_8_are_found_out() {
        let croatian = "Ime;Odjel\nKaia Grgić;Računovodstvo\nBruno Kovačić;Služba za korisnike\nŽeljka Šimić;Uređivanje\n";
        assert_eq!(read(&WINDOWS_1250.encode(croatian).0), Ok((croatian.into(), "windows-1250".into())));
        let western = "Name;Ort\nBjörn Weiß;München\nChloé Gómez;Orléans\nSøren Ekström;Tromsø\n";
        assert_eq!(read(&WINDOWS_1252.encode(western).0), Ok((western.into(), "windows-1252".into())));
    }

    #[test]
    fn the_encoding_that_is_named_is_used_or_refused() {
        let bytes = WINDOWS_1250.encode("Grgić").0;
        assert_eq!(text(&bytes, Some("Windows-1250")).expect("text").text, "Grgić");
        assert_eq!(text(&bytes, Some("latin-99")).unwrap_err(), FileRefused::UnknownEncoding("latin-99".into()));
        let refused = text(b"a\nb\nGrgi\xe6,x", Some("utf-8")).unwrap_err();
        assert_eq!(refused, FileRefused::NotInEncoding { encoding: "UTF-8".into(), line: 3 });
    }

    #[test]
    fn broken_utf_8_is_refused_and_not_taken_for_another_encoding() {
        let mut bytes = "Grgić\nDvořák\nKovačić\nŠimić\n".as_bytes().to_vec();
        bytes.extend(b"broken \xc4,x");
        assert_eq!(read(&bytes), Err(FileRefused::NotInEncoding { encoding: "UTF-8".into(), line: 5 }));
    }

    #[test]
    fn other_kinds_of_files_are_named() {
        for (bytes, looks) in [
            (&b"PK\x03\x04rest"[..], Looks::Workbook),
            (b"\xd0\xcf\x11\xe0rest", Looks::OldWorkbook),
            (b"%PDF-1.7", Looks::Pdf),
            (b"\x1f\x8brest", Looks::Gzip),
            (b"\x89PNG\r\n", Looks::Image),
            (b" \n<!DOCTYPE html><p>Sign in", Looks::Html),
            (b"<html lang=en>", Looks::Html),
            (b"\xef\xbb\xbf<?xml version='1.0'?>", Looks::Xml),
        ] {
            assert_eq!(read(bytes), Err(FileRefused::NotCsv(looks)));
        }
    }

    #[test]
    fn control_characters_are_refused_with_their_line() {
        assert_eq!(read(b"a,b\r\nc\0,d"), Err(FileRefused::NotText { line: 2, character: 0 }));
        assert_eq!(read(b"a\rb\r\x1bc"), Err(FileRefused::NotText { line: 3, character: 0x1b }));
        assert!(read(b"a\tb\r\n").is_ok());
    }

    #[test]
    fn nothing_and_too_much_are_refused() {
        assert_eq!(read(b""), Err(FileRefused::Empty));
        assert_eq!(read(b"\xef\xbb\xbf \r\n"), Err(FileRefused::Empty));
        assert_eq!(read(&vec![b'a'; LARGEST + 1]), Err(FileRefused::TooLarge { bytes: LARGEST + 1 }));
    }
}
