//! A file that somebody sends.

#[cfg(feature = "ssr")]
use crate::{failure::Failure, server};
#[cfg(feature = "ssr")]
use leptos::server_fn::codec::MultipartData;
use serde::{Deserialize, Serialize};

/// Why a file was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UploadWrong {
    /// No file was chosen.
    Nothing,
    /// It is larger than so many bytes.
    TooLarge(usize),
}

/// The file of a form, with its name and what is in it.
#[cfg(feature = "ssr")]
pub async fn file(data: MultipartData, largest: usize) -> Result<(String, Vec<u8>), Failure<UploadWrong>> {
    let mut parts = data.into_inner().ok_or(Failure::Malformed)?;
    while let Some(part) = parts.next_field().await.map_err(|_| Failure::Malformed)? {
        if part.name() != Some("file") {
            continue;
        }
        let name = part.file_name().unwrap_or("a file").to_owned();
        let content = part.bytes().await.map_err(|_| Failure::Malformed)?;
        if content.is_empty() && name.is_empty() {
            break;
        }
        if content.len() > largest {
            return Err(server::refuse(UploadWrong::TooLarge(largest)));
        }
        return Ok((name, content.to_vec()));
    }
    Err(server::refuse(UploadWrong::Nothing))
}
