//! Values as bytes to be hashed, so that no two different ones have the same bytes.
//!
//! First comes the domain, a text that says what is hashed and in which version of the encoding. Then, in an order that
//! each domain sets: a number as 8 bytes, the highest first; a text as the number of its UTF-8 bytes and these; an id as
//! its 16 bytes; a time as 16 bytes, its nanoseconds since 1970 in two's complement, the highest first; a hash as its 32
//! bytes; what may be missing as the byte 0, or the byte 1 and the value; a list as the number of its values and these.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// SHA-256 over values.
pub(crate) struct Canonical(Sha256);

impl Canonical {
    pub fn new(domain: &str) -> Self {
        Self(Sha256::new()).text(domain)
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.update(bytes);
        self
    }

    pub fn number(self, number: u64) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    /// The length of something in memory, which every machine can count in 64 bits.
    pub fn length(self, length: usize) -> Self {
        self.number(length as u64)
    }

    pub fn text(self, text: &str) -> Self {
        self.length(text.len()).bytes(text.as_bytes())
    }

    pub fn id(self, id: Uuid) -> Self {
        self.bytes(id.as_bytes())
    }

    pub fn time(self, time: Timestamp) -> Self {
        self.bytes(&time.as_nanosecond().to_be_bytes())
    }

    pub fn hash(self, hash: [u8; 32]) -> Self {
        self.bytes(&hash)
    }

    pub fn option<T>(self, value: Option<T>, some: impl FnOnce(Self, T) -> Self) -> Self {
        match value {
            None => self.bytes(&[0]),
            Some(value) => some(self.bytes(&[1]), value),
        }
    }

    pub fn list<T>(self, values: &[T], each: impl Fn(Self, &T) -> Self) -> Self {
        values.iter().fold(self.length(values.len()), each)
    }

    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
