//! An answer on its way from a browser: from whom, nobody can tell.

use super::credential::{Nonce, Tag};
use crate::SurveyId;
use serde::{Deserialize, Serialize};

/// All that is sent of a confidential answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// To which survey.
    pub survey: SurveyId,
    /// From which reporting unit, by its number in the contract.
    pub unit: usize,
    /// With which credential.
    pub nonce: Nonce,
    /// Which version; a higher one replaces.
    pub version: u32,
    /// The sealed answers.
    #[serde(with = "text")]
    pub body: Vec<u8>,
    /// That it comes from who holds the credential, and nobody altered it.
    pub tag: Tag,
}

/// Bytes as text, in base64.
mod text {
    use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD_NO_PAD.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD_NO_PAD.decode(text).map_err(|_| D::Error::custom("not base64"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_back_as_itself_and_nonsense_does_not() {
        let sent = Submission {
            survey: SurveyId::from_uuid(uuid::Uuid::from_u128(5)),
            unit: 3,
            nonce: Nonce::from_bytes([1; 32]),
            version: 2,
            body: vec![0, 255, 7],
            tag: Tag::from_bytes([2; 32]),
        };
        let text = serde_json::to_string(&sent).unwrap();
        assert_eq!(serde_json::from_str::<Submission>(&text).unwrap(), sent);
        for nonsense in
            [text.replace("AP8H", "A*8H"), text.replace("0101", "01"), text.replace("\"version\":2", "\"version\":-2")]
        {
            assert!(serde_json::from_str::<Submission>(&nonsense).is_err(), "{nonsense}");
        }
    }
}
