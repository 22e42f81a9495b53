//! Sealing answers in the browser and opening them once, at close.
//!
//! This is a seam. Sealed answers are all of one size for a survey and bound to its contract, and nothing but the closing job
//! opens them; so nothing else may depend on what is inside. What is behind the seam is not encryption yet: whoever
//! holds the disk can read it. Pages say so.

use super::{
    answer::{Answers, LONGEST_TEXT},
    contract::ContractHash,
};
use crate::questionnaire::{Ask, Questionnaire};

/// Which sealing this is: padded, not encrypted.
const PLAIN: u8 = 0;

/// Bytes before the answers: the sealing, the contract's hash, how many bytes of answers follow.
const HEAD: usize = 1 + 32 + 4;

/// Bytes that a number takes at most in the encoding of answers.
const NUMBER: usize = 10;

/// The size of all sealed answers to a questionnaire, in bytes.
pub fn size(form: &Questionnaire, attributes: usize) -> usize {
    let answer = |ask: &Ask| match ask {
        // Whether there is one, of which kind, and a number.
        Ask::Scale { .. } | Ask::Recommend | Ask::Single { .. } => 2 + NUMBER,
        Ask::Multiple { options, .. } => 2 + NUMBER + options.len() * NUMBER,
        Ask::Text => 2 + NUMBER + LONGEST_TEXT,
    };
    let answers: usize = form.questions().map(|(_, _, question)| answer(&question.ask)).sum();
    HEAD + NUMBER + answers + NUMBER + attributes * (1 + NUMBER)
}

/// Seals answers that fit their questionnaire. `None` where they are too long for it.
pub fn seal(contract: &ContractHash, answers: &Answers, size: usize) -> Option<Vec<u8>> {
    let content = postcard::to_allocvec(answers).ok()?;
    let mut sealed = Vec::with_capacity(size);
    sealed.push(PLAIN);
    sealed.extend_from_slice(&contract.bytes());
    sealed.extend_from_slice(&u32::try_from(content.len()).ok()?.to_be_bytes());
    sealed.extend_from_slice(&content);
    if sealed.len() > size {
        return None;
    }
    sealed.resize(size, 0);
    Some(sealed)
}

/// Opens what was sealed under this contract; `None` where it was not, or was altered.
pub fn open(contract: &ContractHash, sealed: &[u8]) -> Option<Answers> {
    let (head, rest) = sealed.split_at_checked(HEAD)?;
    let (kind, head) = head.split_first()?;
    let (context, length) = head.split_at_checked(32)?;
    if *kind != PLAIN || context != contract.bytes() {
        return None;
    }
    let length = usize::try_from(u32::from_be_bytes(length.try_into().ok()?)).ok()?;
    let (content, padding) = rest.split_at_checked(length)?;
    let (answers, left) = postcard::take_from_bytes(content).ok()?;
    (left.is_empty() && padding.iter().all(|byte| *byte == 0)).then_some(answers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{questionnaire, survey::release::Value};
    use proptest::prelude::*;

    fn contract(digits: &str) -> ContractHash {
        digits.repeat(32).parse().unwrap()
    }

    /// Answers of any kind that fit, the longest ones among them.
    fn answers(form: &Questionnaire) -> impl Strategy<Value = Answers> + use<> {
        let value = |ask: &Ask| match ask {
            Ask::Scale { .. } => prop_oneof![(1u8..=5).prop_map(Value::Scale), Just(Value::NotApplicable)].boxed(),
            Ask::Recommend => (0u8..=10).prop_map(Value::Recommend).boxed(),
            Ask::Single { options } => (0..options.len()).prop_map(Value::Single).boxed(),
            Ask::Multiple { options, at_most } => {
                let most = at_most.map_or(options.len(), usize::from);
                proptest::sample::subsequence((0..options.len()).collect::<Vec<_>>(), 1..=most).prop_map(Value::Multiple).boxed()
            }
            Ask::Text => prop_oneof!["[a-zé ]{0,100}", Just("x".repeat(LONGEST_TEXT))].prop_map(Value::Text).boxed(),
        };
        let values: Vec<_> =
            form.questions().map(|(_, _, question)| proptest::option::of(value(&question.ask)).boxed()).collect();
        values.prop_map(|values| Answers { values, bands: vec![Some(11), None] })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn whatever_fits_is_sealed_to_one_size_and_opens_as_itself(
            (form, answers) in proptest::sample::select(questionnaire::bank())
                .prop_flat_map(|form| { let answers = answers(&form); (Just(form), answers) })
        ) {
            prop_assert_eq!(answers.check(&form, 2), Ok(()));
            let size = size(&form, 2);
            let sealed = seal(&contract("09"), &answers, size).expect("it fits");
            prop_assert_eq!(sealed.len(), size);
            prop_assert_eq!(open(&contract("09"), &sealed), Some(answers));
            prop_assert_eq!(open(&contract("08"), &sealed), None);
        }

        #[test]
        fn nonsense_does_not_open(mut bytes: Vec<u8>) {
            prop_assert_eq!(open(&contract("09"), &bytes), None);
            bytes.splice(0..0, std::iter::once(PLAIN).chain(contract("09").bytes()));
            // What opens by chance is answers; it must not panic.
            let _ = open(&contract("09"), &bytes);
        }
    }
}
