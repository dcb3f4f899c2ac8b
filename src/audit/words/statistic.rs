//! What is said of the observations: counts, shares, means, and how sure they are.

use super::Told;
use crate::document;
use crate::spec::{self, Among, Goal, Is, Part, Per, Policy};
use crate::value::Stat;

impl Told<'_> {
    /// The stats of a part, each with its formula; what is below the line, and the interval.
    pub(super) fn statistic(&mut self, part: &Part) {
        match &part.told {
            None => {
                for stat in &part.stats {
                    let (topic, text) = said(*stat, part);
                    self.say(topic, text);
                }
            }
            Some(told) => self.told(told, part),
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
        if let Some(interval) = part.interval {
            let (text, formula) = interval.words(part.statistic());
            self.formula("95 % interval", text, formula);
        }
        if let Some([lower, upper]) = &part.beside.ends {
            self.say_as("95 % interval", "Nedre grænse:", lower);
            self.say_as("95 % interval", "Øvre grænse:", upper);
        }
        if let Some(rolling) = &part.rolling {
            self.say(
                "Langs aksen",
                format!("Hvert sted er lagt sammen med de foregående, {} steder i alt.", rolling.value),
            );
        }
        if part.cumulated {
            self.say("Langs aksen", "Hvert sted er lagt sammen med alle de foregående.");
        }
    }

    /// A statistic: what it is, its formula, where that is from, what it is told of and against, and what it asks of each
    /// observation.
    fn told(&mut self, told: &spec::Told, part: &Part) {
        let topic =
            part.stats.first().map(|stat| document::stat_word(self.spec.report.language, *stat)).unwrap_or_default();
        match told.is {
            Is::Stat(stat) => self.say(topic, said(stat, part).1),
            Is::Statistic(of) => {
                self.formula(&topic, of.says, of.formula);
                self.say("Kilde til formlen", of.source);
            }
        }
        let beside = &part.beside;
        self.say_if("Tallet ved siden af", "Ud over sit eget tal har hver observation:", beside.with.as_ref());
        self.say_if("Gruppen", "Holdt op mod de andre er dem, for hvem det gælder, at", beside.versus.as_ref());
        self.say_if("Afslutning", "En observation slutter med (tom: slutningen er ikke set):", beside.event.as_ref());
        self.say_if("Klasse", "Der er standardiseret efter:", beside.cell.as_ref());
        self.say_if("Ligner hinanden", "Observationer ligner hinanden, når de har samme", beside.cluster.as_ref());
        let Some(against) = &told.against else { return };
        self.say_if("Rang blandt", "Der er kun rangordnet blandt dem, der har samme", against.within.as_ref());
        let of = match against.of {
            Is::Stat(stat) => said(stat, part).0,
            Is::Statistic(of) => of.title.to_owned(),
        };
        let from = match (&against.goal, &against.from, against.steps) {
            (Some(Goal::Number(goal, true)), _, _) => format!(", holdt op mod målet: mindst {}", decimal(*goal)),
            (Some(Goal::Number(goal, false)), _, _) => format!(", holdt op mod målet: højst {}", decimal(*goal)),
            (Some(Goal::Told { least, most }), _, _) => {
                self.say_if("Målet er mindst", "Det, dette udtryk giver:", least.as_ref());
                self.say_if("Målet er højst", "Det, dette udtryk giver:", most.as_ref());
                ", holdt op mod det mål, som rækkerne fortæller".to_owned()
            }
            (None, Some(label), _) => format!(", holdt op mod «{}»", label.value),
            (None, None, Some(steps)) => {
                let what = if against.along_series { "serie" } else { "akse" };
                let places = if steps == 1 { "sted" } else { "steder" };
                format!(", holdt op mod {steps} {places} tilbage langs sin {what}")
            }
            (None, None, None) => String::new(),
        };
        self.say("Regnet af", format!("{of}{from}."));
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

fn decimal(number: f64) -> String {
    number.to_string().replace('.', ",")
}

/// A stat's name and formula.
fn said(stat: Stat, part: &Part) -> (String, String) {
    let (topic, text) = match stat {
        Stat::Count => {
            ("Antal", "Summen af, hvor mange hver observation tæller for: 1, 0 eller det antal, den fortæller om.")
        }
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
        Stat::Other(_) => ("", ""),
        Stat::Base => ("Som forudsat", "Resultatet med alle forudsætninger, som de er oplyst."),
        Stat::Low => ("Lavt", "Resultatet med én forudsætning i den lave ende af sit spænd."),
        Stat::High => ("Højt", "Resultatet med én forudsætning i den høje ende af sit spænd."),
        Stat::Span => ("Spænd", "Hvor langt resultaterne ved den lave og den høje ende er fra hinanden."),
        Stat::PresentValue => ("Nutidsværdi", "Summen af de tilbageførte beløb."),
        Stat::CumulativePresentValue => ("Samlet nutidsværdi", "Summen af de tilbageførte beløb til og med dette år."),
    };
    (topic.to_owned(), text.to_owned())
}
