//! Pseudonyms: what stands for a person once the CPR number is gone.
//!
//! A pseudonym is an HMAC-SHA-256 of the CPR number under the user's key, cut to 60 bits: `P-7F3A-9CZ1-D4KM`. The same
//! key gives a person the same pseudonym in all files and all builds; another key gives others. The digits and letters
//! are Crockford's base 32, in groups of four so that chance never makes one that looks like a CPR number. Where another
//! personal field must be told apart in an output, such as a family's number, its values get pseudonyms with a `K`.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::Request;
use crate::diagnostic::{Code, Finding, Findings};
use crate::dictionary::Texts;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The key for synthetic data; anybody can read it here.
const SYNTHETIC: &[u8] = b"sporbar: public key for synthetic data only";
/// A shorter key could be guessed.
const LEAST_BYTES: usize = 16;

/// The secret that pseudonyms are made with. `Debug` does not show it.
#[derive(Clone)]
pub struct PseudonymKey {
    mac: Hmac<Sha256>,
    synthetic: bool,
}

impl PseudonymKey {
    /// The key for synthetic data. It stands in the program, so with it anybody can try out all CPR numbers and find the
    /// person behind a pseudonym; [`super::read`] warns where it is used on numbers that living people can hold.
    pub fn synthetic_default() -> Self {
        Self { mac: mac(SYNTHETIC), synthetic: true }
    }

    /// A key from the bytes of a key file or the text of an environment variable; a line break at the end is not part of it.
    ///
    /// # Errors
    /// A key shorter than 16 bytes, with the code `pseudonym-key`.
    pub fn new(secret: &[u8]) -> Result<Self, Finding> {
        let secret = secret.trim_ascii_end();
        if secret.len() < LEAST_BYTES {
            let message = format!("the key for pseudonyms is {} bytes long", secret.len());
            let help = format!("use at least {LEAST_BYTES} random bytes, such as those of `openssl rand -hex 32`");
            return Err(Finding::error(Code::PseudonymKey, message).help(help));
        }
        Ok(Self { mac: mac(secret), synthetic: secret == SYNTHETIC })
    }

    /// Whether it is the public key for synthetic data.
    pub fn is_synthetic(&self) -> bool {
        self.synthetic
    }

    /// A short text that tells keys apart without giving them away, to be kept with a build.
    pub fn fingerprint(&self) -> String {
        hex::encode(&self.digest("sporbar: fingerprint")[..4])
    }

    /// The pseudonym of a CPR number.
    pub(super) fn pseudonym(&self, cpr: &str) -> String {
        self.coded('P', cpr)
    }

    /// The pseudonym of a key that is no CPR number, of a kind: `K-7F3A-9CZ1-D4KM`.
    pub(super) fn of_key(&self, kind: &str, key: &str) -> String {
        self.coded('K', &format!("sporbar: key\n{}:{kind}{key}", kind.len()))
    }

    /// The pseudonym of the value of another personal field, such as a family's number: `K-7F3A-9CZ1-D4KM`.
    pub fn mask(&self, text: &str) -> String {
        self.coded('K', &format!("sporbar: field\n{text}"))
    }

    /// What stands for several values of a row together, so that one can see whether any of them is another, and nothing
    /// else: `S-7F3A-9CZ1-D4KM`.
    pub fn seal<'a>(&self, texts: impl IntoIterator<Item = Option<&'a str>>) -> String {
        let mut all = String::from("sporbar: row\n");
        for text in texts {
            // An empty cell is not one with an empty text, and no text can look like the end of another.
            match text {
                Some(text) => all.push_str(&format!("{}:{text}", text.len())),
                None => all.push('-'),
            }
        }
        self.coded('S', &all)
    }

    /// What stands for a whole text that may not be told, in hexadecimal: another for another text, and to be made only by
    /// whoever has the key.
    pub fn seal_bytes(&self, bytes: &[u8]) -> String {
        let mut mac = self.mac.clone();
        mac.update(b"sporbar: sealed\n");
        mac.update(bytes);
        hex::encode(mac.finalize().into_bytes())
    }

    fn coded(&self, sign: char, text: &str) -> String {
        let digest = self.digest(text);
        let bits = digest[..8].iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
        let mut text = String::with_capacity(16);
        text.push(sign);
        for place in 0..12 {
            if place % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[(bits >> (59 - 5 * place) & 31) as usize]));
        }
        text
    }

    fn digest(&self, text: &str) -> [u8; 32] {
        let mut mac = self.mac.clone();
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.synthetic { "PseudonymKey(synthetic)" } else { "PseudonymKey(secret)" })
    }
}

fn mac(secret: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(secret).expect("HMAC takes a key of any length")
}

/// Whom pseudonyms stand for; they stay in this room.
#[derive(Default)]
pub(super) struct Persons {
    whom: Texts,
    pseudonyms: Texts,
}

impl Persons {
    /// Adds somebody by the CPR number, or by the kind of a key and the key.
    pub(super) fn push(&mut self, whom: &str, pseudonym: &str) {
        self.whom.push(whom);
        self.pseudonyms.push(pseudonym);
    }

    /// Adds others behind them.
    pub(super) fn append(&mut self, others: Self) {
        self.whom.append(others.whom);
        self.pseudonyms.append(others.pseudonyms);
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.whom.len()
    }

    /// The CPR number of each, or the kind of a key and the key.
    pub(super) fn whom(&self) -> impl Iterator<Item = &str> {
        self.whom.iter()
    }

    /// The pseudonym of each.
    pub(super) fn pseudonyms(&self) -> &Texts {
        &self.pseudonyms
    }
}

