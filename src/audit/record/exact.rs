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

/// A calculation: its kind and its numbers, with a space between.
pub(super) mod calculation {
    use super::{Deserialize, Deserializer, Serializer, number, shortest};
    use crate::estimate::{Inputs, named};
    use crate::value::Calculation;

    /// Whether there is nothing to write.
    pub(in super::super) fn is_nothing(calculation: &Calculation) -> bool {
        *calculation == Calculation::Nothing
    }

    pub(in super::super) fn serialize<S: Serializer>(of: &Calculation, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, numbers) = match *of {
            Calculation::Nothing => ("nothing", vec![]),
            Calculation::Sum { sum } => ("sum", vec![sum]),
            Calculation::Quotient { numerator, denominator } => ("quotient", vec![numerator, denominator]),
            Calculation::Effect { sum, count, deviation, norm } => {
                ("effect", [sum, count, deviation].into_iter().chain(norm).collect())
            }
            Calculation::Span { low, high } => ("span", vec![low, high]),
            Calculation::Statistic { of, ref inputs } => (of.name, inputs.numbers().to_vec()),
        };
        let words = std::iter::once(kind.to_owned()).chain(numbers.into_iter().map(shortest));
        serializer.serialize_str(&words.collect::<Vec<_>>().join(" "))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Calculation, D::Error> {
        let text = String::deserialize(from)?;
        let mut words = text.split(' ');
        let kind = words.next().unwrap_or_default();
        let numbers: Vec<f64> = words.map(number).collect::<Result<_, D::Error>>()?;
        match (kind, &numbers[..]) {
            ("nothing", []) => Ok(Calculation::Nothing),
            ("sum", &[sum]) => Ok(Calculation::Sum { sum }),
            ("quotient", &[numerator, denominator]) => Ok(Calculation::Quotient { numerator, denominator }),
            ("effect", &[sum, count, deviation]) => Ok(Calculation::Effect { sum, count, deviation, norm: None }),
            ("effect", &[sum, count, deviation, norm]) => {
                Ok(Calculation::Effect { sum, count, deviation, norm: Some(norm) })
            }
            ("span", &[low, high]) => Ok(Calculation::Span { low, high }),
            (name, numbers) => match named(name).filter(|of| of.inputs.len() == numbers.len()) {
                Some(of) => Ok(Calculation::Statistic { of, inputs: Inputs::of(numbers) }),
                None => Err(serde::de::Error::custom("not a calculation")),
            },
        }
    }
}
