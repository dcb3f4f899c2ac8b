//! What is said of the observations: counts, shares, means, and how sure they are.

use super::Told;
use crate::spec::{Among, Interval, Part, Per, Policy};
use crate::value::Stat;

impl Told<'_> {
    /// The stats of a part, each with its formula; what is below the line, and the interval.
    pub(super) fn statistic(&mut self, part: &Part) {
        for stat in &part.stats {
            let (topic, text) = said(*stat, part);
            self.say(topic, text);
        }
        let below = match part.among {
            Among::X | Among::AllAtX => "Alle observationer i samme felt og på samme sted langs aksen.",
            Among::Series => "Alle observationer i samme felt og serie.",
            Among::Facet => "Alle observationer i samme felt.",
            Among::Counted => "De observationer, der er talt med i værdien selv.",
            Among::Stated => "Kilden oplyser både værdien og hvor mange den hviler på.",
            Among::Nothing => "Intet tælles: værdien er regnet ud af forudsætninger.",
        };
        self.say("Nævner (N)", below);
        if let Some(whole) = &part.share_of {
            self.say("Andel af", format!("Andele regnes af «{}» i samme felt og på samme sted.", whole.value));
        }
        match part.per {
            Per::Observation => {}
            Per::Unit => self.say("Nævner (N)", "Hver enhed tæller én gang, uanset hvor mange observationer den har."),
            Per::Family => {
                self.say("Nævner (N)", "Hver familie tæller én gang, uanset hvor mange observationer den har.");
            }
        }
        match part.interval {
            None => {}
            Some(Interval::Wilson) => self.formula(
                "95 % interval",
                "Wilsons interval uden kontinuitetskorrektion, z = 1,959964:",
                "(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)",
            ),
            Some(Interval::Cluster) => self.formula(
                "95 % interval",
                "Robust over for, at flere observationer af samme person ligner hinanden: t-fraktilen med G−1 frihedsgrader gange roden af variansen, hvor e er afvigelserne fra gennemsnittet, lagt sammen for hver af G personer, og N alle observationer:",
                "var = G/(G−1) · Σ(Σe)² / N²",
            ),
        }
    }

    fn formula(&mut self, topic: &str, text: &str, formula: &str) {
        self.put(super::Statement { topic: topic.to_owned(), text: text.to_owned(), code: Some(formula.to_owned()) });
    }

    /// What is done about small numbers.
    pub(super) fn disclosure(&mut self) {
        let used = self.spec.disclosure.used();
        let what = match used.policy {
            Policy::PublishAll => "Alle værdier vises, også små.",
            Policy::Suppress(_) => "Tal, der ville fortælle om få personer, er skjult.",
        };
        self.say("Små tal", format!("{what} {}", used.because));
    }
}

/// A stat's name and formula.
fn said(stat: Stat, part: &Part) -> (String, String) {
    let (topic, text) = match stat {
        Stat::Count => ("Antal", "Summen af observationernes tal, hver 0 eller 1: hvor mange der er talt med."),
        Stat::Share => ("Andel", "Summen af de talte observationers tal, delt med nævneren."),
        Stat::Mean => ("Gennemsnit", "Summen af observationernes tal, delt med nævneren."),
        Stat::MeanOf(name) => {
            let what = name.text().trim_start_matches("mean_").replace('_', " ");
            return (format!("Gennemsnit, {what}"), "Summen af observationernes tal, delt med nævneren.".to_owned());
        }
        Stat::Sum => ("Sum", "Summen af observationernes tal."),
        Stat::Persons => ("Personer", "Summen af de personer, beregningen giver."),
        Stat::PersonYears => ("Personår", "Summen af de personår, beregningen giver."),
        Stat::CumulativeSum => ("Samlet sum", "Summen fra det første år til og med dette."),
        Stat::Expected => ("Forventet", "Det, beregningen forventer."),
        Stat::Value => ("Værdi", "Tallet, som kilden eller beregningen giver det."),
        Stat::PaybackYear => {
            ("Tilbagebetalt i år", "Det første år, ved hvis slutning det samlede resultat er nul eller mere.")
        }
        Stat::PaybackTime => ("Tilbagebetalingstid", "År, til det samlede resultat er nul eller mere."),
        Stat::Effect => {
            ("Effektstørrelse", "Den gennemsnitlige ændring, delt med standardafvigelsen af de første målinger.")
        }
        Stat::RelativeEffect => {
            let norm = part.norm.as_ref().map_or(0.0, |norm| norm.value).to_string().replace('.', ",");
            return ("Effekt over normen".to_owned(), format!("Effektstørrelsen minus {norm}, som andre opnår."));
        }
        Stat::Base => ("Som forudsat", "Resultatet med alle forudsætninger, som de er oplyst."),
        Stat::Low => ("Lavt", "Resultatet med én forudsætning i den lave ende af sit spænd."),
        Stat::High => ("Højt", "Resultatet med én forudsætning i den høje ende af sit spænd."),
        Stat::Span => ("Spænd", "Hvor langt resultaterne ved den lave og den høje ende er fra hinanden."),
        Stat::PresentValue => ("Nutidsværdi", "Summen af de tilbageførte beløb."),
        Stat::CumulativePresentValue => ("Samlet nutidsværdi", "Summen af de tilbageførte beløb til og med dette år."),
    };
    (topic.to_owned(), text.to_owned())
}
