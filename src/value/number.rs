//! Numbers as text for machines.

/// The shortest text that reads back as the same number, without an exponent; minus zero is written `0`.
pub fn shortest(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}
