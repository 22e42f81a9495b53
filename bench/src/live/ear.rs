//! What a stream of events says, line by line, as cheaply as it can be read: nothing is decoded but what is asked for.
//!
//! The heads of the answer and of its chunks are lines too, and mean nothing here. An event is never torn by a chunk: the server sends each as one.

use super::workshop::state;

/// Before what an event is.
const IS: &[u8] = br#"data: {"is":""#;

/// Before how many events a goal has: the goal's own number stands first of all in what is told of it.
const SEQUENCE: &[u8] = br#""sequence":"#;

/// Before the version of a workshop, and before how many voted: what is of all its sections stands first.
const VERSION: &[u8] = br#""version":"#;
const VOTED: &[u8] = br#""voted":"#;

/// Puts lines together that come in pieces.
#[derive(Debug, Default)]
pub struct Ear {
    /// The beginning of a line whose end has not come.
    begun: Vec<u8>,
}

impl Ear {
    /// Hears some bytes more: each line that they end, without its end.
    pub fn hear(&mut self, mut bytes: &[u8], mut line: impl FnMut(&[u8])) {
        while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
            if self.begun.is_empty() {
                line(&bytes[..end]);
            } else {
                self.begun.extend_from_slice(&bytes[..end]);
                line(&std::mem::take(&mut self.begun));
            }
            bytes = &bytes[end + 1..];
        }
        self.begun.extend_from_slice(bytes);
    }
}

/// What an event says to who listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// How things are now, and how new that is: as a number that grows.
    State(u32),
    /// That all is to be read anew.
    Anew,
    /// That one is sent away.
    Leave,
    /// Something else.
    Else,
}

/// The status, of the first line of an answer.
pub fn status(line: &[u8]) -> Option<u16> {
    let rest = line.strip_prefix(b"HTTP/1.1 ")?;
    std::str::from_utf8(rest.get(..3)?).ok()?.parse().ok()
}

/// What is said of a goal that somebody looks at.
pub fn of_goal(line: &[u8]) -> Option<Heard> {
    of(line, b"goal\"", |rest| number(rest, SEQUENCE))
}

/// What is said of a workshop that somebody takes part in.
pub fn of_workshop(line: &[u8]) -> Option<Heard> {
    of(line, b"workshop\"", |rest| Some(state(number(rest, VERSION)?, number(rest, VOTED)?)))
}

fn of(line: &[u8], what: &[u8], state: impl Fn(&[u8]) -> Option<u32>) -> Option<Heard> {
    let rest = line.strip_prefix(IS)?;
    Some(if rest.starts_with(what) {
        state(rest).map_or(Heard::Else, Heard::State)
    } else if rest.starts_with(b"look\"") {
        Heard::Anew
    } else if rest.starts_with(b"leave\"") {
        Heard::Leave
    } else {
        Heard::Else
    })
}

/// The first number that stands after this.
fn number(line: &[u8], after: &[u8]) -> Option<u32> {
    let at = line.windows(after.len()).position(|part| part == after)?;
    let digits = line[at + after.len()..].iter().take_while(|byte| byte.is_ascii_digit());
    digits.copied().map(char::from).collect::<String>().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n1a\r\ndata: {\"is\":\"here\",\"stream\":7}\n\n\r\n\
        3\r\n:\n\n\r\n4f\r\ndata: {\"is\":\"goal\",\"row\":{\"id\":\"x\",\"sequence\":172,\"depth\":0},\"chart\":\"<svg>\"}\n\n\r\n\
        1b\r\ndata: {\"is\":\"look\",\"within\":0}\n\n\r\n15\r\ndata: {\"is\":\"leave\"}\n\n\r\n0\r\n\r\n";

    fn heard(pieces: impl Iterator<Item = &'static [u8]>) -> (Option<u16>, Vec<Heard>) {
        let (mut ear, mut first, mut all) = (Ear::default(), None, Vec::new());
        for piece in pieces {
            ear.hear(piece, |line| {
                first = first.or_else(|| status(line));
                all.extend(of_goal(line));
            });
        }
        (first, all)
    }

    #[test]
    fn a_stream_is_understood_in_whatever_pieces_it_comes() {
        let said = (Some(200), vec![Heard::Else, Heard::State(172), Heard::Anew, Heard::Leave]);
        assert_eq!(heard([ANSWER].into_iter()), said);
        for size in 1..ANSWER.len() {
            assert_eq!(heard(ANSWER.chunks(size)), said, "in pieces of {size}");
        }
    }
    #[test]
    fn a_workshop_is_as_new_as_its_version_and_then_its_votes() {
        let told = |version, voted| {
            format!("data: {{\"is\":\"workshop\",\"id\":\"x\",\"version\":{version},\"voted\":{voted},\"of\":50}}")
        };
        assert_eq!(of_workshop(told(1, 12).as_bytes()), Some(Heard::State(state(1, 12))));
        assert!(state(1, 50) < state(2, 0));
        assert_eq!(of_workshop(b"data: {\"is\":\"goal\",\"sequence\":3}"), Some(Heard::Else));
    }
}
