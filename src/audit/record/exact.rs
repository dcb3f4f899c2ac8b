//! Numbers as texts: the shortest that read back as the same number, whoever reads them.

use serde::{Deserialize, Deserializer, Serializer};

use crate::value::shortest;

fn number<E: serde::de::Error>(text: &str) -> Result<f64, E> {
    text.parse().map_err(|_| E::custom("not a number"))
}

/// A number that may be missing.
pub(super) mod option {
    use super::{Deserialize, Deserializer, Serializer, number, shortest};

    #[expect(clippy::ref_option, reason = "serde gives a reference to the field")]
    pub(in super::super) fn serialize<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.serialize_some(&shortest(*value)),
            None => serializer.serialize_none(),
        }
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
        Option::<String>::deserialize(from)?.map(|text| number(&text)).transpose()
    }
}

/// Numbers with a space between.
pub(super) mod list {
    use super::{Deserialize, Deserializer, Serializer, number, shortest};

    pub(in super::super) fn serialize<S: Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
        let texts: Vec<String> = values.iter().map(|value| shortest(*value)).collect();
        serializer.serialize_str(&texts.join(" "))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<f64>, D::Error> {
        String::deserialize(from)?.split(' ').filter(|text| !text.is_empty()).map(number).collect()
    }
}