/// Whether a text has a pseudonym's form: `P-7F3A-9CZ1-D4KM`.
pub fn is_pseudonym(text: &str) -> bool {
    let mut parts = text.split('-');
    let kind = parts.next().is_some_and(|kind| ["P", "K"].contains(&kind));
    let groups: Vec<&str> = parts.collect();
    let coded = |group: &&str| group.len() == 4 && group.bytes().all(|letter| ALPHABET.contains(&letter));
    kind && groups.len() == 3 && groups.iter().all(coded)
}

/// What is wrong with the pseudonyms of all files together, those of people and those of keys: two people with one, or a public key on
/// real numbers. For each file there are the people in it, and how many of them and of its keys share a pseudonym with another.
pub(super) fn check<'a>(
    key: &PseudonymKey,
    requests: &[Request<'_>],
    people: impl Iterator<Item = (&'a Persons, usize)>,
) -> Findings {
    let mut findings = Findings::new();
    let mut exposed = None;
    for (request, (people, shared)) in requests.iter().zip(people) {
        // Replacement numbers have 60 added to the day.
        if exposed.is_none() && people.whom().any(|cpr| cpr < "4") {
            exposed = Some(request.file);
        }
        if shared > 0 {
            let message = format!("{shared} people have a pseudonym that another person has too");
            findings.push(
                Finding::error(Code::PseudonymCollision, message)
                    .in_cell(request.file, None, None)
                    .help("use another key for pseudonyms"),
            );
        }
    }
    if let Some(file) = exposed.filter(|_| key.is_synthetic()) {
        findings.push(
            Finding::warning(Code::PseudonymKey, "the public key for synthetic data is used on real CPR numbers")
                .in_cell(file, None, None)
                .help("with it anybody can find the people behind the pseudonyms: give a key of your own"),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::numbered::Holders;
    use super::*;

    fn one(cpr: &str) -> Persons {
        let mut persons = Persons::default();
        persons.push(cpr, "P-1");
        persons
    }

    #[test]
    fn a_pseudonym_has_sixty_bits_in_groups_and_depends_on_the_key() {
        let key = PseudonymKey::new(b"0123456789abcdef0123456789abcdef\n").expect("long enough");
        let pseudonym = key.pseudonym("610169-1234");
        assert_eq!(pseudonym.len(), 16);
        assert!(pseudonym.split('-').skip(1).all(|group| group.len() == 4));
        assert_ne!(pseudonym, PseudonymKey::synthetic_default().pseudonym("610169-1234"));
        // Independently: HMAC-SHA-256 with Python's hmac, the first 60 bits in Crockford's base 32.
        assert_eq!(pseudonym, "P-ZYZ7-YZ5N-TFKR");
    }

    #[test]
    fn a_key_is_one_of_its_kind() {
        let key = PseudonymKey::new(b"0123456789abcdef0123456789abcdef").expect("long enough");
        let all = [("sag", "42"), ("sag", "0042"), ("familie", "42"), ("sag4", "2"), ("sag", "610169-1234")];
        let mut different: Vec<String> = all.iter().map(|(kind, text)| key.of_key(kind, text)).collect();
        different.extend([key.mask("42"), key.pseudonym("610169-1234")]);
        assert!(different.iter().all(|pseudonym| is_pseudonym(pseudonym)), "{different:?}");
        assert_eq!(different.iter().collect::<std::collections::BTreeSet<_>>().len(), 7, "{different:?}");
        // Independently: HMAC-SHA-256 with Python's hmac, the first 60 bits in Crockford's base 32.
        assert_eq!(key.of_key("sag", "42"), "K-CWR0-RW3M-305G");
    }

    #[test]
    fn a_short_key_is_refused_and_no_key_is_shown() {
        assert_eq!(PseudonymKey::new(b"0123456789abcde\n").expect_err("too short").code, Code::PseudonymKey);
        let shown = format!("{:?}", PseudonymKey::new(b"a very secret key indeed").expect("long enough"));
        assert_eq!(shown, "PseudonymKey(secret)");
    }

    #[test]
    fn people_are_never_merged_in_silence() {
        let schema = crate::schema::parse("s", "s.json", r#"{"fields":[{"name":"a"}]}"#).expect("a schema");
        let requests = ["a.csv", "b.csv"].map(|file| Request { name: file, file, schema: &schema });
        let key = PseudonymKey::synthetic_default();
        let nobody = Persons::default();
        let found = |cprs: [&str; 2]| {
            let mut holders = Holders::default();
            let all = cprs.map(one);
            let sharing = all.each_ref().map(|people| {
                let numbers = holders.meet(people);
                holders.sharing(people, &numbers)
            });
            check(&key, &requests, sharing.into_iter().map(|sharing| (&nobody, sharing)))
        };
        assert!(found(["610169-1234", "610169-1234"]).is_empty());
        let findings = found(["610169-1234", "610169-1235"]);
        assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::PseudonymCollision]);
    }

    #[test]
    fn the_public_key_is_not_for_living_people() {
        let schema = crate::schema::parse("s", "s.json", r#"{"fields":[{"name":"a"}]}"#).expect("a schema");
        let requests = [Request { name: "a", file: "a.csv", schema: &schema }];
        let people = one("310169-1234");
        let warned = |key: &PseudonymKey| check(key, &requests, std::iter::once((&people, 0))).len();
        assert_eq!(warned(&PseudonymKey::synthetic_default()), 1);
        assert_eq!(warned(&PseudonymKey::new(b"a very secret key indeed").expect("long enough")), 0);
    }
}
